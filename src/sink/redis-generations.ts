import { setTimeout as pause } from 'node:timers/promises';
import { messageOf, SinkError } from '../base/errors';
import type { RedisCommand, RedisReply } from '../redis/connection';
import type { RedisLink } from '../redis/link';
import { type IndexState, readIndexName, readIndexState, saysIndexExists, saysNoIndex } from '../redis/search-replies';
import { type RedisIndexNames, redisIndexNames } from './redis-index-names';

/** How long indexing may stand still before it counts as failed: RediSearch does some thousands a second. */
const STANDSTILL_MS = 60_000;
const FIRST_PAUSE_MS = 5;
const LONGEST_PAUSE_MS = 500;
/** Less than was listed for longer than a pause of this is looked into. */
const SURVEY_PAUSE_MS = 100;
/** Documents that are renamed or deleted at once. An index takes a millisecond for each, or more. */
const PAGE = 128;

/** The indexes of RediSearch behind one alias. */
export class RedisGenerations {
  constructor(
    private readonly link: RedisLink,
    private readonly names: RedisIndexNames,
    private readonly standstillMs = STANDSTILL_MS,
  ) {}

  /**
   * @returns the generation that readers see; undefined if there is none
   * @throws SinkError if the name is that of an index and no alias
   */
  async live(): Promise<string | undefined> {
    const { index } = this.names;
    const info = await this.info(index);
    const name = info === undefined ? undefined : readIndexName(info);
    if (name === index) {
      throw new SinkError(
        `sink-index: ${JSON.stringify(index)} is an index of its own, and not an alias that can be moved. Choose another name, or drop it.`,
      );
    }
    return name;
  }

  /** Makes the index of this generation, unless it is there. */
  async ensure(create: (empty: boolean) => RedisCommand): Promise<void> {
    const { generation, generations, members } = this.names;
    // First of all, so that none is there that nobody knows of.
    await this.link.ask(['SADD', generations, generation]);
    try {
      if ((await this.info(generation)) !== undefined) return;
      const empty = (await this.firstMembers(members)).length === 0;
      await this.link.ask(create(empty));
    } catch (error) {
      // Another worker was first, with the same: the name says so.
      if (!saysIndexExists(messageOf(error))) throw error;
    }
  }

  /** @throws SinkError if the index is not there any more */
  async state(): Promise<IndexState> {
    const { generation, index } = this.names;
    const info = await this.info(generation);
    if (info !== undefined) return readIndexState(info);
    throw new SinkError(
      `the index ${generation} was dropped: another run published ${index} under another contract. Give both the same inputs.`,
    );
  }

  /**
   * Waits until all documents are indexed.
   * @param expected how many there should be
   * @param survey counts what is really there, for where there seems to be less
   * @throws SinkError if they are not, and it does not go on
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
        const why = state.failures > 0 ? `; the last that failed: ${state.lastFailure ?? 'no reason given'}` : '';
        throw new SinkError(
          `the index ${this.names.generation} has ${state.documents} of ${least} documents, and does not go on${why}`,
        );
      }
      await pause(wait);
    }
  }

  /** Has readers see this generation. */
  async switch(): Promise<void> {
    const { index, generation } = this.names;
    await this.link.ask(['FT.ALIASUPDATE', index, generation], generation);
  }

  /**
   * Takes all other generations away, in steps. One that is interrupted is gone on with the next time.
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
      // Not with DD, which deletes all documents in one go.
      await this.link.ask(['FT.DROPINDEX', names.generation]);
    } catch (error) {
      if (!saysNoIndex(messageOf(error))) throw error;
    }
    await this.deleteAll(names.members, names.documents);
    await this.deleteAll(names.waitingMembers, names.waiting);
    for (const key of [names.leavingMembers, names.touched]) await this.link.ask(['UNLINK', key]);
  }

  /** Deletes documents, and the set that lists them. */
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

/** Characters of a place before an id, in a member of a set. */
const PLACE = 32;

export function idOf(member: string): string {
  return member.slice(PLACE);
}

export function placeOf(member: string): string {
  return member.slice(0, PLACE);
}
