import type { Vector } from '../base/vector';
import type { TextKey } from '../keys/text-key';
import { RedisLink, type RedisLinkOptions, type Send } from '../redis/link';
import type { Traffic } from '../redis/traffic';
import { EnvelopeCodec, type Refusal, VectorSlab } from './envelope';
import { FIRST_BATCH_KEYS, mostBatchKeys, nextBatchKeys } from './redis-batch';
import { redisNamespace } from './redis-names';
import { allMisses, type Entry, type Lookup, type Stored, type VectorCache, type VectorSpace } from './vector-cache';

/** Of so many keys looked up, one is asked how long it has left. docs/redis.md says why that is enough. */
const KEYS_PER_AGE_SAMPLE = 64;
/** How long it is known who was the first to overwrite a bad entry: three times the deadline of whoever comes second. */
const MENDED_SECONDS = 15;

export interface RedisCacheOptions extends RedisLinkOptions {
  readonly prefix: string;
  /** Seconds until an entry expires, counted from its writing or its last refreshing; 0 keeps it and refreshes none. */
  readonly ttlSeconds: number;
  /** Put replaces what is there (`cache-mode: recache`). */
  readonly overwrite?: boolean;
}

/** Names that begin alike, and how long a value lives there; 0 for ever. */
interface Place {
  readonly prefix: string;
  readonly ttlSeconds: number;
}

/**
 * Vectors as plain string values in Redis, `<prefix>:<first 16 hex of fingerprint>:<base64url text key>`, in an untrusted scope
 * with `~<scope>:` before the text key: on a single node, behind Sentinel, or in a cluster.
 */
export class RedisCache implements VectorCache {
  private readonly codec: EnvelopeCodec;
  /** Where vectors are, and for a moment those with which bad entries are overwritten. */
  private readonly vectors: Place;
  private readonly mended: Place;
  private readonly mostKeys: number;
  private batchKeys: number;
  /** False once the server did not let us. */
  private refreshes: boolean;
  /** What nobody waits for but close. */
  private aside: Promise<unknown> = Promise.resolve();
  private measured = false;

  private constructor(
    private readonly link: RedisLink,
    space: VectorSpace,
    private readonly options: RedisCacheOptions,
  ) {
    this.codec = new EnvelopeCodec(space);
    const prefix = `${redisNamespace(options.prefix, space)}:`;
    this.vectors = { prefix, ttlSeconds: options.ttlSeconds };
    this.mended = { prefix: `${prefix}mended:`, ttlSeconds: MENDED_SECONDS };
    this.mostKeys = mostBatchKeys(this.codec.bytes);
    this.batchKeys = Math.min(FIRST_BATCH_KEYS, this.mostKeys);
    this.refreshes = options.ttlSeconds > 0;
  }

  /** @throws CacheError if the server is not ready within the connect deadline */
  static async open(space: VectorSpace, options: RedisCacheOptions): Promise<RedisCache> {
    return new RedisCache(await RedisLink.open(options), space, options);
  }

  get traffic(): Traffic {
    return this.link.traffic;
  }

  getMany(keys: readonly TextKey[]): Promise<Lookup> {
    return this.lookUp(keys, this.vectors);
  }

  async putMany(entries: readonly Entry[], replace = this.options.overwrite === true): Promise<Stored> {
    if (replace) {
      await this.set(entries, this.vectors);
      return { written: entries.length, adopted: new Map() };
    }
    const { adopted, invalid } = await this.setOnce(entries, this.vectors);
    if (invalid.length > 0) {
      const offered = invalid.map((position) => entries[position] as Entry);
      for (const [index, vector] of await this.mend(offered)) adopted.set(invalid[index] as number, vector);
    }
    return { written: entries.length - adopted.size, adopted };
  }

  async close(): Promise<void> {
    await this.aside;
    await this.link.close();
  }

  private async lookUp(keys: readonly TextKey[], place: Place): Promise<Lookup> {
    const lookup = { ...allMisses(keys.length), corrupt: 0, unsigned: 0 };
    const slab = new VectorSlab(keys.length, this.codec);
    await Promise.all(this.inBatches(keys, (batch, from) => this.fetch(batch, place, { lookup, slab, from })));
    return lookup;
  }

  /** Looks up one batch; its first key is the one at `from` of the lookup. */
  private async fetch(
    keys: readonly TextKey[],
    place: Place,
    { lookup, slab, from }: { lookup: Omit<Lookup, Refusal> & Record<Refusal, number>; slab: VectorSlab; from: number },
  ): Promise<void> {
    const names = keys.map((key) => place.prefix + key);
    const found: string[] = [];
    const take = (envelope: Buffer | null, index: number): void => {
      if (envelope === null) return;
      const taken = slab.take(keys[index] as TextKey, envelope);
      if (typeof taken === 'string') {
        lookup[taken]++;
      } else {
        lookup.vectors[from + index] = taken;
        found.push(names[index] as string);
      }
    };
    const aged = await this.link.batch('MGET', (send, values) =>
      this.timed(keys.length, async () => {
        const aging = place === this.vectors && this.isAged(send, names);
        await values(['MGET', ...names], take);
        return await aging;
      }),
    );
    if (found.length > 0) this.measure(found[0] as string);
    if (aged) {
      // Else names to refresh would pile up where refreshing is slower than looking up.
      await this.aside;
      this.refresh(found);
    }
  }

