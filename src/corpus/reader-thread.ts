import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { messageOf } from '../base/errors';
import type { RandomAccess } from './format';

/** A thread has so much for one file. */
const HEAP_MB = 1024;
/** How often it is looked how much the process takes. In ms. */
const LOOK_MS = 100;

/** What a thread asks for of the file that it reads, if it may read it from anywhere. */
export interface SliceQuestion {
  readonly slice: number;
  readonly start: number;
  readonly end: number;
}

export type SliceAnswer =
  | { readonly slice: number; readonly bytes: Uint8Array }
  | { readonly slice: number; readonly failure: string };

/** Goes after what cannot be read. */
export interface Fault {
  readonly fault: string;
}

type AnyThread = ReaderThread<never, never>;

/**
 * A thread that reads files with a library which cannot be trusted to come to an end with a file that is damaged, or made to
 * hang it. It answers one question at a time, and is ended where one takes too long or too much memory.
 */
export class ReaderThread<Question, Answer> {
  /** An answer that takes longer is given up: a file can be made so that reading never ends. In ms. */
  static longestStep = 60_000;
  /**
   * Nor may the process grow by more while an answer is waited for: what a file is decompressed into is no part of the heap, so that
   * its limit does not hold it. In bytes.
   */
  static mostGrowth = 2 * 2 ** 30;
  /** Kept for the next file, by name: to start one takes as long as to read several pages. */
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
    this.worker.on('exit', () => this.fail('cannot be read: its thread has ended'));
    // No reason for the process to go on.
    this.worker.unref();
  }

  /** @param name of the folder that its bundle is in */
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

  /** Lets go of the file, by `closing`, and keeps the thread for the next one if it lives. */
  async giveBack(closing: Question): Promise<void> {
    if (this.lives) await this.ask(closing);
    this.random = undefined;
    if (this.lives && !ReaderThread.idle.has(this.name)) ReaderThread.idle.set(this.name, this as unknown as AnyThread);
    else await this.worker.terminate();
  }

  private async slice({ slice, start, end }: SliceQuestion): Promise<void> {
    // How long a server takes says nothing of the file.
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

/** A bundle of its own: beside the bundle that this is part of, or in `dist` where this runs from its source. */
function workerFile(name: string): string {
  const here = path.dirname(fileURLToPath(import.meta.url));
  const beside = path.join(here, name, 'index.js');
  return existsSync(beside) ? beside : path.join(here, '../../dist', name, 'index.js');
}
