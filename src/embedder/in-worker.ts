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

/** One of these. */
export interface WorkerAnswer {
  /** The model is loaded, and the texts are begun. */
  readonly begun?: true;
  /** With `begun`, from a GPU. */
  readonly canaries?: CanaryFacts;
  /** How many more texts are done; the answer itself is still to come. */
  readonly done?: number;
  readonly embedded?: Embedded;
  readonly failure?: string;
  /** The device to compute on is of no use. */
  readonly unusable?: DeviceFault;
}

/** Texts that one worker embeds at once. */
interface Part {
  readonly question: WorkerQuestion;
  progress?(texts: number): void;
  resolve(embedded: Embedded): void;
  reject(error: ModelError): void;
}

/** What a worker has, if it is not idle. */
interface Station {
  readonly worker: Worker;
  part: Part | undefined;
  begun: boolean;
}

/**
 * Embeds in threads of their own, each with a session, started when there is work for them. ONNX Runtime's `run` blocks the
 * thread that calls it: on the main thread, deadlines would fire and connections starve while a batch is computed.
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
  /** Once a worker is gone, nothing more is computed. */
  private failure: ModelError | undefined;

  /**
   * @param file the bundled `worker.ts`
   * @param plan what each worker is to compute with; asked for at the first text
   */
  constructor(
    private readonly file: string,
    private readonly model: OnnxModel,
    private readonly plan: () => readonly EmbedderOptions[],
  ) {}

  /**
   * Loads the model in the first worker, before there is a text for it.
   * @returns what canary texts came to, on a GPU
   * @throws ModelError, and DeviceUnusable if it cannot be loaded where it is to be
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

  /** What the first worker took to load, told once. */
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
    // Some settings of CUDA can only be made in the environment of the process.
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

/** Time in which anything was computed; what is computed side by side counts once. */
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

  /** @returns ms since this was last asked */
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
