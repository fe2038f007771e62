import { isUtf8 } from 'node:buffer';
import { parentPort } from 'node:worker_threads';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { AsyncBuffer, Compressors, FileMetaData, ParquetParsers, RowGroup, SchemaTree } from 'hyparquet';
import { messageOf } from '../base/errors';
import { blockDecompressor } from '../base/node-20';
import { decompressLz4Block, decompressOldLz4 } from './lz4-block';
import type { ParquetAnswer, ParquetQuestion } from './parquet-protocol';
import { adaptSchema, readDecimals } from './parquet-schema';
import { plainValue } from './parquet-values';
import type { SliceAnswer, SliceQuestion } from './reader-thread';

/** Largest row group, uncompressed: all of it is in memory at once. */
const MOST_GROUP_BYTES = 512 * 2 ** 20;
const MOST_GROUP_ROWS = 2 ** 24;
const ROWS_AT_ONCE = 2048;
/** Placeholder for a string that is not UTF-8, until its row is known. */
const NO_TEXT = Symbol('not UTF-8');

const slices = new Map<number, { resolve(bytes: Uint8Array): void; reject(error: Error): void }>();
let sliced = 0;
let answers: AsyncGenerator<ParquetAnswer> | undefined;

// The library reads ahead and may never await those reads.
process.on('unhandledRejection', () => {});

parentPort?.on('message', (message: ParquetQuestion | SliceAnswer) => {
  if ('slice' in message) takeSlice(message);
  else void answerTo(message).then((answer) => parentPort?.postMessage(answer));
});

async function answerTo(question: ParquetQuestion): Promise<ParquetAnswer> {
  try {
    if ('close' in question) {
      answers = undefined;
      slices.clear();
      return { end: true };
    }
    if ('open' in question) answers = read(question.open, question.texts);
    const answer = await answers?.next();
    return !answer || answer.done ? { end: true } : answer.value;
  } catch (error) {
    return { fault: messageOf(error) };
  }
}

/** Yields the columns, then the rows in batches. */
async function* read(bytes: number, texts: readonly string[]): AsyncGenerator<ParquetAnswer> {
  const { parquetMetadataAsync, parquetReadObjects, parquetSchema } = await import('hyparquet');
  const file = asyncBuffer(bytes);
  const metadata: FileMetaData = await parquetMetadataAsync(file, { geoparquet: false });
  const tree = parquetSchema(metadata);
  const leaves = new Set(leavesOf(tree));
  yield { columns: metadata.schema.slice(1).map(({ name }) => name), all: Number(metadata.num_rows) };
  const decimals = adaptSchema(tree, texts);
  const options = { file, metadata, compressors: await decompressors(), parsers: PARSERS, utf8: false };
  let row = 0;
  for (const [index, group] of metadata.row_groups.entries()) {
    checkGroup(index, group, leaves, bytes);
    const rowEnd = row + Number(group.num_rows);
    const rows = await parquetReadObjects({ ...options, rowStart: row, rowEnd });
    if (rows.length !== rowEnd - row) {
      throw new Error(`row group ${index + 1} declares ${rowEnd - row} rows but has ${rows.length}`);
    }
    row = rowEnd;
    for (const one of rows) readDecimals(one, decimals);
    for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) yield plainRows(rows.slice(from, from + ROWS_AT_ONCE));
  }
  if (row !== Number(metadata.num_rows)) {
    throw new Error(`its row groups have ${row} rows, but its footer declares ${metadata.num_rows}`);
  }
}

function plainRows(rows: readonly Record<string, unknown>[]): ParquetAnswer {
  const notText = rows.flatMap((row, index) => (holds(row, NO_TEXT) ? [index] : []));
  for (const index of notText) rows = rows.with(index, {});
  return { rows: rows.map((row) => plainValue(row) as Record<string, unknown>), notText };
}

function holds(value: unknown, sought: symbol): boolean {
  if (value === sought) return true;
  if (value === null || typeof value !== 'object' || ArrayBuffer.isView(value)) return false;
  return Object.values(value).some((part) => holds(part, sought));
}

/**
 * Checks a row group before it is read. The library reads all columns at once, so a fault in one would leave the others with
 * unhandled rejections.
 * @throws Error if the row group is damaged or needs too much memory
 */
