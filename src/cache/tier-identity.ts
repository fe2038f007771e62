import { TRUSTED } from '../keys/trust-scope';

/** A tier's id for code, and its name for people. */
export interface TierIdentity {
  readonly id: 'redis' | 'runner' | 'scratch';
  /** Set for a tier of the trusted scope that a run in an untrusted scope reads. */
  readonly scope?: typeof TRUSTED;
  /** The name in messages and in reports, which programs also read. */
  readonly name: string;
}

export const TIERS = {
  redis: { id: 'redis', name: 'redis' },
  runner: { id: 'runner', name: 'runner cache' },
  /** The tier of a run that keeps no vectors: it holds only vectors of this run. */
  scratch: { id: 'scratch', name: 'scratch' },
} as const satisfies Readonly<Record<TierIdentity['id'], TierIdentity>>;

/** Returns the same tier of the trusted scope. */
export function ofTrustedScope({ id, name }: TierIdentity): TierIdentity {
  return { id, scope: TRUSTED, name: `${name} (${TRUSTED})` };
}
