import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RedisCache } from '../../src/cache/redis';
import type { VectorSpace } from '../../src/cache/vector-cache';
import { parseRedisUrl } from '../../src/inputs/values/redis-url';
import { textKey } from '../../src/keys/text-key';
import { QUICKSTART, reportIn, runBundle, startBundle } from '../../test-support/run/bundle';
import { sharedFolder } from '../../test-support/run/shared-folder';
import { storedBytes } from '../../test-support/run/stored-bytes';
import { until } from '../../test-support/run/until';
import { FaultProxy, type Faults } from '../../test-support/servers/fault-proxy';
import { freePort, RedisServer } from '../../test-support/servers/redis-server';
import { RedisCluster } from '../../test-support/servers/redis-topologies';

const root = sharedFolder();
const lines = readFileSync(path.join(QUICKSTART, 'corpus.txt'), 'utf8').trimEnd().split('\n').slice(0, 240);
const whole = path.join(root, 'whole.txt');
let server: RedisServer;
let expected: Buffer;
let space: VectorSpace;
let folders = 0;

function newFolder(): string {
  const folder = path.join(root, String(folders++));
  mkdirSync(folder);
  return folder;
}

const words = (url: string, corpus = whole) => ['--corpus', corpus, '--redis-url', url, '--output', 'vectors.npy'];
const outputOf = (folder: string) => readFileSync(path.join(folder, 'vectors.npy'));
const unfinished = (folder: string) => readdirSync(folder).filter((name) => name.includes('partial'));

/** A run without Redis. */
async function undisturbed(corpus: string): Promise<string> {
  const folder = newFolder();
  const run = ['--corpus', corpus, '--cache-mode', 'off', '--output', 'vectors.npy'];
  expect((await runBundle(run, { folder })).code).toBe(0);
  return folder;
}

beforeAll(async () => {
  writeFileSync(whole, `${lines.join('\n')}\n`);
  server = await RedisServer.start();
  const folder = await undisturbed(whole);
  expected = outputOf(folder);
  const { model } = reportIn(folder);
  space = { fingerprint: model.fingerprint, dimensions: model.contract.dimensions };
});
afterAll(() => server.stop());

/** Redis then holds every second text, or as many as are asked for. */
async function fill(url: string, step = 2): Promise<void> {
  const { dimensions } = space;
  const start = expected.length - lines.length * dimensions * 4;
  const vectors = new Float32Array(expected.buffer.slice(expected.byteOffset + start));
  const entries = lines.map((line, row) => ({
    key: textKey(line),
    vector: vectors.subarray(row * dimensions, (row + 1) * dimensions),
  }));
  const cache = await RedisCache.open(space, { target: parseRedisUrl(url), prefix: 'eo1', ttlSeconds: 0 });
  await cache.putMany(entries.filter((_, index) => index % step === 0));
  await cache.close();
}

async function refill(step?: number): Promise<void> {
  await server.command('FLUSHALL');
  await fill(server.url, step);
}

