import { Worker } from 'node:worker_threads';
import { NativeWork } from '../../embedder/native-work';
import type { Candidates } from './candidate-scan';
import type { UnitRows } from './unit-rows';

export interface CandidateWorkerStart {
  readonly queries: UnitRows;
  readonly k: number;
  readonly threads: number;
  /** Memory of a NativeWork. */
  readonly nativeWork: SharedArrayBuffer;
}

export interface CandidateQuestion {
  readonly components: Float32Array<ArrayBuffer>;
  readonly ties: Float64Array<ArrayBuffer>;
}

/** Answers come in the order of the questions, after one that tells whether the runtime loaded. */
export interface CandidateAnswer {
  readonly candidates?: Candidates;
  readonly failure?: string;
}

/** Multiplies with ONNX Runtime in a worker, because the runtime blocks its thread. */
export class CandidatesInWorker {
  /** Resolves to whether the runtime loaded. */
  readonly ready: Promise<boolean>;
  private readonly worker: Worker;
  private readonly nativeWork = new NativeWork();
  private readonly waiting: { resolve(answer: CandidateAnswer): void; reject(error: Error): void }[] = [];
  private failure: Error | undefined;

  /** @param file the bundled `candidate-worker.ts` */
  constructor(file: string, start: Omit<CandidateWorkerStart, 'nativeWork'>) {
    const workerData: CandidateWorkerStart = { ...start, nativeWork: this.nativeWork.memory };
    this.worker = new Worker(file, { workerData });
    this.worker.on('message', (answer: CandidateAnswer) => this.waiting.shift()?.resolve(answer));
    this.worker.on('error', (error) => this.fail(error));
    this.worker.on('exit', (code) => this.fail(new Error(`the worker ended with code ${code}`)));
    this.nativeWork.guard();
    this.ready = this.answer().then(
      ({ failure }) => failure === undefined,
      () => false,
    );
  }

  /** @throws Error if the runtime fails, or the worker has ended */
  async pick({ components }: UnitRows, ties: Float64Array<ArrayBuffer>): Promise<Candidates> {
    const question: CandidateQuestion = { components: components.slice(), ties };
    const answered = this.answer();
    this.worker.postMessage(question, [question.components.buffer]);
    const { candidates, failure } = await answered;
    if (!candidates) throw new Error(failure ?? 'the worker gave no answer');
    return candidates;
  }

  async close(): Promise<void> {
    await this.nativeWork.end();
    await this.worker.terminate();
  }

  private answer(): Promise<CandidateAnswer> {
    if (this.failure) return Promise.reject(this.failure);
    return new Promise((resolve, reject) => this.waiting.push({ resolve, reject }));
  }

  private fail(error: Error): void {
    this.failure ??= error;
    for (const { reject } of this.waiting.splice(0)) reject(error);
  }
}
