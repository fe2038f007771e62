import { existsSync } from 'node:fs';
import path from 'node:path';
import { usableProcessors } from '../../embedder/processors';
import { CandidateScan, type Candidates } from './candidate-scan';
import { CandidatesInWorker } from './candidates-in-worker';
import { products } from './products';
import { rowsBetween, type UnitRows } from './unit-rows';

/** Multiplications that this thread does itself: 0.7 s here take 0.02 s in the runtime, after 0.15 s of loading. */
const OWN_MULTIPLICATIONS = 1.5e9;
/** The same for a stream, of which more is to come. */
const OWN_MULTIPLICATIONS_OF_A_STREAM = 0.3e9;
/** Multiplications per step in this thread, so nothing else waits longer than about 50 ms. */
const AT_ONCE = 1e8;
/** Products per step in the runtime: 16 MB. */
const PRODUCTS_AT_ONCE = 4 * 2 ** 20;

export interface CandidateOptions {
  /** Folder of the running bundle, which contains the runtime's worker. If absent, this thread computes everything. */
  readonly bundle?: string;
  /** Threads of the runtime; 0 for as many as this process may use. */
  readonly threads?: number;
  /** Whether rows arrive window by window, in unknown number. */
  readonly streamed?: boolean;
}

/**
 * Finds rows that may be among the k nearest of the queries. The only place that decides where products are computed: in this
 * thread for small searches, which then load nothing; beyond that by ONNX Runtime in a worker, if the bundle has one
 * (docs/validation-engines.md has the measurements).
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

  /** Whether the runtime computes the products. */
  get usesRuntime(): boolean {
    return this.running !== undefined && !this.failed;
  }

  /**
   * @param ties one per row; of equally similar rows, the one with the lower tie is nearer
   * @returns candidates by row number; may leave out rows that are no nearer than those of earlier searches
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
    // Fails on a platform for which no runtime is bundled or installed.
    this.failed = !(await this.running.ready);
    return !this.failed;
  }

  private async pick(rows: UnitRows, ties: Float64Array<ArrayBuffer>): Promise<Candidates> {
    if (this.running && !this.failed) {
      try {
        return await this.running.pick(rows, ties);
      } catch {
        // Nothing is lost: earlier candidates were already returned.
        this.failed = true;
      }
    }
    // Lets other work use this thread.
    await new Promise(setImmediate);
    return this.scan.pick(products(rows, this.queries), ties);
  }
}
