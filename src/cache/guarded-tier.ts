import { CacheError, codeOf, messageOf } from '../base/errors';
import type { TextKey } from '../keys/text-key';
import type { Traffic } from '../redis/traffic';
import { BREAKER_SETTINGS, Breaker, type BreakerSettings, type BreakerState } from './breaker';
import type { TierIdentity } from './tier-identity';
import type { Entry, Lookup, Stored, VectorCache } from './vector-cache';

/** A tier, what this run may do with it, and how to open it: again, when its connection was lost. */
export interface Tier extends TierIdentity {
  /** Where it is, as it may be shown: no secrets. */
  readonly location: string;
  readonly read: boolean;
  readonly write: boolean;
  /**
   * Keeps its own connect deadline.
   * @param abandoned aborted when nobody wants its answers any more: whatever is under way then fails at once
   */
  open(abandoned: AbortSignal): Promise<VectorCache>;
}

/** Lookups and writes fail apart from each other: a full server still answers. */
export type Direction = 'lookups' | 'writes';

/**
 * What happened to one tier in this run.
 * @members each is a field of an element of `tiers` in report.json, which stays flat for those that read it
 */
export interface TierFacts {
  readonly name: string;
  readonly location: string;
  asked: number;
  found: number;
  corrupt: number;
  /** Texts that it was to be asked for when it was paused or could not answer. Absent if there were none. */
  unanswered?: number;
  /** Whole, but not signed by a key of ours. */
  unsigned: number;
  written: number;
  /** Vectors of ours that gave way to those another run had stored first. */
  adopted: number;
  /** Time spent waiting for it. Calls overlap, so this can exceed the run's own time. */
  lookupMs: number;
  writeMs: number;
  /** Absent where there is no network. */
  traffic?: Traffic;
  failedCalls: number;
  lastFailure?: string;
  /** See docs/errors.md, or a code of the system. Undefined if the last failure has none. */
  lastFailureCode?: string | undefined;
  /** What it could not take, and what of that it took later. */
  missed: number;
  madeUp: number;
  /** Each time it was paused, asked again, or taken back, in order; ms since it was first to be used. */
  readonly changes: {
    readonly at: number;
    readonly of: Direction;
    readonly state: BreakerState;
    readonly reason: string;
  }[];
}

export interface GuardedTierOptions {
  /**
   * Told when lookups or writes stop because of a failure. For a lost connection, which stops both, once. It may throw, which
   * ends the run (`on-cache-failure: fail`).
   */
  failed(tier: TierFacts, error: unknown): void;
  /** Told when a tier that had stopped works again. */
  recovered(tier: TierFacts): void;
  /** What embedding a text costs here, in ms; undefined while nothing was embedded. */
  embeddingCost(): number | undefined;
  /** Time in ms, from any start. */
  now(): number;
  /** When to pause it; BREAKER_SETTINGS unless given. */
  readonly breaker?: BreakerSettings;
}

/** Lookups are compared with embedding only over as many as this: the first ones are slow everywhere. */
const COST_CALLS = 8;

/**
 * Stands before a tier so that it is never in the way: what fails too often, or costs more than it saves, is paused, asked
 * again in the background, and taken back when it answers.
 */
export class GuardedTier {
  readonly facts: TierFacts;
  private readonly breakers: Readonly<Record<Direction, Breaker>>;
  private readonly started: number;
  private connection: Promise<VectorCache> | undefined;
  /** Aborted at the end, if something is on trial then. */
  private readonly abandoned = new AbortController();
  /** What only the tier's future depends on: connections being made, and probes. */
  private readonly onTrial = new Set<Promise<unknown>>();
  /** Of the last lookups: ms for each text, with what else was under way at the time taken into account. */
  private costs: number[] = [];
  private underWay = 0;
  private closed = false;

  constructor(
    readonly tier: Tier,
    private readonly options: GuardedTierOptions,
  ) {
    const { name, location } = tier;
    this.started = options.now();
    this.facts = {
      name,
      location,
      asked: 0,
      found: 0,
      corrupt: 0,
      unsigned: 0,
      written: 0,
      adopted: 0,
      lookupMs: 0,
      writeMs: 0,
      failedCalls: 0,
      missed: 0,
      madeUp: 0,
      changes: [],
    };
    this.breakers = { lookups: this.breakerOf('lookups'), writes: this.breakerOf('writes') };
  }

  /** Begins to connect, so that this overlaps with what else a run does first. */
  connect(): void {
    if (this.connection) return;
    this.connection = this.tier.open(this.abandoned.signal);
    void this.track(this.connection);
  }

  /** Opens it now. @returns whether that worked */
  async opens(): Promise<boolean> {
    this.connect();
    try {
      await this.connection;
      return true;
    } catch (error) {
      this.unreachable(error);
      return false;
    }
  }

  /** Whether a lookup or a write would be tried now. */
  get inUse(): boolean {
    return this.breakers.lookups.closed || this.breakers.writes.closed;
  }

  /** Whether a write would be tried now. */
  get takesWrites(): boolean {
    return this.tier.write && this.breakers.writes.closed;
  }

