import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { FolderLedger } from '../../src/cache/folder-ledger';
import { type Ledger, ledgerName } from '../../src/cache/ledger';
import { RedisLedger } from '../../src/cache/redis-ledger';
import { parseRedisUrl } from '../../src/inputs/values/redis-url';
import { sharedFolder } from '../../test-support/run/shared-folder';
import { RedisServer } from '../../test-support/servers/redis-server';

/** As docs/redis.md has it. */
const LEAST_RIGHTS = 'on >word resetkeys ~eo1:* -@all +hgetall +hset +hincrby +expire';

const root = sharedFolder();
let server: RedisServer;
beforeAll(async () => {
  server = await RedisServer.start();
  await server.command('ACL', 'SETUSER', 'least', ...LEAST_RIGHTS.split(' '));
});
afterAll(() => server.stop());

const redis = (url = server.url, available = true): Ledger =>
  new RedisLedger({ target: parseRedisUrl(url), prefix: 'eo1', writable: true, available: () => available });

describe.each<[string, () => () => Ledger]>([
  ['redis', () => () => redis()],
  ['redis, as a user with the least rights', () => () => redis(`redis://least:word@127.0.0.1:${server.port}`)],
  [
    'a folder',
    () => {
      const folder = mkdtempSync(path.join(root, 'ledger-'));
      return () => new FolderLedger(folder, true);
    },
  ],
])('a ledger in %s', (_, kind) => {
  let open: () => Ledger;
  const opened: Ledger[] = [];
  beforeEach(async () => {
    await server.command('FLUSHALL');
    const make = kind();
    open = () => {
      const ledger = make();
      opened.push(ledger);
      return ledger;
    };
  });
  afterEach(async () => {
    for (const ledger of opened.splice(0)) await ledger.close();
  });

  it('has nothing at first', async () => {
    const ledger = open();
    expect(await ledger.read('contract:3f2a')).toBeUndefined();
    expect(ledger.answers).toBe(true);
  });

  it('shows others what was written, and keeps fields that were not', async () => {
    const name = ledgerName('contract', '3f2a');
    await open().write(name, { a: '1', 'tokenizer.json': 'ü "x"\n' });
    await open().write(name, { a: '2' });
    expect(await open().read(name)).toEqual({ a: '2', 'tokenizer.json': 'ü "x"\n' });
    expect(await open().read('contract:3f2b')).toBeUndefined();
  });

  it('adds what many add at once, and more than a file may hold before it is written anew', async () => {
    await Promise.all(Array.from({ length: 20 }, () => open().add('use:x', { hits: 3, misses: 1 })));
    expect(await open().read('use:x')).toEqual({ hits: '60', misses: '20' });
    await open().write('use:x', { note: 'x'.repeat(50_000) });
    await open().write('use:x', { note: 'y'.repeat(50_000) });
    await open().add('use:x', { hits: 1 });
    expect(await open().read('use:x')).toMatchObject({ hits: '61', note: 'y'.repeat(50_000) });
  });
});

it('a ledger of a Redis that is paused, gone or does not allow it has nothing, and takes nothing amiss', async () => {
  await server.command('ACL', 'SETUSER', 'none', 'on', '>word', '~*', '-@all', '+mget');
  for (const ledger of [
    redis(server.url, false),
    redis('redis://127.0.0.1:1'),
    redis(`redis://none:word@127.0.0.1:${server.port}`),
  ]) {
    await ledger.write('a', { b: 'c' });
    await ledger.add('a', { d: 1 });
    expect(await ledger.read('a')).toBeUndefined();
    expect(ledger.answers).toBe(false);
    await ledger.close();
  }
});

it('a ledger of a Redis that comes back is written again, and still says that it gave no answer', async () => {
  const other = await RedisServer.start();
  const options = { target: parseRedisUrl(other.url), prefix: 'eo1', writable: true, available: () => true };
  const [patient, impatient] = [new RedisLedger({ ...options, restMs: 0 }), new RedisLedger(options)];
  try {
    for (const ledger of [patient, impatient]) await ledger.add('use:z', { hits: 1 });
    await other.kill();
    for (const ledger of [patient, impatient]) await ledger.add('use:z', { hits: 10 });
    await other.restart();
    for (const ledger of [patient, impatient]) await ledger.add('use:z', { hits: 100 });
    expect(await other.command('HGET', 'eo1:ledger:use:z', 'hits')).toBe('100');
    expect([patient.answers, impatient.answers]).toEqual([false, false]);
  } finally {
    await Promise.all([patient.close(), impatient.close()]);
    await other.stop();
  }
});

it('a name in Redis is forgotten when nobody writes it for 90 days', async () => {
  const ledger = redis();
  await ledger.add('use:y', { hits: 1 });
  await ledger.close();
  expect(await server.command('TTL', 'eo1:ledger:use:y')).toBeGreaterThan(89 * 86_400);
});

it('a file cut off in the middle of a line loses that line only; one that may not be written is left alone', async () => {
  const folder = mkdtempSync(path.join(root, 'ledger-'));
  await new FolderLedger(folder, true).write('a', { b: 'c' });
  const [file = ''] = readdirSync(path.join(folder, 'ledger'));
  writeFileSync(path.join(folder, 'ledger', file), '{"set":{"b":"c"}}\n{"add":{"d":1}}\n{"add":{"d":');
  expect(await new FolderLedger(folder, false).read('a')).toEqual({ b: 'c', d: '1' });
  await new FolderLedger(folder, false).write('a', { b: 'e' });
  expect(await new FolderLedger(folder, true).read('a')).toEqual({ b: 'c', d: '1' });
});

it('a name that could leave its folder, or its place among keys, is refused', () => {
  for (const word of ['', 'a/b', 'a:b', 'a b', 'x'.repeat(129)])
    expect(() => ledgerName('use', word)).toThrow(/cannot be part/);
});
