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

/** How long documents may take to be indexed: RediSearch does some thousands a second. */
const INDEX_DEADLINE_MS = 30_000;
const FIRST_PAUSE_MS = 5;
const LONGEST_PAUSE_MS = 250;
/** Another run may drop an index between two of our commands. Not again and again. */
const MOST_TRIES = 3;
/** An index counts as in use for so long after a run opened it, and is not dropped by another. */
const IN_USE_SECONDS = 3600;
/** Foreign indexes that are looked at in one run, to see whether they are empty. */
const MOST_LOOKED_AT = 16;
/** EF_RUNTIME. RediSearch's own 10 found half of the true ten nearest among 4,000 vectors; 4,096 is the most that Valkey takes. */
const EFFORTS = [200, 1000, 4096];

export interface RediSearchOptions extends RemoteIndexOptions {
  readonly form: VectorIndexForm;
  /** For tests: INDEX_DEADLINE_MS unless given. */
  readonly deadlineMs?: number;
}

/** An index of RediSearch, or Valkey-search: a hash for each vector, under a prefix of its own. */
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
   * The index of these vectors: the one that is there, or a new one, once it is whole. Then old ones of the same golden set go.
   * @throws NotUsable if it is not there, and may not be made; CacheError if it cannot be made in time
   */
  static async open(options: RediSearchOptions): Promise<RediSearchIndex> {
    const index = new RediSearchIndex(options);
    for (let tries = 1; ; tries++) {
      if (await index.isWhole()) {
        await index.keep();
        return index;
      }
      if (!options.writable) throw new NotUsable('this index is not there, and with cache-mode read-only none is made');
      // First of all, so that another run does not take an empty index for an old one.
      await index.markUsed();
      await index.make();
      if (await index.becomesWhole()) break;
      if (tries === MOST_TRIES) throw new CacheError(`${index.description} was dropped by another, again and again`);
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
      // A document that expired meanwhile is named, without a distance.
      return position === undefined || Number.isNaN(distance)
        ? []
        : [{ position, similarity: similarityOf(distance, form.metric) }];
    });
  }

  /** @returns undefined if there is no such index */
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
      // Another run was first, with the same: its name says so.
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
   * @returns false if the index is gone
   * @throws CacheError if it does not become whole in time, with what the server says of documents that it could not index
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

  /** Of an index that was there: it is in use, and stays for as long again where half of its time is over. */
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

  /** Drops indexes that nobody uses: other ones of the same golden set, and those of which all documents have expired. */
  private async dropOld(): Promise<void> {
    const { link, names } = this.options;
    const indexes = readIndexNames(await link.ask(['FT._LIST']));
    const others = ofThisScope(indexes, names).filter((index) => index !== names.index);
    if (others.length === 0) return;
    // One by one, since in a cluster they are on several nodes.
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
      // Valkey-search knows no DD: there the documents are left to expire.
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
