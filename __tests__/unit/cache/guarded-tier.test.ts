import { describe, expect, it } from '@jest/globals';
import { CacheError } from '../../../src/base/errors';
import type { GuardedTierOptions } from '../../../src/cache/guarded-tier';
import { textKey } from '../../../src/keys/text-key';
import { guarded } from '../../../test-support/builders/guarded';
import { ScriptedCache } from '../../../test-support/builders/scripted-cache';

const KEYS = ['a', 'b'].map(textKey);
const entries = KEYS.map((key) => ({ key, vector: Float32Array.of(1, 2) }));

/** A guarded tier over a cache made by hand, with a clock of its own and all that it tells. */
function setUp(more: Partial<GuardedTierOptions> = {}) {
  const cache = new ScriptedCache('redis');
  const told: string[] = [];
  const clock = { now: 0 };
  let opened = 0;
  let openFailure: Error | undefined;
  const open = async () => {
    opened++;
    if (openFailure) throw openFailure;
    return cache;
  };
  const tier = guarded(
    cache,
    { open },
    {
      failed: (_, error) => told.push(`failed: ${(error as Error).message}`),
      recovered: () => told.push('recovered'),
      now: () => clock.now,
      ...more,
    },
  );
  return {
    cache,
    told,
    clock,
    tier,
    opened: () => opened,
    refuse: (error: Error | undefined) => {
      openFailure = error;
    },
  };
}

const settled = () => new Promise(setImmediate);

describe('GuardedTier', () => {
  it('asks a tier that cannot be reached once, tells it once for lookups and writes together, and then asks no more', async () => {
    const { tier, told, opened, refuse } = setUp();
    refuse(new Error('refused'));
    await Promise.all([tier.lookUp(KEYS), tier.lookUp(KEYS), tier.write(entries)]);
    for (let calls = 0; calls < 5; calls++) expect(await tier.lookUp(KEYS)).toBeUndefined();
    expect([told, opened()]).toEqual([['failed: refused'], 1]);
  });

  it('asks again in the background, so that nobody waits, and takes the tier back when it answers', async () => {
    const { tier, cache, told, clock, refuse } = setUp();
    refuse(new Error('refused'));
    await tier.lookUp(KEYS);
    refuse(undefined);
    await cache.putMany(entries);
    clock.now = 1500;
    expect(await tier.lookUp(KEYS)).toBeUndefined();
    await settled();
    expect(told).toEqual(['failed: refused', 'recovered']);
    expect((await tier.lookUp(KEYS))?.vectors).toHaveLength(2);
  });

  it('opens a new connection after failures, since the old one may be jammed', async () => {
    const { tier, cache, clock, opened } = setUp();
    cache.getFailure = new Error('no answer');
    for (let calls = 0; calls < 3; calls++) await tier.lookUp(KEYS);
    await settled();
    expect([opened(), cache.closed]).toEqual([1, 1]);
    cache.getFailure = undefined;
    clock.now = 1500;
    await tier.lookUp(KEYS);
    await settled();
    expect(opened()).toBe(2);
    expect(await tier.lookUp(KEYS)).toBeDefined();
  });

  it('does not wait at its end for a probe, nor for a connection, that is still under way', async () => {
    let opened = 0;
    const hangs = (abandoned: AbortSignal) =>
      new Promise<never>((_, reject) => abandoned.addEventListener('abort', () => reject(abandoned.reason)));
    const open = async (abandoned: AbortSignal) => {
      if (opened++ === 0) throw new Error('refused');
      return hangs(abandoned);
    };
    let now = 0;
    const probed = guarded(new ScriptedCache('redis'), { open }, { failed() {}, now: () => now });
    await probed.lookUp(KEYS);
    now = 1500;
    await probed.lookUp(KEYS);
    await probed.close();
    expect(opened).toBe(2);
    expect(probed.facts.changes.at(-1)).toMatchObject({ state: 'open', reason: 'the run ended before it answered' });

    const connecting = guarded(new ScriptedCache('redis'), { open: hangs });
    connecting.connect();
    await connecting.close();
    expect(connecting.facts.failedCalls).toBe(0);
  });

  it('goes on writing to a tier whose lookups fail, and the other way round', async () => {
    const { tier, cache } = setUp();
    cache.putFailure = new CacheError('OOM');
    for (let calls = 0; calls < 4; calls++) await tier.write(entries);
    expect(tier.takesWrites).toBe(false);
    expect(tier.facts).toMatchObject({ lastFailure: 'OOM', lastFailureCode: 'EO_CACHE' });
    expect(await tier.lookUp(KEYS)).toBeDefined();
  });

  it('pauses lookups that cost more than embedding the same texts, and says so', async () => {
    const { tier, cache, clock } = setUp({ embeddingCost: () => 3 });
    const slow = cache.getMany.bind(cache);
    cache.getMany = async (keys) => {
      clock.now += 8;
      return slow(keys);
    };
    for (let calls = 0; calls < 8; calls++) expect(await tier.lookUp(KEYS)).toBeDefined();
    expect(await tier.lookUp(KEYS)).toBeUndefined();
    expect(tier.facts.changes).toEqual([
      { at: 64, of: 'lookups', state: 'open', reason: 'a lookup takes 4.00 ms a text, and embedding 3.00 ms' },
    ]);
    expect(tier.takesWrites).toBe(true);
  });

  it('does not compare where nothing was embedded yet', async () => {
    const { tier, cache, clock } = setUp();
    const slow = cache.getMany.bind(cache);
    cache.getMany = async (keys) => {
      clock.now += 8000;
      return slow(keys);
    };
    for (let calls = 0; calls < 20; calls++) expect(await tier.lookUp(KEYS)).toBeDefined();
  });
});
