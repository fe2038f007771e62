import { createHash } from 'node:crypto';
import { bytesOf } from '../../base/vector';
import type { Fingerprint } from '../../keys/embedding-contract';
import type { UnitRows } from './unit-rows';

/** Hexadecimal digits of each part of a name. */
const DIGITS = 16;

/** The facts that name an index. */
export interface IndexedSet {
  /** `redis-prefix`. */
  readonly prefix: string;
  /** Trust scope of an untrusted run; absent in a trusted run. */
  readonly scope?: string;
  /** Golden texts, in order. */
  readonly texts: readonly string[];
  readonly fingerprint: Fingerprint;
  readonly rows: UnitRows;
  /** Engine and form of the index. */
  readonly kind: string;
}

/** Names in Redis of one index and its keys. No text can be read from them. */
export interface IndexNames {
  /** Prefix of all indexes of this scope. */
  readonly scope: string;
  /** Prefix of all indexes of this golden set. */
  readonly set: string;
  readonly index: string;
  /** Prefix of documents, followed by the position of their vector. */
  readonly documents: string;
  /** A key that exists while the index counts as in use. */
  readonly used: string;
}

/**
 * `<prefix>:golden:<texts>:<fingerprint>:<vectors>`, each the first 16 hex digits of a SHA-256 (that of the fingerprint is the
 * fingerprint itself), with `~<scope>:` after `golden:` in an untrusted scope. The name covers the vectors and the form of the
 * index, so an index with this name has the right content, and two runs that create it at once create the same.
 */
export function indexNames({ prefix, scope, texts, fingerprint, rows, kind }: IndexedSet): IndexNames {
  const start = `${prefix}:golden:${scope === undefined ? '' : `~${scope}:`}`;
  const set = `${start}${digest(JSON.stringify(texts))}:`;
  const vectors = digest(`${kind} ${rows.dimensions} `, bytesOf(rows.components));
  const index = `${set}${fingerprint.slice(0, DIGITS)}:${vectors}`;
  return { scope: start, set, index, documents: `${index}:`, used: `${index}:used` };
}

/** Returns the indexes of this scope; names of untrusted scopes begin with the prefix of the trusted one. */
export function ofThisScope(indexes: readonly string[], { scope }: IndexNames): string[] {
  return indexes.filter((index) => index.startsWith(scope) && !index.slice(scope.length).startsWith('~'));
}

function digest(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex').slice(0, DIGITS);
}
