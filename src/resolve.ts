import { roundToStored } from './cache/half-precision';
import type { TieredCache } from './cache/tiered';
import type { Entry, StoredDtype, Vector } from './cache/vector-cache';
import type { CorpusRecord } from './corpus/record';
import type { Embedder } from './embedder/embedder';
import { KeyIndex } from './keys/key-index';
import { type TextKey, textKey } from './keys/text-key';

/** Records of a window. Memory in use is a few windows, whatever the size of the corpus. */
const WINDOW_RECORDS = 2048;
/** Texts that are embedded, then stored, together: what a killed run loses at most. */
const SHARE_TEXTS = 256;
/** Windows that are looked up while others are embedded or written. */
const LOOKUPS_AHEAD = 3;

/** Records whose vectors are known. All arrays have one element a record. */
export interface ResolvedWindow {
  readonly records: readonly CorpusRecord[];
  readonly keys: readonly TextKey[];
  readonly vectors: readonly Vector[];
  /** Whether the record is the first in this run with its text. */
  readonly firsts: readonly boolean[];
}

/** What resolving has come to so far. Counts texts, each once, however often the corpus repeats it. */
export interface ResolveFacts {
  /** Records begun; those beyond `unique` repeat a text. */
  records: number;
  unique: number;
  hits: number;
  /** hits, by the tier that had them. */
  readonly hitsByTier: Record<string, number>;
  misses: number;
  embedded: number;
  tokens: number;
  truncated: number;
  embedMs: number;
}

/** A window on its way. The arrays of what is wanted have one element for each text that no window before it brings. */
interface Window {
  readonly records: readonly CorpusRecord[];
  readonly keys: readonly TextKey[];
  readonly firsts: boolean[];
  /** For each record the number of the text that it waits for, in this window or in an earlier one. */
  readonly numbers: Uint32Array;
  /** Number of the first text that is wanted here; the others follow. */
  readonly start: number;
  readonly wanted: TextKey[];
  /** The record that wants it. */
  readonly wantedBy: number[];
  /** Filled as they are found or computed. */
  vectors: (Vector | undefined)[];
  /** Windows that were on their way when this one began. */
  earlier: readonly Window[];
}

/** Turns records into vectors: from the tiers where they have them, else from the embedder; and stores what it embedded. */
export class Resolver {
  readonly facts: ResolveFacts = {
    records: 0,
    unique: 0,
    hits: 0,
    hitsByTier: {},
    misses: 0,
    embedded: 0,
    tokens: 0,
    truncated: 0,
    embedMs: 0,
  };
  /** The number of each text that this run has met. Texts are numbered in the order in which windows want them. */
  private readonly seen = new KeyIndex();
  private wanted = 0;
  /** In order. */
  private readonly underWay: Window[] = [];

  constructor(
    private readonly cache: TieredCache,
    private readonly embedder: Embedder,
    private readonly textPrefix: string,
    private readonly cacheDtype: StoredDtype = 'fp32',
  ) {}

  /** Yields windows in corpus order. While one is embedded, the next are looked up and the one before is written. */
  async *resolve(records: AsyncIterable<CorpusRecord[]>): AsyncGenerator<ResolvedWindow> {
    const lookedUp = overlap(windowsOf(records), LOOKUPS_AHEAD, (window) => this.lookUp(this.begin(window)));
    const complete = overlap(lookedUp, 2, (window) => this.embed(window));
    for await (const window of complete) yield this.end(window);
  }

  private begin(records: readonly CorpusRecord[]): Window {
    const keys = records.map(({ text }) => textKey(this.textPrefix + text));
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
    for (let index = 0; index < keys.length; index++) this.want(window, index, this.underWay[0]?.start ?? window.start);
    this.facts.records += records.length;
    this.underWay.push(window);
    return window;
  }

  /** @param oldest number of the first text that is still on its way; those before it are to be looked up again */
  private want(window: Window, index: number, oldest: number): void {
    const key = window.keys[index] as TextKey;
    const known = this.seen.getOrSet(key, this.wanted);
    if (known !== undefined && known >= oldest) {
      window.numbers[index] = known;
      return;
    }
    if (known === undefined) {
      window.firsts[index] = true;
      this.facts.unique++;
    } else {
      this.seen.set(key, this.wanted);
    }
    window.numbers[index] = this.wanted++;
    window.wanted.push(key);
    window.wantedBy.push(index);
  }

