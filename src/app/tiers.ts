import type { TierFacts } from '../cache/guarded-tier';
import { type CacheSurroundings, type OpenedCache, openCache } from '../cache/open';
import { type OpenedGitHubCache, openGitHubCache } from '../github-cache/open';
import type { Inputs } from '../inputs/inputs';
import { type Identity, vectorSpace } from './identity';
import type { Surroundings } from './surroundings';

/** The tiers of a run, with GitHub's cache below the runner cache. */
export class Tiers {
  private constructor(
    private readonly opened: OpenedCache,
    private readonly github: OpenedGitHubCache,
  ) {}

  /** @throws CacheError only with `on-cache-failure: fail` */
  static async open(
    inputs: Inputs,
    identity: Identity,
    { platform, bundle }: Surroundings,
    { warn, embeddingCost }: Omit<CacheSurroundings, 'info'>,
  ): Promise<Tiers> {
    const space = vectorSpace(identity, inputs);
    const { folder } = identity;
    const github = await openGitHubCache(inputs, { job: platform.githubJob, space, root: folder, bundle, warn });
    const info = (message: string): void => platform.info(message);
    const opened = await openCache({ ...inputs, runnerCachePath: folder }, space, { warn, info, embeddingCost });
    return new Tiers(opened, github);
  }

  get cache(): OpenedCache['cache'] {
    return this.opened.cache;
  }

  get leases(): OpenedCache['leases'] {
    return this.opened.leases;
  }

  /** Notes that runs leave beside the vectors of each tier. Open until the tiers are closed. */
  get ledgers(): OpenedCache['ledgers'] {
    return this.opened.ledgers;
  }

  /** The state of each tier so far, in the order of lookup. */
  get facts(): readonly TierFacts[] {
    return this.cache.facts;
  }

  /** Undefined where GitHub's cache is of no concern. */
  get githubCache(): OpenedGitHubCache['facts'] {
    return this.github.facts;
  }

  /** Waits until no tier is being filled from another one. */
  settle(): Promise<void> {
    return this.cache.settle();
  }

  /**
   * Waits until every vector is stored.
   * @param notes the last ones for the ledgers, written at the same time
   */
  async close(notes: Promise<unknown>): Promise<void> {
    const vectors = this.leases
      .close()
      .then(() => this.cache.close())
      .then(() => this.github.save());
    await Promise.all([vectors, notes.then(() => Promise.all(this.ledgers.map((ledger) => ledger.close())))]);
  }
}

/** Tells where the vectors of an interrupted run are. */
export function whereStored(tiers: readonly TierFacts[]): string {
  const places = tiers.filter(({ written }) => written > 0).map(({ name, location }) => `${name} (${location})`);
  const stored =
    places.length > 0 ? `They are stored in ${places.join(' and ')}: run it again to go on from there. ` : '';
  return `${stored}No output was written.`;
}

/** A warning per tier that lacks vectors although it was never paused: a pause has its own warning. */
export function owedWarnings(tiers: readonly TierFacts[]): string[] {
  return tiers
    .filter(({ missed, madeUp, changes }) => missed > madeUp && changes.length === 0)
    .map(
      ({ name, missed, madeUp, lastFailure }) =>
        `${name} did not take ${missed - madeUp} vectors: ${lastFailure ?? 'it was not available'}`,
    );
}
