import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { TierAudit } from '../../src/audit/audit-report';
import { EnvelopeJudge } from '../../src/audit/classify';
import { FingerprintAges } from '../../src/audit/fingerprint-ages';
import type { Pruning } from '../../src/audit/pruning';
import { RedisAudit } from '../../src/audit/redis-audit';
import { RedisCache } from '../../src/cache/redis';
import { RedisLedger } from '../../src/cache/redis-ledger';
import { parseRedisUrl } from '../../src/inputs/values/redis-url';
import { RedisLink } from '../../src/redis/link';
import { entryOf, SPACE, texts } from '../../test-support/builders/vectors';
import { redisName } from '../../test-support/servers/redis-kind';
import { RedisServer } from '../../test-support/servers/redis-server';
import { RedisCluster } from '../../test-support/servers/redis-topologies';

const OLD = { ...SPACE, fingerprint: 'cd'.repeat(32) };
const STRANGE = { ...SPACE, fingerprint: 'ef'.repeat(32) };
const NOW = new Date('2026-03-31T12:00:00Z');
const ENVELOPE_BYTES = SPACE.dimensions * 4 + 12;

async function store(url: string, space = SPACE, count = 10, ttlSeconds = 90): Promise<void> {
  const cache = await RedisCache.open(space, { target: parseRedisUrl(url), prefix: 'test', ttlSeconds });
  await cache.putMany(texts(count).map((text) => entryOf(text)));
  await cache.close();
}

async function audited(url: string, pruning: Pruning = { mode: 'off', classes: [] }): Promise<TierAudit> {
  const facts: TierAudit = {
    ...{ tier: 'redis', location: '', unusedAfterSeconds: 45, seconds: 0 },
    ...{ fingerprints: [], leases: 0, ledgers: 0, foreign: 0 },
  };
  const link = await RedisLink.open({ target: parseRedisUrl(url) });
  const ages = new FingerprintAges(new Map([['redis', [`use:${OLD.fingerprint}:2026-01-01`]]]), SPACE.fingerprint, {
    now: NOW,
    orphanAgeSeconds: 86_400,
  });
  try {
    await new RedisAudit(link, facts, {
      prefix: 'test',
      ttlSeconds: 90,
      judge: new EnvelopeJudge(ages.wholes),
      ages,
      pruning,
      signal: new AbortController().signal,
    }).walk();
  } finally {
    await link.close();
  }
  facts.fingerprints.sort((a, b) => a.fingerprint.localeCompare(b.fingerprint));
  return facts;
}

/** Of docs/redis.md, so that page and test cannot part. */
const documented =
  /```text\n(ACL SETUSER embed-once-audit [^\n]*)\n```/.exec(readFileSync('docs/redis.md', 'utf8'))?.[1] ?? '';