  /**
   * Stores what is not there yet.
   * @returns by position, what was there first; and the positions of what is there and no vector: corrupt, or of another type
   */
  private async setOnce(
    entries: readonly Entry[],
    place: Place,
  ): Promise<{ adopted: Map<number, Vector>; invalid: number[] }> {
    const present = await this.set(entries, place, 'NX');
    const adopted = new Map<number, Vector>();
    if (present.length === 0) return { adopted, invalid: [] };
    const { vectors } = await this.lookUp(
      present.map((position) => (entries[position] as Entry).key),
      place,
    );
    for (const [index, vector] of vectors.entries()) if (vector) adopted.set(present[index] as number, vector);
    return { adopted, invalid: present.filter((_, index) => !vectors[index]) };
  }

  /**
   * Overwrites what is no vector, all who do so at once with the same one. Redis cannot overwrite on condition, so they agree
   * first, by a name of its own beside each, where again the first writer wins.
   * @returns by position, the vector of another that was first
   */
  private async mend(entries: readonly Entry[]): Promise<ReadonlyMap<number, Vector>> {
    const { adopted } = await this.setOnce(entries, this.mended);
    // By everyone, since the one who was first may not come to it.
    await this.set(
      entries.map(({ key, vector }, position) => ({ key, vector: adopted.get(position) ?? vector })),
      this.vectors,
    );
    return adopted;
  }

  /** @returns the positions that were not written because something is there; with NX only */
  private async set(entries: readonly Entry[], place: Place, ...condition: 'NX'[]): Promise<number[]> {
    const suffix: string[] = [...condition];
    if (place.ttlSeconds > 0) suffix.push('EX', String(place.ttlSeconds));
    const present: number[] = [];
    await Promise.all(
      this.inBatches(entries, async (batch, from) => {
        const replies = await this.link.batch('SET', (send) =>
          this.timed(batch.length, () =>
            Promise.all(
              batch.map(({ key, vector }) =>
                send(['SET', place.prefix + key, this.codec.encode(key, vector), ...suffix]),
              ),
            ),
          ),
        );
        for (const [index, reply] of replies.entries()) if (reply === null) present.push(from + index);
      }),
    );
    if (entries[0]) this.measure(place.prefix + entries[0].key);
    return present.sort((a, b) => a - b);
  }

  /** Whether one of the keys sampled has less than half its time to live left. Goes out with the lookup. */
  private async isAged(send: Send, names: readonly string[]): Promise<boolean> {
    if (!this.refreshes) return false;
    const start = Math.floor(Math.random() * Math.min(KEYS_PER_AGE_SAMPLE, names.length));
    const sample: string[] = [];
    for (let at = start; at < names.length; at += KEYS_PER_AGE_SAMPLE) sample.push(names[at] as string);
    try {
      const left = await Promise.all(sample.map((name) => send(['PTTL', name])));
      // Negative: there is none, or it never expires.
      return left.some((ms) => Number(ms) >= 0 && Number(ms) < (this.options.ttlSeconds * 1000) / 2);
    } catch {
      this.refreshes = false;
      return false;
    }
  }

  /** Gives vectors their full time to live again, while the run goes on. GT: never less than they have. */
  private refresh(names: readonly string[]): void {
    const ttl = String(this.options.ttlSeconds);
    this.beside('EXPIRE', (send) => Promise.all(names.map((name) => send(['EXPIRE', name, ttl, 'GT'])))).catch(() => {
      this.refreshes = false;
    });
  }

  /** Asks once what a vector costs the server. */
  private measure(name: string): void {
    if (this.measured) return;
    this.measured = true;
    this.beside('MEMORY USAGE', async (send) => {
      const bytes = await send(['MEMORY', 'USAGE', name]);
      if (typeof bytes === 'number') this.link.traffic.bytesPerVector = bytes;
    }).catch(() => {});
  }

  /** Sends what the run can do without, one batch after the other. */
  private beside(what: string, commands: (send: Send) => Promise<unknown>): Promise<unknown> {
    const sent = this.aside.then(() => this.link.batch(what, commands));
    this.aside = sent.catch(() => {});
    return sent;
  }

  private inBatches<T>(all: readonly T[], each: (batch: readonly T[], from: number) => Promise<void>): Promise<void>[] {
    const pending: Promise<void>[] = [];
    const size = this.batchKeys;
    for (let from = 0; from < all.length; from += size) pending.push(each(all.slice(from, from + size), from));
    return pending;
  }

  /** Lets the size of batches follow how long they take. */
  private async timed<T>(keys: number, batch: () => Promise<T>): Promise<T> {
    const started = performance.now();
    const result = await batch();
    this.batchKeys = nextBatchKeys(this.batchKeys, { keys, milliseconds: performance.now() - started }, this.mostKeys);
    return result;
  }
}
