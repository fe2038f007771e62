import type { VectorSpace } from './vector-cache';

/** Hexadecimal digits of the fingerprint in a name. The envelope's checksum covers all 64. */
const FINGERPRINT_DIGITS = 16;

/**
 * What the names of a space begin with in Redis: `<prefix>:<first 16 hex of fingerprint>`, and `:~<scope>` in an untrusted scope.
 * No name of the trusted scope has a `~` behind a colon, so the pattern `<prefix>:*:~*` of an ACL is all untrusted scopes and
 * nothing else.
 */
export function redisNamespace(prefix: string, { fingerprint, scope }: VectorSpace): string {
  const trusted = `${prefix}:${fingerprint.slice(0, FINGERPRINT_DIGITS)}`;
  return scope === undefined ? trusted : `${trusted}:~${scope}`;
}
