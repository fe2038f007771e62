import type { TieredCache } from './cache/tiered';
import type { Entry, Vector } from './cache/vector-cache';
import type { CorpusRecord } from './corpus/record';
import type { Embedder } from './embedder/embedder';
import { KeyIndex } from './keys/key-index';
import { type TextKey, textKey } from './keys/text-key';

/** Records of a window. Memory in use is a few windows, whatever the size of the corpus. */
const WINDOW_RECORDS = 2048;
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

/** A window on its way. `wanted` holds each of its texts once, by key. */
interface Window {
  readonly records: readonly CorpusRecord[];
  readonly keys: readonly TextKey[];
  readonly firsts: readonly boolean[];
  /** Texts that an earlier window still on its way will bring. */
  readonly borrowed: Map<TextKey, Window>;
  readonly vectors: Map<TextKey, Vector>;
  /** Texts that no tier has. */
  misses: Map<TextKey, string>;
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
  private readonly seen = new KeyIndex();
  /** Which window on its way brings a text. */
  private readonly underWay = new Map<TextKey, Window>();

  constructor(
    private readonly cache: TieredCache,
    private readonly embedder: Embedder,
    private readonly textPrefix: string,
  ) {}

  /** Yields windows in corpus order. While one is embedded, the next are looked up and the one before is written. */
  async *resolve(records: AsyncIterable<CorpusRecord[]>): AsyncGenerator<ResolvedWindow> {
    const lookedUp = overlap(windowsOf(records), LOOKUPS_AHEAD, (window) => this.lookUp(this.begin(window)));
    const embedded = overlap(lookedUp, 2, (window) => this.embed(window));
    const stored = overlap(embedded, 2, (window) => this.store(window));
    for await (const window of stored) yield this.end(window);
  }

  private begin(records: readonly CorpusRecord[]): Window {
    this.facts.records += records.length;
    const keys = records.map(({ text }) => textKey(this.textPrefix + text));
    const borrowed = new Map<TextKey, Window>();
    const window: Window = {
      records,
      keys,
      firsts: keys.map((key) => this.seen.add(key)),
      borrowed,
      vectors: new Map(),
      misses: new Map(),
    };
    for (const [index, key] of keys.entries()) {
      const bringer = this.underWay.get(key);
      if (bringer === undefined) {
        this.underWay.set(key, window);
        window.misses.set(key, (records[index] as CorpusRecord).text);
      } else if (bringer !== window) {
        borrowed.set(key, bringer);
      }
    }
    return window;
  }

  /** Asks the tiers for the window's texts. What this run has met in an earlier window is asked for, but not counted. */
  private async lookUp(window: Window): Promise<Window> {
    const wanted = [...window.misses.keys()];
    const { vectors, origins } = await this.cache.getMany(wanted);
    const fresh = new Set(window.keys.filter((_, index) => window.firsts[index]));
    this.facts.unique += fresh.size;
    for (const [index, key] of wanted.entries()) {
      const vector = vectors[index];
      if (!vector) {
        if (fresh.has(key)) this.facts.misses++;
        continue;
      }
      window.vectors.set(key, vector);
      window.misses.delete(key);
      if (!fresh.has(key)) continue;
      const tier = origins[index] as string;
      this.facts.hits++;
      this.facts.hitsByTier[tier] = (this.facts.hitsByTier[tier] ?? 0) + 1;
    }
    return window;
  }

  private async embed(window: Window): Promise<Window> {
    const texts = [...window.misses.values()].map((text) => this.textPrefix + text);
    if (texts.length === 0) return window;
    const started = performance.now();
    const { vectors, tokens, truncated } = await this.embedder.embed(texts, (done) => {
      this.facts.embedded += done;
    });
    this.facts.embedMs += performance.now() - started;
    this.facts.tokens += tokens;
    this.facts.truncated += truncated;
    const dimensions = vectors.length / texts.length;
    for (const [index, key] of [...window.misses.keys()].entries()) {
      window.vectors.set(key, vectors.subarray(index * dimensions, (index + 1) * dimensions));
    }
    return window;
  }

  /** Stores what was embedded. Where another run was first, its vector is the one that this run goes on with. */
  private async store(window: Window): Promise<Window> {
    const entries: Entry[] = [...window.misses.keys()].map((key) => ({ key, vector: window.vectors.get(key) as Vector }));
    if (entries.length === 0) return window;
    const { adopted } = await this.cache.putMany(entries);
    for (const [position, vector] of adopted) window.vectors.set((entries[position] as Entry).key, vector);
    return window;
  }

  /** Windows end in order, so what a window borrows is there. */
  private end(window: Window): ResolvedWindow {
    for (const key of window.keys) {
      if (this.underWay.get(key) === window) this.underWay.delete(key);
    }
    const vectors = window.keys.map(
      (key) => window.vectors.get(key) ?? (window.borrowed.get(key)?.vectors.get(key) as Vector),
    );
    // Else each window would keep the one before it alive, back to the first.
    window.borrowed.clear();
    return { records: window.records, keys: window.keys, firsts: window.firsts, vectors };
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
