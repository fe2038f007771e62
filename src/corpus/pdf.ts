import { readWhole } from './document';
import { usableText } from './fields';
import type { CorpusFormat, FormatContext } from './format';
import type { PdfAnswer, PdfQuestion } from './pdf-protocol';
import { ReaderThread } from './reader-thread';
import type { CorpusRecord } from './record';

/** The whole file is in memory: its cross-reference table is at the end and points everywhere. */
const MOST_PDF_BYTES = 128 * 2 ** 20;

type PdfThread = ReaderThread<PdfQuestion, PdfAnswer>;

/** One record per page, named `file#page`. A separate thread reads the pages and is terminated if a file takes too long or too much memory. */
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
    const thread = ReaderThread.take<PdfQuestion, PdfAnswer>('pdf');
    try {
      yield* readPages(whole, thread, context);
    } finally {
      await thread.giveBack({ bytes: undefined });
    }
  },
};

async function* readPages(whole: Buffer, thread: PdfThread, context: FormatContext): AsyncGenerator<CorpusRecord[]> {
  const opened = await thread.ask({ bytes: new Uint8Array(whole) });
  if (!('pages' in opened)) {
    context.bad(undefined, `the document ${'fault' in opened ? opened.fault : 'has no pages'}`);
    return;
  }
  if (opened.pages > whole.length) {
    context.bad(undefined, `the document cannot be read: it declares ${opened.pages} pages, more than fit in its size`);
    return;
  }
  for (let page = 1; page <= opened.pages; page++) {
    const answer = await thread.ask({ page });
    context.reach(page / opened.pages);
    const record = 'text' in answer ? recordOfPage(answer, page, context) : undefined;
    if (record) yield [record];
    if (!('text' in answer)) context.bad(page, `the page ${'fault' in answer ? answer.fault : 'has no text'}`);
    if (!thread.lives && page < opened.pages) {
      context.bad(undefined, `the document cannot be read from page ${page + 1} of ${opened.pages} on`);
      return;
    }
  }
}

function recordOfPage(
  { text, lost, paints }: Extract<PdfAnswer, { text: string }>,
  page: number,
  context: FormatContext,
): CorpusRecord | undefined {
  if (lost) {
    context.bad(page, 'the page cannot be read whole: a font is not in the file, or its content is damaged');
    return undefined;
  }
  if (paints) {
    context.bad(page, 'the page is an image without text: run text recognition (OCR) first');
    return undefined;
  }
  const usable = usableText(text.toWellFormed(), page, context, () => 'the page');
  if (usable === undefined) return undefined;
  const { source } = context;
  return { text: usable, source, line: page, id: `${source}#${page}`, metadata: { page } };
}
