import { TextDecoder } from 'node:util';
import type { CorpusFormat } from './format';

const UTF_8 = 'utf-8';
/** The part of a file that is searched for a declared encoding, the same as in browsers. */
const START_BYTES = 1024;
const REPLACEMENT = '\ufffd';
/** Never occurs in UTF-8, so reading lines finds the position of an invalid character. */
const NO_CHARACTER = Buffer.from([0xff]);

const BYTE_ORDER_MARKS: readonly (readonly [mark: readonly number[], encoding: string])[] = [
  [[0xef, 0xbb, 0xbf], UTF_8],
  [[0xff, 0xfe, 0x00, 0x00], 'utf-32le'],
  [[0x00, 0x00, 0xfe, 0xff], 'utf-32be'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
];

/** Bytes in UTF-8, with their original encoding. */
export interface DecodedBytes {
  /** Name of the original encoding, for messages. */
  readonly encoding: string;
  readonly bytes: AsyncIterable<Buffer>;
}

/**
 * Converts text to UTF-8. The encoding is that of the byte order mark, else the one asked for, else the declared one, else UTF-8.
 * An invalid character becomes a byte that is not UTF-8. So does U+FFFD, a sign that a character was lost earlier.
 * @param asked `auto`, or a label of the WHATWG Encoding Standard
 * @throws Error if the encoding is not supported
 */
export async function decodeText(
  bytes: AsyncIterable<Buffer>,
  asked: string,
  format: Pick<CorpusFormat, 'declaredEncoding'>,
): Promise<DecodedBytes> {
  const pieces = bytes[Symbol.asyncIterator]();
  const { start, ended } = await startOf(pieces);
  const mark = BYTE_ORDER_MARKS.find(([mark]) => mark.every((byte, at) => start[at] === byte));
  const label = mark?.[1] ?? (asked === 'auto' ? (format.declaredEncoding?.(start) ?? UTF_8) : asked);
  const body = rejoin(start.subarray(mark?.[0].length ?? 0), pieces, ended);
  const encoding = decoderOf(label).encoding;
  return { encoding: encoding.toUpperCase(), bytes: encoding === UTF_8 ? body : transcode(body, decoderOf(label)) };
}

function decoderOf(label: string): TextDecoder {
  try {
    return new TextDecoder(label, { ignoreBOM: true });
  } catch (error) {
    throw new Error(
      `its encoding ${JSON.stringify(label.slice(0, 40))} is not supported: set encoding, or convert it to UTF-8`,
      {
        cause: error,
      },
    );
  }
}

async function startOf(pieces: AsyncIterator<Buffer>): Promise<{ start: Buffer; ended: boolean }> {
  let start: Buffer = Buffer.alloc(0);
  while (start.length < START_BYTES) {
    const next = await pieces.next();
    if (next.done) return { start, ended: true };
    start = start.length === 0 ? next.value : Buffer.concat([start, next.value]);
  }
  return { start, ended: false };
}

async function* rejoin(start: Buffer, pieces: AsyncIterator<Buffer>, ended: boolean): AsyncGenerator<Buffer> {
  try {
    if (start.length > 0) yield start;
    while (!ended) {
      const next = await pieces.next();
      if (next.done) return;
      yield next.value;
    }
  } finally {
    await pieces.return?.();
  }
}

async function* transcode(bytes: AsyncIterable<Buffer>, decoder: TextDecoder): AsyncGenerator<Buffer> {
  // Always as a stream: otherwise Node 20 decodes windows-1252 as ISO 8859-1.
  for await (const piece of bytes) yield inUtf8(decoder.decode(piece, { stream: true }));
  yield inUtf8(decoder.decode());
}

function inUtf8(text: string): Buffer {
  if (!text.includes(REPLACEMENT)) return Buffer.from(text);
  const parts = text.split(REPLACEMENT).flatMap((part) => [NO_CHARACTER, Buffer.from(part)]);
  return Buffer.concat(parts.slice(1));
}