describe('an audit of a single node', () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await RedisServer.start('--slowlog-log-slower-than', '0', '--slowlog-max-len', '100000');
    const rules = documented.replace('~eo1:*', '~test:*').replace('>password', '>geheim').split(' ');
    await server.command(...rules);
  });
  afterAll(() => server.stop());
  beforeEach(async () => void (await server.command('FLUSHALL')));
  const asAuditor = () => server.url.replace('://', '://embed-once-audit:geheim@');
  const names = async () => ((await server.command('KEYS', '*')) as string[]).sort();

  /** Three that are damaged, one of a later version, one of another type, one expired, and keys that are not vectors. */
  async function spoil(): Promise<void> {
    await store(server.url, SPACE, 1000);
    await store(server.url, OLD, 7);
    await store(server.url, STRANGE, 5);
    await server.command('SETRANGE', redisName('text 1'), '3', 'x');
    await server.command('COPY', redisName('text 2'), redisName('text 3'), 'REPLACE');
    await server.command('SET', redisName('text 4'), 'short');
    await server.command('SETRANGE', redisName('text 5'), String(ENVELOPE_BYTES - 6), '\u0003');
    await server.command('DEL', redisName('text 6'));
    await server.command('HSET', redisName('text 6'), 'a', 'b');
    await server.command('SET', `test:${SPACE.fingerprint.slice(0, 16)}:lease:x`, 'owner');
    await server.command('HSET', 'test:ledger:use:x', 'runs', '1');
    await server.command('SET', 'test:another', 'thing');
    await server.command('LPUSH', 'test:list', 'a');
    await server.command('SET', 'other:key', 'thing');
  }

  it('counts what was put in, as a user with the documented rights alone', async () => {
    await spoil();
    const { fingerprints, ...facts } = await audited(asAuditor());
    expect(fingerprints).toMatchObject([
      {
        fingerprint: SPACE.fingerprint,
        entries: 999,
        valid: 995,
        unsigned: 995,
        corrupt: 3,
        unknown: 1,
        otherType: 1,
        age: 'present',
      },
      { fingerprint: OLD.fingerprint, entries: 7, valid: 7, corrupt: 0, age: 'orphaned', lastUsed: '2026-01-01' },
      { fingerprint: 'ef'.repeat(8), entries: 5, valid: 0, unverifiable: 5, age: 'undated' },
    ]);
    expect(fingerprints[0]?.bytes).toBe(998 * ENVELOPE_BYTES + 5);
    expect(fingerprints[0]?.memoryBytes).toBeGreaterThan((fingerprints[0]?.memorySampled ?? 0) * ENVELOPE_BYTES);
    expect(facts).toMatchObject({ leases: 1, ledgers: 1, foreign: 2 });
    expect(fingerprints.map(({ pruned }) => pruned)).toEqual([0, 0, 0]);
  });

  it('uses each right of that user, and lacks none', async () => {
    await store(server.url, OLD, 3);
    await server.command('HSET', 'test:ledger:use:x', 'runs', '1');
    await server.command('CONFIG', 'RESETSTAT');
    await server.command('ACL', 'LOG', 'RESET');
    await audited(asAuditor(), { mode: 'on', classes: ['orphaned'] });
    const ledger = new RedisLedger({
      target: parseRedisUrl(asAuditor()),
      prefix: 'test',
      writable: false,
      available: () => true,
    });
    expect(await ledger.names('use:')).toEqual(['use:x']);
    expect(await ledger.read('use:x')).toEqual({ runs: '1' });
    await ledger.close();
    const used = String(await server.command('INFO', 'commandstats'));
    const allowed = documented.split(' ').filter((word) => word.startsWith('+'));
    expect(allowed.length).toBeGreaterThan(4);
    for (const word of allowed) expect(used).toContain(`cmdstat_${word.slice(1)}:`);
    expect(String(await server.command('ACL', 'LOG'))).not.toMatch(/scan|mget|pttl|unlink|memory|hgetall/);
  });

  it('reads some at a time, and touches nothing that is not its own', async () => {
    await spoil();
    await server.command('SLOWLOG', 'RESET');
    await audited(asAuditor(), { mode: 'on', classes: ['corrupt', 'orphaned', 'undated'] });
    const log = (await server.command('SLOWLOG', 'GET', '-1')) as [unknown, unknown, unknown, string[]][];
    const commands = log.map(([, , , words]) => words);
    const reads = commands.filter(([name]) => name === 'MGET');
    const sizes = reads.map(
      (words) => words.length - 1 + Number(/\((\d+) more/.exec(words.at(-1) ?? '')?.[1] ?? 1) - 1,
    );
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(1012);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(128);
    const scans = commands.filter(([name]) => name === 'SCAN');
    expect(scans.length).toBeGreaterThan(1);
    for (const words of scans) expect(words.slice(-2)).toEqual(['COUNT', '512']);
    expect(commands.flat().filter((word) => /another|list|other:key|lease|ledger/.test(word))).toEqual([]);
  });

  it('takes nothing away in a dry run, and then exactly what that said', async () => {
    await spoil();
    const before = await names();
    const classes = ['corrupt', 'orphaned'] as const;
    const dry = await audited(asAuditor(), { mode: 'dry-run', classes });
    expect(await names()).toEqual(before);
    const done = await audited(asAuditor(), { mode: 'on', classes });
    expect(done).toEqual({ ...dry, fingerprints: done.fingerprints });
    expect(done.fingerprints.map(({ pruned, prunedBytes }) => [pruned, prunedBytes])).toEqual([
      [3, 2 * ENVELOPE_BYTES + 5],
      [7, 7 * ENVELOPE_BYTES],
      [0, 0],
    ]);
    expect(dry.fingerprints.map(({ pruned }) => pruned)).toEqual([3, 7, 0]);
    const gone = [1, 3, 4].map((number) => redisName(`text ${number}`));
    const old = `test:${OLD.fingerprint.slice(0, 16)}:`;
    expect(await names()).toEqual(before.filter((name) => !gone.includes(name) && !name.startsWith(old)));
    expect(await server.command('TYPE', redisName('text 6'))).toBe('hash');
  });

  it('tells what was not used lately by how long it has left', async () => {
    await store(server.url, SPACE, 5, 90);
    await store(server.url, OLD, 5, 40);
    await store(server.url, STRANGE, 5, 0);
    const counts = (await audited(server.url)).fingerprints.map(({ sampled, unused }) => [sampled, unused]);
    expect(counts).toEqual([
      [1, 0],
      [1, 1],
      [0, 0],
    ]);
  });

  it('takes a prefix as it is written, not as a pattern', async () => {
    await server.command('HSET', 'x[a]*:ledger:use:1', 'a', 'b');
    await server.command('HSET', 'xa:ledger:use:2', 'a', 'b');
    const ledger = new RedisLedger({
      target: parseRedisUrl(server.url),
      prefix: 'x[a]*',
      writable: false,
      available: () => true,
    });
    expect(await ledger.names('use:')).toEqual(['use:1']);
    await ledger.close();
  });
});

describe('an audit of a cluster', () => {
  let cluster: RedisCluster;
  beforeAll(async () => {
    cluster = await RedisCluster.start();
  });
  afterAll(() => cluster.stop());

  it('walks over every node that holds keys, and prunes on each', async () => {
    await store(cluster.url, SPACE, 600);
    await store(cluster.url, OLD, 60);
    const ledger = new RedisLedger({
      target: parseRedisUrl(cluster.url),
      prefix: 'test',
      writable: true,
      available: () => true,
    });
    for (const name of ['use:a', 'use:b', 'use:c', 'contract:a']) await ledger.add(name, { runs: 1 });
    expect((await ledger.names('use:')).sort()).toEqual(['use:a', 'use:b', 'use:c']);
    await ledger.close();
    const pruning = { mode: 'on', classes: ['orphaned'] } as const;
    const facts = await audited(cluster.url, pruning);
    expect(facts).toMatchObject({
      ledgers: 4,
      fingerprints: [
        { entries: 600, valid: 600 },
        { entries: 60, pruned: 60 },
      ],
    });
    expect((await audited(cluster.url)).fingerprints).toMatchObject([{ entries: 600 }]);
    for (const master of cluster.masters) expect(Number(await master.command('DBSIZE'))).toBeGreaterThan(50);
  });
});