describe('between the product and Redis', () => {
  it.each<[string, Faults, { step?: number; hits?: number }]>([
    ['every answer 60 ms late', { delay: 60 }, { hits: 120 }],
    ['100,000 bytes a second', { bytesPerSecond: 100_000 }, { hits: 120 }],
    ['20,000 bytes a second, cut off after 10,000', { bytesPerSecond: 20_000, after: 10_000, outcome: 'close' }, {}],
    ['one byte at a time', { pieces: 1 }, { step: 20, hits: 12 }],
    ['answers in pieces of 7 bytes, cut off after 3,000', { pieces: 7, after: 3_000, outcome: 'close' }, {}],
    ['a reset in the middle of an answer', { after: 40_000, outcome: 'reset' }, {}],
    ['a connection closed in the middle of an answer', { after: 40_000, outcome: 'close' }, {}],
    ['silence in the middle of an answer', { after: 40_000, outcome: 'silence' }, {}],
    ['silence from the start', { after: 0, outcome: 'silence' }, {}],
    ['a reset at once', { after: 0, outcome: 'reset' }, {}],
    ['one reset, after which all is well', { after: 40_000, outcome: 'reset', times: 1 }, {}],
  ])('%s: the output is complete and the same', async (_, faults, { step, hits = 0 }) => {
    await refill(step);
    const proxy = await FaultProxy.start(server.port, faults);
    const folder = newFolder();
    const { code, stderr } = await runBundle(words(proxy.url), { folder });
    await proxy.stop();
    expect([code, stderr.includes('unexpected:')]).toEqual([0, false]);
    expect(outputOf(folder).equals(expected)).toBe(true);
    expect(proxy.connections).toBeGreaterThan(0);
    expect(unfinished(folder)).toEqual([]);
    // Slow is no fault; what is cut off says so.
    expect([reportIn(folder).texts.hits, stderr === '']).toEqual([hits, hits > 0]);
  });

  it('so little that a lookup costs more than embedding: lookups are paused, and the run goes on without', async () => {
    // Twelve windows of ten texts each, half of them in Redis.
    const windows = Array.from({ length: 12 }, (_, window) => lines.slice(window * 10, window * 10 + 10));
    const corpus = path.join(root, 'windows.txt');
    const repeated = windows.flatMap((texts) => Array.from({ length: 1024 }, (_, at) => texts[at % 10]));
    writeFileSync(corpus, `${repeated.join('\n')}\n`);
    await refill();
    const proxy = await FaultProxy.start(server.port, { bytesPerSecond: 40_000, delay: 300 });
    const folder = newFolder();
    const [{ code, stderr }, without] = await Promise.all([
      runBundle(words(proxy.url, corpus), { folder }),
      undisturbed(corpus),
    ]);
    await proxy.stop();
    expect([code, stderr]).toEqual([0, '']);
    expect(outputOf(folder).equals(outputOf(without))).toBe(true);
    const [redis] = reportIn(folder).tiers;
    const paused = redis?.changes.filter(({ of, state }) => of === 'lookups' && state === 'open');
    expect(paused?.[0]?.reason).toMatch(/^a lookup takes [\d.]+ ms a text, and embedding [\d.]+ ms$/);
    expect(redis?.failedCalls).toBe(0);
  });
});

describe('what Redis could not take', () => {
  it('is kept in the runner cache and pushed by the next run that finds it working', async () => {
    await server.command('FLUSHALL');
    const folder = newFolder();
    await server.kill();
    const down = await runBundle(words(server.url), { folder });
    expect(down.code).toBe(0);
    expect(down.stderr.match(/warning:/g)).toHaveLength(1);
    expect(reportIn(folder).tiers[0]).toMatchObject({ name: 'redis', missed: 240, madeUp: 0 });

    await server.restart();
    // Another corpus: what is pushed is not what this run happens to look up.
    writeFileSync(path.join(root, 'other.txt'), `${lines[0]}\n`);
    const back = await runBundle(words(server.url, path.join(root, 'other.txt')), { folder });
    expect([back.code, back.stderr]).toEqual([0, '']);
    expect(reportIn(folder).tiers[0]).toMatchObject({ name: 'redis', madeUp: 240 });

    const elsewhere = newFolder();
    await runBundle(words(server.url), { folder: elsewhere });
    expect(reportIn(elsewhere).texts).toMatchObject({ hits: 240, embedded: 0 });
    expect(outputOf(elsewhere).equals(expected)).toBe(true);

    await runBundle(words(server.url), { folder });
    expect(reportIn(folder).tiers[0]).toMatchObject({ missed: 0, madeUp: 0 });
  });

  it.each([
    ['a full server', 'CONFIG SET maxmemory 1', 'CONFIG SET maxmemory 0', /OOM command not allowed/],
    ['a replica', 'REPLICAOF 127.0.0.1 1', 'REPLICAOF NO ONE', /READONLY/],
  ])('for %s is only what is to be written: what it holds is still read', async (_, fault, remedy, reason) => {
    await refill();
    await server.command(...fault.split(' '));
    const folder = newFolder();
    const { code, stderr } = await runBundle([...words(server.url), '--runner-cache', 'off'], { folder });
    await server.command(...remedy.split(' '));
    expect(code).toBe(0);
    expect(outputOf(folder).equals(expected)).toBe(true);
    const { texts, tiers } = reportIn(folder);
    expect(texts).toMatchObject({ hits: 120, embedded: 120 });
    expect(tiers[0]).toMatchObject({ missed: 120 });
    expect(stderr).toMatch(/redis did not take 120 vectors: .*/);
    expect(stderr).toMatch(reason);
  });
});