function checkGroup(index: number, group: RowGroup, leaves: ReadonlySet<string>, fileBytes: number): void {
  let bytes = 0;
  for (const { meta_data: column, file_path: elsewhere } of group.columns) {
    const start = Number(column?.dictionary_page_offset || column?.data_page_offset);
    const end = start + Number(column?.total_compressed_size);
    const known = column && elsewhere === undefined && leaves.has(column.path_in_schema.join('.'));
    if (!known || !(start >= 0 && end > start && end <= fileBytes)) {
      throw new Error(`row group ${index + 1} is damaged, or lies in another file`);
    }
    bytes += Number(column.total_uncompressed_size);
  }
  if (bytes > MOST_GROUP_BYTES) {
    throw new Error(
      `row group ${index + 1} has ${Math.ceil(bytes / 2 ** 20)} MiB, above the limit of ${MOST_GROUP_BYTES / 2 ** 20} MiB: write the file with fewer rows per group`,
    );
  }
  if (group.num_rows > MOST_GROUP_ROWS) {
    throw new Error(
      `row group ${index + 1} has ${group.num_rows} rows, above the limit of ${MOST_GROUP_ROWS}: write the file with fewer rows per group`,
    );
  }
  if (group.columns.length !== leaves.size) throw new Error(`row group ${index + 1} lacks columns`);
}

function leavesOf({ children, path }: SchemaTree): string[] {
  return children.length === 0 ? [path.join('.')] : children.flatMap(leavesOf);
}

function asyncBuffer(byteLength: number): AsyncBuffer {
  return {
    byteLength,
    slice(start, end = byteLength) {
      const from = start < 0 ? byteLength + start : start;
      if (!(from >= 0 && end >= from && end <= byteLength)) throw new Error('it points outside itself');
      const read = askForSlice(from, end);
      // The library may never await a read ahead.
      read.catch(() => {});
      return read;
    },
  };
}

function askForSlice(start: number, end: number): Promise<ArrayBuffer> {
  const question: SliceQuestion = { slice: ++sliced, start, end };
  return new Promise((resolve, reject) => {
    const take = ({ buffer, byteOffset, byteLength }: Uint8Array) =>
      resolve(buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer);
    slices.set(question.slice, { resolve: take, reject });
    parentPort?.postMessage(question);
  });
}

function takeSlice(answer: SliceAnswer): void {
  const waiting = slices.get(answer.slice);
  slices.delete(answer.slice);
  if ('bytes' in answer) waiting?.resolve(answer.bytes);
  else waiting?.reject(new Error(answer.failure));
}

const PARSERS: Partial<ParquetParsers> = {
  stringFromBytes: (bytes) => bytes && textOf(bytes),
  jsonFromBytes(bytes) {
    const text = bytes && textOf(bytes);
    try {
      return typeof text === 'string' ? JSON.parse(text) : text;
    } catch {
      // Declared as JSON but invalid: still a text.
      return text;
    }
  },
  dateFromDays: (days) => timeText(days * 86_400_000)?.slice(0, -'T00:00:00.000Z'.length),
  timestampFromMilliseconds: (time) => timeText(Number(time)),
  timestampFromMicroseconds: (time) => fineTimeText(time, 1000n, 3),
  timestampFromNanoseconds: (time) => fineTimeText(time, 1_000_000n, 6),
};

function textOf(bytes: Uint8Array): string | typeof NO_TEXT {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return isUtf8(text) ? text.toString('utf8') : NO_TEXT;
}

/** @returns undefined beyond the years that ISO 8601 can write */
function timeText(milliseconds: number | undefined): string | undefined {
  const time = new Date(milliseconds ?? Number.NaN);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}

/**
 * Formats a time with digits beyond milliseconds, unless these are all 0.
 * @param each units of `time` per millisecond; `digits` is their number of digits
 */
function fineTimeText(time: bigint | undefined, each: bigint, digits: number): string | undefined {
  if (time === undefined) return undefined;
  const rest = ((time % each) + each) % each;
  const text = timeText(Number((time - rest) / each));
  return rest === 0n ? text : text?.replace('Z', `${String(rest).padStart(digits, '0')}Z`);
}

/** The library decompresses Snappy, our own code LZ4, and Node.js all others. */
async function decompressors(): Promise<Compressors> {
  return {
    // A page of nulls has length 0, which Node.js rejects as a limit.
    GZIP: (input, length) => gunzipSync(input, { maxOutputLength: length || 1 }),
    BROTLI: (input, length) => brotliDecompressSync(input, { maxOutputLength: length || 1 }),
    ZSTD: await blockDecompressor(),
    LZ4_RAW: decompressLz4Block,
    LZ4: decompressOldLz4,
  };
}
