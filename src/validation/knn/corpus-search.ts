import type { Vector } from '../../base/vector';
import { excerpt } from '../../base/wording';
import { type CorpusRecord, recordId } from '../../corpus/record';
import type { TextKey } from '../../keys/text-key';
import type { ResolvedWindow } from '../../resolve/window';
import type { NamedNeighbour } from '../golden/golden-set';
import { CandidateFinder, type CandidateOptions } from './candidates';
import { clamped } from './exact';
import { Nearest } from './nearest';
import { unitRows } from './unit-rows';

const EXCERPT_CHARACTERS = 200;
/** Of a text key, as many as a number holds exactly. */
const TIE_BYTES = 6;

/** A golden text, and its vector in this run. */
export interface CorpusQuery {
  readonly text: string;
  /** Undefined where there is none that can be used: it then has no neighbours. */
  readonly vector: Vector | undefined;
}

/** What is searched of a window. Records without a vector are passed over. */
type SearchedWindow = Pick<ResolvedWindow, 'records' | 'keys' | 'firsts'> & {
  readonly vectors: readonly (Vector | undefined)[];
};

/**
 * Finds the nearest of golden texts in a corpus that goes by, window by window. What it holds does not grow with the corpus: k
 * neighbours for each query, and a window or two that are being searched.
 */
export class CorpusSearch {
  private readonly best: Nearest<NamedNeighbour>;
  private readonly finder: CandidateFinder;
  /** Of the last window. Those before it are done. */
  private searching: Promise<void> = Promise.resolve();

  /** Those that have a vector, and for each its number among all. */
  private readonly texts: readonly string[];
  private readonly numbers: readonly number[];

  /** @param k neighbours of each query */
  constructor(
    private readonly queries: readonly CorpusQuery[],
    k: number,
    options: Omit<CandidateOptions, 'streamed'> = {},
  ) {
    this.numbers = [...queries.keys()].filter((query) => queries[query]?.vector);
    this.texts = this.numbers.map((query) => queries[query]?.text as string);
    this.best = new Nearest(queries.length, k);
    // One more than is wanted, since the query itself may be among them.
    const rows = unitRows(this.numbers.map((query) => queries[query]?.vector as Vector));
    this.finder = new CandidateFinder(rows, k + 1, { ...options, streamed: true });
  }

  /** Whether ONNX Runtime compares, after enough has gone by. */
  get usesRuntime(): boolean {
    return this.finder.usesRuntime;
  }

  /**
   * Searches a window while the next is on its way: waits only until the one before it is done. A text that the corpus repeats
   * counts once, where the window says that it is the first (so give it windows of one resolver, which resolved nothing else
   * before); a query's own text does not count for it.
   */
  async take(window: SearchedWindow): Promise<void> {
    if (this.texts.length === 0) return;
    const firsts = [...window.firsts.keys()].filter((index) => window.firsts[index] && window.vectors[index]);
    const before = this.searching;
    // Copied here: vectors are views of what is used again.
    const rows = unitRows(firsts.map((index) => window.vectors[index] as Vector));
    const ties = Float64Array.from(firsts, (index) => tieOf(window.keys[index] as TextKey));
    const records = firsts.map((index) => window.records[index] as CorpusRecord);
    this.searching = before.then(async () => {
      for await (const { queries, rows: numbers, similarities } of this.finder.search(rows, ties)) {
        for (const [at, row] of numbers.entries()) {
          const query = queries[at] as number;
          this.offer(query, records[row] as CorpusRecord, similarities[at] as number, ties[row] as number);
        }
      }
    });
    // Whoever waits for it next gets the failure.
    this.searching.catch(() => {});
    await before;
  }

  /** For each query, in their order, its neighbours, nearest first; of equally near ones the one with the lower text key. */
  async nearest(): Promise<NamedNeighbour[][]> {
    await this.searching;
    return this.queries.map((_, query) => this.best.of(query).map(({ item }) => item));
  }

  /** To be called in any case: it ends what computes. */
  async close(): Promise<void> {
    await this.searching.catch(() => {});
    await this.finder.close();
  }

  private offer(of: number, record: CorpusRecord, similarity: number, tie: number): void {
    const query = this.numbers[of] as number;
    if (record.text === this.texts[of] || !this.best.takes(query, similarity, tie)) return;
    const name = recordId(record);
    const neighbour = { name, excerpt: excerpt(record.text, EXCERPT_CHARACTERS), similarity: clamped(similarity) };
    this.best.insert(query, similarity, tie, neighbour);
  }
}

/** The first bytes of a text key as a number: lower for a key that comes first. */
function tieOf(key: TextKey): number {
  return Buffer.from(key.slice(0, (TIE_BYTES * 8) / 6), 'base64url').readUIntBE(0, TIE_BYTES);
}
