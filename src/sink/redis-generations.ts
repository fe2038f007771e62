import { setTimeout as pause } from 'node:timers/promises';
import { messageOf, SinkError } from '../base/errors';
import type { RedisCommand, RedisReply } from '../redis/connection';
import type { RedisLink } from '../redis/link';
import { type IndexState, readIndexName, readIndexState, saysIndexExists, saysNoIndex } from '../redis/search-replies';
import { type RedisIndexNames, redisIndexNames } from './redis-index-names';

/** How long indexing may stall before it counts as failed. RediSearch indexes some thousand documents per second. */
const STANDSTILL_MS = 60_000;
const FIRST_PAUSE_MS = 5;
const LONGEST_PAUSE_MS = 500;
/** If documents are still missing after a pause of this length, they are surveyed. */
const SURVEY_PAUSE_MS = 100;
/** Documents renamed or deleted per batch. An index takes 1 ms or more per document. */
const PAGE = 128;

/** The RediSearch indexes behind one alias. */
export class RedisGenerations {
  constructor(
    private readonly link: RedisLink,
    private readonly names: RedisIndexNames,
    private readonly standstillMs = STANDSTILL_MS,
  ) {}

  /**
   * @returns the generation that readers see; undefined if there is none
   * @throws SinkError if the name belongs to an index rather than an alias
   */
  async live(): Promise<string | undefined> {
    const { index } = this.names;
    const info = await this.info(index);
    const name = info === undefined ? undefined : readIndexName(info);
    if (name === index) {
      throw new SinkError(
        `sink-index: ${JSON.stringify(index)} is an index, not an alias. Choose another name, or drop the index.`,
      );
    }
    return name;
  }

  /** Creates the index of this generation unless it exists. */
  async ensure(create: (empty: boolean) => RedisCommand): Promise<void> {
    const { generation, generations, members } = this.names;
    // Registered first, so no index can exist unregistered.
    await this.link.ask(['SADD', generations, generation]);
    try {
      if ((await this.info(generation)) !== undefined) return;
      const empty = (await this.firstMembers(members)).length === 0;
      await this.link.ask(create(empty));
    } catch (error) {
      // Another worker created it first. The same name means the same settings.
      if (!saysIndexExists(messageOf(error))) throw error;
    }
  }

  /** @throws SinkError if the index no longer exists */
  async state(): Promise<IndexState> {
    const { generation, index } = this.names;
    const info = await this.info(generation);
    if (info !== undefined) return readIndexState(info);
    throw new SinkError(
      `the index ${generation} was dropped: another run published ${index} under another contract. Give both runs the same inputs.`,
    );
  }

  /**
   * Waits until all documents are indexed.
   * @param expected the number of documents
   * @param survey counts the documents that really exist, if the index seems to have too few
   * @throws SinkError if indexing stalls before all are indexed
   */
  async whole(expected: number, survey: () => Promise<number>): Promise<IndexState> {
    let least = expected;
    let surveyed = false;
    let [before, since] = ['', performance.now()];
    for (let wait = FIRST_PAUSE_MS; ; wait = Math.min(2 * wait, LONGEST_PAUSE_MS)) {
      const state = await this.state();
      if (!state.pending && state.documents >= least) return state;
      const progress = `${state.documents} ${state.share}`;
      if (progress !== before) [before, since] = [progress, performance.now()];
      else if (!state.pending && !surveyed && wait > SURVEY_PAUSE_MS) {
        surveyed = true;
        least = Math.min(least, await survey());
        continue;
      }
      if (performance.now() - since > this.standstillMs) {
        const why = state.failures > 0 ? `; last failure: ${state.lastFailure ?? 'no reason given'}` : '';
        throw new SinkError(
          `the index ${this.names.generation} has ${state.documents} of ${least} documents, and indexing has stalled${why}`,
        );
      }
      await pause(wait);
    }
  }

  /** Points the alias to this generation. */
  async switch(): Promise<void> {
    const { index, generation } = this.names;
    await this.link.ask(['FT.ALIASUPDATE', index, generation], generation);
  }

  /**
   * Drops all other generations, step by step. The next call continues an interrupted one.
   * @returns their names
   */
  async dropOthers(): Promise<string[]> {
    const { index, generation, generations } = this.names;
    const known = (await this.link.ask(['SMEMBERS', generations])) as readonly RedisReply[];
    const others = known.map(String).filter((name) => name !== generation && name.startsWith(`${index}:`));
    for (const other of others) {
      await this.drop(redisIndexNames({ index, generation: other }));
      await this.link.ask(['SREM', generations, other]);
    }
    return others;
  }

  private async drop(names: RedisIndexNames): Promise<void> {
    try {
      // Without DD, which would block the server while it deletes all documents.
      await this.link.ask(['FT.DROPINDEX', names.generation]);
    } catch (error) {
      if (!saysNoIndex(messageOf(error))) throw error;
    }
    await this.deleteAll(names.members, names.documents);
    await this.deleteAll(names.waitingMembers, names.waiting);
    for (const key of [names.leavingMembers, names.touched]) await this.link.ask(['UNLINK', key]);
  }

  /** Deletes documents and the set that lists them. */
  async deleteAll(members: string, documents: string): Promise<void> {
    for (;;) {
      const page = await this.firstMembers(members);
      if (page.length === 0) return;
      await this.link.askAll('UNLINK', [
        ...page.map((member) => ['UNLINK', documents + idOf(member)]),
        ['ZREM', members, ...page],
      ]);
    }
  }

  /** The first members of a sorted set. */
  async firstMembers(key: string): Promise<string[]> {
    const page = (await this.link.ask(['ZRANGE', key, '0', String(PAGE - 1)])) as readonly RedisReply[];
    return page.map(String);
  }

  private async info(index: string): Promise<RedisReply | undefined> {
    try {
      return await this.link.ask(['FT.INFO', index]);
    } catch (error) {
      if (saysNoIndex(messageOf(error))) return undefined;
      throw error;
    }
  }
}

/** The length of the place that precedes the id in a member of a set. */
const PLACE = 32;

export function idOf(member: string): string {
  return member.slice(PLACE);
}

export function placeOf(member: string): string {
  return member.slice(0, PLACE);
}
