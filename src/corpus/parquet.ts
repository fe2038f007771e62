import { isUtf8 } from 'node:buffer';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { AsyncBuffer, Compressors, FileMetaData, ParquetParsers, RowGroup, SchemaTree } from 'hyparquet';
import { CorpusError } from '../errors';
import { zstdDecompressor } from './compression';
import { recordFrom } from './fields';
import type { CorpusFormat, FormatContext, RandomAccess } from './format';
import { fieldAt, plainValue, withoutField } from './parquet-values';
import { withRandomAccess } from './random-access';
import type { CorpusRecord } from './record';

/** Of a row group, uncompressed: all of it is in memory at once. */
const MOST_GROUP_BYTES = 512 * 2 ** 20;
const MOST_GROUP_ROWS = 2 ** 24;
const RECORDS_AT_ONCE = 4096;
/** What stands for a string that is not UTF-8 until its row is known. */
const NO_TEXT = Symbol('not UTF-8');

/** A record a row. One row group is in memory at a time. */
export const parquetFormat: CorpusFormat = {
  name: 'parquet',
  extensions: ['.parquet', '.pq'],
  counts: 'row',
  binary: true,
  read: (bytes, context) => withRandomAccess(bytes, (random) => readRows(random, context)),
};

async function* readRows(random: RandomAccess, context: FormatContext): AsyncGenerator<CorpusRecord[]> {
  const { parquetMetadataAsync, parquetReadObjects, parquetSchema } = await import('hyparquet');
  const file = asyncBuffer(random);
  const metadata = await parquetMetadataAsync(file);
  checkColumns(metadata, context);
  const options = { file, metadata, compressors: await decompressors(), parsers: PARSERS };
  const leaves = new Set(leavesOf(parquetSchema(metadata)));
  let row = 0;
  for (const [index, group] of metadata.row_groups.entries()) {
    checkGroup(index, group, leaves, random);
    const rowEnd = row + Number(group.num_rows);
    const rows = await parquetReadObjects({ ...options, rowStart: row, rowEnd });
    if (rows.length !== rowEnd - row) {
      throw new Error(`row group ${index + 1} says it has ${rowEnd - row} rows, and has ${rows.length}`);
    }
    for (let from = 0; from < rows.length; from += RECORDS_AT_ONCE) {
      const records: CorpusRecord[] = [];
      for (const value of rows.slice(from, from + RECORDS_AT_ONCE)) {
        const record = recordOfRow(value, ++row, context);
        if (record) records.push(record);
      }
      yield records;
    }
  }
  if (row !== Number(metadata.num_rows)) {
    throw new Error(`its row groups have ${row} rows, and its footer says ${metadata.num_rows}`);
  }
}

function recordOfRow(value: Record<string, unknown>, row: number, context: FormatContext): CorpusRecord | undefined {
  const { textField, idField } = context.inputs;
  const text = fieldAt(value, textField);
  const id = plainValue(fieldAt(value, idField));
  if (text === NO_TEXT || holds(value, NO_TEXT)) {
    context.bad(row, 'the row holds a string that is not valid UTF-8');
    return undefined;
  }
  const rest = withoutField(withoutField(value, textField), idField);
  const metadata = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, plainValue(value)]));
  // A null in a column of ids is no id.
  return recordFrom({ text, id: id ?? undefined, metadata, fields: value }, row, context);
}

function holds(value: unknown, sought: symbol): boolean {
  if (value === sought) return true;
  if (value === null || typeof value !== 'object' || ArrayBuffer.isView(value)) return false;
  return Object.values(value).some((part) => holds(part, sought));
}

/** @throws CorpusError if the column of texts is not there: then nothing in the file can be used */
function checkColumns({ schema }: FileMetaData, { inputs: { textField }, source }: FormatContext): void {
  const columns = schema.slice(1).map(({ name }) => name);
  // The schema is flat, a struct before its fields: a path's parts are there if the path may be.
  if (columns.includes(textField) || textField.split('.').every((part) => columns.includes(part))) return;
  const there = columns
    .slice(0, 10)
    .map((name) => JSON.stringify(name))
    .join(', ');
  throw new CorpusError(`${source}: there is no column ${JSON.stringify(textField)} (text-field); there is ${there}.`, {
    position: { source },
  });
}

/**
 * What is wrong with a row group is found before it is read: the library starts reading all columns at once, and a fault of a
 * later one would leave the others failing with nobody to be told.
 * @throws Error for what would take more memory than is bearable, or cannot be
 */
function checkGroup(index: number, group: RowGroup, leaves: ReadonlySet<string>, random: RandomAccess): void {
  let bytes = 0;
  for (const { meta_data: column, file_path: elsewhere } of group.columns) {
    const start = Number(column?.dictionary_page_offset || column?.data_page_offset);
    const end = start + Number(column?.total_compressed_size);
    const known = column && elsewhere === undefined && leaves.has(column.path_in_schema.join('.'));
    if (!known || !(start >= 0 && end > start && end <= random.bytes)) {
      throw new Error(`row group ${index + 1} is damaged, or lies in another file`);
    }
    bytes += Number(column.total_uncompressed_size);
  }
  if (bytes > MOST_GROUP_BYTES) {
    throw new Error(
      `row group ${index + 1} has ${Math.ceil(bytes / 2 ** 20)} MiB, and more than ${MOST_GROUP_BYTES / 2 ** 20} MiB are not read at once: write the file with fewer rows a group`,
    );
  }
  if (group.num_rows > MOST_GROUP_ROWS) {
    throw new Error(
      `row group ${index + 1} has ${group.num_rows} rows, and more than ${MOST_GROUP_ROWS} are not read at once`,
    );
  }
  if (group.columns.length !== leaves.size) throw new Error(`row group ${index + 1} has not all columns`);
}

function leavesOf({ children, path }: SchemaTree): string[] {
  return children.length === 0 ? [path.join('.')] : children.flatMap(leavesOf);
}

function asyncBuffer({ bytes, slice }: RandomAccess): AsyncBuffer {
  return {
    byteLength: bytes,
    slice(start, end = bytes) {
      const from = start < 0 ? bytes + start : start;
      if (!(from >= 0 && end >= from && end <= bytes)) throw new Error('it points outside itself');
      const read = slice(from, end).then(
        ({ buffer, byteOffset, byteLength }) => buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer,
      );
      // The library may read ahead what it then does not come to ask for.
      read.catch(() => {});
      return read;
    },
  };
}

const PARSERS: Partial<ParquetParsers> = {
  stringFromBytes: (bytes) =>
    bytes && (isUtf8(bytes) ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8') : NO_TEXT),
};

/** Snappy is in the library itself; all others are Node.js's own. */
async function decompressors(): Promise<Compressors> {
  const zstd = await zstdDecompressor();
  return {
    // Node.js takes no limit of 0, which is what a page of nulls has.
    GZIP: (input, length) => gunzipSync(input, { maxOutputLength: length || 1 }),
    BROTLI: (input, length) => brotliDecompressSync(input, { maxOutputLength: length || 1 }),
    ZSTD: zstd,
  };
}