  /**
   * @param again for keys that this run has asked for before: they are not counted a second time
   * @returns undefined if the tier is not to be asked, or could not answer
   */
  async lookUp(keys: readonly TextKey[], again = false): Promise<Lookup | undefined> {
    if (!this.tier.read || !this.ready('lookups', (cache) => cache.getMany(keys.slice(0, 1)))) return undefined;
    const started = this.options.now();
    this.underWay++;
    const lookup = await this.attempt('lookups', (cache) => cache.getMany(keys));
    const elapsed = this.options.now() - started;
    this.facts.lookupMs += elapsed;
    if (lookup) this.weigh(elapsed / this.underWay / keys.length);
    this.underWay--;
    if (lookup && !again) {
      this.facts.asked += keys.length;
      this.facts.found += lookup.vectors.reduce((count, vector) => count + (vector ? 1 : 0), 0);
      this.facts.corrupt += lookup.corrupt;
      this.facts.unsigned += lookup.unsigned ?? 0;
    }
    return lookup;
  }

  /** @returns undefined if the tier may not be written to, or did not take them */
  async write(entries: readonly Entry[], replace?: boolean): Promise<Stored | undefined> {
    if (!this.tier.write || !this.ready('writes', (cache) => cache.putMany(entries.slice(0, 1)))) return undefined;
    const started = this.options.now();
    const stored = await this.attempt('writes', (cache) => cache.putMany(entries, replace));
    this.facts.writeMs += this.options.now() - started;
    if (stored) {
      this.facts.written += stored.written;
      this.facts.adopted += stored.adopted.size;
    }
    return stored;
  }

  /** Does not wait for a tier that is still to show whether it works: a run that has ended has no use for it. */
  async close(): Promise<void> {
    this.closed = true;
    if (this.onTrial.size > 0) this.abandoned.abort(new Error('the run ended before it answered'));
    await Promise.all(this.onTrial);
    const cache = await this.connection?.catch(() => undefined);
    try {
      await cache?.close();
    } catch (error) {
      this.noteFailure(error);
    }
  }

  private noteFailure(error: unknown): void {
    this.facts.failedCalls++;
    this.facts.lastFailure = messageOf(error);
    this.facts.lastFailureCode = codeOf(error);
  }

  private ready(of: Direction, probe: (cache: VectorCache) => Promise<unknown>): boolean {
    const breaker = this.breakers[of];
    if (breaker.closed) return true;
    if (!this.closed && breaker.takeProbe(this.options.now())) void this.track(this.probe(breaker, probe));
    return false;
  }

  /** Its failure is for whoever awaits it himself. */
  private async track(trial: Promise<unknown>): Promise<void> {
    const settled = trial.catch(() => {});
    this.onTrial.add(settled);
    await settled;
    this.onTrial.delete(settled);
  }

  /** In the background: whoever asked meanwhile was told that the tier is paused. */
  private async probe(breaker: Breaker, call: (cache: VectorCache) => Promise<unknown>): Promise<void> {
    try {
      this.connect();
      await call(await (this.connection as Promise<VectorCache>));
      breaker.probed(this.options.now());
      this.options.recovered(this.facts);
    } catch (error) {
      await this.disconnect();
      breaker.probed(this.options.now(), messageOf(error));
    }
  }

  private async attempt<T>(of: Direction, call: (cache: VectorCache) => Promise<T>): Promise<T | undefined> {
    this.connect();
    let cache: VectorCache;
    try {
      cache = await (this.connection as Promise<VectorCache>);
      if (cache.traffic) this.facts.traffic = cache.traffic;
    } catch (error) {
      this.unreachable(error);
      return undefined;
    }
    try {
      const result = await call(cache);
      this.breakers[of].succeeded();
      return result;
    } catch (error) {
      if (error instanceof CacheError && error.lost) {
        await this.disconnect();
        this.unreachable(error);
        return undefined;
      }
      this.noteFailure(error);
      const wasClosed = this.breakers[of].closed;
      this.breakers[of].failed(this.options.now(), messageOf(error));
      if (wasClosed && !this.breakers[of].closed) {
        await this.disconnect();
        this.options.failed(this.facts, error);
      }
      return undefined;
    }
  }

  /** No connection: neither lookups nor writes need to find that out for themselves. */
  private unreachable(error: unknown): void {
    const known = !this.breakers.lookups.closed && !this.breakers.writes.closed;
    this.connection = undefined;
    const now = this.options.now();
    for (const breaker of Object.values(this.breakers)) breaker.trip(now, messageOf(error));
    if (known) return;
    this.noteFailure(error);
    this.options.failed(this.facts, error);
  }

  /** So that the next probe starts with a connection of its own: a lost or jammed one is of no more use. */
  private async disconnect(): Promise<void> {
    const { connection } = this;
    this.connection = undefined;
    const cache = await connection?.catch(() => undefined);
    // Not waited for: what is jammed closes slowly, too.
    cache?.close().catch(() => {});
  }

  /** Pauses lookups that cost more than embedding the same texts would. */
  private weigh(cost: number): void {
    this.costs.push(cost);
    if (this.costs.length < COST_CALLS) return;
    if (this.costs.length > COST_CALLS) this.costs.shift();
    const mean = this.costs.reduce((sum, one) => sum + one, 0) / COST_CALLS;
    const embedding = this.options.embeddingCost();
    if (embedding === undefined || mean <= embedding) return;
    this.costs = [];
    this.breakers.lookups.trip(
      this.options.now(),
      `a lookup takes ${mean.toFixed(2)} ms a text, and embedding ${embedding.toFixed(2)} ms`,
    );
  }

  private breakerOf(of: Direction): Breaker {
    return new Breaker(({ state, reason }) => {
      this.facts.changes.push({ at: Math.round(this.options.now() - this.started), of, state, reason });
    }, this.options.breaker ?? BREAKER_SETTINGS);
  }
}
