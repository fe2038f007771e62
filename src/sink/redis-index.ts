import { messageOf, SinkError } from '../base/errors';
import type { RedisReply } from '../redis/connection';
import { RedisLink, type RedisLinkOptions } from '../redis/link';
import { createIndex, documentsOf, type RedisDocumentForm, type RedisDocuments } from './redis-documents';
import { explained } from './redis-faults';
import { idOf, placeOf, RedisGenerations } from './redis-generations';
import { type RedisIndexNames, redisIndexNames } from './redis-index-names';
import { type LeaseTimes, RedisLease } from './redis-lease';
import { TouchedSources } from './redis-touched';
import type { ListedDocument, PlaceRange, Publication, Sink, SinkDocument, SinkTarget } from './sink';
import { placeIn, sourcePlace, sourcePlaceOf } from './sink-document';

/** Why documents may be missing, and the fix. */
const EVICTED =
  'it evicted them, or another client deleted them. Set a maxmemory-policy that does not evict keys without a time to live, or add memory, and run it again';

export interface RedisIndexOptions extends SinkTarget, RedisDocumentForm {
  readonly link: RedisLinkOptions;
  /** Whether to keep generations that readers no longer see. */
  readonly keepsOld: boolean;
  warn(message: string): void;
  /** For tests. */
  readonly leaseTimes?: LeaseTimes;
  readonly standstillMs?: number;
}

/**
 * Documents in Redis under a RediSearch index, and an alias for readers.
 *
 * Documents for the generation that readers see wait under other names and are renamed when published, so no vector is sent twice.
 * Each document carries its digest, so a run notices documents that another client deleted or Redis evicted. The id is listed before
 * the document is written, so no document is ever unlisted.
 */
export class RedisIndexSink implements Sink {
  readonly kind = 'redis-index';
  readonly address: string;
  readonly index: string;
  readonly generation: string;
  private readonly names: RedisIndexNames;
  private readonly documents: RedisDocuments;
  private readonly generations: RedisGenerations;
  private readonly touched: TouchedSources;
  private lease: RedisLease | undefined;
  /** The generation that readers see. */
  private live: string | undefined;
  /** Documents left alone because a worker updated their source meanwhile. */
  private leftAlone = 0;
  private closed = false;

  private constructor(
    private readonly link: RedisLink,
    private readonly options: RedisIndexOptions,
  ) {
    this.address = options.link.target.address;
    this.index = options.index;
    this.generation = options.generation;
    this.names = redisIndexNames(options);
    this.documents = documentsOf(options);
    this.generations = new RedisGenerations(link, this.names, options.standstillMs);
    this.touched = new TouchedSources(link, this.names.touched);
  }

  /** @throws SinkError if the server has no RediSearch or refuses, or another run is writing this index */
  static async open(options: RedisIndexOptions): Promise<RedisIndexSink> {
    const link = await explained(options, () => RedisLink.open({ ...options.link, nestedReplies: true }));
    const sink = new RedisIndexSink(link, options);
    try {
      await explained(options, () => sink.begin());
      return sink;
    } catch (error) {
      await sink.close();
      throw error;
    }
  }

  digests(documents: readonly SinkDocument[]): Promise<(string | undefined)[]> {
    return this.explained(async () => {
      if (!this.options.exclusive) await this.touched.touch(documents.map(({ source }) => source));
      const key = this.names.documents;
      const found = await this.fieldsOf(documents, 'digest', key);
      if (!this.waits || documents.length === 0) return found;
      const waiting = await this.areWaiting(documents);
      const those = documents.filter((_, at) => waiting[at]);
      const later = await this.fieldsOf(those, 'digest', this.names.waiting);
      return found.map((digest, at) => (waiting[at] ? later.shift() : digest));
    });
  }

  upsert(documents: readonly SinkDocument[]): Promise<void> {
    return this.explained(async () => {
      const { names, waits } = this;
      const ours = waits ? documents : await this.untouched(documents);
      if (ours.length === 0) return;
      this.lease?.check();
      const [members, keys] = waits ? [names.waitingMembers, names.waiting] : [names.members, names.documents];
      const member = waits ? waitingMemberOf : memberOf;
      await this.link.askAll('writing documents', [
        // Registered again: if a run dropped this generation meanwhile, the next one must find and drop later writes of workers too.
        ['SADD', names.generations, this.generation],
        ['ZADD', members, ...ours.flatMap((document) => ['0', member(document)])],
        ...ours.map((document) => this.documents.write(keys + document.id, document)),
      ]);
    });
  }

