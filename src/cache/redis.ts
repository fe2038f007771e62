import { createClient, RESP_TYPES } from 'redis';
import { CacheError, messageOf } from '../errors';
import type { TextKey } from '../keys/text-key';
import { EnvelopeCodec, VectorSlab } from './envelope';
import {
  allMisses,
  type Entry,
  type Lookup,
  type Stored,
  type Vector,
  type VectorCache,
  type VectorSpace,
} from './vector-cache';

/** Long enough for a server across a region, short enough that a dead one hardly delays a run. */
const CONNECT_DEADLINE_MS = 2_000;
const COMMAND_DEADLINE_MS = 5_000;
/** Keys in one MGET: its reply is then below 1 MB for the usual models, so that other clients of the server get a turn. */
const BATCH_KEYS = 512;
/** Hexadecimal digits of the fingerprint in a key. The envelope's checksum covers all 64. */
const FINGERPRINT_DIGITS = 16;

export interface RedisCacheOptions {
  readonly url: string;
  readonly prefix: string;
  /** Seconds until an entry expires, counted from its writing; 0 keeps it. */
  readonly ttlSeconds: number;
  /** Put replaces what is there (`cache-mode: recache`). */
  readonly overwrite?: boolean;
}

type Client = ReturnType<typeof newClient>;

/** Vectors as plain string values in Redis, `<prefix>:<first 16 hex of fingerprint>:<base64url text key>`. */
export class RedisCache implements VectorCache {
  readonly name = 'redis';
  private readonly codec: EnvelopeCodec;
  private readonly keyPrefix: string;

  private constructor(
    private readonly client: Client,
    space: VectorSpace,
    private readonly options: RedisCacheOptions,
  ) {
    this.codec = new EnvelopeCodec(space);
    this.keyPrefix = `${options.prefix}:${space.fingerprint.slice(0, FINGERPRINT_DIGITS)}:`;
  }

  /** @throws CacheError if the server is not ready within the connect deadline */
  static async open(space: VectorSpace, options: RedisCacheOptions): Promise<RedisCache> {
    let client: Client | undefined;
    try {
      client = newClient(options.url);
      // Without a listener, a lost connection would end the process. The command that was under way reports it.
      client.on('error', () => {});
      await withDeadline(client.connect(), CONNECT_DEADLINE_MS, 'no connection');
      return new RedisCache(client, space, options);
    } catch (error) {
      client?.destroy();
      throw new CacheError(`cannot connect to Redis at ${redisAddress(options.url)}: ${messageOf(error)}`, {
        cause: error,
      });
    }
  }

  async getMany(keys: readonly TextKey[]): Promise<Lookup> {
    const { vectors, origins } = allMisses(keys.length);
    const slab = new VectorSlab(keys.length, this.codec);
    const batches = batchesOf(keys);
    const replies = await this.command('MGET', () => Promise.all(batches.map((batch) => this.mget(batch))));
    let corrupt = 0;
    for (const [position, envelope] of replies.flat().entries()) {
      if (envelope === null) continue;
      const vector = slab.take(keys[position] as TextKey, envelope);
      if (vector) {
        vectors[position] = vector;
        origins[position] = this.name;
      } else {
        corrupt++;
      }
    }
    return { vectors, origins, corrupt };
  }

  async putMany(entries: readonly Entry[]): Promise<Stored> {
    const present = await this.command('SET', () => this.set(entries, this.options.overwrite !== true));
    if (present.length === 0) return { written: entries.length, adopted: new Map() };
    const losers = present.map((position) => entries[position] as Entry);
    const winners = await this.getMany(losers.map(({ key }) => key));
    const adopted = new Map<number, Vector>();
    for (const [index, vector] of winners.vectors.entries()) {
      if (vector) adopted.set(present[index] as number, vector);
    }
    // What was there and is no vector is no winner: corrupt, or expired in between.
    const invalid = losers.filter((_, index) => !winners.vectors[index]);
    if (invalid.length > 0) await this.command('SET', () => this.set(invalid, false));
    return { written: entries.length - adopted.size, adopted };
  }

  async close(): Promise<void> {
    if (!this.client.isOpen) return;
    try {
      await withDeadline(this.client.close(), COMMAND_DEADLINE_MS, 'no answer');
    } catch {
      this.client.destroy();
    }
  }

  private async mget(keys: readonly TextKey[]): Promise<(Buffer | null)[]> {
    const names = keys.map((key) => this.keyPrefix + key);
    return this.client.sendCommand(['MGET', ...names], {
      typeMapping: { [RESP_TYPES.BLOB_STRING]: Buffer },
    });
  }

  /** @returns the positions that were not written because something is there */
  private async set(entries: readonly Entry[], onlyIfAbsent: boolean): Promise<number[]> {
    const suffix = onlyIfAbsent ? ['NX'] : [];
    if (this.options.ttlSeconds > 0) suffix.push('EX', String(this.options.ttlSeconds));
    const replies = await Promise.all(
      entries.map(({ key, vector }) =>
        this.client.sendCommand(['SET', this.keyPrefix + key, this.codec.encode(key, vector), ...suffix]),
      ),
    );
    return replies.flatMap((reply, position) => (reply === null ? [position] : []));
  }

  private async command<T>(name: string, send: () => Promise<T>): Promise<T> {
    try {
      return await withDeadline(send(), COMMAND_DEADLINE_MS, 'no answer');
    } catch (error) {
      throw new CacheError(`${name} at ${redisAddress(this.options.url)} failed: ${messageOf(error)}`, {
        cause: error,
      });
    }
  }
}

/** Host and port of a Redis URL: what may be shown. User, password and query may not. */
export function redisAddress(url: string): string {
  try {
    const { protocol, hostname, port, pathname } = new URL(url);
    return `${protocol}//${hostname}:${port || 6379}${pathname === '/' ? '' : pathname}`;
  } catch {
    return 'an address that is not a URL';
  }
}

function newClient(url: string) {
  return createClient({
    url,
    disableOfflineQueue: true,
    socket: { connectTimeout: CONNECT_DEADLINE_MS, reconnectStrategy: false },
  });
}

function batchesOf(keys: readonly TextKey[]): TextKey[][] {
  const batches: TextKey[][] = [];
  for (let from = 0; from < keys.length; from += BATCH_KEYS) batches.push(keys.slice(from, from + BATCH_KEYS));
  return batches;
}

async function withDeadline<T>(work: Promise<T>, milliseconds: number, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} within ${milliseconds / 1000} s`)), milliseconds);
  });
  try {
    return await Promise.race([work, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
