import type { Vector } from '../base/vector';
import type { TextKey } from '../keys/text-key';
import type { Backlog } from './backlog';
import type { GuardedTier, TierFacts } from './guarded-tier';
import type { TierIdentity } from './tier-identity';
import { allMisses, type Entry, type Lookup, type Stored, type VectorCache } from './vector-cache';

/** Entries that are read from one tier and written to another at a time, when what was missed is made up for. */
const PUSHED_AT_ONCE = 512;

/** What a chain of tiers has. */
export interface ChainLookup extends Lookup {
  /** Which tier each hit came from. */
  readonly origins: (TierIdentity | undefined)[];
  /** Names of the tiers that should have been asked for some of the keys and gave no answer. Absent if there are none. */
  readonly unanswered?: readonly string[];
}

/** What one tier could not take is noted in a backlog, and comes from another when it is back. */
export interface Arrears {
  readonly of: GuardedTier;
  readonly from: GuardedTier;
  readonly backlog: Backlog;
}

/**
 * A chain of tiers, asked in order, that is itself a tier. What a lower tier had is promoted to those above it. A tier that
 * fails is passed over, and is never the reason that a vector is missing or late.
 */
export class TieredCache implements VectorCache {
  private promotions: Promise<unknown> = Promise.resolve();
  private pushing: Promise<void> | undefined;

  constructor(
    private readonly tiers: readonly GuardedTier[],
    private readonly arrears?: Arrears,
  ) {
    this.pushArrears();
  }

  get facts(): readonly TierFacts[] {
    return this.tiers.map(({ facts }) => facts);
  }

  async getMany(keys: readonly TextKey[]): Promise<ChainLookup> {
    return this.lookUp(keys, false);
  }

  /** The same for keys that were misses before; what this run asks again does not count again. */
  async getAgain(keys: readonly TextKey[]): Promise<ChainLookup> {
    return this.lookUp(keys, true);
  }

  private async lookUp(keys: readonly TextKey[], again: boolean): Promise<ChainLookup> {
    const { vectors } = allMisses(keys.length);
    const origins = new Array<TierIdentity | undefined>(keys.length).fill(undefined);
    let [corrupt, unsigned] = [0, 0];
    const unanswered: string[] = [];
    let missing = keys.map((_, position) => position);
    for (const [level, tier] of this.tiers.entries()) {
      if (missing.length === 0) break;
      const asked = missing;
      const wanted = asked.length === keys.length ? keys : asked.map((position) => keys[position] as TextKey);
      const lookup = await tier.lookUp(wanted, again);
      if (!lookup) {
        if (tier.tier.read) unanswered.push(tier.facts.name);
        if (tier.tier.read && !again) tier.facts.unanswered = (tier.facts.unanswered ?? 0) + asked.length;
        continue;
      }
      const found: number[] = [];
      missing = [];
      for (let index = 0; index < asked.length; index++) {
        const position = asked[index] as number;
        const vector = lookup.vectors[index];
        vectors[position] = vector;
        if (vector) {
          origins[position] = tier.tier;
          found.push(position);
        } else missing.push(position);
      }
      corrupt += lookup.corrupt;
      unsigned += lookup.unsigned ?? 0;
      if (level > 0 && found.length > 0) {
        const entries = found.map((position) => ({
          key: keys[position] as TextKey,
          vector: vectors[position] as Vector,
        }));
        await this.promote(level, entries);
      }
    }
    return { vectors, origins, corrupt, unsigned, ...(unanswered.length > 0 && { unanswered }) };
  }

  async putMany(entries: readonly Entry[], replace?: boolean): Promise<Stored> {
    const stored = await this.store(entries, this.tiers, (tier, missed) => this.note(tier, missed), replace);
    this.pushArrears();
    return stored;
  }

  /** Waits for what goes on in the background: promotions, and what is pushed to a tier that is back. Does not fail. */
  async settle(): Promise<void> {
    await Promise.allSettled([this.promotions, this.pushing]);
  }

  /** Closes every tier, also those that failed: their connections would keep the process. */
  async close(): Promise<void> {
    const done = await Promise.allSettled([this.promotions, this.pushing]);
    // What is left is pushed now if that is possible; else the next run finds it in the backlog.
    this.pushArrears();
    done.push(...(await Promise.allSettled([this.pushing])));
    done.push(...(await Promise.allSettled(this.tiers.map((tier) => tier.close()))));
    await this.arrears?.backlog.close();
    for (const result of done) if (result.status === 'rejected') throw result.reason;
  }

  /** Puts what tier `level` had into the tiers above it, while the run goes on; at most one promotion at a time. */
  private async promote(level: number, found: readonly Entry[]): Promise<void> {
    await this.promotions;
    // A promotion that fails is no loss: the next run that finds the vector down here tries again.
    this.promotions = this.store(found, this.tiers.slice(0, level));
    // Only a failure that is to end the run comes out of store(), and whoever waits next sees it.
    this.promotions.catch(() => {});
  }

  /** Writes to tiers in order, so that a vector adopted from one is the one that the next gets. */
  private async store(
    entries: readonly Entry[],
    tiers: readonly GuardedTier[],
    missed?: (tier: GuardedTier, entries: readonly Entry[]) => Promise<void>,
    replace?: boolean,
  ): Promise<Stored> {
    const current = [...entries];
    const adopted = new Map<number, Vector>();
    let written = 0;
    for (const tier of tiers) {
      if (!tier.tier.write) continue;
      const stored = await tier.write(current, replace);
      if (!stored) {
        await missed?.(tier, current);
        continue;
      }
      written = Math.max(written, stored.written);
      for (const [position, vector] of stored.adopted) {
        current[position] = { key: (current[position] as Entry).key, vector };
        adopted.set(position, vector);
      }
    }
    return { written, adopted };
  }

  private async note(tier: GuardedTier, entries: readonly Entry[]): Promise<void> {
    tier.facts.missed += entries.length;
    if (tier === this.arrears?.of) await this.arrears.backlog.add(entries.map(({ key }) => key));
  }

  /** Begins to push what is in arrears, unless that goes on already, or cannot be done now. */
  private pushArrears(): void {
    if (!this.arrears?.of.takesWrites || this.arrears.backlog.size === 0) return;
    this.pushing ??= this.push(this.arrears).finally(() => {
      this.pushing = undefined;
    });
    this.pushing.catch(() => {});
  }

  private async push({ of, from, backlog }: Arrears): Promise<void> {
    while (of.takesWrites) {
      const keys = backlog.peek(PUSHED_AT_ONCE);
      if (keys.length === 0) return;
      const lookup = await from.lookUp(keys);
      if (!lookup) return;
      const entries: Entry[] = [];
      for (const [index, vector] of lookup.vectors.entries()) {
        if (vector) entries.push({ key: keys[index] as TextKey, vector });
      }
      if (entries.length > 0 && !(await of.write(entries))) return;
      of.facts.madeUp += entries.length;
      await backlog.remove(keys.length);
    }
  }
}
