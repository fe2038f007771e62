import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { QUICKSTART, reportIn, runBundle } from '../helpers/bundle';
import { FaultProxy, type Faults } from '../helpers/fault-proxy';
import { RedisServer } from '../helpers/redis-server';
import { sharedFolder } from '../helpers/shared-folder';

const root = sharedFolder();
const lines = readFileSync(path.join(QUICKSTART, 'corpus.txt'), 'utf8').trimEnd().split('\n').slice(0, 240);
const whole = path.join(root, 'whole.txt');
const half = path.join(root, 'half.txt');
let server: RedisServer;
let expected: Buffer;
let folders = 0;

function newFolder(): string {
  const folder = path.join(root, String(folders++));
  mkdirSync(folder);
  return folder;
}

const words = (url: string, corpus = whole) => ['--corpus', corpus, '--redis-url', url, '--output', 'vectors.npy'];
const outputOf = (folder: string) => readFileSync(path.join(folder, 'vectors.npy'));

beforeAll(async () => {
  writeFileSync(whole, `${lines.join('\n')}\n`);
  writeFileSync(half, `${lines.filter((_, index) => index % 2 === 0).join('\n')}\n`);
  server = await RedisServer.start();
  const folder = newFolder();
  expect(
    (await runBundle(['--corpus', whole, '--cache-mode', 'off', '--output', 'vectors.npy'], { folder })).code,
  ).toBe(0);
  expected = outputOf(folder);
});
afterAll(() => server.stop());

/** Redis then holds every second text. */
async function fillHalf(): Promise<void> {
  await server.command('FLUSHALL');
  expect((await runBundle(words(server.url, half), { folder: newFolder() })).code).toBe(0);
}

describe('between the product and Redis', () => {
  beforeEach(fillHalf);

  it.each<[string, Faults]>([
    ['every answer 60 ms late', { delay: 60 }],
    ['answers in pieces of 7 bytes, cut off after 3,000', { pieces: 7, after: 3_000, outcome: 'close' }],
    ['a reset in the middle of an answer', { after: 40_000, outcome: 'reset' }],
    ['a connection closed in the middle of an answer', { after: 40_000, outcome: 'close' }],
    ['silence in the middle of an answer', { after: 40_000, outcome: 'silence' }],
    ['silence from the start', { after: 0, outcome: 'silence' }],
    ['a reset at once', { after: 0, outcome: 'reset' }],
    ['one reset, after which all is well', { after: 40_000, outcome: 'reset', times: 1 }],
  ])('%s: the output is complete and the same', async (_, faults) => {
    const proxy = await FaultProxy.start(server.port, faults);
    const folder = newFolder();
    const { code, stderr } = await runBundle(words(proxy.url), { folder });
    await proxy.stop();
    expect([code, stderr.includes('unexpected:')]).toEqual([0, false]);
    expect(outputOf(folder).equals(expected)).toBe(true);
    expect(proxy.connections).toBeGreaterThan(0);
    expect(readdirSync(folder).filter((name) => name.includes('partial'))).toEqual([]);
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
    await fillHalf();
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

describe('a server that stops answering', () => {
  it('from the start costs at most its connect deadline, once', async () => {
    await fillHalf();
    server.signal('SIGSTOP');
    const folder = newFolder();
    const { code, stderr } = await runBundle(words(server.url), { folder }).finally(() => server.signal('SIGCONT'));
    expect(code).toBe(0);
    expect(stderr).toMatch(/redis is paused: cannot connect .* within 2 s/);
    expect(outputOf(folder).equals(expected)).toBe(true);
    const { changes } = reportIn(folder).tiers[0] ?? { changes: [] };
    expect(changes.filter(({ state }) => state === 'open').length).toBeGreaterThan(0);
  });
});

describe('SIGTERM', () => {
  it('stores what is being embedded, says where, and writes no output; the next run goes on from there', async () => {
    const corpus = path.join(QUICKSTART, 'corpus.txt');
    const folder = newFolder();
    const ended = await runBundle(['--corpus', corpus, '--output', 'vectors.npy'], {
      folder,
      killAfter: 1500,
      signal: 'SIGTERM',
    });
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
    const first = runBundle(words(server.url), { folder: newFolder(), killAfter: 700 });
    await first;
    const folder = newFolder();
    const { code } = await runBundle(words(server.url), { folder });
    expect(code).toBe(0);
    expect(outputOf(folder).equals(expected)).toBe(true);
  }, 90_000);
});
