import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CacheError } from '../../src/base/errors';
import { openCache } from '../../src/cache/open';
import { RedisCache } from '../../src/cache/redis';
import { TIERS } from '../../src/cache/tier-identity';
import type { Inputs } from '../../src/inputs/inputs';
import { parseRedisUrl } from '../../src/inputs/values/redis-url';
import { textKey } from '../../src/keys/text-key';
import { inputsWith } from '../../test-support/builders/default-model';
import { entryOf, SPACE, texts, vectorOf } from '../../test-support/builders/vectors';
import { until } from '../../test-support/run/until';
import { AnsweringServer } from '../../test-support/servers/answering-server';
import { redisName } from '../../test-support/servers/redis-kind';
import { freePort, RedisServer } from '../../test-support/servers/redis-server';

const open = (url: string, options = {}) =>
  RedisCache.open(SPACE, { target: parseRedisUrl(url), prefix: 'test', ttlSeconds: 0, ...options });
const keys = (count: number) => texts(count).map(textKey);
const entries = (count: number) => texts(count).map((text) => entryOf(text));

describe('redis', () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await RedisServer.start();
  });
  afterAll(() => server.stop());
  beforeEach(() => server.command('FLUSHALL'));

  it('out of memory: says so, and still gives what it holds', async () => {
    const cache = await open(server.url);
    await cache.putMany(entries(3));
    await server.command('CONFIG', 'SET', 'maxmemory', '1', 'maxmemory-policy', 'noeviction');
    try {
      await expect(cache.putMany([entryOf('more')])).rejects.toThrow(
        /SET at .* failed: OOM command not allowed.*redis-ttl/,
      );
      expect((await cache.getMany(keys(3))).vectors).toEqual(texts(3).map((text) => vectorOf(text)));
    } finally {
      await server.command('CONFIG', 'SET', 'maxmemory', '0');
    }
    expect((await cache.putMany([entryOf('more')])).written).toBe(1);
    await cache.close();
  });

  it('a list under the name of a vector is a miss, and is overwritten', async () => {
    await server.command('RPUSH', redisName('text 1'), 'x');
    const cache = await open(server.url);
    expect((await cache.getMany(keys(2))).vectors).toEqual([undefined, undefined]);
    expect((await cache.putMany(entries(2))).adopted.size).toBe(0);
    expect((await cache.getMany(keys(2))).vectors).toEqual(texts(2).map((text) => vectorOf(text)));
    await cache.close();
  });

  it('bad entries are overwritten with one and the same vector, by however many at once', async () => {
    // Of 100 names, every second holds a string that is no envelope, and every other a list.
    for (const [index, text] of texts(100).entries()) {
      await server.command(...(index % 2 === 0 ? ['SET', redisName(text), 'x'] : ['RPUSH', redisName(text), 'x']));
    }
    const caches = await Promise.all([1, 2, 3, 4].map(() => open(server.url, { ttlSeconds: 90 })));
    const outcomes = await Promise.all(
      caches.map(async (cache, writer) => {
        const own = texts(100).map((text) => entryOf(text, vectorOf(`${text} of ${writer}`)));
        const { adopted } = await cache.putMany(own);
        return own.map(({ vector }, position) => adopted.get(position) ?? vector);
      }),
    );
    const { vectors, corrupt } = await (caches[0] as RedisCache).getMany(keys(100));
    expect(corrupt).toBe(0);
    for (const outcome of outcomes) expect(outcome).toEqual(vectors);
    // What they agreed by does not stay, and what they agreed on does.
    expect(Number(await server.command('TTL', redisName('text 1')))).toBeGreaterThan(60);
    const [beside = ''] = (await server.command('KEYS', '*mended*')) as string[];
    expect(Number(await server.command('TTL', beside))).toBeLessThanOrEqual(15);
    await Promise.all(caches.map((cache) => cache.close()));
  });

  it('no password: says what to give', async () => {
    await server.command('CONFIG', 'SET', 'requirepass', 'geheim');
    const failure = await open(server.url).catch((error: Error) => error);
    const admin = await open(server.url, { password: 'geheim' });
    await admin.close();
    const reset = server.url.replace('://', '://:geheim@');
    const { createClient } = await import('redis');
    const client = await createClient({ url: reset }).connect();
    await client.configSet('requirepass', '');
    client.destroy();
    expect(failure).toBeInstanceOf(CacheError);
    expect(String(failure)).toMatch(/NOAUTH.*Give a password in its URL or redis-password-file/);
  });

  it('a user without the rights: says which page lists them', async () => {
    await server.command('ACL', 'SETUSER', 'reader', 'on', '>geheim', '~test:*', '-@all', '+mget');
    const cache = await open(server.url.replace('://', '://reader:geheim@'), { ttlSeconds: 90 });
    expect((await cache.getMany(keys(2))).vectors).toEqual([undefined, undefined]);
    await expect(cache.putMany(entries(1))).rejects.toThrow(/NOPERM.*docs\/redis\.md/);
    await cache.close();
  });

  it('a replica: gives what it holds, and says that it cannot store', async () => {
    const replica = await RedisServer.start(
      '--replicaof',
      `127.0.0.1 ${server.port}`,
      '--repl-diskless-sync-delay',
      '0',
    );
    try {
      const writer = await open(server.url);
      await writer.putMany(entries(3));
      await writer.close();
      await until(async () => (await replica.command('DBSIZE')) === 3);
      const cache = await open(replica.url);
      expect((await cache.getMany(keys(3))).vectors).toEqual(texts(3).map((text) => vectorOf(text)));
      await expect(cache.putMany([entryOf('more')])).rejects.toThrow(/READONLY.*use the URL of the master/);
      expect((await cache.getMany(keys(1))).vectors).toEqual([vectorOf('text 0')]);
      await cache.close();
    } finally {
      await replica.stop();
    }
  });

  it.each([
    'LOADING Redis is loading the dataset in memory',
    'CLUSTERDOWN The cluster is down',
    'MASTERDOWN Link with MASTER is down',
  ])('%s (a stand-in answers it): fails and keeps the connection', async (answer) => {
    const stand = await AnsweringServer.start(answer);
    try {
      const cache = await open(stand.url, { ttlSeconds: 90 });
      for (let call = 0; call < 2; call++) {
        await expect(cache.getMany(keys(2))).rejects.toThrow(new RegExp(`MGET at .* failed: ${answer.slice(0, 7)}`));
        await expect(cache.putMany(entries(2))).rejects.toThrow(CacheError);
      }
      await cache.close();
    } finally {
      await stand.stop();
    }
  });

  it('a cluster that serves no slots: fails with its answer', async () => {
    const node = await RedisServer.start('--cluster-enabled', 'yes', '--cluster-port', String(await freePort()));
    try {
      const cache = await open(node.url);
      await expect(cache.getMany(keys(1))).rejects.toThrow(/CLUSTERDOWN/);
      await cache.close();
    } finally {
      await node.stop();
    }
  });

  it('a node of a cluster named as a single node: says how to name it', async () => {
    const stand = await AnsweringServer.start('MOVED 1 127.0.0.1:1');
    const cache = await open(stand.url);
    await expect(cache.getMany(keys(1))).rejects.toThrow(/begin its URL with redis\+cluster/);
    await cache.close();
    await stand.stop();
  });

  it('no Redis at all behind the port: fails at connecting', async () => {
    const web = createServer((socket) => socket.on('error', () => {}).end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    web.listen(0, '127.0.0.1');
    await once(web, 'listening');
    const { port } = web.address() as { port: number };
    await expect(open(`redis://127.0.0.1:${port}`)).rejects.toThrow(/cannot connect to Redis at .*invalid reply/);
    web.close();
  });

  it('killed and started again: fails meanwhile, then answers on a new connection', async () => {
    const other = await RedisServer.start();
    const cache = await open(other.url);
    await cache.putMany(entries(3));
    await other.kill();
    await expect(cache.getMany(keys(3))).rejects.toThrow(CacheError);
    await expect(cache.getMany(keys(3))).rejects.toThrow(/ECONNREFUSED/);
    await other.restart();
    expect((await cache.getMany(keys(3))).vectors).toEqual([undefined, undefined, undefined]);
    await cache.putMany(entries(3));
    expect((await cache.getMany(keys(3))).vectors).toEqual(texts(3).map((text) => vectorOf(text)));
    await cache.close();
    await other.stop();
  });

  it('silent in the middle of a run: all that waits fails at one deadline, and later calls are answered again', async () => {
    const cache = await open(server.url);
    await cache.putMany(entries(3));
    server.signal('SIGSTOP');
    const started = performance.now();
    const calls = await Promise.allSettled(Array.from({ length: 12 }, () => cache.getMany(keys(3))));
    const seconds = (performance.now() - started) / 1000;
    server.signal('SIGCONT');
    expect(calls.every(({ status }) => status === 'rejected')).toBe(true);
    expect(String((calls[0] as PromiseRejectedResult).reason)).toMatch(/no answer within 5 s/);
    // Those that wait for their turn would take another 5 s.
    expect(seconds).toBeLessThan(9);
    expect((await cache.getMany(keys(3))).vectors).toEqual(texts(3).map((text) => vectorOf(text)));
    await cache.close();
  });

  it('slow: has eight batches under way and no more, and answers all in the end', async () => {
    const cache = await open(server.url);
    await cache.putMany(entries(3));
    await until(() => cache.traffic.bytesPerVector !== undefined);
    const before = cache.traffic.roundTrips;
    server.signal('SIGSTOP');
    const calls = Array.from({ length: 12 }, () => cache.getMany(keys(3)));
    await until(() => cache.traffic.roundTrips - before >= 8);
    await pause(100);
    const underWay = cache.traffic.roundTrips - before;
    server.signal('SIGCONT');
    const lookups = await Promise.all(calls);
    expect(underWay).toBe(8);
    for (const { vectors } of lookups) expect(vectors).toEqual(texts(3).map((text) => vectorOf(text)));
    await cache.close();
  });

  describe('the time to live', () => {
    const left = async (text: string) => Number(await server.command('PTTL', redisName(text))) / 1000;

    it('is refreshed for what is found when less than half of it is left', async () => {
      const cache = await open(server.url, { ttlSeconds: 100 });
      await cache.putMany(entries(10));
      for (const text of texts(10)) await server.command('EXPIRE', redisName(text), '49');
      await cache.getMany(keys(10));
      await cache.close();
      for (const text of texts(10)) expect(await left(text)).toBeGreaterThan(60);
    });

    it.each([
      ['more than half of it is left', 100, 60],
      ['none was asked for', 0, 20],
    ])('stays as it is when %s', async (_, ttlSeconds, present) => {
      const cache = await open(server.url, { ttlSeconds });
      await cache.putMany(entries(3));
      for (const text of texts(3)) await server.command('EXPIRE', redisName(text), String(present));
      await cache.getMany(keys(3));
      await cache.close();
      for (const text of texts(3)) expect(Math.abs((await left(text)) - present)).toBeLessThan(15);
    });

    it('is never given to what is kept for good, nor made shorter', async () => {
      const cache = await open(server.url, { ttlSeconds: 100 });
      await cache.putMany(entries(3));
      await server.command('PERSIST', redisName('text 0'));
      await server.command('EXPIRE', redisName('text 1'), '1000');
      await server.command('EXPIRE', redisName('text 2'), '10');
      // Whichever key is the sample: until it is the one that is old.
      await until(async () => {
        await cache.getMany(keys(3));
        return (await left('text 2')) > 90;
      });
      await cache.close();
      expect(await left('text 0')).toBeLessThan(0);
      expect(await left('text 1')).toBeGreaterThan(900);
    });

    it('costs lookups one command for 64 keys while vectors are young', async () => {
      const cache = await open(server.url, { ttlSeconds: 100 });
      await cache.putMany(entries(512));
      await until(() => cache.traffic.bytesPerVector !== undefined);
      const before = cache.traffic.commands;
      await cache.getMany(keys(512));
      expect(cache.traffic.commands - before).toBe(1 + 512 / 64);
      await cache.close();
    });
  });

  describe('opened for a run', () => {
    const inputs = (overrides: Partial<Inputs>) =>
      inputsWith({ redisUrl: parseRedisUrl(server.url), runnerCache: 'off', ...overrides });
    const warnings: string[] = [];
    const opened = async (overrides: Partial<Inputs>) => {
      const warn = (text: string) => warnings.push(text);
      const { cache, leases } = await openCache(inputs(overrides), SPACE, {
        warn,
        info: warn,
        embeddingCost: () => undefined,
      });
      await leases.close();
      return cache;
    };

    it('that may not write refreshes nothing', async () => {
      const name = `eo1:${redisName('text 0').slice('test:'.length)}`;
      const writer = await opened({ redisTtl: 100 });
      await writer.putMany(entries(1));
      await writer.close();
      await server.command('EXPIRE', name, '10');
      const reader = await opened({ redisTtl: 100, cacheMode: 'read-only' });
      expect((await reader.getMany(keys(1))).origins).toMatchObject([TIERS.redis]);
      await reader.close();
      expect(Number(await server.command('TTL', name))).toBeLessThanOrEqual(10);
    });

    it('with a password file that cannot be read ends it, also where it could go on without Redis', async () => {
      await expect(opened({ redisPasswordFile: '/absent/password' })).rejects.toThrow(
        /redis-password-file: cannot read \/absent\/password/,
      );
      expect(warnings).toEqual([]);
    });

    it('shows in its facts what went over the network', async () => {
      const cache = await opened({});
      await cache.getMany(keys(1));
      await cache.close();
      expect(cache.facts[0]).toMatchObject({ name: 'redis', traffic: { roundTrips: 1, bytesReceived: 7 + 5 } });
    });
  });

  it('counts what goes over the network as the server does, and what a vector costs it', async () => {
    const cache = await open(server.url, { ttlSeconds: 100 });
    await cache.putMany(entries(1000));
    await until(() => cache.traffic.bytesPerVector !== undefined);
    await server.command('CONFIG', 'RESETSTAT');
    const { bytesSent, bytesReceived, roundTrips } = { ...cache.traffic };
    await cache.getMany(keys(1200));
    const { traffic } = cache;
    const stats = String(await server.command('INFO', 'stats'));
    const serverSays = (name: string) => Number(new RegExp(`${name}:(\\d+)`).exec(stats)?.[1]);
    // The command that asks, and the connection that brings it, count too.
    expect(Math.abs(serverSays('total_net_input_bytes') - (traffic.bytesSent - bytesSent))).toBeLessThan(500);
    expect(Math.abs(serverSays('total_net_output_bytes') - (traffic.bytesReceived - bytesReceived))).toBeLessThan(500);
    // Batches may have grown meanwhile.
    expect([1, 2, 3]).toContain(traffic.roundTrips - roundTrips);
    expect(traffic.bytesPerVector).toBe(await server.command('MEMORY', 'USAGE', redisName('text 0')));
    await cache.close();
  });
});
