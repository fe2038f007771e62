import path from 'node:path';

/** The scope that everybody reads and only trusted runs write. */
export const TRUSTED = 'trusted';

/** Where a run may put vectors, and why. A run reads the trusted scope and its own, and writes its own. */
export interface TrustScope {
  /** TRUSTED, or the name of an untrusted scope. */
  readonly name: string;
  /** What decided: the event that started the run, the input `trust-scope`, or nothing, which is trusted. */
  readonly source: 'event' | 'input' | 'default';
  /** For people. */
  readonly why: string;
}

/**
 * What `trust-scope` and the platform come to. What is asked for by name is done, since whoever writes the workflow decides; that
 * it contradicts the event is said.
 * @param derived from the event; undefined where there is none
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
  const warning = `trust-scope: ${TRUSTED} is given, although this run is for ${derived.why}. What it computes is trusted by every later run.`;
  return { scope, warning };
}

/** The name that the tiers get: none for the trusted scope, whose names are those of a cache without scopes. */
export function untrustedName({ name }: TrustScope): string | undefined {
  return name === TRUSTED ? undefined : name;
}

/** The folder of a scope in the runner cache. */
export function scopeFolder(root: string, untrusted: string | undefined): string {
  return untrusted === undefined ? root : path.join(root, `~${untrusted}`);
}
