import { SHARE_ENV, Worker } from 'node:worker_threads';
import { type DeviceFault, DeviceUnusable, ModelError } from '../base/errors';
import type { CanaryFacts } from './device/device-facts';
import type { Embedded, Embedder, EmbedderOptions } from './embedder';
import type { OnnxModel } from './model';
import { NativeWork } from './native-work';
import { partsByLength } from './parts';

export interface WorkerStart {
  readonly model: OnnxModel;
  readonly options: EmbedderOptions;
  /** Memory of a NativeWork. */
  readonly nativeWork: SharedArrayBuffer;
}

export interface WorkerQuestion {
  readonly texts: readonly string[];
}

/** A message from the worker. Each sets one field, and `canaries` with `begun`. */
export interface WorkerAnswer {
  /** The model is loaded, and work on the texts has begun. */
  readonly begun?: true;
  /** With `begun`, from a GPU. */
  readonly canaries?: CanaryFacts;
  /** Number of texts done since the last message; the answer follows later. */
  readonly done?: number;
  readonly embedded?: Embedded;
  readonly failure?: string;
  /** Why the device is unusable. */
  readonly unusable?: DeviceFault;
}

/** Texts that one worker embeds at once. */
interface Part {
  readonly question: WorkerQuestion;
  progress?(texts: number): void;
  resolve(embedded: Embedded): void;
  reject(error: ModelError): void;
}

/** A worker, with its current part unless idle. */
interface Station {
  readonly worker: Worker;
  part: Part | undefined;
  begun: boolean;
}

/**
 * Embeds in worker threads, each with its own session, started on demand. ONNX Runtime's `run` blocks its thread: on the main
 * thread, a batch would make deadlines fire and connections starve.
 */
export class EmbedderInWorker implements Embedder {
  private readonly stations: Station[] = [];
  private readonly queue: Part[] = [];
  private readonly nativeWork = new NativeWork();
  private readonly clock = new BusyClock();
  private options: readonly EmbedderOptions[] | undefined;
  private startedAt = 0;
  private loading: number | undefined;
  private canaries: CanaryFacts | undefined;
  /** Set when a worker has ended: nothing more is computed. */
  private failure: ModelError | undefined;

  /**
   * @param file the bundled `worker.ts`
   * @param plan returns the options of each worker; called at the first text
   */
  constructor(
    private readonly file: string,
    private readonly model: OnnxModel,
    private readonly plan: () => readonly EmbedderOptions[],
  ) {}

  /**
   * Loads the model in the first worker, before the first text.
   * @returns the results of the canary texts on a GPU
   * @throws ModelError, or DeviceUnusable if it cannot be loaded on its device
   */
  async open(): Promise<{ readonly canaries?: CanaryFacts }> {
    this.options ??= this.plan();
    await this.ask([], undefined);
    return this.canaries ? { canaries: this.canaries } : {};
  }

  async embed(texts: readonly string[], progress?: (texts: number) => void): Promise<Embedded> {
    this.options ??= this.plan();
    const { dimensions } = this.model.contract;
    const positions = partsByLength(
      texts.map(({ length }) => length),
      this.options.length,
    );
    const parts = await Promise.all(
      positions.map((part) =>
        this.ask(
          part.map((at) => texts[at] as string),
          progress,
        ),
      ),
    );
    const vectors = new Float32Array(texts.length * dimensions);
    for (const [index, part] of positions.entries()) {
      const own = parts[index]?.vectors as Float32Array;
      for (const [row, at] of part.entries()) {
        vectors.set(own.subarray(row * dimensions, (row + 1) * dimensions), at * dimensions);
      }
    }
    return {
      vectors,
      tokens: parts.reduce((sum, { tokens }) => sum + tokens, 0),
      truncated: parts.reduce((sum, { truncated }) => sum + truncated, 0),
      milliseconds: this.clock.take(),
      ...this.takeLoading(),
    };
  }

  /** Loading time of the first worker; returned once. */
  private takeLoading(): Pick<Embedded, 'loadMilliseconds'> {
    const { loading } = this;
    this.loading = undefined;
    return loading === undefined ? {} : { loadMilliseconds: loading };
  }

  async close(): Promise<void> {
    await this.nativeWork.end();
    await Promise.all(this.stations.map(({ worker }) => worker.terminate()));
  }

  private async ask(texts: readonly string[], progress: ((texts: number) => void) | undefined): Promise<Embedded> {
    if (this.failure) throw this.failure;
    return new Promise((resolve, reject) => {
      const question: WorkerQuestion = { texts };
      this.queue.push({ question, resolve, reject, ...(progress && { progress }) });
      this.dispatch();
    });
  }

  private dispatch(): void {
    while (this.queue.length > 0) {
      const station = this.stations.find(({ part }) => !part) ?? this.startWorker();
      if (!station) return;
      station.part = this.queue.shift() as Part;
      station.worker.postMessage(station.part.question);
    }
  }

  private startWorker(): Station | undefined {
    const options = this.options?.[this.stations.length];
    if (!options) return undefined;
    if (this.stations.length === 0) {
      this.startedAt = performance.now();
      this.nativeWork.guard();
    }
    const start: WorkerStart = { model: this.model, options, nativeWork: this.nativeWork.memory };
    // Some CUDA settings work only in the environment of the process.
    const worker = new Worker(this.file, { workerData: start, ...(options.device && { env: SHARE_ENV }) });
    const station: Station = { worker, part: undefined, begun: false };
    this.stations.push(station);
    worker.on('message', (answer: WorkerAnswer) => this.hear(station, answer));
    worker.on('error', (error) =>
      this.failAll(new ModelError(`the embedder stopped: ${error.message}`, { cause: error })),
    );
    worker.on('exit', (code) => this.failAll(new ModelError(`the embedder ended with code ${code}`)));
    return station;
  }

  private hear(station: Station, answer: WorkerAnswer): void {
    const { part } = station;
    const { begun, done, embedded, failure, unusable } = answer;
    if (done !== undefined) {
      part?.progress?.(done);
      return;
    }
    if (begun) {
      if (this.startedAt > 0) this.loading = performance.now() - this.startedAt;
      this.startedAt = 0;
      station.begun = true;
      this.canaries ??= answer.canaries;
      this.clock.start();
      return;
    }
    if (station.begun) this.clock.stop();
    station.begun = false;
    station.part = undefined;
    if (embedded) part?.resolve(embedded);
    else if (unusable) part?.reject(new DeviceUnusable(unusable));
    else part?.reject(new ModelError(failure ?? 'the embedder gave no answer'));
    this.dispatch();
  }

  private failAll(error: ModelError): void {
    this.failure ??= error;
    for (const { part } of this.stations) part?.reject(error);
    for (const { reject } of this.queue.splice(0)) reject(error);
  }
}

/** Measures the time in which any worker computed; parallel work counts once. */
class BusyClock {
  private computing = 0;
  private since = 0;
  private milliseconds = 0;

  start(): void {
    if (this.computing++ === 0) this.since = performance.now();
  }

  stop(): void {
    this.computing--;
    if (this.computing === 0) this.milliseconds += performance.now() - this.since;
  }

  /** @returns busy ms since the last call */
  take(): number {
    const now = performance.now();
    if (this.computing > 0) {
      this.milliseconds += now - this.since;
      this.since = now;
    }
    const taken = this.milliseconds;
    this.milliseconds = 0;
    return taken;
  }
}
