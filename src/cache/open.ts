import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { messageOf } from '../errors';
import type { Inputs } from '../inputs';
import { MemoryCache } from './memory';
import { RunnerCache } from './runner';
import { type Tier, TieredCache, type TierFacts } from './tiered';
import type { VectorCache, VectorSpace } from './vector-cache';

type CacheInputs = Pick<
  Inputs,
  | 'redisUrl'
  | 'redisPrefix'
  | 'redisTtl'
  | 'cacheMode'
  | 'onCacheFailure'
  | 'runnerCache'
  | 'runnerCachePath'
  | 'runnerCacheMaxSize'
>;

/** The only place that decides which tiers a run has, and what it may do with each. */
export async function openCache(
  inputs: CacheInputs,
  space: VectorSpace,
  warn: (message: string) => void,
): Promise<TieredCache> {
  const read = inputs.cacheMode === 'read-write' || inputs.cacheMode === 'read-only';
  const write = inputs.cacheMode === 'read-write' || inputs.cacheMode === 'recache';
  const overwrite = inputs.cacheMode === 'recache';
  const tiers: Tier[] = [];
  const failures = new Map<string, unknown>();

  async function add(name: string, location: string, open: () => Promise<VectorCache>): Promise<void> {
    const cache = await open().catch((error: unknown) => {
      failures.set(name, error);
      return undefined;
    });
    const unwritable = cache instanceof RunnerCache && write && !cache.writable;
    if (unwritable) warn(`${location} cannot be written to: its vectors are used, and none are added.`);
    tiers.push({ name, location, cache, read, write: write && !unwritable });
  }

  if (read || write) {
    if (inputs.redisUrl) {
      const { RedisCache, redisAddress } = await import('./redis');
      const options = { url: inputs.redisUrl, prefix: inputs.redisPrefix, ttlSeconds: inputs.redisTtl, overwrite };
      await add('redis', redisAddress(inputs.redisUrl), () => RedisCache.open(space, options));
    }
    if (inputs.runnerCache !== 'off') {
      const options = { overwrite, write, warn, maxBytes: inputs.runnerCacheMaxSize };
      const open = () => RunnerCache.open(inputs.runnerCachePath, space, options);
      await add('runner cache', inputs.runnerCachePath, open);
    }
  }

  const remembered = tiers.some((tier) => tier.name === 'runner cache' && tier.cache && tier.read && tier.write);
  if (!remembered) tiers.push(await openScratch(space));

  const cache = new TieredCache(tiers, { failed: (tier, error) => tierFailed(inputs, tier, error, warn) });
  for (const facts of cache.facts) {
    const error = failures.get(facts.name);
    if (error === undefined) continue;
    facts.failure = messageOf(error);
    tierFailed(inputs, facts, error, warn);
  }
  return cache;
}

function tierFailed(inputs: CacheInputs, tier: TierFacts, error: unknown, warn: (message: string) => void): void {
  if (inputs.onCacheFailure === 'fail') throw error;
  const reason = messageOf(error).replace(/\.+$/, '');
  warn(`${tier.name} is left out from here on: ${reason}. The run goes on without it; no vector is lost.`);
}

/**
 * Where a run that may not keep its vectors finds those of texts that it meets again: a folder that goes with it, or
 * memory where no folder can be written.
 */
async function openScratch(space: VectorSpace): Promise<Tier> {
  const name = 'scratch';
  try {
    const folder = await mkdtemp(path.join(tmpdir(), 'embed-once-'));
    const cache = await RunnerCache.open(folder, space, { name });
    const close = cache.close.bind(cache);
    cache.close = async () => {
      await close();
      await rm(folder, { recursive: true, force: true });
    };
    return { name, location: 'temporary folder', cache, read: true, write: true };
  } catch {
    return { name, location: 'memory', cache: new MemoryCache(space), read: true, write: true };
  }
}
