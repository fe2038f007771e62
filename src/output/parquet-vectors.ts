import type { ByteWriter, ParquetWriter, SchemaElement } from 'hyparquet-writer';
import { writePageHeader } from 'hyparquet-writer/src/datapage.js';
import { bytesOf } from '../base/vector';
import { COMPONENT_BYTES, type OutputDtype } from './components';
import type { RowGroup } from './row-group';

/** Size of one page before compression. */
const PAGE_BYTES = 1 << 20;

type ColumnChunk = ParquetWriter['row_groups'][number]['columns'][number];

/** The vectors of one page. */
export interface VectorPage {
  readonly rows: number;
  readonly bytes: Uint8Array;
}

/** Returns the schema of the vector column: a list, because Parquet has no lists of fixed size. */
export function vectorElements(dtype: OutputDtype): SchemaElement[] {
  const component: Pick<SchemaElement, 'type' | 'type_length' | 'logical_type'> =
    dtype === 'float32'
      ? { type: 'FLOAT' }
      : { type: 'FIXED_LEN_BYTE_ARRAY', type_length: 2, logical_type: { type: 'FLOAT16' } };
  return [
    {
      name: 'vector',
      repetition_type: 'REQUIRED',
      num_children: 1,
      converted_type: 'LIST',
      logical_type: { type: 'LIST' },
    },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    { name: 'element', repetition_type: 'REQUIRED', ...component },
  ];
}

/** Yields the pages of a group, uncompressed: Zstandard would save 8 % and halve the speed of the whole output. */
export function* vectorPages(
  { rows, components }: RowGroup,
  { dimensions, dtype }: { dimensions: number; dtype: OutputDtype },
): Generator<VectorPage> {
  const most = Math.max(1, Math.floor(PAGE_BYTES / (dimensions * COMPONENT_BYTES[dtype])));
  for (let from = 0; from < rows; from += most) {
    const to = Math.min(rows, from + most);
    yield { rows: to - from, bytes: bytesOf(components.subarray(from * dimensions, to * dimensions)) };
  }
}

/**
 * Writes the header of a data page, version 2, and the levels that mark the start of lists: for each row a 0, then a 1 for each
 * further component. https://parquet.apache.org/docs/file-format/data-pages/encodings, "RLE", with runs alone.
 */
export function writeVectorPageHeader(writer: ByteWriter, page: VectorPage, dimensions: number): void {
  const repetition = repetitionLevels(page.rows, dimensions);
  const definition = run(page.rows * dimensions, 1);
  const bytes = repetition.length + definition.length + page.bytes.length;
  writePageHeader(writer, {
    type: 'DATA_PAGE_V2',
    uncompressed_page_size: bytes,
    compressed_page_size: bytes,
    data_page_header_v2: {
      num_values: page.rows * dimensions,
      num_nulls: 0,
      num_rows: page.rows,
      encoding: 'PLAIN',
      definition_levels_byte_length: definition.length,
      repetition_levels_byte_length: repetition.length,
      is_compressed: false,
    },
  });
  writer.appendBytes(repetition);
  writer.appendBytes(definition);
}

function repetitionLevels(rows: number, dimensions: number): Uint8Array {
  if (dimensions === 1) return run(rows, 0);
  const row = Buffer.concat([run(1, 0), run(dimensions - 1, 1)]);
  return Buffer.alloc(rows * row.length, row);
}

/** Encodes a run of levels of one bit: their number times two, as a varint, then the level. */
function run(count: number, level: 0 | 1): Buffer {
  const bytes: number[] = [];
  let rest = count * 2;
  for (; rest > 0x7f; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
  return Buffer.from([...bytes, rest, level]);
}

/** Returns the footer's entry for a column of vectors whose pages start at `offset`. */
export function vectorChunk(
  dtype: OutputDtype,
  { offset, values, bytes }: { offset: number; values: number; bytes: number },
): ColumnChunk {
  return {
    file_offset: BigInt(offset),
    meta_data: {
      type: dtype === 'float32' ? 'FLOAT' : 'FIXED_LEN_BYTE_ARRAY',
      encodings: ['PLAIN', 'RLE'],
      path_in_schema: ['vector', 'list', 'element'],
      codec: 'UNCOMPRESSED',
      num_values: BigInt(values),
      total_uncompressed_size: BigInt(bytes),
      total_compressed_size: BigInt(bytes),
      data_page_offset: BigInt(offset),
    },
  };
}
