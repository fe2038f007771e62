import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { messageOf } from '../base/errors';
import type { Inputs } from '../inputs/inputs';
import { scopeFolder } from '../keys/trust-scope';
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
import { ofTrustedScope, TIERS } from './tier-identity';
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

/** Functions of the run that its tiers use. */
export interface CacheSurroundings {
  warn(message: string): void;
  info(message: string): void;
  /** Returns the time to embed a text here, in ms; undefined before the first. */
  embeddingCost(): number | undefined;
}

/** The state that a run shares with other and later runs. */
export interface OpenedCache {
  readonly cache: TieredCache;
  readonly leases: Leases;
  /** One for each tier of the run's own scope that outlives the run, in the order of the tiers. */
  readonly ledgers: readonly Ledger[];
}

/**
 * Opens a run's tiers, and alone decides the run's rights on each. A run in an untrusted scope first reads the tiers of the trusted
 * scope, which it never writes to, then its own; no vector is promoted from one scope to the other.
 * @param inputs `runnerCachePath` is the runner cache's folder for all scopes
 */
export async function openCache(
  inputs: CacheInputs,
  space: VectorSpace,
  surroundings: CacheSurroundings,
): Promise<OpenedCache> {
  const rights = rightsOf(inputs.cacheMode);
  const { read, write } = rights;
  const own = { ...inputs, runnerCachePath: scopeFolder(inputs.runnerCachePath, space.scope) };
  const target = read || write ? inputs.redisUrl : undefined;
  const link = target && { target, ...(await readRedisFiles(inputs)) };
  const guard = (tier: Tier) => new GuardedTier(tier, guardOptions(inputs, surroundings));
  const tiers: GuardedTier[] = [];
  let arrears: Arrears | undefined;
  let leases: Leases = new NoLeases();
  const ledgers: Ledger[] = [];

  if (read && space.scope !== undefined) tiers.push(...trustedTiers(inputs, space, link, surroundings).map(guard));
  const redis = link && guard(redisTier(inputs, space, link, rights));
  if (redis) tiers.push(redis);
  // Connect in parallel with the run's other preparations.
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
  const remembers = tiers.some(({ tier, takesWrites }) => tier.id === 'runner' && read && takesWrites);
  if (!remembers) tiers.push(guard(scratchTier(space)));
  return { cache: new TieredCache(tiers, arrears), leases, ledgers };
}

/** A run's rights on its tiers. */
interface Rights {
  readonly read: boolean;
  readonly write: boolean;
  /** Replace existing entries. */
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

/** The trusted scope's tiers, read-only, for a run in an untrusted scope. */
function trustedTiers(
  inputs: CacheInputs,
  { scope: _, ...space }: VectorSpace,
  link: RedisLinkOptions | undefined,
  { warn }: CacheSurroundings,
): Tier[] {
  const location = inputs.runnerCachePath;
  const open = () => RunnerCache.open(location, space, { write: false, warn });
  const tiers = [
    ...(link ? [redisTier(inputs, space, link, READ_ONLY)] : []),
    ...(inputs.runnerCache === 'off' ? [] : [{ ...TIERS.runner, location, read: true, write: false, open }]),
  ];
  return tiers.map((tier) => ({ ...tier, ...ofTrustedScope(tier) }));
}

function redisTier(
  inputs: CacheInputs,
  space: VectorSpace,
  link: RedisLinkOptions,
  { read, write, overwrite }: Rights,
): Tier {
  return {
    ...TIERS.redis,
    location: link.target.address,
    read,
    write,
    async open(abandoned) {
      const { RedisCache } = await import('./redis');
      // A read-only run also refreshes no TTL.
      const ttlSeconds = write ? inputs.redisTtl : 0;
      return RedisCache.open(space, { ...link, abandoned, prefix: inputs.redisPrefix, ttlSeconds, overwrite });
    },
  };
}

/** Opens its folder at once: whether the folder is writable decides which other tiers a run needs. */
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
  if (write && !writable) warn(`cannot write to ${location}: the run reads its vectors and adds none.`);
  const open = () => {
    const opening = first ?? openAgain();
    first = undefined;
    return opening;
  };
  return { ...TIERS.runner, location, read, write: write && writable, open };
}

function guardOptions(inputs: CacheInputs, { warn, info, embeddingCost }: CacheSurroundings): GuardedTierOptions {
  return {
    embeddingCost,
    now: () => performance.now(),
    // With `on-cache-failure: fail`, the first failure ends the run.
    ...(inputs.onCacheFailure === 'fail' && { breaker: { ...BREAKER_SETTINGS, minimumCalls: 1, failureRate: 0 } }),
    failed(tier, error) {
      if (inputs.onCacheFailure === 'fail') throw error;
      const reason = messageOf(error).replace(/\.+$/, '');
      warn(`${tier.name} is paused: ${reason}. The run continues without it and retries later; no vector is lost.`);
    },
    recovered: (tier) => info(`${tier.name} is available again`),
  };
}

/** Returns a name for one Redis and prefix that is valid in a file name. */
function targetName(location: string, prefix: string): string {
  return createHash('sha256').update(`${location} ${prefix}`).digest('hex').slice(0, 12);
}

/**
 * Holds vectors for texts that recur within a run without a writable runner cache: in a temporary folder, or in memory if
 * no folder is writable.
 */
function scratchTier(space: VectorSpace): Tier {
  return {
    ...TIERS.scratch,
    location: 'of this run',
    read: true,
    write: true,
    async open() {
      try {
        const folder = await mkdtemp(path.join(tmpdir(), 'embed-once-'));
        const cache = await RunnerCache.open(folder, space);
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