  /** Asks the tiers. A text that an earlier window brought, and that is no longer on its way, is asked for but not counted. */
  private async lookUp(window: Window): Promise<Window> {
    const { vectors, origins } = await this.cache.getMany(window.wanted);
    window.vectors = vectors;
    for (const [at, by] of window.wantedBy.entries()) {
      if (!window.firsts[by]) continue;
      const tier = origins[at];
      if (tier === undefined) {
        this.facts.misses++;
      } else {
        this.facts.hits++;
        this.facts.hitsByTier[tier] = (this.facts.hitsByTier[tier] ?? 0) + 1;
      }
    }
    return window;
  }

  /** Embeds what no tier had, a share at a time, and stores each share while the next is computed. */
  private async embed(window: Window): Promise<Window> {
    const missing = [...window.vectors.keys()].filter((at) => !window.vectors[at]);
    const length = (at: number): number => (window.records[window.wantedBy[at] as number] as CorpusRecord).text.length;
    // By length, so that a share holds texts of like length, which then fill batches without padding.
    missing.sort((a, b) => length(b) - length(a));
    const storing: Promise<void>[] = [];
    for (let from = 0; from < missing.length; from += SHARE_TEXTS) {
      const share = missing.slice(from, from + SHARE_TEXTS);
      await this.compute(window, share);
      const stored = this.store(window, share);
      stored.catch(() => {});
      storing.push(stored);
    }
    await Promise.all(storing);
    return window;
  }

  private async compute(window: Window, share: readonly number[]): Promise<void> {
    const texts = share.map(
      (at) => this.textPrefix + (window.records[window.wantedBy[at] as number] as CorpusRecord).text,
    );
    const {
      vectors: computed,
      tokens,
      truncated,
      milliseconds,
    } = await this.embedder.embed(texts, (done) => {
      this.facts.embedded += done;
    });
    this.facts.embedMs += milliseconds;
    this.facts.tokens += tokens;
    this.facts.truncated += truncated;
    const vectors = roundToStored(computed, this.cacheDtype);
    const dimensions = vectors.length / texts.length;
    for (const [row, at] of share.entries()) {
      window.vectors[at] = vectors.subarray(row * dimensions, (row + 1) * dimensions);
    }
  }

  /** Where another run was first, its vector is the one that this run goes on with. */
  private async store(window: Window, share: readonly number[]): Promise<void> {
    const entries: Entry[] = share.map((at) => ({
      key: window.wanted[at] as TextKey,
      vector: window.vectors[at] as Vector,
    }));
    const { adopted } = await this.cache.putMany(entries);
    for (const [position, vector] of adopted) window.vectors[share[position] as number] = vector;
  }

  /** Windows end in order, so whatever this one waits for in an earlier one is there. */
  private end(window: Window): ResolvedWindow {
    const { records, keys, firsts, numbers, earlier } = window;
    const vectors = Array.from(numbers, (number) => {
      const bringer =
        number >= window.start ? window : earlier.find(({ start, wanted }) => number < start + wanted.length);
      return bringer?.vectors[number - bringer.start] as Vector;
    });
    this.underWay.shift();
    // Else each window would keep the one before it alive, back to the first.
    window.earlier = [];
    return { records, keys, firsts, vectors };
  }
}

async function* windowsOf(records: AsyncIterable<CorpusRecord[]>): AsyncGenerator<CorpusRecord[]> {
  let window: CorpusRecord[] = [];
  for await (const some of records) {
    for (const record of some) {
      window.push(record);
      if (window.length < WINDOW_RECORDS) continue;
      yield window;
      window = [];
    }
  }
  if (window.length > 0) yield window;
}

/** Maps in order, with up to `ahead` items under way at once. Fails as soon as the item at the front fails. */
async function* overlap<T, R>(
  items: AsyncIterable<T>,
  ahead: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const underWay: Promise<R>[] = [];
  for await (const item of items) {
    const result = work(item);
    // It may fail before its turn comes; whoever awaits it then sees the failure.
    result.catch(() => {});
    underWay.push(result);
    if (underWay.length >= ahead) yield await (underWay.shift() as Promise<R>);
  }
  while (underWay.length > 0) yield await (underWay.shift() as Promise<R>);
}
