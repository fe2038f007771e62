import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { MemoryCache } from '../../src/cache/memory';
import { RedisCache } from '../../src/cache/redis';
import { RunnerCache } from '../../src/cache/runner';
import { TieredCache } from '../../src/cache/tiered';
import type { VectorCache, VectorSpace } from '../../src/cache/vector-cache';
import { textKey } from '../../src/keys/text-key';
import { guarded } from '../helpers/guarded';
import { RedisServer } from '../helpers/redis-server';
import { sharedFolder } from '../helpers/shared-folder';
import { entryOf, SPACE, texts, vectorOf } from '../helpers/vectors';

/** One kind of tier, and how the suite gets at it. */
interface Kind {
  readonly name: string;
  /** Opens what `reset` left; a second call sees what was stored through the first. */
  open(space?: VectorSpace, overwrite?: boolean): Promise<VectorCache>;
  /** Makes it empty. */
  reset(): Promise<void>;
  /** It is opened for one space and goes with its process, so that spaces and replacing do not arise. */
  readonly ofOneSpace?: true;
  /** Changes the stored bytes of one text, in place. Absent where bytes are never stored. */
  tamper?(text: string, change: (stored: Buffer) => Buffer): Promise<void>;
}

let server: RedisServer;
beforeAll(async () => {
  server = await RedisServer.start();
});
afterAll(() => server.stop());

const root = sharedFolder();
let runnerFolder = root;
let resets = 0;
let memory: MemoryCache;

const redisOptions = () => ({ url: server.url, prefix: 'test', ttlSeconds: 0 });

const KINDS: Kind[] = [
  {
    name: 'memory',
    ofOneSpace: true,
    open: async () => memory,
    reset: async () => {
      memory = new MemoryCache(SPACE);
    },
  },
  {
    name: 'runner',
    open: (space = SPACE, overwrite = false) => RunnerCache.open(runnerFolder, space, { overwrite }),
    reset: async () => {
      runnerFolder = path.join(root, String(resets++));
    },
    tamper: async (text, change) => {
      const folder = path.join(runnerFolder, SPACE.fingerprint);
      for (const file of readdirSync(folder).map((name) => path.join(folder, name))) {
        const bytes = readFileSync(file);
        const at = bytes.indexOf(Buffer.from(vectorOf(text).buffer));
        if (at < 0) continue;
        const envelope = bytes.subarray(at, at + 12 + SPACE.dimensions * 4);
        change(Buffer.from(envelope)).copy(bytes, at);
        writeFileSync(file, bytes);
      }
    },
  },
  {
    name: 'redis',
    open: (space = SPACE, overwrite = false) => RedisCache.open(space, { ...redisOptions(), overwrite }),
    reset: async () => {
      await server.command('FLUSHALL');
    },
    tamper: async (text, change) => {
      const key = `test:${SPACE.fingerprint.slice(0, 16)}:${textKey(text)}`;
      const client = await server.client();
      const stored = (await client.withTypeMapping({ 36: Buffer }).get(key)) as unknown as Buffer;
      await client.set(key, change(stored));
      client.destroy();
    },
  },
  {
    name: 'tiered (redis over runner)',
    open: async (space = SPACE, overwrite = false) => {
      const redis = await RedisCache.open(space, { ...redisOptions(), overwrite });
      const runner = await RunnerCache.open(runnerFolder, space, { overwrite });
      return new TieredCache([guarded(redis), guarded(runner)]);
    },
    reset: async () => {
      await server.command('FLUSHALL');
      runnerFolder = path.join(root, String(resets++));
    },
  },
];

