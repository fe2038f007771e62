import { TextDecoder } from 'node:util';
import type { CorpusFormat } from './format';

const UTF_8 = 'utf-8';
/** As much of a file as is looked at for a declaration: what browsers look at. */
const START_BYTES = 1024;
const REPLACEMENT = '\ufffd';
/** Never part of UTF-8, so that whoever reads the lines finds the place of what was no character. */
const NO_CHARACTER = Buffer.from([0xff]);

const BYTE_ORDER_MARKS: readonly (readonly [mark: readonly number[], encoding: string])[] = [
  [[0xef, 0xbb, 0xbf], UTF_8],
  [[0xff, 0xfe, 0x00, 0x00], 'utf-32le'],
  [[0x00, 0x00, 0xfe, 0xff], 'utf-32be'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
];

/** Bytes that are UTF-8 now, and what they were. */
export interface DecodedBytes {
  /** As people know it. */
  readonly encoding: string;
  readonly bytes: AsyncIterable<Buffer>;
}

/**
 * Makes UTF-8 of text in another encoding: that of its byte order mark, else the one asked for, else the one that it declares,
 * else UTF-8 as it is. What is no character becomes a byte that is not UTF-8. So does a U+FFFD: a sign that a character was
 * lost before.
 * @param asked `auto`, or a label of the WHATWG Encoding Standard
 * @throws Error if the encoding is none that can be read
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
      `its text is declared as ${JSON.stringify(label.slice(0, 40))}, which cannot be read: set encoding`,
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
  // Always as a stream: Node 20 decodes windows-1252 as if it were ISO 8859-1 otherwise.
  for await (const piece of bytes) yield inUtf8(decoder.decode(piece, { stream: true }));
  yield inUtf8(decoder.decode());
}

function inUtf8(text: string): Buffer {
  if (!text.includes(REPLACEMENT)) return Buffer.from(text);
  const parts = text.split(REPLACEMENT).flatMap((part) => [NO_CHARACTER, Buffer.from(part)]);
  return Buffer.concat(parts.slice(1));
}
