import path from 'node:path';

/** Every run reads this scope; only trusted runs write to it. */
export const TRUSTED = 'trusted';

/** The scope that a run writes to, and why. A run reads the trusted scope and its own. */
export interface TrustScope {
  /** TRUSTED, or the name of an untrusted scope. */
  readonly name: string;
  /** The source of the decision: the event that started the run, the input `trust-scope`, or the default (trusted). */
  readonly source: 'event' | 'input' | 'default';
  /** The reason, for people. */
  readonly why: string;
}

/**
 * Decides the scope from `trust-scope` and the platform. An explicit input wins, since the author of the workflow decides; the
 * warning names any contradiction with the event.
 * @param derived from the event; undefined without an event
 */
export function decideTrustScope(
  input: string,
  derived: TrustScope | undefined,
): { readonly scope: TrustScope; readonly warning?: string } {
  if (input === 'auto') {
    return { scope: derived ?? { name: TRUSTED, source: 'default', why: 'no event says otherwise' } };
  }
  const scope: TrustScope = { name: input, source: 'input', why: `trust-scope: ${input}` };
  if (input !== TRUSTED || derived === undefined || derived.name === TRUSTED) return { scope };
  const warning = `trust-scope: ${TRUSTED} overrides the event: this run is for ${derived.why}. Every later run will trust the vectors it computes. Use trust-scope: auto to keep them apart.`;
  return { scope, warning };
}

/** Returns the scope's name for the tiers; undefined for the trusted scope, whose keys have no scope name. */
export function untrustedName({ name }: TrustScope): string | undefined {
  return name === TRUSTED ? undefined : name;
}

/** Returns the folder of a scope in the runner cache. */
export function scopeFolder(root: string, untrusted: string | undefined): string {
  return untrusted === undefined ? root : path.join(root, `~${untrusted}`);
}
