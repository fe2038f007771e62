import { describe, expect, it } from '@jest/globals';
import type { Vector } from '../../../src/base/vector';
import type { GuardedTier, Tier, TierFacts } from '../../../src/cache/guarded-tier';
import { MemoryCache } from '../../../src/cache/memory';
import type { TierIdentity } from '../../../src/cache/tier-identity';
import { type ChainLookup, TieredCache } from '../../../src/cache/tiered';
import type { Entry, VectorCache } from '../../../src/cache/vector-cache';
import { textKey } from '../../../src/keys/text-key';
import { guarded } from '../../../test-support/builders/guarded';
import { ScriptedCache } from '../../../test-support/builders/scripted-cache';

const SPACE = { fingerprint: 'ab'.repeat(32), dimensions: 2 };
const [A, B, C] = ['a', 'b', 'c'].map(textKey) as [string, string, string];

function entry(key: string, ...components: number[]): Entry {
  return { key, vector: Float32Array.from(components) };
}

/** A tier made by hand, as `chain` takes it. */
type MadeTier = readonly [VectorCache, Partial<Tier>];

function tier(cache: VectorCache, overrides: Partial<Tier> = {}): MadeTier {
  return [cache, overrides];
}

/** Tiers made by hand, with what was told of their failures. */
function chain(made: readonly MadeTier[], whenFailed: (facts: TierFacts, error: unknown) => void = () => {}) {
  const failures: string[] = [];
  const failed = (facts: TierFacts, error: unknown) => {
    failures.push(`${facts.name}: ${(error as Error).message}`);
    whenFailed(facts, error);
  };
  const tiers: GuardedTier[] = made.map(([cache, overrides]) =>
    guarded(cache, overrides, { failed, breaker: AT_ONCE }),
  );
  return { cache: new TieredCache(tiers), failures };
}

/** Opens at the first failure, and stays open. */
const AT_ONCE = { window: 1, minimumCalls: 1, failureRate: 1, pause: 3_600_000, longestPause: 3_600_000 };

/** A promise that is kept by opening it. */
function gate(): { promise: Promise<void>; open: () => void } {
  let open: () => void = () => {};
  const promise = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { promise, open };
}

function scripted(...ids: TierIdentity['id'][]): ScriptedCache[] {
  return ids.map((id) => new ScriptedCache(id));
}

function idsOf({ origins }: ChainLookup): (string | undefined)[] {
  return origins.map((origin) => origin?.id);
}

function components(vectors: readonly (Vector | undefined)[]): (number[] | undefined)[] {
  return vectors.map((vector) => vector && [...vector]);
}

describe('looking up', () => {
  it('asks the next tier only for what the one before did not have, and keeps positions', async () => {
    const [redis, runner] = scripted('redis', 'runner') as [ScriptedCache, ScriptedCache];
    await redis.putMany([entry(B, 2, 2)]);
    await runner.putMany([entry(B, 9, 9), entry(C, 3, 3)]);
    const { cache } = chain([tier(redis), tier(runner)]);
    const lookup = await cache.getMany([A, B, C]);
    expect(components(lookup.vectors)).toEqual([undefined, [2, 2], [3, 3]]);
    expect(idsOf(lookup)).toEqual([undefined, 'redis', 'runner']);
    expect(redis.lookups).toEqual([[A, B, C]]);
    expect(runner.lookups).toEqual([[A, C]]);
  });

  it('asks no lower tier when nothing is missing', async () => {
    const [redis, runner] = scripted('redis', 'runner') as [ScriptedCache, ScriptedCache];
    await redis.putMany([entry(A, 1, 1)]);
    const { cache } = chain([tier(redis), tier(runner)]);
    await cache.getMany([A, A]);
    expect(runner.lookups).toEqual([]);
  });

  it('answers a repeated key at each of its positions', async () => {
    const memory = new MemoryCache(SPACE);
    await memory.putMany([entry(A, 1, 1)]);
    const { vectors } = await chain([tier(memory)]).cache.getMany([A, B, A]);
    expect(components(vectors)).toEqual([[1, 1], undefined, [1, 1]]);
  });

  it('promotes upward only', async () => {
    const [top, middle, bottom] = scripted('redis', 'runner', 'scratch') as [
      ScriptedCache,
      ScriptedCache,
      ScriptedCache,
    ];
    await middle.putMany([entry(A, 1, 1)]);
    const { cache } = chain([tier(top), tier(middle), tier(bottom)]);
    await cache.getMany([A, B]);
    await cache.close();
    expect([...top.vectors]).toEqual([[A, Float32Array.of(1, 1)]]);
    expect(middle.puts).toHaveLength(1);
    expect(bottom.puts).toEqual([]);
  });

  it('promotes to every tier above, and what is promoted is found there', async () => {
    const [first, second, third] = [new MemoryCache(SPACE), new MemoryCache(SPACE), new MemoryCache(SPACE)];
    await third.putMany([entry(A, 1, 1), entry(B, 2, 2)]);
    const { cache } = chain([
      tier(first, { name: 'first' }),
      tier(second, { name: 'second' }),
      tier(third, { name: 'third' }),
    ]);
    await cache.getMany([A, B]);
    // A second promotion waits for the one before it.
    await cache.getMany([C, A]);
    await cache.getMany([B]);
    expect(cache.facts.map(({ name, asked, found }) => [name, asked, found])).toEqual([
      ['first', 5, 2],
      ['second', 3, 0],
      ['third', 3, 2],
    ]);
  });
});

