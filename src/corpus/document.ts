import { isUtf8 } from 'node:buffer';
import { Readable } from 'node:stream';
import type { FormatContext } from './format';
import { MAX_RECORD_BYTES, readLines } from './lines';

/**
 * Reads a document as one text.
 * @returns undefined if it is too long or invalid; the context gets the reason
 */
export async function readDocument(
  bytes: AsyncIterable<Buffer>,
  context: Pick<FormatContext, 'bad' | 'encoding'>,
): Promise<string | undefined> {
  const whole = await readWhole(bytes, MAX_RECORD_BYTES);
  if (!whole) {
    context.bad(undefined, `the document is longer than ${MAX_RECORD_BYTES / 2 ** 20} MiB`);
    return undefined;
  }
  if (isUtf8(whole)) return whole.toString('utf8');
  await nameFirstFault(whole, context);
  return undefined;
}

/** Reports only the first fault: one is enough to reject the whole document. */
async function nameFirstFault(whole: Buffer, context: Pick<FormatContext, 'bad' | 'encoding'>): Promise<void> {
  let named = false;
  const once = {
    encoding: context.encoding,
    bad(line: number | undefined, reason: string) {
      if (!named) context.bad(line, reason);
      named = true;
    },
  };
  for await (const _ of readLines(Readable.from([whole]), once)) if (named) return;
}

/**
 * Reads all bytes of a file.
 * @param limit bytes
 * @returns undefined if the file is larger; its bytes are still read, so their count is right
 */
export async function readWhole(bytes: AsyncIterable<Buffer>, limit: number): Promise<Buffer | undefined> {
  let parts: Buffer[] = [];
  let length = 0;
  for await (const piece of bytes) {
    length += piece.length;
    if (length <= limit) parts.push(piece);
    else parts = [];
  }
  return length > limit ? undefined : Buffer.concat(parts);
}
