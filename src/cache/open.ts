import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { messageOf } from '../errors';
import type { Inputs } from '../inputs';
import { MemoryCache } from './memory';
import { type RedisFileInput, readRedisFiles } from './redis-files';
import { redisAddress } from './redis-url';
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
  | RedisFileInput
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
    tiers.push({ name, location, cache, read, write });
  }

  if (read || write) {
    if (inputs.redisUrl) {
      const { RedisCache } = await import('./redis');
      const files = await readRedisFiles(inputs);
      // A run that may not write refreshes nothing either.
      const ttlSeconds = write ? inputs.redisTtl : 0;
      const options = { url: inputs.redisUrl, ...files, prefix: inputs.redisPrefix, ttlSeconds, overwrite };
      await add('redis', redisAddress(inputs.redisUrl), () => RedisCache.open(space, options));
    }
    if (inputs.runnerCache !== 'off') {
      const open = () => RunnerCache.open(inputs.runnerCachePath, space, { overwrite, warn });
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