describe.each(KINDS)('$name', (kind) => {
  const open: VectorCache[] = [];
  const opened = async (space?: VectorSpace, overwrite?: boolean): Promise<VectorCache> => {
    const cache = await kind.open(space, overwrite);
    if (!open.includes(cache)) open.push(cache);
    return cache;
  };

  beforeEach(() => kind.reset());
  afterEach(async () => {
    for (const cache of open.splice(0)) await cache.close();
  });

  it('has nothing at first', async () => {
    const cache = await opened();
    const { vectors, origins, corrupt } = await cache.getMany(texts(3).map(textKey));
    expect(vectors).toEqual([undefined, undefined, undefined]);
    expect(origins).toEqual([undefined, undefined, undefined]);
    expect(corrupt).toBe(0);
  });

  it('gives back each vector bit for bit, in the order asked for, misses between them', async () => {
    const cache = await opened();
    const odd = Float32Array.from([-0, 1e-45, 3.4e38, -1.5, 0.1, 7]);
    const stored = await cache.putMany([entryOf('a'), entryOf('odd', odd), entryOf('c')]);
    expect(stored.adopted.size).toBe(0);
    const { vectors, origins } = await cache.getMany(['c', 'absent', 'odd', 'a'].map(textKey));
    expect(vectors).toEqual([vectorOf('c'), undefined, odd, vectorOf('a')]);
    expect(Object.is(vectors[2]?.[0], -0)).toBe(true);
    expect(origins.map((origin) => origin !== undefined)).toEqual([true, false, true, true]);
  });

  it('asks and stores nothing without fault', async () => {
    const cache = await opened();
    expect((await cache.getMany([])).vectors).toEqual([]);
    expect((await cache.putMany([])).adopted.size).toBe(0);
  });

  it('holds more than one batch', async () => {
    const cache = await opened();
    const many = texts(5000);
    await cache.putMany(many.map((text) => entryOf(text)));
    const shuffled = [...many].reverse();
    const { vectors } = await cache.getMany(shuffled.map(textKey));
    expect(
      vectors.every((vector, index) => vector?.every((c, at) => c === vectorOf(shuffled[index] as string)[at])),
    ).toBe(true);
  });

  it('lets the first writer win, and tells the second what is there', async () => {
    const cache = await opened();
    await cache.putMany([entryOf('a')]);
    const late = Float32Array.from([9, 9, 9, 9, 9, 9]);
    const { adopted } = await cache.putMany([entryOf('new'), entryOf('a', late)]);
    expect([...adopted]).toEqual([[1, vectorOf('a')]]);
    expect((await cache.getMany(['a', 'new'].map(textKey))).vectors).toEqual([vectorOf('a'), vectorOf('new')]);
  });

  it('keeps its vectors although those given are changed afterwards', async () => {
    const cache = await opened();
    const vector = vectorOf('a').slice();
    await cache.putMany([entryOf('a', vector)]);
    vector.fill(0);
    expect((await cache.getMany([textKey('a')])).vectors).toEqual([vectorOf('a')]);
  });

  it('shows what was stored to whoever opens it next', async () => {
    const first = await opened();
    await first.putMany(texts(10).map((text) => entryOf(text)));
    const second = await opened();
    expect((await second.getMany([textKey('text 7')])).vectors).toEqual([vectorOf('text 7')]);
  });

  if (kind.ofOneSpace) return;

  it('keeps spaces apart', async () => {
    const cache = await opened();
    await cache.putMany([entryOf('a')]);
    const other = await opened({ fingerprint: 'cd'.repeat(32), dimensions: 6 });
    expect((await other.getMany([textKey('a')])).vectors).toEqual([undefined]);
  });

  it('replaces what is there when asked to', async () => {
    const cache = await opened();
    await cache.putMany([entryOf('a')]);
    const recaching = await opened(SPACE, true);
    const fresh = Float32Array.from([1, 2, 3, 4, 5, 6]);
    expect((await recaching.putMany([entryOf('a', fresh)])).adopted.size).toBe(0);
    const later = await opened();
    expect((await later.getMany([textKey('a')])).vectors).toEqual([fresh]);
  });

  const { tamper } = kind;
  if (!tamper) return;

  const flipBit = (at: number) => (bytes: Buffer) => {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] as number) ^ 4;
    return changed;
  };

  it.each([
    ['a bit flipped in the magic', flipBit(28)],
    ['a bit flipped in the version', flipBit(30)],
    ['a bit flipped in the dimensions', flipBit(25)],
    ['a bit flipped in the checksum', flipBit(33)],
    ['a bit flipped in the first component', flipBit(0)],
    ['a bit flipped in the last component', flipBit(23)],
    ['zeros for the last half', (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 18), Buffer.alloc(18)])],
  ])('counts %s as a miss, and overwrites it', async (_, change) => {
    const writer = await opened();
    await writer.putMany(texts(3).map((text) => entryOf(text)));
    await tamper('text 1', change);

    const cache = await opened();
    const lookup = await cache.getMany(texts(3).map(textKey));
    expect(lookup.corrupt).toBe(1);
    expect(lookup.vectors).toEqual([vectorOf('text 0'), undefined, vectorOf('text 2')]);

    expect((await cache.putMany([entryOf('text 1')])).adopted.size).toBe(0);
    const mended = await opened();
    const again = await mended.getMany(texts(3).map(textKey));
    expect(again.corrupt).toBe(0);
    expect(again.vectors).toEqual(texts(3).map((text) => vectorOf(text)));
  });

  it("refuses a vector that was stored under another text's name", async () => {
    const writer = await opened();
    await writer.putMany([entryOf('a'), entryOf('b')]);
    let ofA = Buffer.alloc(0);
    await tamper('a', (bytes) => {
      ofA = Buffer.from(bytes);
      return bytes;
    });
    await tamper('b', () => ofA);
    const cache = await opened();
    expect((await cache.getMany(['a', 'b'].map(textKey))).vectors).toEqual([vectorOf('a'), undefined]);
  });
});

