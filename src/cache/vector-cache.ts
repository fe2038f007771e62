import type { StoredDtype, Vector } from '../base/vector';
import type { Fingerprint } from '../keys/embedding-contract';
import type { TextKey } from '../keys/text-key';
import type { Traffic } from '../redis/traffic';
import type { SigningKeys } from './signature';

/** The space that a cache is opened for: vectors of one contract, all of one length. */
export interface VectorSpace {
  readonly fingerprint: Fingerprint;
  readonly dimensions: number;
  /** Absent for fp32. For fp16, pass vectors through roundToStored before you store them. */
  readonly dtype?: StoredDtype;
  /** Name of the untrusted scope of its vectors; absent for the trusted scope. */
  readonly scope?: string;
  /** Signs all writes and rejects entries that none of these keys signed. Absent: reads signed entries too, unverified. */
  readonly signingKeys?: SigningKeys;
}

export interface Entry {
  readonly key: TextKey;
  readonly vector: Vector;
}

export interface Lookup {
  /** One per requested key, in that order; undefined is a miss. */
  readonly vectors: (Vector | undefined)[];
  /** Number of entries with a bad envelope. Each is also a miss. */
  readonly corrupt: number;
  /** Number of intact entries that none of our keys signed. Each is also a miss. Absent if nothing is signed. */
  readonly unsigned?: number;
}

export interface Stored {
  readonly written: number;
  /** By position among the stored entries: vectors that were there first. The caller must use them from now on. */
  readonly adopted: ReadonlyMap<number, Vector>;
}

/**
 * A store of vectors. The first writer of a key wins; a bad entry counts as missing and is overwritten.
 * A chain of tiers is itself a VectorCache. Methods reject with CacheError when the tier cannot answer.
 */
export interface VectorCache {
  /** Traffic of all calls so far; absent without a network. */
  readonly traffic?: Traffic;
  getMany(keys: readonly TextKey[]): Promise<Lookup>;
  /** @param replace overwrites existing entries and adopts none */
  putMany(entries: readonly Entry[], replace?: boolean): Promise<Stored>;
  close(): Promise<void>;
}

/** Returns a lookup without hits. */
export function allMisses(count: number): Lookup {
  return { vectors: new Array(count).fill(undefined), corrupt: 0 };
}
