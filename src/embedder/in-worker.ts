import { SHARE_ENV, Worker } from 'node:worker_threads';
import { ModelError } from '../errors';
import type { DeviceFacts, DeviceOptions } from './device/open-on-device';
import type { Embedded, Embedder, EmbedderOptions } from './embedder';
import type { OnnxModel } from './model';

export interface WorkerStart {
  readonly model: OnnxModel;
  readonly options: EmbedderOptions;
  readonly device: DeviceOptions;
}

export interface WorkerQuestion {
  readonly id: number;
  readonly texts: readonly string[];
}

/** One of the four. */
export interface WorkerAnswer {
  readonly id: number;
  /** How many more texts are done; the answer itself is still to come. */
  readonly done?: number;
  /** Where texts are embedded; told once, the answer itself is still to come. */
  readonly device?: DeviceFacts;
  readonly embedded?: Embedded;
  readonly failure?: string;
}

interface Waiting {
  progress?(texts: number): void;
  resolve(embedded: Embedded): void;
  reject(error: ModelError): void;
}

/**
 * Embeds in a thread of its own, started at the first text. ONNX Runtime's `run` blocks the thread that calls it: on the
 * main thread, deadlines would fire and connections starve while a batch is computed.
 */
export class EmbedderInWorker implements Embedder {
  device: DeviceFacts | undefined;
  private worker: Worker | undefined;
  private waiting = new Map<number, Waiting>();
  private questions = 0;

  /** @param file the bundled `worker.ts` */
  constructor(
    private readonly file: string,
    private readonly start: WorkerStart,
  ) {}

  embed(texts: readonly string[], progress?: (texts: number) => void): Promise<Embedded> {
    this.worker ??= this.startWorker();
    const question: WorkerQuestion = { id: this.questions++, texts };
    return new Promise((resolve, reject) => {
      this.waiting.set(question.id, { resolve, reject, ...(progress && { progress }) });
      this.worker?.postMessage(question);
    });
  }

  async close(): Promise<void> {
    await this.worker?.terminate();
  }

  private startWorker(): Worker {
    const worker = new Worker(this.file, {
      workerData: this.start,
      // Some settings of CUDA can only be made there.
      env: SHARE_ENV,
    });
    worker.on('message', ({ id, done, device, embedded, failure }: WorkerAnswer) => {
      const waiting = this.waiting.get(id);
      if (device) {
        this.device = device;
        return;
      }
      if (done !== undefined) return waiting?.progress?.(done);
      this.waiting.delete(id);
      if (embedded) waiting?.resolve(embedded);
      else waiting?.reject(new ModelError(failure ?? 'the embedder gave no answer'));
    });
    worker.on('error', (error) =>
      this.failAll(new ModelError(`the embedder stopped: ${error.message}`, { cause: error })),
    );
    worker.on('exit', (code) => this.failAll(new ModelError(`the embedder ended with code ${code}`)));
    return worker;
  }

  private failAll(error: ModelError): void {
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }
}