  list({ after, before }: PlaceRange, limit: number): Promise<ListedDocument[]> {
    return this.explained(async () => {
      const { members } = this.names;
      const range = [`(${memberOf(after)}`, `(${before}`, 'BYLEX', 'LIMIT', '0', String(limit)];
      const page = (await this.link.ask(['ZRANGE', members, ...range])) as readonly RedisReply[];
      return page.map((member) => listedOf(String(member)));
    });
  }

  remove(documents: readonly ListedDocument[]): Promise<number> {
    return this.explained(async () => {
      const { names, waits } = this;
      if (!waits) return this.removeNow(documents);
      const [sources, waiting] = await Promise.all([
        this.fieldsOf(documents, 'source', names.documents),
        this.fieldsOf(documents, 'source', names.waiting),
      ]);
      const leaving = documents.flatMap((document) => ['0', memberOf(document)]);
      await this.link.ask(['ZADD', names.leavingMembers, ...leaving]);
      return documents.filter((document, at) => waiting[at] === undefined && isAt(document, sources[at])).length;
    });
  }

  publish(complete: number | undefined): Promise<Publication> {
    return this.explained(async () => {
      const { generation, options } = this;
      if (complete === undefined) {
        const { documents } = await this.generations.state();
        await this.touched.touchAgain();
        return { documents, switched: false, live: (await this.generations.live()) === generation, dropped: [] };
      }
      if (this.waits) await this.applyWaiting();
      const { documents } = await this.generations.whole(complete - this.leftAlone, () => this.survey());
      this.lease?.check();
      const switched = this.live !== generation;
      if (switched) await this.generations.switch();
      this.live = generation;
      const dropped = options.keepsOld ? [] : await this.dropOthers();
      return { documents, switched, live: true, dropped };
    });
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await this.lease?.release();
    await this.link.close();
  }

  /** Whether written documents wait to be published, because readers see this generation. */
  private get waits(): boolean {
    return this.lease !== undefined && this.live === this.generation;
  }

  private async begin(): Promise<void> {
    const { options, names, generations, link } = this;
    // Reports a missing module before the wait for the lease.
    await generations.live();
    if (options.exclusive) this.lease = await RedisLease.take(link, names.lease, options.warn, options.leaseTimes);
    this.live = await generations.live();
    await generations.ensure((empty) => createIndex(names, options, options.dimensions, empty));
    if (options.document === 'json') {
      await link.ask(this.documents.ask(`${names.documents}none`, 'digest'));
    }
    if (!this.lease) return;
    // Left by a run that ended before it published.
    await generations.deleteAll(names.waitingMembers, names.waiting);
    for (const key of [names.leavingMembers, names.touched]) await link.ask(['UNLINK', key]);
  }

  /** Renames waiting documents, then removes those listed as leaving. */
  private async applyWaiting(): Promise<void> {
    const { names, generations, link } = this;
    for (;;) {
      const page = await generations.firstMembers(names.waitingMembers);
      if (page.length === 0) break;
      this.lease?.check();
      const waiting = await this.placesOfWaiting(page.map(idOf));
      const ours = await this.untouched(waiting);
      const kept = new Set(ours.map(({ id }) => id));
      await link.askAll('RENAME', [
        ...(ours.length > 0 ? [['ZADD', names.members, ...ours.flatMap((document) => ['0', memberOf(document)])]] : []),
        ...waiting.map(({ id }) => {
          const from = names.waiting + id;
          return kept.has(id) ? ['RENAME', from, names.documents + id] : ['UNLINK', from];
        }),
        ['ZREM', names.waitingMembers, ...page],
      ]);
    }
    for (;;) {
      const page = await generations.firstMembers(names.leavingMembers);
      if (page.length === 0) return;
      await this.removeNow(page.map(listedOf));
      await link.ask(['ZREM', names.leavingMembers, ...page]);
    }
  }

