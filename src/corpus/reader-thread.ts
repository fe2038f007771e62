import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { messageOf } from '../base/errors';
import type { RandomAccess } from './format';

/** Heap limit of a thread. */
const HEAP_MB = 1024;
/** Interval between checks of the memory of the process. In ms. */
const LOOK_MS = 100;

/** A request from a thread for bytes of its file, if the file has random access. */
export interface SliceQuestion {
  readonly slice: number;
  readonly start: number;
  readonly end: number;
}

export type SliceAnswer =
  | { readonly slice: number; readonly bytes: Uint8Array }
  | { readonly slice: number; readonly failure: string };

/** An answer for a file or a part that cannot be read. The text follows its name in a message. */
export interface Fault {
  readonly fault: string;
}

type AnyThread = ReaderThread<never, never>;

/**
 * A thread that reads files with a library that may hang on a damaged or malicious file. It answers one question at a time, and is
 * terminated if an answer takes too long or too much memory.
 */
export class ReaderThread<Question, Answer> {
  /** Timeout of an answer: a malicious file could make reading endless. In ms. */
  static longestStep = 60_000;
  /**
   * The most that the process may grow during one answer. Decompressed data is outside the heap, so the heap limit does not apply to
   * it. In bytes.
   */
  static mostGrowth = 2 * 2 ** 30;
  /** Threads kept for the next file, by name: starting one takes as long as reading several pages. */
  private static readonly idle = new Map<string, AnyThread>();
  private readonly worker: Worker;
  private failure: string | undefined;
  private settle: ((answer: Answer | Fault) => void) | undefined;
  private timer: NodeJS.Timeout | undefined;
  private random: RandomAccess | undefined;

  private constructor(private readonly name: string) {
    this.worker = new Worker(workerFile(name), {
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
      stdout: true,
      stderr: true,
    });
    this.worker.on('message', (message: Answer | Fault | SliceQuestion) => {
      if (isSliceQuestion(message)) void this.slice(message);
      else this.answer(message);
    });
    this.worker.on('error', (error) => this.fail(`cannot be read: ${messageOf(error)}`));
    this.worker.on('exit', () => this.fail('cannot be read: its thread ended'));
    // An idle thread must not keep the process alive.
    this.worker.unref();
  }

  /** @param name of the folder of its bundle */
  static take<Question, Answer>(name: string, random?: RandomAccess): ReaderThread<Question, Answer> {
    const kept = ReaderThread.idle.get(name) as ReaderThread<Question, Answer> | undefined;
    ReaderThread.idle.delete(name);
    const thread = kept ?? new ReaderThread<Question, Answer>(name);
    thread.random = random;
    return thread;
  }

  get lives(): boolean {
    return this.failure === undefined;
  }

  async ask(question: Question): Promise<Answer | Fault> {
    if (this.failure !== undefined) return { fault: this.failure };
    this.worker.ref();
    this.startClock();
    const watch = this.watchGrowth();
    try {
      return await new Promise<Answer | Fault>((resolve) => {
        this.settle = resolve;
        this.worker.postMessage(question);
      });
    } finally {
      clearInterval(watch);
      clearTimeout(this.timer);
      this.worker.unref();
    }
  }

  /** Closes the file with the question `closing`. Keeps the thread, if it still lives, for the next file. */
  async giveBack(closing: Question): Promise<void> {
    if (this.lives) await this.ask(closing);
    this.random = undefined;
    if (this.lives && !ReaderThread.idle.has(this.name)) ReaderThread.idle.set(this.name, this as unknown as AnyThread);
    else await this.worker.terminate();
  }

  private async slice({ slice, start, end }: SliceQuestion): Promise<void> {
    // The timeout is for the file, not for the server that it comes from.
    clearTimeout(this.timer);
    const answer = await this.random?.slice(start, end).then(
      (bytes): SliceAnswer => ({ slice, bytes }),
      (error: unknown): SliceAnswer => ({ slice, failure: messageOf(error) }),
    );
    this.startClock();
    this.worker.postMessage(answer);
  }

  private startClock(): void {
    clearTimeout(this.timer);
    if (this.failure !== undefined) return;
    const { longestStep } = ReaderThread;
    this.timer = setTimeout(
      () => this.fail(`cannot be read: it takes longer than ${longestStep / 1000} s`),
      longestStep,
    );
  }

  private watchGrowth(): NodeJS.Timeout {
    const { mostGrowth } = ReaderThread;
    const before = process.memoryUsage.rss();
    return setInterval(() => {
      if (process.memoryUsage.rss() - before <= mostGrowth) return;
      this.fail(`cannot be read: it takes more than ${mostGrowth / 2 ** 30} GiB of memory`);
    }, LOOK_MS);
  }

  private answer(answer: Answer | Fault): void {
    const settle = this.settle;
    this.settle = undefined;
    settle?.(answer);
  }

  private fail(failure: string): void {
    this.failure ??= failure;
    clearTimeout(this.timer);
    if (ReaderThread.idle.get(this.name) === (this as unknown as AnyThread)) ReaderThread.idle.delete(this.name);
    void this.worker.terminate();
    this.answer({ fault: this.failure });
  }
}

function isSliceQuestion(message: unknown): message is SliceQuestion {
  return typeof message === 'object' && message !== null && 'slice' in message;
}

/** Returns the bundle of a worker: beside this bundle, or in `dist` if this code runs from source. */
function workerFile(name: string): string {
  const here = path.dirname(fileURLToPath(import.meta.url));
  const beside = path.join(here, name, 'index.js');
  return existsSync(beside) ? beside : path.join(here, '../../dist', name, 'index.js');
}
