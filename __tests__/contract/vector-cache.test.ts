import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { StoredDtype } from '../../src/base/vector';
import { EnvelopeCodec } from '../../src/cache/envelope';
import { MemoryCache } from '../../src/cache/memory';
import { RedisCache } from '../../src/cache/redis';
import { RunnerCache } from '../../src/cache/runner';
import { SigningKeys } from '../../src/cache/signature';
import { roundToStored } from '../../src/cache/stored';
import { TieredCache } from '../../src/cache/tiered';
import type { VectorCache, VectorSpace } from '../../src/cache/vector-cache';
import { parseRedisUrl } from '../../src/inputs/values/redis-url';
import { textKey } from '../../src/keys/text-key';
import { scopeFolder } from '../../src/keys/trust-scope';
import { guarded } from '../../test-support/builders/guarded';
import { entryOf, SPACE, texts, vectorOf } from '../../test-support/builders/vectors';
import { sharedFolder } from '../../test-support/run/shared-folder';
import { redisKind } from '../../test-support/servers/redis-kind';
import { RedisServer } from '../../test-support/servers/redis-server';
import { describeVectorCache, type VectorCacheKind } from './vector-cache.contract';

const KEYS = new SigningKeys(['the key that the tests sign with, 1']);

let server: RedisServer;
beforeAll(async () => {
  server = await RedisServer.start();
});
afterAll(() => server.stop());

const root = sharedFolder();
let runnerFolder = root;
let resets = 0;
let memory: MemoryCache;

const redisOptions = () => ({ target: parseRedisUrl(server.url), prefix: 'test', ttlSeconds: 0 });

function runnerKind(dtype: StoredDtype, signingKeys?: SigningKeys): VectorCacheKind {
  return {
    name: `runner, ${dtype}${signingKeys ? ', signed' : ''}`,
    dtype,
    ...(signingKeys && { signingKeys }),
    open: (space, overwrite) => RunnerCache.open(scopeFolder(runnerFolder, space.scope), space, { overwrite }),
    reset: async () => {
      runnerFolder = path.join(root, String(resets++));
    },
    tamper: async (text, change) => {
      const folder = path.join(runnerFolder, SPACE.fingerprint);
      for (const file of readdirSync(folder).map((name) => path.join(folder, name))) {
        const bytes = readFileSync(file);
        const envelope = new EnvelopeCodec({ ...SPACE, dtype, ...(signingKeys && { signingKeys }) }).encode(
          textKey(text),
          roundToStored(vectorOf(text), dtype),
        );
        const at = bytes.indexOf(envelope);
        if (at < 0) continue;
        change(envelope).copy(bytes, at);
        writeFileSync(file, bytes);
      }
    },
  };
}

/** Connected at once, so that closing the chain closes also what was never asked. */
function chainOf(...caches: VectorCache[]): TieredCache {
  const tiers = caches.map((cache) => guarded(cache));
  for (const tier of tiers) tier.connect();
  return new TieredCache(tiers);
}

const KINDS: VectorCacheKind[] = [
  {
    name: 'memory',
    ofOneSpace: true,
    open: async () => memory,
    reset: async () => {
      memory = new MemoryCache(SPACE);
    },
  },
  ...(['fp32', 'fp16'] as const).map((dtype) => runnerKind(dtype)),
  runnerKind('fp32', KEYS),
  redisKind(
    'redis',
    () => server.url,
    () => [server],
  ),
  redisKind(
    'redis, signed',
    () => server.url,
    () => [server],
    () => ({}),
    { signingKeys: KEYS },
  ),
  {
    name: 'tiered (redis over runner)',
    open: async (space, overwrite) => {
      const redis = await RedisCache.open(space, { ...redisOptions(), overwrite });
      const runner = await RunnerCache.open(scopeFolder(runnerFolder, space.scope), space, { overwrite });
      return chainOf(redis, runner);
    },
    reset: async () => {
      await server.command('FLUSHALL');
      runnerFolder = path.join(root, String(resets++));
    },
  },
];

for (const kind of KINDS) describeVectorCache(kind);

describe('a chain of tiers', () => {
  it('counts what is not signed in any of them, and replaces it in all', async () => {
    const space = { ...SPACE, signingKeys: KEYS };
    const folder = path.join(root, 'unsigned');
    const chain = async (of: VectorSpace) => {
      const redis = await RedisCache.open(of, { ...redisOptions(), prefix: 'unsigned' });
      return chainOf(redis, await RunnerCache.open(folder, of));
    };
    const unsigned = await chain(SPACE);
    await unsigned.putMany(texts(2).map((text) => entryOf(text)));
    await unsigned.close();
    const cache = await chain(space);
    expect(await cache.getMany(texts(3).map(textKey))).toMatchObject({ unsigned: 4, corrupt: 0 });
    expect(cache.facts.map((facts) => facts.unsigned)).toEqual([2, 2]);
    await cache.putMany(texts(3).map((text) => entryOf(text)));
    await cache.close();
    const later = await chain(space);
    const { vectors, unsigned: left } = await later.getMany(texts(3).map(textKey));
    await later.close();
    expect([left, vectors]).toEqual([0, texts(3).map((text) => vectorOf(text))]);
  });
});

describe('redis', () => {
  const client = () => RedisCache.open(SPACE, { target: parseRedisUrl(server.url), prefix: 'test', ttlSeconds: 90 });
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
      const text = `under which ${value.length} bytes are`;
      await server.command('SET', name(text), value);
      const cache = await client();
      expect(await cache.getMany([textKey(text)])).toMatchObject({ vectors: [undefined], corrupt: 1 });
      expect((await cache.putMany([entryOf(text)])).adopted.size).toBe(0);
      expect((await cache.getMany([textKey(text)])).vectors).toEqual([vectorOf(text)]);
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
    const failure = await RedisCache.open(SPACE, { target: parseRedisUrl(url), prefix: 'test', ttlSeconds: 0 }).catch(
      (error: Error) => error,
    );
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
    expect(warnings).toEqual([`skipping ${file}: it has format version 2, and this embed-once reads version 1`]);
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
