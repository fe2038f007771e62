import { parentPort } from 'node:worker_threads';
import type { PDFDocumentProxy } from 'unpdf/pdfjs';
import { messageOf } from '../base/errors';
import { addMissingBuiltins } from '../base/node-20';
import type { PdfAnswer, PdfQuestion } from './pdf-protocol';

/** Warnings that mean lost text. All others concern only the appearance of a page. */
const LOSES_TEXT = /cMapUrl|CMap.*not|translateFont failed|error while (parsing|loading) font|ignoring errors during/i;

let document: PDFDocumentProxy | undefined;
let lost = false;

addMissingBuiltins();

// PDF.js warns on the console, which nothing else uses in this thread.
for (const name of ['log', 'warn', 'info', 'error'] as const) {
  console[name] = (...words: unknown[]) => {
    if (LOSES_TEXT.test(words.map(String).join(' '))) lost = true;
  };
}

// A rejection that PDF.js leaves unhandled either shows up at its page or does not matter.
process.on('unhandledRejection', () => {});

parentPort?.on('message', async (question: PdfQuestion) => {
  const answer = await answerTo(question).catch((error: unknown): PdfAnswer => ({ fault: faultOf(error) }));
  parentPort?.postMessage(answer);
});

async function answerTo(question: PdfQuestion): Promise<PdfAnswer> {
  if ('page' in question) return readPage(question.page);
  await document?.loadingTask.destroy();
  document = undefined;
  if (!question.bytes) return { pages: 0 };
  const { getDocument } = await import('unpdf/pdfjs');
  const options = {
    isEvalSupported: false,
    disableFontFace: true,
    useSystemFonts: false,
    stopAtErrors: false,
    verbosity: 1,
  };
  document = await getDocument({ data: question.bytes, ...options }).promise;
  return { pages: document.numPages };
}

async function readPage(number: number): Promise<PdfAnswer> {
  if (!document) throw new Error('no document is open');
  lost = false;
  const page = await document.getPage(number);
  try {
    const { items } = await page.getTextContent();
    const text = items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('');
    const paints = text.trim() === '' ? await paintsAnything(page) : false;
    // Both steps above may have warned.
    return { text, lost, paints };
  } finally {
    page.cleanup();
  }
}

/** Returns whether a page without text shows an image or unreadable text. */
async function paintsAnything(page: Awaited<ReturnType<PDFDocumentProxy['getPage']>>): Promise<boolean> {
  const { OPS } = await import('unpdf/pdfjs');
  const painting: ReadonlySet<number> = new Set([
    ...[OPS.paintImageXObject, OPS.paintInlineImageXObject, OPS.paintImageMaskXObject, OPS.paintImageXObjectRepeat],
    ...[
      OPS.paintInlineImageXObjectGroup,
      OPS.paintImageMaskXObjectGroup,
      OPS.paintImageMaskXObjectRepeat,
      OPS.showText,
    ],
  ]);
  const { fnArray } = await page.getOperatorList();
  return fnArray.some((operation: number) => painting.has(operation));
}

function faultOf(error: unknown): string {
  return error instanceof Error && error.name === 'PasswordException'
    ? 'is encrypted and needs a password: store it without encryption'
    : `cannot be read: ${messageOf(error).slice(0, 200).replace(/\.+$/, '')}`;
}
