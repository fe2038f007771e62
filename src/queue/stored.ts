import { setTimeout as wait } from 'node:timers/promises';
import { CacheError, VectorsNotKept } from '../base/errors';
import type { TierFacts } from '../cache/guarded-tier';
import { ofTrustedScope, TIERS, type TierIdentity } from '../cache/tier-identity';
import type { Corpus } from '../corpus/read';
import type { ResolveFacts, Resolver } from '../resolve/resolve';

/** The tiers of a worker, and a way to look vectors up in them. */
interface Store {
  readonly tiers: {
    readonly facts: readonly TierFacts[];
    /** Waits until no tier is being filled from another. */
    settle(): Promise<void>;
  };
  readonly embedding: { surveyor(): Resolver };
}

/** How long a tier may be unavailable before a message is put back. Ms. */
const AWAY_MS = 60_000;
const PAUSE_MS = 500;

/** The tier that other workers and runs share, and its facts. */
interface SharedTier {
  readonly identity: TierIdentity;
  readonly facts: TierFacts;
}

/** Returns the shared tier of the run's own scope: Redis, otherwise the folder. A message is done when this tier has its vectors. */
export function sharedTier(tiers: readonly TierFacts[]): SharedTier {
  for (const identity of [TIERS.redis, TIERS.runner]) {
    const facts = tiers.find(({ name }) => name === identity.name);
    if (facts) return { identity, facts };
  }
  throw new CacheError('no cache tier keeps vectors. Set redis-url, or enable runner-cache.');
}

/**
 * Whether the counters prove that the shared tier has all vectors just resolved: it had each one, or stored it after embedding.
 * Vectors found in a lower tier move up in the background, uncounted, so they prove nothing.
 * @param missedBefore the tier's `missed` when resolving began
 */
export function isSurelyStored(tier: SharedTier, missedBefore: number, { hitsByTier }: ResolveFacts): boolean {
  // A vector of the trusted scope is as good as one of the run's own scope.
  const names = [tier.identity.name, ofTrustedScope(tier.identity).name];
  return tier.facts.missed === missedBefore && Object.keys(hitsByTier).every((name) => names.includes(name));
}

/**
 * Waits until the shared tier has every vector of a corpus, or the signal is aborted. Each check also moves up vectors that only
 * a lower tier has.
 * @throws CacheError if some are still missing after a minute; VectorsNotKept if some are in no tier
 */
export async function awaitStored(store: Store, open: () => Promise<Corpus>, signal: AbortSignal): Promise<void> {
  const since = performance.now();
  const { identity, facts: tier } = sharedTier(store.tiers.facts);
  for (;;) {
    await store.tiers.settle();
    let [elsewhere, nowhere] = [0, 0];
    const corpus = await open();
    for await (const { firsts, origins } of store.embedding.surveyor().survey(corpus.records(), true)) {
      for (const [at, first] of firsts.entries()) {
        if (!first) continue;
        const origin = origins[at];
        if (origin === undefined) nowhere++;
        else if (origin.id !== identity.id) elsewhere++;
      }
    }
    if (signal.aborted) return;
    if (nowhere > 0)
      throw new VectorsNotKept(`${nowhere} of its vectors are in no tier: ${tier.name} does not keep them`);
    if (elsewhere === 0) return;
    if (performance.now() - since > AWAY_MS) {
      throw new CacheError(
        `${tier.name} at ${tier.location} has not taken ${elsewhere} vectors within ${AWAY_MS / 1000} s: ${tier.lastFailure ?? 'it was not available'}`,
      );
    }
    await wait(PAUSE_MS);
  }
}
