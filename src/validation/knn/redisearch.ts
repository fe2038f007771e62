import { setTimeout as pause } from 'node:timers/promises';
import { CacheError, messageOf } from '../../base/errors';
import { type VectorIndexForm, vectorIndexWords } from '../../inputs/values/vector-index';
import type { RedisCommand, RedisReply } from '../../redis/connection';
import { createIndex, searchNearest, storeDocument } from '../../redis/search-commands';
import {
  type IndexState,
  readFound,
  readIndexNames,
  readIndexState,
  saysIndexExists,
  saysNoIndex,
  saysNoSorting,
  similarityOf,
} from '../../redis/search-replies';
import { ofThisScope } from './golden-index-names';
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

/** Time limit for indexing documents: RediSearch indexes several thousand per second. */
const INDEX_DEADLINE_MS = 30_000;
const FIRST_PAUSE_MS = 5;
const LONGEST_PAUSE_MS = 250;
/** Another run may drop an index between two commands of this one, so a lost index is created again this often. */
const MOST_TRIES = 3;
/** An index counts as in use for this long after a run opened it; other runs do not drop it. */
const IN_USE_SECONDS = 3600;
/** Most other indexes that one run checks for being empty. */
const MOST_LOOKED_AT = 16;
/** EF_RUNTIME. RediSearch's default of 10 found half of the true ten nearest among 4,000 vectors; Valkey's maximum is 4,096. */
const EFFORTS = [200, 1000, 4096];

export interface RediSearchOptions extends RemoteIndexOptions {
  readonly form: VectorIndexForm;
  /** For tests: INDEX_DEADLINE_MS unless given. */
  readonly deadlineMs?: number;
}

/** An index of RediSearch, or Valkey-search: one hash per vector, under a prefix of its own. */
export class RediSearchIndex implements RemoteIndex {
  readonly engine = 'redisearch';
  readonly description: string;
  readonly efforts: readonly number[];
  private sorted = true;

  private constructor(private readonly options: RediSearchOptions) {
    const { names, form } = options;
    this.description = `index ${names.index}, ${vectorIndexWords(form)}`;
    this.efforts = form.algorithm === 'flat' ? [0] : EFFORTS;
  }

  /**
   * Opens the index of these vectors: the existing one, or a new one once it is complete. Then drops old ones of the same golden set.
   * @throws NotUsable if it does not exist and may not be created; CacheError if it cannot be created in time
   */
  static async open(options: RediSearchOptions): Promise<RediSearchIndex> {
    const index = new RediSearchIndex(options);
    for (let tries = 1; ; tries++) {
      if (await index.isWhole()) {
        await index.keep();
        return index;
      }
      if (!options.writable)
        throw new NotUsable('the index does not exist, and cache-mode read-only does not create one');
      // First, so another run does not take an empty index for an old one.
      await index.markUsed();
      await index.make();
      if (await index.becomesWhole()) break;
      if (tries === MOST_TRIES) throw new CacheError(`${index.description} was dropped repeatedly by other runs`);
    }
    await index.dropOld().catch(() => {});
    return index;
  }

  async searchAll(queries: UnitRows, k: number, effort: number): Promise<Neighbour[][]> {
    try {
      return await this.search(queries, k, effort);
    } catch (error) {
      if (!this.sorted || !saysNoSorting(messageOf(error))) throw error;
      this.sorted = false;
      return this.search(queries, k, effort);
    }
  }

  private search(queries: UnitRows, k: number, effort: number): Promise<Neighbour[][]> {
    const { link, names, form } = this.options;
    const options = { dtype: form.dtype, sorted: this.sorted, ...(effort > 0 && { effort }) };
    return inBatches(queries.count, async (numbers) => {
      const commands = numbers.map((number) => searchNearest(names.index, rowOf(queries, number), k, options));
      return (await link.askAll('FT.SEARCH', commands)).map((reply) => this.neighboursIn(reply));
    });
  }

  private neighboursIn(reply: RedisReply): Neighbour[] {
    const { names, form } = this.options;
    const { documents, warnings } = readFound(reply);
    if (warnings.length > 0) throw new Error(`FT.SEARCH warns: ${warnings.join('; ')}`);
    return documents.flatMap(({ name, distance }) => {
      const position = positionIn(name, names.documents);
      // An expired document is still listed, without a distance.
      return position === undefined || Number.isNaN(distance)
        ? []
        : [{ position, similarity: similarityOf(distance, form.metric) }];
    });
  }

