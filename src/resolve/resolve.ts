import { overlap } from '../base/overlap';
import type { StoredDtype, Vector } from '../base/vector';
import type { Leases } from '../cache/lease';
import { roundToStored } from '../cache/stored';
import type { TieredCache } from '../cache/tiered';
import type { Entry } from '../cache/vector-cache';
import type { CorpusRecord } from '../corpus/record';
import type { Embedder } from '../embedder/embedder';
import { KeyIndex } from '../keys/key-index';
import { KeySample } from '../keys/key-sample';
import { type TextKey, textKey } from '../keys/text-key';
import type { RecomputeAudit } from './recompute-audit';
import {
  missesOf,
  originsOf,
  type ResolvedWindow,
  recordWanting,
  type SurveyedWindow,
  sharesOf,
  traceOf,
  vectorsOf,
  type Window,
  windowsOf,
} from './window';

/** Windows looked up while others are embedded or written. */
const LOOKUPS_AHEAD = 6;

/**
 * Totals so far. Counts texts, each once, however often the corpus repeats it.
 * @members each is a counter that reports, ledgers and metrics name
 */
export interface ResolveFacts {
  /** Records begun; those beyond `unique` repeat a text. */
  records: number;
  unique: number;
  hits: number;
  /** Hits by the name of the tier. */
  readonly hitsByTier: Record<string, number>;
  misses: number;
  embedded: number;
  /** Misses that another run embedded while this one was about to. */
  sharedByOthers: number;
  /** Embedded here although another run stored the vector first: two runs did the same work. */
  computedTwice: number;
  tokens: number;
  truncated: number;
  embedMs: number;
  /** Time to load the model, if this resolver was the first to need it. */
  loadMs: number;
}

/** Sums facts. A text that two resolvers met counts twice in `unique`. */
export function sumFacts(all: readonly ResolveFacts[]): ResolveFacts {
  const sum = noFacts();
  for (const { hitsByTier, ...numbers } of all) {
    for (const [name, value] of Object.entries(numbers)) sum[name as keyof typeof numbers] += value;
    for (const [tier, hits] of Object.entries(hitsByTier)) sum.hitsByTier[tier] = (sum.hitsByTier[tier] ?? 0) + hits;
  }
  return sum;
}

/** Returns the facts of a resolver that has not begun. */
function noFacts(): ResolveFacts {
  return {
    records: 0,
    unique: 0,
    hits: 0,
    hitsByTier: {},
    misses: 0,
    embedded: 0,
    sharedByOthers: 0,
    computedTwice: 0,
    tokens: 0,
    truncated: 0,
    embedMs: 0,
    loadMs: 0,
  };
}

/** A compact summary of the distinct texts of a run. */
export interface TextsMet {
  /** Identifies the set: equal for the same texts in any order. */
  readonly digest: string;
  /** Samples of all texts, and of the misses; see KeySample. */
  readonly sample: readonly string[];
  readonly missed: readonly string[];
}

export interface ResolverOptions {
  readonly textPrefix: string;
  /** Computed vectors are rounded to it, so they equal the vectors that later runs find. */
  readonly cacheDtype: StoredDtype;
  readonly leases: Leases;
  readonly audit: RecomputeAudit;
  /** When it is aborted, shares under computation are still stored; then resolving ends early, without an error. */
  readonly signal: AbortSignal;
  /** Whether windows carry a trace. */
  readonly traced?: boolean;
  /** Called before each share is computed. An error that it throws ends the run; vectors computed until then are stored. */
  readonly mayEmbed?: (facts: ResolveFacts) => void;
}

/** Turns records into vectors, from the tiers if they have them, else from the embedder; stores the vectors that it embedded. */
export class Resolver {
  readonly facts: ResolveFacts = noFacts();
  /** The number of each text of this run. Texts are numbered in the order in which windows want them. */
  private readonly seen = new KeyIndex();
  private readonly sample = new KeySample();
  private readonly missed = new KeySample();
  private wanted = 0;
  private readonly embedding = new Set<Promise<Window>>();
  /** In order. */
  private readonly underWay: Window[] = [];

  constructor(
    private readonly cache: TieredCache,
    private readonly embedder: Embedder,
    private readonly options: ResolverOptions,
  ) {}

  /** Summary by which later runs recognize the same texts. */
  get texts(): TextsMet {
    return { digest: this.seen.digest, sample: this.sample.keys, missed: this.missed.keys };
  }

  private get leases(): Leases {
    return this.options.leases;
  }

  private get signal(): AbortSignal {
    return this.options.signal;
  }

  /** Yields windows in corpus order. While one is embedded, the next are looked up and the one before is written. */
  async *resolve(records: AsyncIterable<CorpusRecord[]>): AsyncGenerator<ResolvedWindow> {
    const windows = windowsOf(records, this.signal);
    const lookedUp = overlap(windows, LOOKUPS_AHEAD, (window) => this.lookUp(this.begin(window)));
    const complete = overlap(lookedUp, 2, (window) => this.track(this.complete(window)));
    try {
      for await (const window of complete) {
        if (this.signal.aborted) return;
        yield this.end(window);
      }
    } finally {
      await Promise.allSettled(this.embedding);
    }
  }

