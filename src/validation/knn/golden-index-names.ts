import { createHash } from 'node:crypto';
import { bytesOf } from '../../base/vector';
import type { Fingerprint } from '../../keys/embedding-contract';
import type { UnitRows } from './unit-rows';

/** Hexadecimal digits of each part of a name. */
const DIGITS = 16;

/** What an index is of. */
export interface IndexedSet {
  /** `redis-prefix`. */
  readonly prefix: string;
  /** Of an untrusted run; absent in the trusted one. */
  readonly scope?: string;
  /** Of the golden set, in its order. */
  readonly texts: readonly string[];
  readonly fingerprint: Fingerprint;
  readonly rows: UnitRows;
  /** Engine and form of the index: another one is another index. */
  readonly kind: string;
}

/** Names in Redis of one index and what lies beside it. No text can be read from them. */
export interface IndexNames {
  /** All indexes of this scope begin so. */
  readonly scope: string;
  /** All indexes of this golden set begin so. */
  readonly set: string;
  readonly index: string;
  /** Documents: this, and the position of their vector. */
  readonly documents: string;
  /** A key that is there while the index counts as in use. */
  readonly used: string;
}

/**
 * `<prefix>:golden:<texts>:<fingerprint>:<vectors>`, each the first 16 hex digits of a SHA-256 (that of the fingerprint is the
 * fingerprint itself), in an untrusted scope with `~<scope>:` after `golden:`. What the vectors and the form of the index are is in
 * the name, so that what is found under a name is what is looked for, and two runs that make it at once make the same.
 */
export function indexNames({ prefix, scope, texts, fingerprint, rows, kind }: IndexedSet): IndexNames {
  const start = `${prefix}:golden:${scope === undefined ? '' : `~${scope}:`}`;
  const set = `${start}${digest(JSON.stringify(texts))}:`;
  const vectors = digest(`${kind} ${rows.dimensions} `, bytesOf(rows.components));
  const index = `${set}${fingerprint.slice(0, DIGITS)}:${vectors}`;
  return { scope: start, set, index, documents: `${index}:`, used: `${index}:used` };
}

/** Of all indexes that a server has, those of this scope; names of untrusted scopes begin with those of the trusted one. */
export function ofThisScope(indexes: readonly string[], { scope }: IndexNames): string[] {
  return indexes.filter((index) => index.startsWith(scope) && !index.slice(scope.length).startsWith('~'));
}

function digest(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex').slice(0, DIGITS);
}
