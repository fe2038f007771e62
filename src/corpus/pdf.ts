import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { messageOf } from '../errors';
import { readWhole } from './document';
import { usableText } from './fields';
import type { CorpusFormat, FormatContext } from './format';
import type { PdfAnswer, PdfQuestion } from './pdf-protocol';
import type { CorpusRecord } from './record';

/** A file is in memory whole, for its table of contents is at its end and points everywhere. */
export const MOST_PDF_BYTES = 128 * 2 ** 20;
/** A worker has so much for one document. */
const WORKER_HEAP_MB = 1024;
/** A page that takes longer is given up: a file can be made so that reading never ends. In ms. */
const LONGEST_STEP = 60_000;

/** A record a page, named `file#page`. Pages are read in a thread of their own, which ends where a file is too much for it. */
export const pdfFormat: CorpusFormat = {
  name: 'pdf',
  extensions: ['.pdf'],
  counts: 'page',
  binary: true,
  async *read(bytes, context) {
    const whole = await readWhole(bytes, MOST_PDF_BYTES);
    if (!whole) {
      context.bad(undefined, `the document is larger than ${MOST_PDF_BYTES / 2 ** 20} MiB`);
      return;
    }
    const worker = PdfWorker.take();
    try {
      yield* readPages(whole, worker, context);
    } finally {
      await worker.giveBack();
    }
  },
};

async function* readPages(whole: Buffer, worker: PdfWorker, context: FormatContext): AsyncGenerator<CorpusRecord[]> {
  const opened = await worker.ask({ bytes: new Uint8Array(whole) });
  if (!('pages' in opened)) {
    context.bad(undefined, `the document ${'fault' in opened ? opened.fault : 'has no pages'}`);
    return;
  }
  if (opened.pages > whole.length) {
    context.bad(undefined, `the document cannot be read: it says it has ${opened.pages} pages`);
    return;
  }
  for (let page = 1; page <= opened.pages; page++) {
    const answer = await worker.ask({ page });
    const record = 'text' in answer ? recordOf(answer, page, context) : undefined;
    if (record) yield [record];
    if (!('text' in answer)) context.bad(page, `the page ${'fault' in answer ? answer.fault : 'has no text'}`);
    if (!worker.lives && page < opened.pages) {
      context.bad(undefined, `the document cannot be read on from page ${page + 1}, of ${opened.pages}`);
      return;
    }
  }
}

function recordOf(
  { text, lost, paints }: Extract<PdfAnswer, { text: string }>,
  page: number,
  context: FormatContext,
): CorpusRecord | undefined {
  if (lost) {
    context.bad(page, 'the page cannot be read whole: a font is not in the file, or its content is damaged');
    return undefined;
  }
  if (paints) {
    context.bad(page, 'the page is an image without text: let its text be recognized (OCR) first');
    return undefined;
  }
  const usable = usableText(text.toWellFormed(), page, context, 'the page');
  if (usable === undefined) return undefined;
  const { source } = context;
  return { text: usable, source, line: page, id: `${source}#${page}`, metadata: { page } };
}

/** A thread that reads documents, one at a time. */
class PdfWorker {
  /** Kept for the next document: to start one takes as long as to read several pages. */
  private static idle: PdfWorker | undefined;
  private readonly worker: Worker;
  private failure: string | undefined;
  private settle: ((answer: PdfAnswer) => void) | undefined;

  private constructor() {
    this.worker = new Worker(workerFile(), {
      resourceLimits: { maxOldGenerationSizeMb: WORKER_HEAP_MB },
      stdout: true,
      stderr: true,
    });
    this.worker.on('message', (answer: PdfAnswer) => this.answer(answer));
    this.worker.on('error', (error) => this.fail(`cannot be read: ${messageOf(error)}`));
    this.worker.on('exit', () => this.fail('cannot be read: its thread has ended'));
    // No reason for the process to go on.
    this.worker.unref();
  }

  static take(): PdfWorker {
    const worker = PdfWorker.idle ?? new PdfWorker();
    PdfWorker.idle = undefined;
    return worker;
  }

  get lives(): boolean {
    return this.failure === undefined;
  }

  async ask(question: PdfQuestion): Promise<PdfAnswer> {
    if (this.failure !== undefined) return { fault: this.failure };
    this.worker.ref();
    const timer = setTimeout(() => this.fail(`takes longer than ${LONGEST_STEP / 1000} s`), LONGEST_STEP);
    try {
      return await new Promise<PdfAnswer>((resolve) => {
        this.settle = resolve;
        const transferred = 'bytes' in question && question.bytes ? [question.bytes.buffer as ArrayBuffer] : [];
        this.worker.postMessage(question, transferred);
      });
    } finally {
      clearTimeout(timer);
      this.worker.unref();
    }
  }

  /** Lets go of the document, and keeps the worker for the next one if it lives. */
  async giveBack(): Promise<void> {
    if (this.lives) await this.ask({ bytes: undefined });
    if (this.lives && !PdfWorker.idle) PdfWorker.idle = this;
    else await this.worker.terminate();
  }

  private answer(answer: PdfAnswer): void {
    const settle = this.settle;
    this.settle = undefined;
    settle?.(answer);
  }

  private fail(failure: string): void {
    this.failure ??= failure;
    if (PdfWorker.idle === this) PdfWorker.idle = undefined;
    void this.worker.terminate();
    this.answer({ fault: this.failure });
  }
}

/** A bundle of its own: beside the bundle that this is part of, or in `dist` where this runs from its source. */
function workerFile(): string {
  const here = path.dirname(fileURLToPath(import.meta.url));
  const beside = path.join(here, 'pdf', 'index.js');
  return existsSync(beside) ? beside : path.join(here, '../../dist/pdf/index.js');
}
