import { TRUSTED } from '../keys/trust-scope';

/** A tier as code refers to it, and its name. */
export interface TierIdentity {
  readonly id: 'redis' | 'runner' | 'scratch';
  /** Set for a tier of the trusted scope that a run of an untrusted one reads. */
  readonly scope?: typeof TRUSTED;
  /** For people: in messages, and in reports, which programs read. */
  readonly name: string;
}

export const TIERS = {
  redis: { id: 'redis', name: 'redis' },
  runner: { id: 'runner', name: 'runner cache' },
  /** The tier of a run that keeps no vectors: what it finds there, it computed itself. */
  scratch: { id: 'scratch', name: 'scratch' },
} as const satisfies Readonly<Record<TierIdentity['id'], TierIdentity>>;

/** The same tier, of the trusted scope. */
export function ofTrustedScope({ id, name }: TierIdentity): TierIdentity {
  return { id, scope: TRUSTED, name: `${name} (${TRUSTED})` };
}
