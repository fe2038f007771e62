import type { TextKey } from '../keys/text-key';
import { EnvelopeCodec, VectorSlab } from './envelope';
import { FIRST_BATCH_KEYS, mostBatchKeys, nextBatchKeys } from './redis-batch';
import { RedisLink, type RedisLinkOptions, type Send } from './redis-link';
import {
  allMisses,
  type Entry,
  type Lookup,
  type Stored,
  type Traffic,
  type Vector,
  type VectorCache,
  type VectorSpace,
} from './vector-cache';

/** Hexadecimal digits of the fingerprint in a key. The envelope's checksum covers all 64. */
const FINGERPRINT_DIGITS = 16;
/** Of so many keys looked up, one is asked how long it has left. docs/redis.md says why that is enough. */
const KEYS_PER_AGE_SAMPLE = 64;

export interface RedisCacheOptions extends RedisLinkOptions {
  readonly prefix: string;
  /** Seconds until an entry expires, counted from its writing or its last refreshing; 0 keeps it and refreshes none. */
  readonly ttlSeconds: number;
  /** Put replaces what is there (`cache-mode: recache`). */
  readonly overwrite?: boolean;
}

/**
 * Vectors as plain string values in Redis, `<prefix>:<first 16 hex of fingerprint>:<base64url text key>`: on a single node,
 * behind Sentinel, or in a cluster.
 */
export class RedisCache implements VectorCache {
  readonly name = 'redis';
  private readonly codec: EnvelopeCodec;
  private readonly keyPrefix: string;
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
    this.keyPrefix = `${options.prefix}:${space.fingerprint.slice(0, FINGERPRINT_DIGITS)}:`;
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

  async getMany(keys: readonly TextKey[]): Promise<Lookup> {
    const lookup = { ...allMisses(keys.length), corrupt: 0 };
    const slab = new VectorSlab(keys.length, this.codec);
    await Promise.all(this.inBatches(keys, (batch, from) => this.fetch(batch, from, lookup, slab)));
    return lookup;
  }

  async putMany(entries: readonly Entry[]): Promise<Stored> {
    const present = await this.set(entries, this.options.overwrite !== true);
    if (entries[0]) this.measure(this.keyPrefix + entries[0].key);
    if (present.length === 0) return { written: entries.length, adopted: new Map() };
    const losers = present.map((position) => entries[position] as Entry);
    const winners = await this.getMany(losers.map(({ key }) => key));
    const adopted = new Map<number, Vector>();
    for (const [index, vector] of winners.vectors.entries()) {
      if (vector) adopted.set(present[index] as number, vector);
    }
    // What was there and is no vector is no winner: corrupt, of another type, or expired in between.
    const invalid = losers.filter((_, index) => !winners.vectors[index]);
    if (invalid.length > 0) await this.set(invalid, false);
    return { written: entries.length - adopted.size, adopted };
  }

  async close(): Promise<void> {
    await this.aside;
    await this.link.close();
  }

  /** Looks up one batch; its first key is the one at `from` of the lookup. */
  private async fetch(
    keys: readonly TextKey[],
    from: number,
    lookup: Lookup & { corrupt: number },
    slab: VectorSlab,
  ): Promise<void> {
    const names = keys.map((key) => this.keyPrefix + key);
    const found: string[] = [];
    const take = (envelope: Buffer | null, index: number): void => {
      if (envelope === null) return;
      const vector = slab.take(keys[index] as TextKey, envelope);
      if (vector) {
        lookup.vectors[from + index] = vector;
        lookup.origins[from + index] = this.name;
        found.push(names[index] as string);
      } else {
        lookup.corrupt++;
      }
    };
    const aged = await this.link.batch('MGET', (send, values) =>
      this.timed(keys.length, async () => {
        const aging = this.isAged(send, names);
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

  /** @returns the positions that were not written because something is there */
  private async set(entries: readonly Entry[], onlyIfAbsent: boolean): Promise<number[]> {
    const suffix = onlyIfAbsent ? ['NX'] : [];
    if (this.options.ttlSeconds > 0) suffix.push('EX', String(this.options.ttlSeconds));
    const present: number[] = [];
    await Promise.all(
      this.inBatches(entries, async (batch, from) => {
        const replies = await this.link.batch('SET', (send) =>
          this.timed(batch.length, () =>
            Promise.all(
              batch.map(({ key, vector }) => {
                const name = this.keyPrefix + key;
                return send(name, ['SET', name, this.codec.encode(key, vector), ...suffix]);
              }),
            ),
          ),
        );
        for (const [index, reply] of replies.entries()) if (reply === null) present.push(from + index);
      }),
    );
    return present.sort((a, b) => a - b);
  }

  /** Whether one of the keys sampled has less than half its time to live left. Goes out with the lookup. */
  private async isAged(send: Send, names: readonly string[]): Promise<boolean> {
    if (!this.refreshes) return false;
    const start = Math.floor(Math.random() * Math.min(KEYS_PER_AGE_SAMPLE, names.length));
    const sample: string[] = [];
    for (let at = start; at < names.length; at += KEYS_PER_AGE_SAMPLE) sample.push(names[at] as string);
    try {
      const left = await Promise.all(sample.map((name) => send(name, ['PTTL', name])));
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
    this.beside('EXPIRE', (send) => Promise.all(names.map((name) => send(name, ['EXPIRE', name, ttl, 'GT'])))).catch(
      () => {
        this.refreshes = false;
      },
    );
  }

  /** Asks once what a vector costs the server. */
  private measure(name: string): void {
    if (this.measured) return;
    this.measured = true;
    this.beside('MEMORY USAGE', async (send) => {
      const bytes = await send(name, ['MEMORY', 'USAGE', name]);
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
