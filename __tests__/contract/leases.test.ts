import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { RedisLeases } from '../../src/cache/redis-leases';
import type { VectorSpace } from '../../src/cache/vector-cache';
import { parseRedisUrl } from '../../src/inputs/values/redis-url';
import { textKey } from '../../src/keys/text-key';
import { SPACE, texts } from '../../test-support/builders/vectors';
import { until } from '../../test-support/run/until';
import { RedisServer } from '../../test-support/servers/redis-server';

/** As docs/redis.md has it, for vectors and leases together. */
const LEAST_RIGHTS =
  'on >word resetkeys ~eo1:* resetchannels &eo1:* -@all +mget +set +pttl +expire +memory|usage +del +pexpire +publish +subscribe';

const keys = texts(5).map(textKey);
const name = (key: string) => `eo1:${SPACE.fingerprint.slice(0, 16)}:lease:${key}`;

let server: RedisServer;
const opened: RedisLeases[] = [];

function leases(url = server.url, space: VectorSpace = SPACE): RedisLeases {
  const one = new RedisLeases(space, { target: parseRedisUrl(url), prefix: 'eo1' });
  opened.push(one);
  return one;
}

beforeAll(async () => {
  server = await RedisServer.start();
  await server.command('ACL', 'SETUSER', 'least', ...LEAST_RIGHTS.split(' '));
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()));
});
afterAll(() => server.stop());

describe('RedisLeases', () => {
  it('gives a text to one run at a time, and to the next when it was released', async () => {
    const [first, second] = [leases(), leases()];
    expect(await first.acquire(keys)).toEqual([true, true, true, true, true]);
    expect(await second.acquire(keys)).toEqual([false, false, false, false, false]);
    await first.release(keys.slice(0, 2));
    expect(await second.acquire(keys)).toEqual([true, true, false, false, false]);
  });

  it('wakes those who wait when a lease is released', async () => {
    const [first, second] = [leases(), leases()];
    await first.acquire(keys);
    await second.acquire(keys);
    let woken = false;
    const waiting = second.change().then(() => {
      woken = true;
    });
    const started = Date.now();
    await first.release(keys);
    await waiting;
    expect(woken).toBe(true);
    // Less than the longest wait of 2 s, after which it would have looked again by itself.
    expect(Date.now() - started).toBeLessThan(1900);
  });

  it('lets leases of a run that died run out', async () => {
    await leases().acquire(keys);
    const left = Number(await server.command('PTTL', name(keys[0] as string)));
    expect(left).toBeGreaterThan(10_000);
    expect(left).toBeLessThanOrEqual(15_000);
    await server.command('PEXPIRE', name(keys[0] as string), '1');
    await until(async () => (await server.command('EXISTS', name(keys[0] as string))) === 0);
    expect(await leases().acquire(keys)).toEqual([true, false, false, false, false]);
  });

  it('releases what it still holds when it is closed, and nothing that is held by others', async () => {
    const [first, second] = [leases(), leases()];
    await first.acquire(keys.slice(0, 2));
    await second.acquire(keys);
    await first.close();
    expect(await server.command('EXISTS', ...keys.map(name))).toBe(3);
  });

  it('holds nobody up in another trust scope', async () => {
    await leases(server.url, { ...SPACE, scope: 'pr-1' }).acquire(keys);
    expect(await leases().acquire(keys)).toEqual([true, true, true, true, true]);
    expect(await leases(server.url, { ...SPACE, scope: 'pr-2' }).acquire(keys)).toEqual([true, true, true, true, true]);
    const held = `eo1:${SPACE.fingerprint.slice(0, 16)}:~pr-1:lease:`;
    expect(await server.command('EXISTS', ...keys.map((key) => held + key))).toBe(5);
  });

  it('lets everybody compute where Redis does not answer', async () => {
    const nowhere = leases('redis://127.0.0.1:1');
    expect(await nowhere.acquire(keys)).toEqual([true, true, true, true, true]);
    await nowhere.release(keys);
  });

  it('does not even ask while the tier they belong to is paused', async () => {
    const first = leases();
    await first.acquire(keys);
    const paused = new RedisLeases(SPACE, { target: parseRedisUrl(server.url), prefix: 'eo1', available: () => false });
    opened.push(paused);
    expect(await paused.acquire(keys)).toEqual([true, true, true, true, true]);
  });

  it('lets a user compute alone who has no right to leases', async () => {
    await server.command('ACL', 'SETUSER', 'reader', 'on', '>word', 'resetkeys', '~eo1:*', '-@all', '+mget');
    const reader = leases(server.url.replace('redis://', 'redis://reader:word@'));
    expect(await reader.acquire(keys)).toEqual([true, true, true, true, true]);
  });

  it('works with the least rights that the documentation lists', async () => {
    const url = server.url.replace('redis://', 'redis://least:word@');
    const [first, second] = [leases(url), leases(url)];
    expect(await first.acquire(keys)).toEqual([true, true, true, true, true]);
    expect(await second.acquire(keys)).toEqual([false, false, false, false, false]);
    const waiting = second.change();
    await first.release(keys);
    await waiting;
    expect(await second.acquire(keys)).toEqual([true, true, true, true, true]);
  });
});
