import { CacheError, codeOf, messageOf } from '../base/errors';
import type { TextKey } from '../keys/text-key';
import type { Traffic } from '../redis/traffic';
import { BREAKER_SETTINGS, Breaker, type BreakerSettings, type BreakerState } from './breaker';
import type { TierIdentity } from './tier-identity';
import type { Entry, Lookup, Stored, VectorCache } from './vector-cache';

/** A tier, the run's rights on it, and a function to open it, or reopen it after a lost connection. */
export interface Tier extends TierIdentity {
  /** Its location for display, without secrets. */
  readonly location: string;
  readonly read: boolean;
  readonly write: boolean;
  /**
   * Enforces its own connect deadline.
   * @param abandoned aborted once its answers are no longer needed: pending calls then fail at once
   */
  open(abandoned: AbortSignal): Promise<VectorCache>;
}

/** Lookups and writes fail independently: a full server still answers lookups. */
export type Direction = 'lookups' | 'writes';

/**
 * Statistics of one tier in this run.
 * @members each is a field of an element of `tiers` in report.json, which stays flat for its readers
 */
export interface TierFacts {
  readonly name: string;
  readonly location: string;
  asked: number;
  found: number;
  corrupt: number;
  /** Texts not looked up because the tier was paused or failed to answer. Absent if none. */
  unanswered?: number;
  /** Intact entries that none of our keys signed. */
  unsigned: number;
  written: number;
  /** Vectors of ours replaced by vectors that another run stored first. */
  adopted: number;
  /** Time spent waiting for the tier. Calls overlap, so this can exceed the duration of the run. */
  lookupMs: number;
  writeMs: number;
  /** Absent if the tier uses no network. */
  traffic?: Traffic;
  failedCalls: number;
  lastFailure?: string;
  /** A code from docs/errors.md or of the system. Undefined if the last failure has none. */
  lastFailureCode?: string | undefined;
  /** Vectors that it failed to store, and those of them that it stored later. */
  missed: number;
  madeUp: number;
  /** Each pause, probe, and recovery, in order; ms since the tier was first needed. */
  readonly changes: {
    readonly at: number;
    readonly of: Direction;
    readonly state: BreakerState;
    readonly reason: string;
  }[];
}

export interface GuardedTierOptions {
  /**
   * Called when a failure stops lookups or writes; once for a lost connection, which stops both. It may throw to end the run
   * (`on-cache-failure: fail`).
   */
  failed(tier: TierFacts, error: unknown): void;
  /** Called when a stopped tier works again. */
  recovered(tier: TierFacts): void;
  /** Returns the time to embed a text here, in ms; undefined before the first. */
  embeddingCost(): number | undefined;
  /** Returns a time in ms, from any starting point. */
  now(): number;
  /** Conditions for a pause. Default: BREAKER_SETTINGS. */
  readonly breaker?: BreakerSettings;
}

/** Lookups needed to compare their cost with embedding: the first ones are always slow. */
const COST_CALLS = 8;

/**
 * Wraps a tier so it never holds up a run. A tier that fails too often, or costs more than it saves, is paused, probed in the
 * background, and used again once it answers.
 */
export class GuardedTier {
  readonly facts: TierFacts;
  private readonly breakers: Readonly<Record<Direction, Breaker>>;
  private readonly started: number;
  private connection: Promise<VectorCache> | undefined;
  /** Aborted on close if a connection or a probe is pending. */
  private readonly abandoned = new AbortController();
  /** Pending connections and probes. */
  private readonly onTrial = new Set<Promise<unknown>>();
  /** Ms per text of the last lookups, divided by the number of lookups in progress. */
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

  /** Starts to connect, in parallel with the run's other preparations. */
  connect(): void {
    if (this.connection) return;
    this.connection = this.tier.open(this.abandoned.signal);
    void this.track(this.connection);
  }

  /** Opens the tier now. @returns whether it succeeded */
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

  /** Whether the tier accepts lookups or writes now. */
  get inUse(): boolean {
    return this.breakers.lookups.closed || this.breakers.writes.closed;
  }

  /** Whether the tier accepts writes now. */
  get takesWrites(): boolean {
    return this.tier.write && this.breakers.writes.closed;
  }

  /**
   * @param again whether this run has looked these keys up before: they are counted only once
   * @returns undefined if the tier is unreadable or paused, or failed to answer
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

  /** @returns undefined if the tier is read-only or paused, or failed to store them */
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

  /** Closes the tier without waiting for pending connections or probes: an ended run does not need them. */
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

  /** Never fails: callers that await the trial itself handle its failure. */
  private async track(trial: Promise<unknown>): Promise<void> {
    const settled = trial.catch(() => {});
    this.onTrial.add(settled);
    await settled;
    this.onTrial.delete(settled);
  }

  /** Runs in the background: until it succeeds, the tier stays paused. */
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

  /** Without a connection, pauses both lookups and writes. */
  private unreachable(error: unknown): void {
    const known = !this.breakers.lookups.closed && !this.breakers.writes.closed;
    this.connection = undefined;
    const now = this.options.now();
    for (const breaker of Object.values(this.breakers)) breaker.trip(now, messageOf(error));
    if (known) return;
    this.noteFailure(error);
    this.options.failed(this.facts, error);
  }

  /** Drops the connection, so the next probe opens a new one: a lost or jammed connection is useless. */
  private async disconnect(): Promise<void> {
    const { connection } = this;
    this.connection = undefined;
    const cache = await connection?.catch(() => undefined);
    // Not awaited: a jammed connection also closes slowly.
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