describe('redis', () => {
  const client = () => RedisCache.open(SPACE, { url: server.url, prefix: 'test', ttlSeconds: 90 });
  const name = (text: string) => `test:${SPACE.fingerprint.slice(0, 16)}:${textKey(text)}`;

  it('stores plain strings under the documented key, with the time to live that was asked for', async () => {
    const cache = await client();
    await cache.putMany([entryOf('ttl')]);
    await cache.close();
    expect(await server.command('TYPE', name('ttl'))).toBe('string');
    expect(await server.command('STRLEN', name('ttl'))).toBe(12 + SPACE.dimensions * 4);
    const ttl = Number(await server.command('TTL', name('ttl')));
    expect(ttl).toBeGreaterThan(60);
    expect(ttl).toBeLessThanOrEqual(90);
  });

  it.each(['', 'short', 'x'.repeat(36), 'x'.repeat(4000)])(
    'takes a value of another make (%#) as a miss',
    async (value) => {
      await server.command('SET', name('foreign'), value);
      const cache = await client();
      expect(await cache.getMany([textKey('foreign')])).toMatchObject({ vectors: [undefined], corrupt: 1 });
      expect((await cache.putMany([entryOf('foreign')])).adopted.size).toBe(0);
      expect((await cache.getMany([textKey('foreign')])).vectors).toEqual([vectorOf('foreign')]);
      await cache.close();
    },
  );

  it('says within its deadline that a server which accepts but never answers is no use', async () => {
    server.signal('SIGSTOP');
    try {
      await expect(client()).rejects.toThrow(/cannot connect to Redis at redis:\/\/127\.0\.0\.1:\d+.*within 2 s/);
    } finally {
      server.signal('SIGCONT');
    }
  });

  it('never shows a password in its errors', async () => {
    const url = server.url.replace('redis://', 'redis://reader:s3cr3t-word@');
    const failure = await RedisCache.open(SPACE, { url, prefix: 'test', ttlSeconds: 0 }).catch((error: Error) => error);
    expect(String(failure)).toContain('127.0.0.1');
    expect(String(failure)).not.toContain('s3cr3t-word');
  });
});