  /**
   * Yields windows in corpus order, with the tiers' answers, and computes nothing. Do not mix with `resolve`, which counts in the
   * same facts.
   * @param again whether these lookups stay out of the tiers' own counts, because a run follows that repeats them
   */
  async *survey(all: AsyncIterable<CorpusRecord[]>, again = false): AsyncGenerator<SurveyedWindow> {
    const windows = windowsOf(all, this.signal);
    // A survey asks for each text once: no later record needs its vector.
    const lookedUp = overlap(windows, LOOKUPS_AHEAD, async (some) => {
      const window = await this.lookUp(this.begin(some, 0), again);
      this.underWay.splice(this.underWay.indexOf(window), 1);
      // As in `end`.
      window.earlier = [];
      const { records, keys, firsts } = window;
      return { records, keys, firsts, origins: originsOf(window), vectors: vectorsOf(window) };
    });
    for await (const window of lookedUp) {
      if (this.signal.aborted) return;
      yield window;
    }
  }

  /** Tracks windows under computation, so `resolve` does not return before they are stored. */
  private async track(work: Promise<Window>): Promise<Window> {
    this.embedding.add(work);
    try {
      return await work;
    } finally {
      this.embedding.delete(work);
    }
  }

  /** @param oldest number of the first text that must not be looked up again; by default that of a text in an open window */
  private begin(records: readonly CorpusRecord[], oldest = this.underWay[0]?.start ?? this.wanted): Window {
    const keys = records.map(({ text }) => textKey(this.options.textPrefix + text));
    const window: Window = {
      records,
      keys,
      firsts: new Array(keys.length).fill(false),
      numbers: new Uint32Array(keys.length),
      start: this.wanted,
      wanted: [],
      wantedBy: [],
      vectors: [],
      earlier: [...this.underWay],
    };
    for (let index = 0; index < keys.length; index++) this.want(window, index, oldest);
    this.facts.records += records.length;
    this.underWay.push(window);
    return window;
  }

  /** @param oldest number of the first text in an open window; earlier texts are looked up again */
  private want(window: Window, index: number, oldest: number): void {
    const key = window.keys[index] as TextKey;
    const known = this.seen.getOrSet(key, this.wanted);
    if (known !== undefined && known >= oldest) {
      window.numbers[index] = known;
      return;
    }
    if (known === undefined) {
      this.sample.add(key);
      window.firsts[index] = true;
      this.facts.unique++;
    } else {
      this.seen.set(key, this.wanted);
    }
    window.numbers[index] = this.wanted++;
    window.wanted.push(key);
    window.wantedBy.push(index);
  }

  /** Asks the tiers. A text of an earlier window that is closed is asked for again, but not counted. */
  private async lookUp(window: Window, again = false): Promise<Window> {
    const lookup = await (again ? this.cache.getAgain(window.wanted) : this.cache.getMany(window.wanted));
    const { vectors, origins } = lookup;
    window.vectors = vectors;
    window.lookup = lookup;
    for (let at = 0; at < window.wantedBy.length; at++) {
      if (!window.firsts[window.wantedBy[at] as number]) continue;
      const tier = origins[at];
      if (tier === undefined) {
        this.facts.misses++;
        this.missed.add(window.wanted[at] as TextKey);
      } else {
        this.facts.hits++;
        this.facts.hitsByTier[tier.name] = (this.facts.hitsByTier[tier.name] ?? 0) + 1;
      }
    }
    return window;
  }

  private async complete(window: Window): Promise<Window> {
    await this.embed(window);
    if (this.options.audit.appliesTo(this.facts.misses > 0)) await this.audit(window);
    return window;
  }

  /**
   * Embeds the misses, a share at a time, and stores each share while the next is computed. Texts that another run has leased are left
   * to it; their vectors come last, from the tiers, or from here after all if that run gave up.
   */
  private async embed(window: Window): Promise<void> {
    let missing = missesOf(window.vectors);
    const length = (at: number): number => recordWanting(window, at).text.length;
    // By length, so a share holds texts of similar length, which fill batches without padding.
    missing.sort((a, b) => length(b) - length(a));
    while (missing.length > 0) {
      const elsewhere: number[] = [];
      const storing: Promise<void>[] = [];
      try {
        for (const share of sharesOf(missing, length)) {
          if (this.signal.aborted) break;
          this.options.mayEmbed?.(this.facts);
          const { ours, theirs } = await this.claim(window, share);
          elsewhere.push(...theirs);
          if (ours.length === 0) continue;
          await this.compute(window, ours);
          storing.push(this.store(window, ours));
          storing.at(-1)?.catch(() => {});
        }
      } finally {
        // Also if a later share fails: tiers and leases are closed next, and computed vectors must be stored by then.
        await Promise.allSettled(storing);
      }
      await Promise.all(storing);
      if (elsewhere.length === 0 || this.signal.aborted) return;
      await this.leases.change();
      missing = await this.fetch(window, elsewhere);
    }
  }

