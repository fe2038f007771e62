import { GuardedTier, type GuardedTierOptions, type Tier } from '../../src/cache/guarded-tier';
import { TIERS } from '../../src/cache/tier-identity';
import type { VectorCache } from '../../src/cache/vector-cache';
import { ScriptedCache } from './scripted-cache';

/** A guarded tier over a cache that is there already: the one of a ScriptedCache, else Redis. Its failures end the test unless `options.failed` says otherwise. */
export function guarded(
  cache: VectorCache,
  tier: Partial<Tier> = {},
  options: Partial<GuardedTierOptions> = {},
): GuardedTier {
  return new GuardedTier(
    {
      ...(cache instanceof ScriptedCache ? cache.tier : TIERS.redis),
      location: 'here',
      read: true,
      write: true,
      open: async () => cache,
      ...tier,
    },
    {
      failed(_, error) {
        throw error;
      },
      recovered() {},
      embeddingCost: () => undefined,
      now: () => performance.now(),
      ...options,
    },
  );
}
