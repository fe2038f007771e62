import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { messageOf } from '../base/errors';
import type { Inputs } from '../inputs/inputs';
import { redisAddress } from '../inputs/values/redis-url';
import { scopeFolder, TRUSTED } from '../keys/trust-scope';
import { type RedisFileInput, readRedisFiles } from '../redis/files';
import type { RedisLinkOptions } from '../redis/link';
import { Backlog } from './backlog';
import { BREAKER_SETTINGS } from './breaker';
import { FolderLedger } from './folder-ledger';
import { GuardedTier, type GuardedTierOptions, type Tier } from './guarded-tier';
import { type Leases, NoLeases } from './lease';
import type { Ledger } from './ledger';
import { MemoryCache } from './memory';
import { RunnerCache } from './runner';
import { type Arrears, TieredCache } from './tiered';
import { SCRATCH, type VectorSpace } from './vector-cache';

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
  /** One for each tier that the run's own scope has and that outlives it, in the order of the tiers. */
  readonly ledgers: readonly Ledger[];
}

/**
 * The only place that decides which tiers a run has, and what it may do with each. A run in an untrusted scope first asks the
 * tiers of the trusted one, which it never writes to, and then its own; nothing is promoted from one scope to the other.
 * @param inputs with the folder of the runner cache in `runnerCachePath`, that of all scopes
 */
export async function openCache(
  inputs: CacheInputs,
  space: VectorSpace,
  surroundings: CacheSurroundings,
): Promise<OpenedCache> {
  const rights = rightsOf(inputs.cacheMode);
  const { read, write } = rights;
  const own = { ...inputs, runnerCachePath: scopeFolder(inputs.runnerCachePath, space.scope) };
  const link =
    (read || write) && inputs.redisUrl ? { url: inputs.redisUrl, ...(await readRedisFiles(inputs)) } : undefined;
  const guard = (tier: Tier) => new GuardedTier(tier, guardOptions(inputs, surroundings));
  const tiers: GuardedTier[] = [];
  let arrears: Arrears | undefined;
  let leases: Leases = new NoLeases();
  const ledgers: Ledger[] = [];

  if (read && space.scope !== undefined) tiers.push(...trustedTiers(inputs, space, link, surroundings).map(guard));
  const redis = link && guard(redisTier(inputs, space, link, rights));
  if (redis) tiers.push(redis);
  // So that connecting overlaps with what else a run does first.
  for (const tier of tiers) tier.connect();
  if (redis) {
    const { RedisLedger } = await import('./redis-ledger');
    const shared = { ...link, prefix: inputs.redisPrefix };
    const scope = space.scope !== undefined && { scope: space.scope };
    ledgers.push(new RedisLedger({ ...shared, ...scope, writable: write, available: () => redis.inUse }));
    if (read && write) {
      const { RedisLeases } = await import('./redis-leases');
      leases = new RedisLeases(space, { ...shared, available: () => redis.takesWrites });
    }
  }
  if ((read || write) && inputs.runnerCache !== 'off') {
    const runner = guard(await runnerTier(own, space, rights, surroundings));
    tiers.push(runner);
    ledgers.push(new FolderLedger(own.runnerCachePath, runner.tier.write));
    if ((await runner.opens()) && runner.tier.write && redis) {
      const folder = path.join(own.runnerCachePath, space.fingerprint);
      const backlog = await Backlog.open(folder, targetName(redis.tier.location, inputs.redisPrefix));
      arrears = { of: redis, from: runner, backlog };
    }
  }
  const remembers = tiers.some(({ tier, takesWrites }) => tier.name === 'runner cache' && read && takesWrites);
  if (!remembers) tiers.push(guard(scratchTier(space)));
  return { cache: new TieredCache(tiers, arrears), leases, ledgers };
}

/** What a run may do with its tiers. */
interface Rights {
  readonly read: boolean;
  readonly write: boolean;
  /** Replace what is there. */
  readonly overwrite: boolean;
}

const READ_ONLY: Rights = { read: true, write: false, overwrite: false };

function rightsOf(mode: Inputs['cacheMode']): Rights {
  return {
    read: mode === 'read-write' || mode === 'read-only',
    write: mode === 'read-write' || mode === 'recache',
    overwrite: mode === 'recache',
  };
}

/** What a run in an untrusted scope sees of the trusted one: it can be read, and that is all. */
function trustedTiers(
  inputs: CacheInputs,
  { scope: _, ...space }: VectorSpace,
  link: RedisLinkOptions | undefined,
  { warn }: CacheSurroundings,
): Tier[] {
  const runner = `runner cache (${TRUSTED})`;
  const location = inputs.runnerCachePath;
  const open = () => RunnerCache.open(location, space, { name: runner, write: false, warn });
  return [
    ...(link ? [redisTier(inputs, space, link, READ_ONLY, `redis (${TRUSTED})`)] : []),
    ...(inputs.runnerCache === 'off' ? [] : [{ name: runner, location, read: true, write: false, open }]),
  ];
}

function redisTier(
  inputs: CacheInputs,
  space: VectorSpace,
  link: RedisLinkOptions,
  { read, write, overwrite }: Rights,
  name = 'redis',
): Tier {
  return {
    name,
    location: redisAddress(inputs.redisUrl),
    read,
    write,
    async open(abandoned) {
      const { RedisCache } = await import('./redis');
      // A run that may not write refreshes nothing either.
      const ttlSeconds = write ? inputs.redisTtl : 0;
      return RedisCache.open(space, { ...link, abandoned, name, prefix: inputs.redisPrefix, ttlSeconds, overwrite });
    },
  };
}

/** Opened at once: whether its folder can be written to decides what else a run needs. */
async function runnerTier(
  inputs: CacheInputs,
  space: VectorSpace,
  { read, write, overwrite }: Rights,
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
  const name = SCRATCH;
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