  /** Embeds some hits again. Replaces vectors that deviate, both here and in the tiers. */
  private async audit(window: Window): Promise<void> {
    const { audit } = this.options;
    const drawn = [...window.wanted.keys()].filter((at) => {
      const origin = window.lookup?.origins[at];
      return origin !== undefined && origin.id !== 'scratch' && audit.draws(window.wanted[at] as TextKey);
    });
    const started = performance.now();
    for (const share of sharesOf(drawn, (at) => recordWanting(window, at).text.length)) {
      if (this.signal.aborted) break;
      const { vectors } = await this.embedShare(window, share);
      const wrong: Entry[] = [];
      for (const [row, at] of share.entries()) {
        const key = window.wanted[at] as TextKey;
        const { source, line } = recordWanting(window, at);
        const vector = vectors[row] as Vector;
        const where = { key, source, line, tier: window.lookup?.origins[at]?.name as string };
        if (!audit.judge(window.vectors[at] as Vector, vector, where)) continue;
        window.vectors[at] = vector;
        wrong.push({ key, vector });
      }
      if (wrong.length > 0) await this.cache.putMany(wrong, true);
    }
    audit.facts.milliseconds += performance.now() - started;
  }

  /** Leases texts that no other run has leased. Vectors that were stored between the lookup and the lease are fetched instead. */
  private async claim(window: Window, share: readonly number[]): Promise<{ ours: number[]; theirs: number[] }> {
    if (!this.leases.shared) return { ours: [...share], theirs: [] };
    const granted = await this.leases.acquire(share.map((at) => window.wanted[at] as TextKey));
    const theirs = share.filter((_, index) => !granted[index]);
    const leased = share.filter((_, index) => granted[index]);
    const ours = await this.fetch(window, leased);
    const stored = leased.filter((at) => window.vectors[at]);
    if (stored.length > 0) await this.leases.release(stored.map((at) => window.wanted[at] as TextKey));
    return { ours, theirs };
  }

  /** Fetches vectors that other runs have computed meanwhile. @returns the positions that are still missing */
  private async fetch(window: Window, positions: readonly number[]): Promise<number[]> {
    if (positions.length === 0) return [];
    const { vectors } = await this.cache.getAgain(positions.map((at) => window.wanted[at] as TextKey));
    for (const [index, at] of positions.entries()) window.vectors[at] = vectors[index];
    const missing = positions.filter((at) => !window.vectors[at]);
    this.facts.sharedByOthers += positions.length - missing.length;
    if (this.options.traced) {
      window.byOthers ??= new Set();
      for (const at of positions) if (window.vectors[at]) window.byOthers.add(window.wantedBy[at] as number);
    }
    return missing;
  }

  private async compute(window: Window, share: readonly number[]): Promise<void> {
    const { facts } = this;
    const {
      vectors,
      loadMilliseconds = 0,
      ...embedded
    } = await this.embedShare(window, share, (done) => {
      facts.embedded += done;
    });
    facts.embedMs += embedded.milliseconds;
    facts.loadMs += loadMilliseconds;
    facts.tokens += embedded.tokens;
    facts.truncated += embedded.truncated;
    for (const [row, at] of share.entries()) window.vectors[at] = vectors[row];
  }

  private async embedShare(window: Window, share: readonly number[], progress?: (texts: number) => void) {
    const texts = share.map((at) => this.options.textPrefix + recordWanting(window, at).text);
    const { vectors: computed, ...facts } = await this.embedder.embed(texts, progress);
    const rounded = roundToStored(computed, this.options.cacheDtype);
    const dimensions = rounded.length / texts.length;
    return { ...facts, vectors: share.map((_, row) => rounded.subarray(row * dimensions, (row + 1) * dimensions)) };
  }

  /** If another run stored a vector first, this run continues with that one. */
  private async store(window: Window, share: readonly number[]): Promise<void> {
    const entries: Entry[] = share.map((at) => ({
      key: window.wanted[at] as TextKey,
      vector: window.vectors[at] as Vector,
    }));
    const { adopted } = await this.cache.putMany(entries);
    this.facts.computedTwice += adopted.size;
    for (const [position, vector] of adopted) window.vectors[share[position] as number] = vector;
    if (this.leases.shared) await this.leases.release(entries.map(({ key }) => key));
  }

  /** Windows end in order, so every vector that this one needs from an earlier one is present. */
  private end(window: Window): ResolvedWindow {
    const { records, keys, firsts, numbers, earlier } = window;
    const vectors = Array.from(numbers, (number) => {
      const bringer =
        number >= window.start ? window : earlier.find(({ start, wanted }) => number < start + wanted.length);
      return bringer?.vectors[number - bringer.start] as Vector;
    });
    this.underWay.shift();
    // Otherwise each window would keep the one before it alive, back to the first.
    window.earlier = [];
    return {
      records,
      keys,
      firsts,
      vectors,
      ...(this.options.traced && window.lookup && { trace: traceOf(window, window.lookup) }),
    };
  }
}
