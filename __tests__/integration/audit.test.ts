import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AuditReport } from '../../src/audit/audit-report';
import { RunnerCache } from '../../src/cache/runner';
import { entryOf, SPACE, texts } from '../../test-support/builders/vectors';
import { type BundleOptions, QUICKSTART, reportIn, runBundle } from '../../test-support/run/bundle';
import { sharedFolder } from '../../test-support/run/shared-folder';
import { freePort, RedisServer } from '../../test-support/servers/redis-server';

const root = sharedFolder();
const lines = readFileSync(path.join(QUICKSTART, 'corpus.txt'), 'utf8').trimEnd().split('\n');
const run = (words: string[], folder: string, more: Partial<BundleOptions> = {}) =>
  runBundle(words, { folder, ...more });

function folderOf(name: string): string {
  const folder = path.join(root, name);
  mkdirSync(folder, { recursive: true });
  return folder;
}

function corpusOf(folder: string, count: number): string {
  writeFileSync(path.join(folder, 'corpus.txt'), `${lines.slice(0, count).join('\n')}\n`);
  return 'corpus.txt';
}

function auditIn(folder: string): AuditReport {
  return JSON.parse(readFileSync(path.join(folder, 'output/report/audit.json'), 'utf8'));
}

const filesUnder = (folder: string): string[] => (readdirSync(folder, { recursive: true }) as string[]).sort();

let server: RedisServer;
beforeAll(async () => {
  server = await RedisServer.start();
});
afterAll(() => server.stop());

describe('after two runs', () => {
  const folder = folderOf('runs');
  const audit = (...words: string[]) => run(['audit', '--redis-url', server.url, ...words], folder);
  beforeAll(async () => {
    const corpus = corpusOf(folder, 40);
    for (let times = 0; times < 2; times++) {
      expect((await run(['--corpus', corpus, '--redis-url', server.url], folder)).code).toBe(0);
    }
  });

  it('an audit finds what they stored, and how they were used, without loading a model', async () => {
    const { code, stdout, stderr } = await run(['audit', '--redis-url', server.url], folder, {
      environment: { NODE_OPTIONS: `--import=${path.resolve('test-support/run/forbid-workers.mjs')}` },
    });
    expect([code, stderr]).toEqual([0, '']);
    const report = auditIn(folder);
    const fingerprint = reportIn(folder).model.fingerprint;
    expect(report.tiers).toMatchObject(
      ['redis', 'runner cache'].map((tier) => ({
        tier,
        fingerprints: [{ fingerprint, age: 'present', entries: 40, valid: 40, corrupt: 0, duplicate: 0 }],
      })),
    );
    const day = new Date().toISOString().slice(0, 10);
    const counts = { runs: 2, unique: 80, hits: 40, misses: 40, embedded: 40, computedTwice: 0, corrupt: 0 };
    expect(report.use).toMatchObject(['redis', 'runner cache'].map((tier) => ({ tier, fingerprint, day, ...counts })));
    expect(report.use[0]?.tokens).toBeGreaterThan(100);
    expect(report.use[0]?.bytesSent).toBeGreaterThan(40 * 1548);
    expect(stdout).toMatch(/f6a3262bfe696f6b .*present/);
    expect(stdout).toContain('50.0%');
    const metrics = readFileSync(path.join(folder, 'output/report/metrics.prom'), 'utf8');
    expect(metrics).toContain(
      `embed_once_audit_entries{tier="redis",fingerprint="${fingerprint}",scope="trusted",state="valid"} 40\n`,
    );
  });

  it('damaged vectors close the gate that is asked for; a dry run changes nothing, and pruning takes just them', async () => {
    const names = (await server.command('KEYS', 'eo1:f6a3*')) as string[];
    await server.command('SETRANGE', names[0] as string, '700', 'damage');
    const [file = ''] = filesUnder(path.join(folder, '.cache')).filter((name) => name.endsWith('.shard'));
    const shard = path.join(folder, '.cache', file);
    const bytes = readFileSync(shard);
    bytes[bytes.length - 100] = (bytes[bytes.length - 100] as number) ^ 1;
    writeFileSync(shard, bytes);
    const before = filesUnder(path.join(folder, '.cache'));

    expect((await audit('--prune', 'dry-run')).code).toBe(0);
    expect(auditIn(folder).tiers.map(({ fingerprints: [one] }) => [one?.corrupt, one?.pruned])).toEqual([
      [1, 1],
      [1, 1],
    ]);
    expect(readFileSync(shard).equals(bytes)).toBe(true);
    expect(filesUnder(path.join(folder, '.cache'))).toEqual(before);
    expect(await server.command('KEYS', 'eo1:f6a3*')).toHaveLength(40);

    const closed = await audit('--fail-on-corrupt', 'true');
    expect(closed.code).toBe(3);
    expect(closed.stderr).toContain('2 corrupt entries');

    expect((await audit('--prune', 'on', '--prune-classes', 'corrupt')).code).toBe(0);
    expect(await server.command('EXISTS', names[0] as string)).toBe(0);
    await audit();
    expect(auditIn(folder).tiers.map(({ fingerprints: [one] }) => [one?.entries, one?.corrupt])).toEqual([
      [39, 0],
      [39, 0],
    ]);
  });

  it('a tier that is not there fails the audit, which still tells of the other', async () => {
    const { code, stderr } = await run(['audit', '--redis-url', `redis://127.0.0.1:${await freePort()}`], folder);
    expect(code).toBe(1);
    expect(stderr).toContain('the audit is not complete: redis');
    expect(auditIn(folder).tiers).toMatchObject([
      { failure: expect.stringContaining('ECONNREFUSED'), failureCode: 'EO_CACHE' },
      { fingerprints: [{ entries: 39 }] },
    ]);
  });

  it.each([
    [['--prune', 'on', '--cache-mode', 'read-only'], 'prune: "on" is impossible'],
    [['--cache-mode', 'off'], 'nothing to audit'],
    [['--prune-classes', 'corrupt,all'], 'must be one or more of'],
  ])('%j is refused', async (words, message) => {
    const { code, stderr } = await audit(...words);
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
  });
});

