import type { Vector } from '../base/vector';
import type { TextKey } from '../keys/text-key';
import type { Backlog } from './backlog';
import type { GuardedTier, TierFacts } from './guarded-tier';
import type { TierIdentity } from './tier-identity';
import { allMisses, type Entry, type Lookup, type Stored, type VectorCache } from './vector-cache';

/** Entries per batch when pushing a backlog from one tier to another. */
const PUSHED_AT_ONCE = 512;

/** The result of a lookup in a chain of tiers. */
export interface ChainLookup extends Lookup {
  /** The tier of each hit. */
  readonly origins: (TierIdentity | undefined)[];
  /** Names of the tiers that were needed for some keys and did not answer. Absent if none. */
  readonly unanswered?: readonly string[];
}

/** A backlog of entries that tier `of` failed to store; they are copied from tier `from` after it recovers. */
export interface Arrears {
  readonly of: GuardedTier;
  readonly from: GuardedTier;
  readonly backlog: Backlog;
}

/**
 * A chain of tiers, looked up in order, that is itself a tier. Vectors found in a lower tier are promoted to the tiers above it. A
 * failing tier is skipped: it never makes a vector missing or late.
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

  /** Looks up earlier misses again, without counting them again. */
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

  /** Waits for background work: promotions, and the push to a recovered tier. Never fails. */
  async settle(): Promise<void> {
    await Promise.allSettled([this.promotions, this.pushing]);
  }

  /** Closes every tier, including failed ones: their connections would keep the process alive. */
  async close(): Promise<void> {
    const done = await Promise.allSettled([this.promotions, this.pushing]);
    // Push the rest now if possible; otherwise the next run finds it in the backlog.
    this.pushArrears();
    done.push(...(await Promise.allSettled([this.pushing])));
    done.push(...(await Promise.allSettled(this.tiers.map((tier) => tier.close()))));
    await this.arrears?.backlog.close();
    for (const result of done) if (result.status === 'rejected') throw result.reason;
  }

  /** Copies entries of tier `level` to the tiers above it in the background; at most one promotion at a time. */
  private async promote(level: number, found: readonly Entry[]): Promise<void> {
    await this.promotions;
    // A failed promotion loses nothing: the next run that finds the vector in this tier tries again.
    this.promotions = this.store(found, this.tiers.slice(0, level));
    // store() throws only failures that end the run; the next await of `promotions` rethrows them.
    this.promotions.catch(() => {});
  }

  /** Writes to tiers in order, so a vector adopted from one tier is written to the next. */
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

  /** Starts to push the backlog, unless a push is running or the tier accepts no writes. */
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