  /** @returns undefined if the index does not exist */
  private async state(): Promise<IndexState | undefined> {
    const { link, names } = this.options;
    try {
      return readIndexState(await link.ask(['FT.INFO', names.index]));
    } catch (error) {
      if (saysNoIndex(messageOf(error))) return undefined;
      throw error;
    }
  }

  private async isWhole(): Promise<boolean> {
    const state = await this.state();
    return state !== undefined && !state.pending && state.documents === this.options.rows.count;
  }

  private async make(): Promise<void> {
    const { link, names, rows, form } = this.options;
    try {
      await link.ask(createIndex(names.index, names.documents, form, rows.dimensions));
    } catch (error) {
      // Another run created the same index first: the name covers its content.
      if (!saysIndexExists(messageOf(error))) throw error;
    }
    await this.askForRows('HSET', (row, name) => [storeDocument(name, rowOf(rows, row), form.dtype), keep(name)]);
  }

  /** Sends commands about the document of each row. */
  private async askForRows(what: string, commands: (row: number, name: string) => RedisCommand[]): Promise<void> {
    const { link, rows } = this.options;
    const some = (numbers: readonly number[]) => numbers.flatMap((row) => commands(row, this.documentOf(row)));
    await inBatches(rows.count, (numbers) => link.askAll(what, some(numbers)), VECTORS_AT_ONCE);
  }

  /**
   * Waits until every document is indexed.
   * @returns false if the index no longer exists
   * @throws CacheError if it is not complete in time, with the server's reason for documents that it could not index
   */
  private async becomesWhole(): Promise<boolean> {
    const { deadlineMs = INDEX_DEADLINE_MS, rows } = this.options;
    const deadline = performance.now() + deadlineMs;
    for (let wait = FIRST_PAUSE_MS; ; wait = Math.min(2 * wait, LONGEST_PAUSE_MS)) {
      const state = await this.state();
      if (!state) return false;
      const { documents, pending, failures, lastFailure } = state;
      if (!pending && documents === rows.count) return true;
      const failed = failures > 0 && documents + failures >= rows.count;
      if (failed || performance.now() > deadline) {
        const why = failures > 0 ? `; ${failures} failed, the last one with: ${lastFailure ?? 'no reason given'}` : '';
        const when = failed ? '' : ` after ${deadlineMs / 1000} s`;
        throw new CacheError(`${this.description} has ${documents} of ${rows.count} documents${when}${why}`);
      }
      await pause(wait);
    }
  }

  /** Marks an existing index as in use, and renews its time to live once half of it has passed. */
  private async keep(): Promise<void> {
    const { link, writable } = this.options;
    if (!writable) return;
    await this.markUsed();
    const first = this.documentOf(0);
    const left = Number(await link.ask(['PTTL', first]));
    if (left >= (KEPT_SECONDS * 1000) / 2) return;
    await this.askForRows('EXPIRE', (_, name) => [keep(name)]);
  }

  private async markUsed(): Promise<void> {
    const { link, names } = this.options;
    await link.ask(['SET', names.used, new Date().toISOString(), 'EX', String(IN_USE_SECONDS)]);
  }

  /** Drops unused indexes: others of the same golden set, and those whose documents have all expired. */
  private async dropOld(): Promise<void> {
    const { link, names } = this.options;
    const indexes = readIndexNames(await link.ask(['FT._LIST']));
    const others = ofThisScope(indexes, names).filter((index) => index !== names.index);
    if (others.length === 0) return;
    // One by one, because in a cluster they are on several nodes.
    const marks = others.map((index) => ['MGET', `${index}:used`]);
    const inUse = (await link.askAll('MGET', marks)) as RedisReply[][];
    const unused = others.filter((_, at) => inUse[at]?.[0] === null);
    const old = unused.filter((index) => index.startsWith(names.set));
    const rest = unused.filter((index) => !index.startsWith(names.set)).slice(0, MOST_LOOKED_AT);
    for (const index of rest) {
      if (readIndexState(await link.ask(['FT.INFO', index])).documents === 0) old.push(index);
    }
    for (const index of old) await this.drop(index);
  }

  private async drop(index: string): Promise<void> {
    const { link } = this.options;
    try {
      await link.ask(['FT.DROPINDEX', index, 'DD']);
    } catch (error) {
      if (saysNoIndex(messageOf(error))) return;
      // Valkey-search has no DD: its documents are left to expire.
      await link.ask(['FT.DROPINDEX', index]);
    }
  }

  private documentOf(row: number): string {
    return this.options.names.documents + this.options.positions[row];
  }
}

function keep(name: string): RedisCommand {
  return ['EXPIRE', name, String(KEPT_SECONDS)];
}