describe('runner', () => {
  it('opens a folder in which every beginning of a shard may be all that a killed writer left', async () => {
    const folder = path.join(root, 'torn');
    const writer = await RunnerCache.open(folder, SPACE);
    await writer.putMany(texts(2, 'first').map((text) => entryOf(text)));
    const whole = shardsIn(folder)[0] as string;
    const afterFirst = readFileSync(whole).length;
    await writer.putMany(texts(2, 'second').map((text) => entryOf(text)));
    await writer.close();
    const bytes = readFileSync(whole);

    for (let length = 0; length <= bytes.length; length++) {
      writeFileSync(whole, bytes.subarray(0, length));
      const cache = await RunnerCache.open(folder, SPACE);
      const wanted = [...texts(2, 'first'), ...texts(2, 'second')];
      const { vectors, corrupt } = await cache.getMany(wanted.map(textKey));
      await cache.close();
      const held = length === bytes.length ? 4 : length >= afterFirst ? 2 : 0;
      expect(vectors.map((vector) => vector !== undefined)).toEqual(wanted.map((_, index) => index < held));
      expect(corrupt).toBe(0);
    }
  });

  it('leaves alone, and names, a shard of a newer version', async () => {
    const folder = path.join(root, 'newer');
    const writer = await RunnerCache.open(folder, SPACE);
    await writer.putMany([entryOf('a')]);
    await writer.close();
    const file = shardsIn(folder)[0] as string;
    const bytes = readFileSync(file);
    bytes.writeUInt32LE(2, 16);
    writeFileSync(file, bytes);
    const warnings: string[] = [];
    const cache = await RunnerCache.open(folder, SPACE, { warn: (message) => warnings.push(message) });
    expect((await cache.getMany([textKey('a')])).vectors).toEqual([undefined]);
    expect(warnings).toEqual([`${file} is left alone: it has format version 2, and this embed-once reads version 1`]);
    await cache.close();
    expect(readFileSync(file)).toEqual(bytes);
  });

  it('lets several write at once, each to a shard of its own', async () => {
    const folder = path.join(root, 'several');
    const writers = await Promise.all([0, 1, 2].map(() => RunnerCache.open(folder, SPACE)));
    await Promise.all(
      writers.map((writer, index) => writer.putMany(texts(50, `w${index}`).map((text) => entryOf(text)))),
    );
    await Promise.all(writers.map((writer) => writer.close()));
    expect(shardsIn(folder)).toHaveLength(3);
    const cache = await RunnerCache.open(folder, SPACE);
    const wanted = [0, 1, 2].flatMap((index) => texts(50, `w${index}`));
    expect((await cache.getMany(wanted.map(textKey))).vectors).toEqual(wanted.map((text) => vectorOf(text)));
    await cache.close();
  });

  it('makes no file when nothing is stored', async () => {
    const folder = path.join(root, 'unused');
    const cache = await RunnerCache.open(folder, SPACE);
    await cache.getMany([textKey('a')]);
    await cache.close();
    expect(shardsIn(folder)).toEqual([]);
  });

  function shardsIn(folder: string): string[] {
    const inside = path.join(folder, SPACE.fingerprint);
    return readdirSync(inside).map((name) => path.join(inside, name));
  }
});

describe('memory', () => {
  it('drops what was used longest ago when it is full', async () => {
    const cache = new MemoryCache(SPACE, 3 * SPACE.dimensions * 4);
    await cache.putMany(texts(3).map((text) => entryOf(text)));
    await cache.getMany([textKey('text 0')]);
    await cache.putMany([entryOf('text 3')]);
    const { vectors } = await cache.getMany(texts(4).map(textKey));
    expect(vectors.map((vector) => vector !== undefined)).toEqual([true, false, true, true]);
  });
});
