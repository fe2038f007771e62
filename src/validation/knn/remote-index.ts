import type { RedisLink } from '../../redis/link';
import type { IndexNames } from './golden-index-names';
import type { Neighbour } from './knn';
import type { UnitRows } from './unit-rows';

/** Nearest neighbours as a server finds them. Vectors and queries have a direction, and length 1. */
export interface RemoteIndex {
  readonly engine: 'redisearch' | 'vectorset';
  /** Where and how, for people. */
  readonly description: string;
  /** What may be asked for, the least first: how many vectors an approximate search looks at. One 0 where it looks at all. */
  readonly efforts: readonly number[];
  /** In any order; fewer than k where the server lost some. */
  searchAll(queries: UnitRows, k: number, effort: number): Promise<Neighbour[][]>;
}

export interface RemoteIndexOptions {
  readonly link: RedisLink;
  readonly names: IndexNames;
  readonly rows: UnitRows;
  /** For each row, its position among all vectors of the golden set. */
  readonly positions: readonly number[];
  /** Whether this run may write. */
  readonly writable: boolean;
}

/** Why an engine is not used, where nothing is wrong. */
export class NotUsable extends Error {
  override readonly name = 'NotUsable';
}

/** How long what is written stays after it was last used: a month, in which a golden set that is alive is validated. */
export const KEPT_SECONDS = 30 * 86_400;
/** Queries that go out together. A search takes well below a millisecond; the deadline is for all of them. */
const QUERIES_AT_ONCE = 64;
/** Vectors that go out together. To add one to a vector set takes about a millisecond. */
export const VECTORS_AT_ONCE = 256;

/** Calls for some numbers at a time, from 0 to below `count`, one call after the other. */
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

/** The position that an element or a document is named by; undefined for a name that is none of ours. */
export function positionIn(name: string, prefix = ''): number | undefined {
  const rest = name.startsWith(prefix) ? name.slice(prefix.length) : '';
  return /^\d+$/.test(rest) ? Number(rest) : undefined;
}
