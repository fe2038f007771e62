import { existsSync } from 'node:fs';
import path from 'node:path';
import { usableProcessors } from '../../embedder/processors';
import { CandidateScan, type Candidates } from './candidate-scan';
import { CandidatesInWorker } from './candidates-in-worker';
import { products } from './products';
import { rowsBetween, type UnitRows } from './unit-rows';

/** Multiplications after which this thread gives them to the runtime: 0.7 s here, 0.02 s there after 0.15 s of loading. */
const OWN_MULTIPLICATIONS = 1.5e9;
/** The same where more is to be expected than is known yet: a corpus goes by. */
const OWN_MULTIPLICATIONS_OF_A_STREAM = 0.3e9;
/** Multiplications at a time in this thread, so that nothing else waits for more than some 50 ms. */
const AT_ONCE = 1e8;
/** Products at a time in the runtime: 16 MB of them. */
const PRODUCTS_AT_ONCE = 4 * 2 ** 20;

export interface CandidateOptions {
  /** Folder of the running bundle, beside which the runtime's worker is. Absent: everything is done in this thread. */
  readonly bundle?: string;
  /** Of the runtime; 0 for as many as this process may use. */
  readonly threads?: number;
  /** Whether rows come one window after the other, nobody knows how many. */
  readonly streamed?: boolean;
}

/**
 * Finds in rows what may be among the k nearest of the queries. The only place that decides what multiplies: this thread while
 * there is little, which needs nothing to be loaded; ONNX Runtime in a worker beyond that, where the bundle has it
 * (docs/validation-engines.md has what was measured).
 */
export class CandidateFinder {
  private readonly scan: CandidateScan;
  private readonly worker: string | undefined;
  private readonly ownMultiplications: number;
  private multiplications = 0;
  private running: CandidatesInWorker | undefined;
  private failed = false;

  constructor(
    private readonly queries: UnitRows,
    private readonly k: number,
    private readonly options: CandidateOptions = {},
  ) {
    this.scan = new CandidateScan(queries.count, k);
    const file = path.join(options.bundle ?? '', 'validation', 'index.js');
    this.worker = options.bundle !== undefined && existsSync(file) ? file : undefined;
    this.ownMultiplications = options.streamed ? OWN_MULTIPLICATIONS_OF_A_STREAM : OWN_MULTIPLICATIONS;
  }

  /** Whether the runtime multiplies. */
  get usesRuntime(): boolean {
    return this.running !== undefined && !this.failed;
  }

  /**
   * @param ties for each row; of equally similar rows the one with the lower is nearer
   * @returns candidates by the number of their row; of rows that were searched before, and are nearer, some may be missing
   */
  async *search(rows: UnitRows, ties: Float64Array<ArrayBuffer>): AsyncGenerator<Candidates> {
    const perRow = this.queries.count * this.queries.dimensions;
    const inRuntime = await this.choose(rows.count * perRow);
    const most = inRuntime ? PRODUCTS_AT_ONCE / this.queries.count : AT_ONCE / perRow;
    const step = Math.max(1, Math.floor(most));
    for (let start = 0; start < rows.count; start += step) {
      const end = Math.min(rows.count, start + step);
      const found = await this.pick(rowsBetween(rows, start, end), ties.slice(start, end));
      yield start === 0 ? found : { ...found, rows: found.rows.map((row) => row + start) };
    }
  }

  async close(): Promise<void> {
    await this.running?.close();
  }

  private async choose(multiplications: number): Promise<boolean> {
    this.multiplications += multiplications;
    if (this.failed || !this.worker || this.multiplications <= this.ownMultiplications) return false;
    const threads = this.options.threads || usableProcessors();
    this.running ??= new CandidatesInWorker(this.worker, { queries: this.queries, k: this.k, threads });
    // Another platform than those that the bundle carries the runtime for, and none installed.
    this.failed = !(await this.running.ready);
    return !this.failed;
  }

  private async pick(rows: UnitRows, ties: Float64Array<ArrayBuffer>): Promise<Candidates> {
    if (this.running && !this.failed) {
      try {
        return await this.running.pick(rows, ties);
      } catch {
        // What it had seen is not lost: it was told as candidates.
        this.failed = true;
      }
    }
    // Lets others have the thread.
    await new Promise(setImmediate);
    return this.scan.pick(products(rows, this.queries), ties);
  }
}
