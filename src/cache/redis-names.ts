import type { VectorSpace } from './vector-cache';

/** Hexadecimal digits of the fingerprint in a key name. The envelope's checksum covers all 64. */
const FINGERPRINT_DIGITS = 16;

/**
 * Returns the prefix of a space's key names in Redis: `<prefix>:<first 16 hex of fingerprint>`, plus `:~<scope>` in an untrusted
 * scope. No name of the trusted scope has a `~` after a colon, so the ACL pattern `<prefix>:*:~*` matches exactly the untrusted
 * scopes.
 */
export function redisNamespace(prefix: string, { fingerprint, scope }: VectorSpace): string {
  const trusted = `${prefix}:${fingerprint.slice(0, FINGERPRINT_DIGITS)}`;
  return scope === undefined ? trusted : `${trusted}:~${scope}`;
}