  /** The latest document under an id decides its place. @throws SinkError if one is missing */
  private async placesOfWaiting(ids: readonly string[]): Promise<ListedDocument[]> {
    const sources = await this.fieldsOf(
      ids.map((id) => ({ id })),
      'source',
      this.names.waiting,
    );
    return sources.map((source, at) => {
      const id = ids[at] as string;
      if (source !== undefined) return { id, place: placeIn(source, id) };
      throw new SinkError(`documents that wait to be published are missing from Redis: ${EVICTED}`);
    });
  }

  private async removeNow(documents: readonly ListedDocument[]): Promise<number> {
    const { names } = this;
    const ours = await this.untouched(documents);
    if (ours.length === 0) return 0;
    this.lease?.check();
    const sources = await this.fieldsOf(ours, 'source', names.documents);
    const there = ours.filter((document, at) => isAt(document, sources[at]));
    await this.link.askAll('UNLINK', [
      ...there.map(({ id }) => ['UNLINK', names.documents + id]),
      ['ZREM', names.members, ...ours.map(memberOf)],
    ]);
    return there.length;
  }

  /**
   * Counts the documents that really exist, if an index has fewer than are listed.
   * @throws SinkError if listed documents are missing; it removes them from the list, so the next run writes them
   */
  private async survey(): Promise<number> {
    const { names, generation } = this;
    let count = 0;
    const missing: ListedDocument[] = [];
    for (let after: ListedDocument = { id: '', place: '' }; ; ) {
      const page = await this.list({ after, before: 'g' }, 1000);
      const sources = await this.fieldsOf(page, 'source', names.documents);
      for (const [at, document] of page.entries()) {
        // A document that moved meanwhile is counted at its new place.
        if (isAt(document, sources[at])) count++;
        else if (sources[at] === undefined) missing.push(document);
      }
      const last = page.at(-1);
      if (!last) break;
      after = last;
    }
    let lost = 0;
    for (let at = 0; at < missing.length; at += 1000) {
      // A worker lists documents before it writes them.
      const some = await this.untouched(missing.slice(at, at + 1000));
      if (some.length === 0) continue;
      lost += some.length;
      await this.link.ask(['ZREM', names.members, ...some.map(memberOf)]);
    }
    if (lost === 0) return count;
    throw new SinkError(`${lost} documents of ${generation} are missing from Redis: ${EVICTED}`);
  }

  private async dropOthers(): Promise<string[]> {
    try {
      return await this.generations.dropOthers();
    } catch (error) {
      this.options.warn(
        `not all older generations of ${this.index} were dropped; the next run continues: ${messageOf(error)}`,
      );
      return [];
    }
  }

  /** In a run, drops documents whose source a worker has updated since the run began. In a worker, keeps all. */
  private async untouched<D extends ListedDocument>(documents: readonly D[]): Promise<readonly D[]> {
    if (!this.lease) return documents;
    const ours = await this.touched.without(documents);
    this.leftAlone += documents.length - ours.length;
    return ours;
  }

  private async areWaiting(documents: readonly ListedDocument[]): Promise<boolean[]> {
    const { waitingMembers } = this.names;
    const members = documents.map(waitingMemberOf);
    const scores = (await this.link.ask(['ZMSCORE', waitingMembers, ...members])) as readonly RedisReply[];
    return scores.map((score) => score !== null);
  }

  private async fieldsOf(
    documents: readonly Pick<ListedDocument, 'id'>[],
    field: 'digest' | 'source',
    prefix: string,
  ): Promise<(string | undefined)[]> {
    const commands = documents.map(({ id }) => this.documents.ask(prefix + id, field));
    const replies = await this.link.askAll('reading documents', commands);
    return replies.map((reply) => this.documents.value(reply));
  }

  private explained<T>(work: () => Promise<T>): Promise<T> {
    return explained(this.options, work);
  }
}

function memberOf({ place, id }: ListedDocument): string {
  return place + id;
}

/** Uses dashes instead of the place, so each id waits only once. */
function waitingMemberOf({ id }: Pick<ListedDocument, 'id'>): string {
  return '-'.repeat(32) + id;
}

function listedOf(member: string): ListedDocument {
  return { id: idOf(member), place: placeOf(member) };
}

/** Whether a document with this source belongs at the listed place. */
function isAt({ place }: ListedDocument, source: string | undefined): boolean {
  return source !== undefined && sourcePlace(source) === sourcePlaceOf(place);
}
