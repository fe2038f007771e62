import type { Vector } from '../base/vector';
import type { TextKey } from '../keys/text-key';
import { RedisLink, type RedisLinkOptions, type Send } from '../redis/link';
import type { Traffic } from '../redis/traffic';
import { EnvelopeCodec, type Refusal, VectorSlab } from './envelope';
import { FIRST_BATCH_KEYS, mostBatchKeys, nextBatchKeys } from './redis-batch';
import { redisNamespace } from './redis-names';
import { allMisses, type Entry, type Lookup, type Stored, type VectorCache, type VectorSpace } from './vector-cache';

/** Checks the remaining TTL of one in this many keys looked up. docs/redis.md explains why that is enough. */
const KEYS_PER_AGE_SAMPLE = 64;
/** How long a repair claim lasts: three times the deadline of a second run that repairs the same entry. */
const MENDED_SECONDS = 15;

export interface RedisCacheOptions extends RedisLinkOptions {
  readonly prefix: string;
  /** Seconds until an entry expires, from its last write or refresh; 0 for no expiry and no refresh. */
  readonly ttlSeconds: number;
  /** Put replaces existing entries (`cache-mode: recache`). */
  readonly overwrite?: boolean;
}

/** Keys with a common prefix and their TTL in seconds; 0 for no expiry. */
interface Place {
  readonly prefix: string;
  readonly ttlSeconds: number;
}

/**
 * Stores vectors as plain string values in Redis, `<prefix>:<first 16 hex of fingerprint>:<base64url text key>`, with `~<scope>:`
 * before the text key in an untrusted scope. Supports a single node, Sentinel, and a cluster.
 */
export class RedisCache implements VectorCache {
  private readonly codec: EnvelopeCodec;
  /** The vectors, and in `mended` the short-lived repair claims. */
  private readonly vectors: Place;
  private readonly mended: Place;
  private readonly mostKeys: number;
  private batchKeys: number;
  /** False once the server refuses. */
  private refreshes: boolean;
  /** Optional commands that only `close`, or a lookup ahead of a refresh, awaits. */
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

  /** Looks up one batch, which starts at position `from` of the lookup. */
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
      // Otherwise names to refresh would pile up if refreshes are slower than lookups.
      await this.aside;
      this.refresh(found);
    }
  }

  /**
   * Stores entries that are missing.
   * @returns `adopted`: by position, vectors that were there first; `invalid`: positions with a corrupt value or one of another type
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
   * Overwrites invalid values, in all concurrent runs with the same vector. Redis has no conditional overwrite, so runs agree first:
   * each entry has a claim under a separate name, where the first writer wins.
   * @returns by position, the vector of another run that was first
   */
  private async mend(entries: readonly Entry[]): Promise<ReadonlyMap<number, Vector>> {
    const { adopted } = await this.setOnce(entries, this.mended);
    // Every run writes, since the first may die before it does.
    await this.set(
      entries.map(({ key, vector }, position) => ({ key, vector: adopted.get(position) ?? vector })),
      this.vectors,
    );
    return adopted;
  }

  /** @returns positions not written because a value exists; with NX only */
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

  /** Returns whether a sampled key has less than half its TTL left. Sent with the lookup. */
  private async isAged(send: Send, names: readonly string[]): Promise<boolean> {
    if (!this.refreshes) return false;
    const start = Math.floor(Math.random() * Math.min(KEYS_PER_AGE_SAMPLE, names.length));
    const sample: string[] = [];
    for (let at = start; at < names.length; at += KEYS_PER_AGE_SAMPLE) sample.push(names[at] as string);
    try {
      const left = await Promise.all(sample.map((name) => send(['PTTL', name])));
      // Negative: the key is missing or never expires.
      return left.some((ms) => Number(ms) >= 0 && Number(ms) < (this.options.ttlSeconds * 1000) / 2);
    } catch {
      this.refreshes = false;
      return false;
    }
  }

  /** Resets vectors to their full TTL in the background. GT never shortens it. */
  private refresh(names: readonly string[]): void {
    const ttl = String(this.options.ttlSeconds);
    this.beside('EXPIRE', (send) => Promise.all(names.map((name) => send(['EXPIRE', name, ttl, 'GT'])))).catch(() => {
      this.refreshes = false;
    });
  }

  /** Measures once the server's memory per vector. */
  private measure(name: string): void {
    if (this.measured) return;
    this.measured = true;
    this.beside('MEMORY USAGE', async (send) => {
      const bytes = await send(['MEMORY', 'USAGE', name]);
      if (typeof bytes === 'number') this.link.traffic.bytesPerVector = bytes;
    }).catch(() => {});
  }

  /** Sends optional commands in the background, one batch after another. */
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

  /** Adapts the batch size to the batch's duration. */
  private async timed<T>(keys: number, batch: () => Promise<T>): Promise<T> {
    const started = performance.now();
    const result = await batch();
    this.batchKeys = nextBatchKeys(this.batchKeys, { keys, milliseconds: performance.now() - started }, this.mostKeys);
    return result;
  }
}
