import { CacheError } from '../../base/errors';
import type { RedisCommand, RedisReply } from '../../redis/connection';
import { vectorBytes } from '../../redis/search-commands';
import type { Neighbour } from './knn';
import {
  inBatches,
  KEPT_SECONDS,
  NotUsable,
  positionIn,
  type RemoteIndex,
  type RemoteIndexOptions,
  VECTORS_AT_ONCE,
} from './remote-index';
import { rowOf, type UnitRows } from './unit-rows';

/** EF of VSIM. A set that is no larger is searched completely. */
const EFFORTS = [200, 1000, 10_000];

/**
 * A vector set of Redis 8: one key, whose elements are named by the position of their vector. Always HNSW and cosine; not
 * quantized, because vector sets round to 8 bits by default.
 */
export class VectorSet implements RemoteIndex {
  readonly engine = 'vectorset';
  readonly efforts = EFFORTS;
  readonly description: string;

  private constructor(private readonly options: RemoteIndexOptions) {
    this.description = `vector set ${options.names.index}, hnsw,cosine,float32`;
  }

  /**
   * Opens the set of these vectors: the existing one, or a new one.
   * @throws NotUsable if it does not exist and may not be created; CacheError if it cannot be created
   */
  static async open(options: RemoteIndexOptions): Promise<VectorSet> {
    const set = new VectorSet(options);
    const { writable, rows } = options;
    const whole = async () => (await set.ask('VCARD')) === rows.count;
    if (await whole()) {
      if (writable) await set.ask('EXPIRE', String(KEPT_SECONDS));
      return set;
    }
    if (!writable) throw new NotUsable('the set does not exist, and cache-mode read-only does not create one');
    await set.make();
    if (!(await whole()))
      throw new CacheError(`${set.description} does not have the ${rows.count} elements that were added`);
    return set;
  }

  searchAll(queries: UnitRows, k: number, effort: number): Promise<Neighbour[][]> {
    const { link, names } = this.options;
    const options = ['WITHSCORES', 'COUNT', String(k), 'EF', String(Math.max(effort, k))];
    return inBatches(queries.count, async (numbers) => {
      const vectors = numbers.map((number) => vectorBytes(rowOf(queries, number), 'float32'));
      const commands = vectors.map((vector) => ['VSIM', names.index, 'FP32', vector, ...options]);
      return (await link.askAll('VSIM', commands)).map(readSimilar);
    });
  }

  private async make(): Promise<void> {
    const { link, names, rows, positions } = this.options;
    const add = (row: number): RedisCommand => {
      const vector = vectorBytes(rowOf(rows, row), 'float32');
      return ['VADD', names.index, 'FP32', vector, String(positions[row]), 'NOQUANT'];
    };
    // With each batch, so an unfinished set of a killed run expires.
    const keep = ['EXPIRE', names.index, String(KEPT_SECONDS)];
    await inBatches(rows.count, (numbers) => link.askAll('VADD', [...numbers.map(add), keep]), VECTORS_AT_ONCE);
  }

  private ask(command: string, ...words: readonly string[]): Promise<RedisReply> {
    const { link, names } = this.options;
    return link.ask([command, names.index, ...words]);
  }
}

/**
 * Reads the reply of VSIM with WITHSCORES: elements and scores in turn, numbers in RESP3, strings in RESP2. A score is (1 + cos) / 2.
 */
export function readSimilar(reply: RedisReply): Neighbour[] {
  const list = Array.isArray(reply) ? reply : [];
  const neighbours: Neighbour[] = [];
  for (let at = 0; at + 1 < list.length; at += 2) {
    const position = positionIn(String(list[at]));
    const score = Number(String(list[at + 1]));
    if (position !== undefined && Number.isFinite(score)) neighbours.push({ position, similarity: 2 * score - 1 });
  }
  return neighbours;
}