it('a runner cache with duplicates and an orphan is told from one without, and rid of the orphan', async () => {
  const folder = folderOf('runner');
  const old = { ...SPACE, fingerprint: 'cd'.repeat(32) };
  // Opened before either has stored anything, so that both store the same.
  const caches = await Promise.all(
    [SPACE, SPACE, old].map((space) => RunnerCache.open(path.join(folder, 'rc'), space)),
  );
  for (const cache of caches) await cache.putMany(texts(30).map((text) => entryOf(text)));
  for (const cache of caches) await cache.close();
  const audit = (...words: string[]) => run(['audit', '--runner-cache-path', 'rc', ...words], folder);
  await audit();
  expect(auditIn(folder).tiers[0]?.fingerprints).toMatchObject([
    { entries: 60, valid: 60, duplicate: 30, age: 'used', unused: 0 },
    { entries: 30, valid: 30, duplicate: 0, age: 'used', unused: 0 },
  ]);
  // As if the folder had been written long ago: the name of a shard is when it was begun.
  const [shard = ''] = readdirSync(path.join(folder, 'rc', old.fingerprint));
  const content = readFileSync(path.join(folder, 'rc', old.fingerprint, shard));
  const aged = path.join(folder, 'rc', 'ee'.repeat(32));
  mkdirSync(aged);
  content.write('ee'.repeat(32), 24, 'hex');
  const long = (Date.now() - 40 * 86_400_000).toString(36).padStart(9, '0');
  writeFileSync(path.join(aged, `${long}${shard.slice(9)}`), content);
  await audit('--prune', 'dry-run');
  expect(auditIn(folder).tiers[0]?.fingerprints).toMatchObject([
    { pruned: 0 },
    { pruned: 0 },
    { entries: 30, corrupt: 30, unused: 30, age: 'orphaned', pruned: 30, prunedBytes: content.length },
  ]);
  expect(readdirSync(aged)).toHaveLength(1);
  await audit('--prune', 'on');
  expect(readdirSync(path.join(folder, 'rc')).filter((name) => name.length === 64)).toEqual([
    SPACE.fingerprint,
    old.fingerprint,
  ]);
});

it.each([
  // Names of leases are longer than those of vectors.
  [
    'without leases, two runs at once compute the same texts, and that is counted',
    `~eo1:${'?'.repeat(16)}:${'?'.repeat(43)} ~eo1:ledger:*`,
    false,
  ],
  ['with leases none is computed twice', '~*', true],
])('%s', async (name, keys, leases) => {
  await server.command('FLUSHALL');
  const user = ['ACL', 'SETUSER', 'runner', 'reset', 'on', '>word', ...keys.split(' '), '&*', '+@all'];
  await server.command(...user);
  const url = server.url.replace('://', '://runner:word@');
  const words = (folder: string) => ['--corpus', corpusOf(folder, 500), '--redis-url', url, '--output-format', 'none'];
  const folders = ['a', 'b'].map((part) => folderOf(`${name}-${part}`));
  for (const { code } of await Promise.all(folders.map((folder) => run(words(folder), folder)))) expect(code).toBe(0);
  const [folder = ''] = folders;
  await run(['audit', '--redis-url', server.url, '--runner-cache', 'off'], folder);
  const [use] = auditIn(folder).use;
  expect(use).toMatchObject({ runs: 2, unique: 1000 });
  if (leases) expect(use).toMatchObject({ embedded: 500, computedTwice: 0 });
  else {
    expect(use?.computedTwice).toBeGreaterThan(0);
    expect(use?.embedded).toBe(500 + (use?.computedTwice ?? 0));
  }
  expect(auditIn(folder).tiers[0]?.fingerprints).toMatchObject([{ entries: 500, valid: 500 }]);
});
