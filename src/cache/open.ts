import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { messageOf } from '../errors';
import type { Inputs } from '../inputs';
import { Backlog } from './backlog';
import { BREAKER_SETTINGS } from './breaker';
import { FolderLedger } from './folder-ledger';
import { GuardedTier, type GuardedTierOptions, type Tier } from './guarded-tier';
import { type Leases, NoLeases } from './lease';
import type { Ledger } from './ledger';
import { MemoryCache } from './memory';
import { type RedisFileInput, readRedisFiles } from './redis-files';
import { redisAddress } from './redis-url';
import { RunnerCache } from './runner';
import { type Arrears, TieredCache } from './tiered';
import type { VectorSpace } from './vector-cache';

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
  | RedisFileInput
>;

/** What the tiers need of the run they are part of. */
export interface CacheSurroundings {
  warn(message: string): void;
  info(message: string): void;
  /** What embedding a text costs here, in ms; undefined while nothing was embedded. */
  embeddingCost(): number | undefined;
}

/** What a run shares with others, and with itself the next time. */
export interface OpenedCache {
  readonly cache: TieredCache;
  readonly leases: Leases;
  /** One for each tier that outlives the run, in the order of the tiers. */
  readonly ledgers: readonly Ledger[];
}

/** The only place that decides which tiers a run has, and what it may do with each. */
export async function openCache(
  inputs: CacheInputs,
  space: VectorSpace,
  surroundings: CacheSurroundings,
): Promise<OpenedCache> {
  const read = inputs.cacheMode === 'read-write' || inputs.cacheMode === 'read-only';
  const write = inputs.cacheMode === 'read-write' || inputs.cacheMode === 'recache';
  const overwrite = inputs.cacheMode === 'recache';
  const guard = (tier: Tier) => new GuardedTier(tier, guardOptions(inputs, surroundings));
  const tiers: GuardedTier[] = [];
  let arrears: Arrears | undefined;
  let leases: Leases = new NoLeases();
  const ledgers: Ledger[] = [];

  if ((read || write) && inputs.redisUrl) {
    const { RedisCache } = await import('./redis');
    const link = { url: inputs.redisUrl, ...(await readRedisFiles(inputs)) };
    // A run that may not write refreshes nothing either.
    const ttlSeconds = write ? inputs.redisTtl : 0;
    const own = { prefix: inputs.redisPrefix, ttlSeconds, overwrite };
    const open = (abandoned: AbortSignal) => RedisCache.open(space, { ...link, ...own, abandoned });
    const redis = guard({ name: 'redis', location: redisAddress(inputs.redisUrl), read, write, open });
    redis.connect();
    tiers.push(redis);
    const { RedisLedger } = await import('./redis-ledger');
    const shared = { ...link, prefix: inputs.redisPrefix };
    ledgers.push(new RedisLedger({ ...shared, writable: write, available: () => redis.inUse }));
    if (read && write) {
      const { RedisLeases } = await import('./redis-leases');
      leases = new RedisLeases(space, { ...shared, available: () => redis.takesWrites });
    }
  }
  if ((read || write) && inputs.runnerCache !== 'off') {
    const runner = guard(await runnerTier(inputs, space, { read, write, overwrite }, surroundings));
    const [redis] = tiers;
    tiers.push(runner);
    ledgers.push(new FolderLedger(inputs.runnerCachePath, runner.tier.write));
    if ((await runner.opens()) && runner.tier.write && redis) {
      const folder = path.join(inputs.runnerCachePath, space.fingerprint);
      const backlog = await Backlog.open(folder, targetName(redis.tier.location, inputs.redisPrefix));
      arrears = { of: redis, from: runner, backlog };
    }
  }
  const remembers = tiers.some(({ tier, takesWrites }) => tier.name === 'runner cache' && read && takesWrites);
  if (!remembers) tiers.push(guard(scratchTier(space)));
  return { cache: new TieredCache(tiers, arrears), leases, ledgers };
}

/** Opened at once: whether its folder can be written to decides what else a run needs. */
async function runnerTier(
  inputs: CacheInputs,
  space: VectorSpace,
  { read, write, overwrite }: { read: boolean; write: boolean; overwrite: boolean },
  { warn }: CacheSurroundings,
): Promise<Tier> {
  const location = inputs.runnerCachePath;
  const openAgain = () =>
    RunnerCache.open(location, space, { overwrite, write, warn, maxBytes: inputs.runnerCacheMaxSize });
  let first: Promise<RunnerCache> | undefined = openAgain();
  const writable = await first.then(
    (cache) => cache.writable,
    () => write,
  );
  if (write && !writable) warn(`${location} cannot be written to: its vectors are used, and none are added.`);
  const open = () => {
    const opening = first ?? openAgain();
    first = undefined;
    return opening;
  };
  return { name: 'runner cache', location, read, write: write && writable, open };
}

function guardOptions(inputs: CacheInputs, { warn, info, embeddingCost }: CacheSurroundings): GuardedTierOptions {
  return {
    embeddingCost,
    now: () => performance.now(),
    // Who asked for the run to end wants no second try.
    ...(inputs.onCacheFailure === 'fail' && { breaker: { ...BREAKER_SETTINGS, minimumCalls: 1, failureRate: 0 } }),
    failed(tier, error) {
      if (inputs.onCacheFailure === 'fail') throw error;
      const reason = messageOf(error).replace(/\.+$/, '');
      warn(`${tier.name} is paused: ${reason}. The run goes on without it, and asks again later; no vector is lost.`);
    },
    recovered: (tier) => info(`${tier.name} answers again`),
  };
}

/** A name for one Redis and prefix that may stand in a file name. */
function targetName(location: string, prefix: string): string {
  return createHash('sha256').update(`${location} ${prefix}`).digest('hex').slice(0, 12);
}

/**
 * Where a run that may not keep its vectors finds those of texts that it meets again: a folder that goes with it, or
 * memory where no folder can be written.
 */
function scratchTier(space: VectorSpace): Tier {
  const name = 'scratch';
  return {
    name,
    location: 'of this run',
    read: true,
    write: true,
    async open() {
      try {
        const folder = await mkdtemp(path.join(tmpdir(), 'embed-once-'));
        const cache = await RunnerCache.open(folder, space, { name });
        const close = cache.close.bind(cache);
        cache.close = async () => {
          await close();
          await rm(folder, { recursive: true, force: true });
        };
        return cache;
      } catch {
        return new MemoryCache(space);
      }
    },
  };
}