describe('storing', () => {
  it('gives every tier all entries', async () => {
    const [redis, runner] = scripted('redis', 'runner') as [ScriptedCache, ScriptedCache];
    const { cache } = chain([tier(redis), tier(runner)]);
    const stored = await cache.putMany([entry(A, 1, 1), entry(B, 2, 2)]);
    expect(stored).toEqual({ written: 2, adopted: new Map() });
    expect([...redis.vectors.keys()]).toEqual([A, B]);
    expect([...runner.vectors.keys()]).toEqual([A, B]);
  });

  it('passes what was adopted from an upper tier to the lower ones, and to the caller', async () => {
    const [redis, runner] = scripted('redis', 'runner') as [ScriptedCache, ScriptedCache];
    await redis.putMany([entry(B, 9, 9)]);
    const { cache } = chain([tier(redis), tier(runner)]);
    const { adopted } = await cache.putMany([entry(A, 1, 1), entry(B, 2, 2)]);
    expect([...adopted]).toEqual([[1, Float32Array.of(9, 9)]]);
    expect(components([runner.vectors.get(A), runner.vectors.get(B)])).toEqual([
      [1, 1],
      [9, 9],
    ]);
  });

  it('adopts from a lower tier what no upper tier had', async () => {
    const [redis, runner] = scripted('redis', 'runner') as [ScriptedCache, ScriptedCache];
    await runner.putMany([entry(A, 5, 5)]);
    const { adopted } = await chain([tier(redis), tier(runner)]).cache.putMany([entry(A, 1, 1)]);
    expect([...adopted]).toEqual([[0, Float32Array.of(5, 5)]]);
  });
});

describe('a tier', () => {
  it.each([
    { read: true, write: false, lookups: 1, puts: 0 },
    { read: false, write: true, lookups: 0, puts: 2 },
    { read: false, write: false, lookups: 0, puts: 0 },
  ])('with read $read and write $write is asked $lookups times and written $puts times', async (expected) => {
    const [redis, runner] = scripted('redis', 'runner') as [ScriptedCache, ScriptedCache];
    await runner.putMany([entry(B, 2, 2)]);
    const { read, write } = expected;
    const { cache } = chain([tier(redis, { read, write }), tier(runner)]);
    const { vectors } = await cache.getMany([B]);
    await cache.putMany([entry(A, 1, 1)]);
    await cache.close();
    expect(components(vectors)).toEqual([[2, 2]]);
    expect([redis.lookups.length, redis.puts.length]).toEqual([expected.lookups, expected.puts]);
  });

  it('that cannot be opened is passed over, and told of once', async () => {
    const runner = new ScriptedCache('runner');
    const open = () => Promise.reject(new Error('no connection'));
    const { cache, failures } = chain([tier(runner, { name: 'redis', open }), tier(runner)]);
    await cache.putMany([entry(A, 1, 1)]);
    expect(idsOf(await cache.getMany([A]))).toEqual(['runner']);
    await cache.close();
    expect(failures).toEqual(['redis: no connection']);
    expect(cache.facts[0]).toMatchObject({ asked: 0, found: 0, written: 0, missed: 1, failedCalls: 1 });
  });

  it('has its facts counted', async () => {
    const [redis, runner] = scripted('redis', 'runner') as [ScriptedCache, ScriptedCache];
    redis.vectors.set(A, Float32Array.of(1, 1));
    redis.corrupt.add(B);
    runner.corrupt.add(B).add(C);
    const { cache } = chain([tier(redis), tier(runner)]);
    const lookup = await cache.getMany([A, B, C]);
    expect(lookup.corrupt).toBe(3);
    await cache.putMany([entry(A, 3, 3), entry(B, 2, 2)]);
    expect(cache.facts).toEqual([
      expect.objectContaining({ name: 'redis', asked: 3, found: 1, corrupt: 1, written: 1, adopted: 1 }),
      expect.objectContaining({ name: 'runner cache', asked: 2, found: 0, corrupt: 2, written: 2, adopted: 0 }),
    ]);
    expect(cache.facts.map(({ failedCalls }) => failedCalls)).toEqual([0, 0]);
  });
});