/** A server, or several, and what befalls them once the run embeds. */
interface Struck {
  readonly url: string;
  /** Where leases tell that the run embeds. */
  readonly node: RedisServer;
  strike(): unknown;
  stop(): Promise<void>;
}

async function ofOne(node: RedisServer, strike: () => unknown): Promise<Struck> {
  await fill(node.url);
  return { url: node.url, node, strike, stop: () => node.stop() };
}

describe('a server', () => {
  it('that hangs from the start costs at most its connect deadline, once', async () => {
    server.signal('SIGSTOP');
    const folder = newFolder();
    const { code, stderr } = await runBundle(words(server.url), { folder }).finally(() => server.signal('SIGCONT'));
    expect(code).toBe(0);
    expect(stderr).toMatch(/redis is paused: cannot connect .* within 2 s/);
    expect(outputOf(folder).equals(expected)).toBe(true);
    const { changes } = reportIn(folder).tiers[0] ?? { changes: [] };
    expect(changes.filter(({ state }) => state === 'open').length).toBeGreaterThan(0);
  });

  it.each<[string, RegExp, () => Promise<Struck>]>([
    [
      'stopped with SIGSTOP in the middle of a run',
      /redis is paused: SET at .* failed: no answer within 5 s/,
      async () => {
        const node = await RedisServer.start();
        return ofOne(node, () => node.signal('SIGSTOP'));
      },
    ],
    [
      'killed in the middle of a run',
      /redis is paused: /,
      async () => {
        const node = await RedisServer.start();
        return ofOne(node, () => node.kill());
      },
    ],
    [
      'of a cluster with three masters and three replicas, a master, killed in the middle of a run',
      /redis is paused: /,
      async () => {
        const cluster = await RedisCluster.start();
        await fill(cluster.url);
        const [node] = cluster.masters as [RedisServer];
        return { url: cluster.url, node, strike: () => node.kill(), stop: () => cluster.stop() };
      },
    ],
  ])('%s: the output is complete and the same, and nothing is lost', async (_, says, start) => {
    const { url, node, strike, stop } = await start();
    try {
      const folder = newFolder();
      const run = runBundle(words(url), { folder });
      await until(async () => ((await node.command('KEYS', '*:lease:*')) as string[]).length > 0);
      await strike();
      const { code, stderr } = await run;
      expect(code).toBe(0);
      expect(stderr).toMatch(says);
      expect(stderr.match(/warning:/g)).toHaveLength(1);
      expect(outputOf(folder).equals(expected)).toBe(true);
      expect(reportIn(folder).texts).toMatchObject({ hits: 120, embedded: 120 });
      expect(unfinished(folder)).toEqual([]);
      // What was embedded is there for the next run, whether Redis took it or not.
      await runBundle(words(''), { folder });
      expect(reportIn(folder).texts.hits).toBe(120);
    } finally {
      await stop();
    }
  });

  it.each<[string, RegExp, () => Promise<RedisServer>]>([
    [
      'that is still LOADING',
      /redis.*: LOADING/,
      async () => {
        const loading = await RedisServer.start('--rdbcompression', 'no');
        const entries = Array.from({ length: 1000 }, (_, key) => [`key ${key}`, 'x'.repeat(2048)]);
        await loading.command('MSET', ...entries.flat());
        await loading.command('SAVE');
        // 50 ms for each key; it answers once meanwhile. It has to last until both runs have ended, on a slow machine too.
        await loading.restart('--key-load-delay', '50000', '--loading-process-events-interval-bytes', '1024');
        return loading;
      },
    ],
    [
      'that wants a password and is given none',
      /redis is paused: cannot connect .*NOAUTH.*Give a password in its URL/,
      () => RedisServer.start('--requirepass', 'geheim'),
    ],
    [
      'of a cluster that serves no slots',
      /redis.*: CLUSTERDOWN/,
      async () => RedisServer.start('--cluster-enabled', 'yes', '--cluster-port', String(await freePort())),
    ],
  ])('%s: the output is complete and the same, or none where that is asked for', async (_, says, start) => {
    const failing = await start();
    const [folder, strict] = [newFolder(), newFolder()];
    const [on, ended] = await Promise.all([
      runBundle(words(failing.url), { folder }),
      runBundle([...words(failing.url), '--on-cache-failure', 'fail'], { folder: strict }),
    ]);
    await failing.stop();
    expect(on.code).toBe(0);
    expect(on.stderr).toMatch(says);
    expect(on.stderr.match(/warning:/g)).toHaveLength(1);
    expect(outputOf(folder).equals(expected)).toBe(true);
    expect([ended.code, ended.stderr.includes('unexpected:')]).toEqual([1, false]);
    expect(ended.stderr).toMatch(/LOADING|NOAUTH|CLUSTERDOWN/);
    expect(readdirSync(strict).filter((name) => name.startsWith('vectors'))).toEqual([]);
  });

  it('that has a list and a string of another make under names of vectors: they are embedded and overwritten', async () => {
    await server.command('FLUSHALL');
    await fill(server.url, 1);
    const name = (line = '') => `eo1:${space.fingerprint.slice(0, 16)}:${textKey(line)}`;
    await server.command('DEL', name(lines[0]));
    await server.command('RPUSH', name(lines[0]), 'x');
    await server.command('SET', name(lines[1]), 'x');
    const folder = newFolder();
    const { code, stderr } = await runBundle(words(server.url), { folder });
    expect([code, stderr]).toEqual([0, '']);
    expect(outputOf(folder).equals(expected)).toBe(true);
    const { texts, tiers } = reportIn(folder);
    expect(texts).toMatchObject({ hits: 238, embedded: 2 });
    expect(tiers[0]).toMatchObject({ corrupt: 1 });
    expect(await server.command('TYPE', name(lines[0]))).toBe('string');
    expect(await server.command('STRLEN', name(lines[1]))).toBe(12 + space.dimensions * 4);
  });
});

