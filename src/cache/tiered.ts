import { messageOf } from '../errors';
import type { TextKey } from '../keys/text-key';
import {
  allMisses,
  type Entry,
  type Lookup,
  type Stored,
  type Traffic,
  type Vector,
  type VectorCache,
} from './vector-cache';

/** A tier and what this run may do with it. A tier that could not be opened has a reason instead of a cache. */
export interface Tier {
  readonly name: string;
  /** Where it is, as it may be shown: no secrets. */
  readonly location: string;
  readonly cache: VectorCache | undefined;
  readonly read: boolean;
  readonly write: boolean;
}

/** What happened to one tier in this run. */
export interface TierFacts {
  readonly name: string;
  readonly location: string;
  asked: number;
  found: number;
  corrupt: number;
  written: number;
  /** Vectors of ours that gave way to those another run had stored first. */
  adopted: number;
  /** Time spent waiting for it. Calls overlap, so this can exceed the run's own time. */
  lookupMs: number;
  writeMs: number;
  /** Absent where there is no network. */
  readonly traffic?: Traffic;
  /** Why it is no longer asked. */
  failure?: string;
}

export interface TieredCacheOptions {
  /** Told once for each tier that fails. It may throw, which ends the run (`on-cache-failure: fail`). */
  readonly failed: (tier: TierFacts, error: unknown) => void;
}

/**
 * A chain of tiers, asked in order, that is itself a tier. What a lower tier had is promoted to those above it. A tier
 * that fails is skipped from then on, and is never the reason that a vector is missing or late.
 */
export class TieredCache implements VectorCache {
  readonly name = 'tiers';
  readonly facts: readonly TierFacts[];
  private promotions: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly tiers: readonly Tier[],
    private readonly options: TieredCacheOptions,
  ) {
    this.facts = tiers.map(({ name, location, cache }) => ({
      name,
      location,
      asked: 0,
      found: 0,
      corrupt: 0,
      written: 0,
      adopted: 0,
      lookupMs: 0,
      writeMs: 0,
      ...(cache?.traffic && { traffic: cache.traffic }),
    }));
  }

  async getMany(keys: readonly TextKey[]): Promise<Lookup> {
    const { vectors, origins } = allMisses(keys.length);
    let corrupt = 0;
    let missing = keys.map((_, position) => position);
    for (const [level, tier] of this.tiers.entries()) {
      if (missing.length === 0) break;
      if (!tier.read) continue;
      const asked = missing;
      const wanted = asked.length === keys.length ? keys : asked.map((position) => keys[position] as TextKey);
      const lookup = await this.attempt(level, 'lookupMs', (cache) => cache.getMany(wanted));
      if (!lookup) continue;
      const facts = this.facts[level] as TierFacts;
      const found: number[] = [];
      missing = [];
      for (const [index, position] of asked.entries()) {
        const vector = lookup.vectors[index];
        vectors[position] = vector;
        origins[position] = lookup.origins[index];
        if (vector) found.push(position);
        else missing.push(position);
      }
      facts.asked += asked.length;
      facts.found += found.length;
      facts.corrupt += lookup.corrupt;
      corrupt += lookup.corrupt;
      if (level > 0 && found.length > 0) {
        const entries = found.map((position) => ({
          key: keys[position] as TextKey,
          vector: vectors[position] as Vector,
        }));
        await this.promote(level, entries);
      }
    }
    return { vectors, origins, corrupt };
  }

  async putMany(entries: readonly Entry[]): Promise<Stored> {
    return this.store(entries, this.tiers.length);
  }

  /** Closes every tier, also those that failed: their connections would keep the process. */
  async close(): Promise<void> {
    const promoted = await Promise.allSettled([this.promotions]);
    const closed = await Promise.allSettled(this.tiers.map((_, level) => this.closeTier(level)));
    for (const result of [...promoted, ...closed]) if (result.status === 'rejected') throw result.reason;
  }

  private async closeTier(level: number): Promise<void> {
    if (this.facts[level]?.failure === undefined) await this.attempt(level, 'writeMs', (cache) => cache.close());
    else await this.tiers[level]?.cache?.close().catch(() => {});
  }

  /** Puts what tier `level` had into the tiers above it, while the run goes on; at most one promotion at a time. */
  private async promote(level: number, found: readonly Entry[]): Promise<void> {
    await this.promotions;
    this.promotions = this.store(found, level);
    // Only a failure that is to end the run comes out of store(), and whoever waits next sees it.
    this.promotions.catch(() => {});
  }

  /** Writes to the tiers above `below`, in order, so that a vector adopted from one is the one that the next gets. */
  private async store(entries: readonly Entry[], below: number): Promise<Stored> {
    const current = [...entries];
    const adopted = new Map<number, Vector>();
    let written = 0;
    for (let level = 0; level < below; level++) {
      if (!this.tiers[level]?.write) continue;
      const stored = await this.attempt(level, 'writeMs', (cache) => cache.putMany(current));
      if (!stored) continue;
      const facts = this.facts[level] as TierFacts;
      facts.written += stored.written;
      facts.adopted += stored.adopted.size;
      written = Math.max(written, stored.written);
      for (const [position, vector] of stored.adopted) {
        current[position] = { key: (current[position] as Entry).key, vector };
        adopted.set(position, vector);
      }
    }
    return { written, adopted };
  }

  private async attempt<T>(
    level: number,
    clock: 'lookupMs' | 'writeMs',
    call: (cache: VectorCache) => Promise<T>,
  ): Promise<T | undefined> {
    const cache = this.tiers[level]?.cache;
    const facts = this.facts[level] as TierFacts;
    if (!cache || facts.failure) return undefined;
    const started = performance.now();
    try {
      return await call(cache);
    } catch (error) {
      // Several calls may be under way when a tier fails. It fails once.
      if (facts.failure) return undefined;
      facts.failure = messageOf(error);
      this.options.failed(facts, error);
      return undefined;
    } finally {
      facts[clock] += performance.now() - started;
    }
  }
}