describe('a tier that fails', () => {
  it('is asked no more, and the others go on', async () => {
    const [redis, runner] = scripted('redis', 'runner') as [ScriptedCache, ScriptedCache];
    await runner.putMany([entry(A, 1, 1)]);
    redis.getFailure = new Error('connection lost');
    const { cache, failures } = chain([tier(redis), tier(runner)]);
    expect(idsOf(await cache.getMany([A]))).toEqual(['runner']);
    expect(idsOf(await cache.getMany([A]))).toEqual(['runner']);
    await cache.putMany([entry(B, 2, 2)]);
    expect(redis.lookups).toHaveLength(1);
    expect(runner.vectors.has(B)).toBe(true);
    expect(failures).toEqual(['redis: connection lost']);
    expect(cache.facts.map(({ changes }) => changes.map(({ of, state }) => [of, state]))).toEqual([
      [['lookups', 'open']],
      [],
    ]);
  });

  it('is counted for the texts it was not asked for, once each, and named with what it left open', async () => {
    const [redis, runner] = scripted('redis', 'runner') as [ScriptedCache, ScriptedCache];
    redis.getFailure = new Error('no answer');
    const { cache } = chain([tier(redis), tier(runner), tier(new MemoryCache(SPACE), { read: false })]);
    expect((await cache.getMany([A, B])).unanswered).toEqual(['redis']);
    expect((await cache.getMany([C])).unanswered).toEqual(['redis']);
    await cache.getAgain([A, B, C]);
    expect(cache.facts.map(({ unanswered }) => unanswered)).toEqual([3, undefined, undefined]);
  });

  it('is told of once, though several calls were under way', async () => {
    const [redis, runner] = scripted('redis', 'runner') as [ScriptedCache, ScriptedCache];
    const { promise, open } = gate();
    redis.gate = promise;
    redis.getFailure = new Error('connection lost');
    await runner.putMany([entry(A, 1, 1)]);
    const { cache, failures } = chain([tier(redis), tier(runner)]);
    const lookups = [cache.getMany([A]), cache.getMany([A, B]), cache.getMany([B])];
    while (redis.lookups.length < 3) await new Promise(setImmediate);
    open();
    const found = (await Promise.all(lookups)).map(idsOf);
    expect(found).toEqual([['runner'], ['runner', undefined], [undefined]]);
    expect(failures).toEqual(['redis: connection lost']);
  });

  it('at storing leaves what was stored elsewhere', async () => {
    const [redis, runner] = scripted('redis', 'runner') as [ScriptedCache, ScriptedCache];
    redis.putFailure = new Error('out of memory');
    const { cache, failures } = chain([tier(redis), tier(runner)]);
    const stored = await cache.putMany([entry(A, 1, 1)]);
    expect(stored).toEqual({ written: 1, adopted: new Map() });
    expect(runner.vectors.has(A)).toBe(true);
    await cache.getMany([A]);
    // What cannot be written can still be read.
    expect(redis.lookups).toEqual([[A]]);
    expect(failures).toEqual(['redis: out of memory']);
  });

  it('at a promotion leaves what was found', async () => {
    const [redis, runner] = scripted('redis', 'runner') as [ScriptedCache, ScriptedCache];
    redis.putFailure = new Error('read only');
    await runner.putMany([entry(A, 1, 1)]);
    const { cache, failures } = chain([tier(redis), tier(runner)]);
    expect(idsOf(await cache.getMany([A]))).toEqual(['runner']);
    await cache.close();
    expect(failures).toEqual(['redis: read only']);
  });

  it('is closed all the same, so that its connection does not keep the process', async () => {
    const redis = new ScriptedCache('redis');
    redis.putFailure = new Error('read only');
    const { cache } = chain([tier(redis)]);
    await cache.putMany([entry(A, 1, 1)]);
    await cache.close();
    expect(redis.closed).toBe(1);
  });
});

describe('a failure that is to end the run', () => {
  const fail = (_: TierFacts, error: unknown): never => {
    throw error;
  };

  it.each(['getMany', 'putMany'] as const)('comes out of %s', async (method) => {
    const redis = new ScriptedCache('redis');
    redis.getFailure = redis.putFailure = new Error('connection lost');
    const { cache } = chain([tier(redis)], fail);
    await expect(method === 'getMany' ? cache.getMany([A]) : cache.putMany([entry(A, 1, 1)])).rejects.toThrow(
      'connection lost',
    );
  });

  it('comes out of whoever waits for a promotion next, and every tier is closed', async () => {
    const [redis, runner] = scripted('redis', 'runner') as [ScriptedCache, ScriptedCache];
    redis.putFailure = new Error('read only');
    await runner.putMany([entry(A, 1, 1)]);
    const { cache } = chain([tier(redis), tier(runner)], fail);
    await cache.getMany([A]);
    await expect(cache.close()).rejects.toThrow('read only');
    expect([redis.closed, runner.closed]).toEqual([1, 1]);
  });
});

it('closing waits for what is being promoted, then closes every tier', async () => {
  const [redis, runner] = scripted('redis', 'runner') as [ScriptedCache, ScriptedCache];
  await runner.putMany([entry(A, 1, 1)]);
  const { cache } = chain([tier(redis, { read: false }), tier(runner)]);
  const { promise, open } = gate();
  redis.gate = promise;
  await cache.getMany([A]);
  const closing = cache.close();
  await new Promise(setImmediate);
  expect([redis.puts.length, redis.closed, runner.closed]).toEqual([1, 0, 0]);
  open();
  await closing;
  expect(redis.vectors.has(A)).toBe(true);
  expect([redis.closed, runner.closed]).toEqual([1, 1]);
});
