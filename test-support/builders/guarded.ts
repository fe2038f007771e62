import { GuardedTier, type GuardedTierOptions, type Tier } from '../../src/cache/guarded-tier';
import type { VectorCache } from '../../src/cache/vector-cache';

/** A guarded tier over a cache that is there already. Its failures end the test unless `options.failed` says otherwise. */
export function guarded(
  cache: VectorCache,
  tier: Partial<Tier> = {},
  options: Partial<GuardedTierOptions> = {},
): GuardedTier {
  return new GuardedTier(
    { name: cache.name, location: 'here', read: true, write: true, open: async () => cache, ...tier },
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
