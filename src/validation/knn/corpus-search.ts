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
/** Bytes of a text key that a number holds exactly. */
const TIE_BYTES = 6;

/** A golden text, and its vector in this run. */
export interface CorpusQuery {
  readonly text: string;
  /** Undefined if unusable: the text then has no neighbours. */
  readonly vector: Vector | undefined;
}

/** The parts of a window that are searched. Records without a vector are skipped. */
type SearchedWindow = Pick<ResolvedWindow, 'records' | 'keys' | 'firsts'> & {
  readonly vectors: readonly (Vector | undefined)[];
};

/**
 * Finds the neighbours of golden texts in a corpus, window by window as it streams. Memory does not grow with the corpus: it holds
 * k neighbours per query, and one or two windows.
 */
export class CorpusSearch {
  private readonly best: Nearest<NamedNeighbour>;
  private readonly finder: CandidateFinder;
  /** The search of the last window. Earlier ones are done. */
  private searching: Promise<void> = Promise.resolve();

  /** Queries that have a vector, and the index of each among all queries. */
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
    // One more than wanted, because the query itself may be among them.
    const rows = unitRows(this.numbers.map((query) => queries[query]?.vector as Vector));
    this.finder = new CandidateFinder(rows, k + 1, { ...options, streamed: true });
  }

  /** Whether ONNX Runtime computes the products. */
  get usesRuntime(): boolean {
    return this.finder.usesRuntime;
  }

  /**
   * Searches a window while the next one is resolved: waits only for the search of the window before it. A text that the corpus
   * repeats counts once, at the record that the window marks as the first (so all windows must come from one resolver that resolved
   * nothing else before). A query's own text is not its neighbour.
   */
  async take(window: SearchedWindow): Promise<void> {
    if (this.texts.length === 0) return;
    const firsts = [...window.firsts.keys()].filter((index) => window.firsts[index] && window.vectors[index]);
    const before = this.searching;
    // Copies the vectors, whose buffers are reused.
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
    // The next `await` gets the failure.
    this.searching.catch(() => {});
    await before;
  }

  /** Returns the neighbours of each query, nearest first; equally near ones are ordered by text key. */
  async nearest(): Promise<NamedNeighbour[][]> {
    await this.searching;
    return this.queries.map((_, query) => this.best.of(query).map(({ item }) => item));
  }

  /** Must always be called, because it ends the worker. */
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

/** Returns the first bytes of a text key as a number, in the order of keys. */
function tieOf(key: TextKey): number {
  return Buffer.from(key.slice(0, (TIE_BYTES * 8) / 6), 'base64url').readUIntBE(0, TIE_BYTES);
}
