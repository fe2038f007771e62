import type { RedisLink } from '../../redis/link';
import type { IndexNames } from './golden-index-names';
import type { Neighbour } from './knn';
import type { UnitRows } from './unit-rows';

/** A nearest-neighbour index on a server. Vectors and queries have a direction, and length 1. */
export interface RemoteIndex {
  readonly engine: 'redisearch' | 'vectorset';
  /** For people. */
  readonly description: string;
  /** Efforts to choose from, the least first: the number of vectors that an approximate search visits. A single 0 for an exact one. */
  readonly efforts: readonly number[];
  /** Returns neighbours in any order; fewer than k if the server lost some. */
  searchAll(queries: UnitRows, k: number, effort: number): Promise<Neighbour[][]>;
}

export interface RemoteIndexOptions {
  readonly link: RedisLink;
  readonly names: IndexNames;
  readonly rows: UnitRows;
  /** Position of each row among all vectors of the golden set. */
  readonly positions: readonly number[];
  /** Whether this run may write. */
  readonly writable: boolean;
}

/** The reason for not using an engine, although nothing failed. */
export class NotUsable extends Error {
  override readonly name = 'NotUsable';
}

/** Time to live after the last use: a month, in which a maintained golden set is validated. */
export const KEPT_SECONDS = 30 * 86_400;
/** Queries sent together. A search takes well below a millisecond; the deadline covers all of them. */
const QUERIES_AT_ONCE = 64;
/** Vectors sent together. Adding one to a vector set takes about a millisecond. */
export const VECTORS_AT_ONCE = 256;

/** Calls `each` for batches of the numbers from 0 to below `count`, one batch after the other. */
export async function inBatches<T>(
  count: number,
  each: (numbers: readonly number[]) => Promise<readonly T[]>,
  size = QUERIES_AT_ONCE,
): Promise<T[]> {
  const results: T[] = [];
  for (let start = 0; start < count; start += size) {
    const numbers = Array.from({ length: Math.min(size, count - start) }, (_, at) => start + at);
    results.push(...(await each(numbers)));
  }
  return results;
}

/** Returns the position that names an element or a document; undefined for a foreign name. */
export function positionIn(name: string, prefix = ''): number | undefined {
  const rest = name.startsWith(prefix) ? name.slice(prefix.length) : '';
  return /^\d+$/.test(rest) ? Number(rest) : undefined;
}