describe('SIGTERM', () => {
  it('stores what is being embedded, says where, and writes no output; the next run goes on from there', async () => {
    const corpus = path.join(QUICKSTART, 'corpus.txt');
    const folder = newFolder();
    const run = startBundle(['--corpus', corpus, '--output', 'vectors.npy'], { folder });
    await until(() => storedBytes(folder) > 0);
    run.signal('SIGTERM');
    const ended = await run.ended;
    expect(ended.code).toBe(1);
    const [, embedded] =
      /ended by SIGTERM after (\d+) texts were embedded\. They are stored in runner cache/.exec(ended.stderr) ?? [];
    expect(Number(embedded)).toBeGreaterThan(0);
    expect(readdirSync(folder)).not.toContain('vectors.npy');
    expect((await runBundle(['--corpus', corpus, '--output', 'vectors.npy'], { folder })).code).toBe(0);
    expect(reportIn(folder).texts.hits).toBe(Number(embedded));
  });
});

describe('runs at the same time', () => {
  it('embed each text once between them, and put out the same bytes', async () => {
    await server.command('FLUSHALL');
    const runs = [newFolder(), newFolder(), newFolder()];
    const results = await Promise.all(runs.map((folder) => runBundle(words(server.url), { folder })));
    expect(results.map(({ code, stderr }) => [code, stderr])).toEqual(runs.map(() => [0, '']));
    const embedded = runs.map((folder) => reportIn(folder).texts.embedded);
    expect(embedded.reduce((sum, count) => sum + count, 0)).toBe(240);
    for (const folder of runs) expect(outputOf(folder).equals(expected)).toBe(true);
    expect(await server.command('KEYS', '*lease*')).toEqual([]);
  });

  it('take over from one that was killed while it held leases', async () => {
    await server.command('FLUSHALL');
    const first = startBundle(words(server.url), { folder: newFolder() });
    const leases = () => server.command('KEYS', '*:lease:*') as Promise<string[]>;
    await until(async () => (await leases()).length > 0);
    first.signal('SIGKILL');
    await first.ended;
    const held = await leases();
    expect(held.length).toBeGreaterThan(0);
    // Sooner than the 15 s that they last.
    for (const name of held) await server.command('PEXPIRE', name, '3000');
    const folder = newFolder();
    const { code } = await runBundle(words(server.url), { folder });
    expect(code).toBe(0);
    expect(outputOf(folder).equals(expected)).toBe(true);
  });
});
