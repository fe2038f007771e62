import type { StoredDtype, Vector } from '../base/vector';
import type { Fingerprint } from '../keys/embedding-contract';
import type { TextKey } from '../keys/text-key';
import type { Traffic } from '../redis/traffic';
import type { SigningKeys } from './signature';

/** What a cache is opened for: vectors of one contract, all of one length. */
export interface VectorSpace {
  readonly fingerprint: Fingerprint;
  readonly dimensions: number;
  /** fp32 where it is absent. For fp16, vectors that are put must have passed through roundToStored. */
  readonly dtype?: StoredDtype;
  /** Name of the untrusted scope that its vectors are kept in; absent for the trusted one. */
  readonly scope?: string;
  /** What is written is signed, and nothing else is read. Absent: what others signed is read as well, unverified. */
  readonly signingKeys?: SigningKeys;
}

export interface Entry {
  readonly key: TextKey;
  readonly vector: Vector;
}

export interface Lookup {
  /** One for each key asked for, in that order; undefined is a miss. */
  readonly vectors: (Vector | undefined)[];
  /** Entries that were there but whose envelope was bad. Each is a miss too. */
  readonly corrupt: number;
  /** Entries that were whole, and not signed by a key of ours. Each is a miss too. Absent where nothing is signed. */
  readonly unsigned?: number;
}

export interface Stored {
  readonly written: number;
  /** By position in what was put: the vector that was there first, and that the caller must use from now on. */
  readonly adopted: ReadonlyMap<number, Vector>;
}

/**
 * A place where vectors may already be. The first writer of a key wins; a bad entry counts as none and is overwritten.
 * A chain of tiers is itself a VectorCache. Methods reject with CacheError when the tier cannot answer.
 */
export interface VectorCache {
  /** Of all calls so far; absent where there is no network. */
  readonly traffic?: Traffic;
  getMany(keys: readonly TextKey[]): Promise<Lookup>;
  /** @param replace whatever is there gives way, and nothing is adopted */
  putMany(entries: readonly Entry[], replace?: boolean): Promise<Stored>;
  close(): Promise<void>;
}

/** A lookup in which nothing was found. */
export function allMisses(count: number): Lookup {
  return { vectors: new Array(count).fill(undefined), corrupt: 0 };
}
