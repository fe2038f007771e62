import { ByteWriter, ParquetWriter, type SchemaElement } from 'hyparquet-writer';
import { nodeZstd } from '../base/node-20';
import { PartialFile } from '../base/partial-file';
import { arrowSchema, encodedSchema, provenanceOf } from './arrow-table';
import type { ColumnType, MetadataColumn } from './metadata-columns';
import { vectorChunk, vectorElements, vectorPages, writeVectorPageHeader } from './parquet-vectors';
import type { RowGroup } from './row-group';
import { TableOutput, type TableShape, type TableWriter } from './table';

const TEXT = { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } } as const;
const TYPES: Readonly<Record<ColumnType, Pick<SchemaElement, 'type' | 'converted_type' | 'logical_type'>>> = {
  string: TEXT,
  number: { type: 'DOUBLE' },
  boolean: { type: 'BOOLEAN' },
};

/** A Parquet file. Readers that use its Arrow schema see vectors as lists of fixed size, others as lists. */
export async function openParquet(path: string, shape: TableShape): Promise<TableOutput> {
  const file = await PartialFile.open(path);
  return new TableOutput('parquet', file, shape, (columns) => new ParquetTable(file, shape, columns));
}

/**
 * The library writes all columns but the vectors: it would take each component as a value of its own and compute its level in the
 * list, which is slow. Here all lists have one length, and their components are in memory as the file stores them.
 */
class ParquetTable implements TableWriter {
  private readonly bytes = new FileBytes();
  private readonly writer: ParquetWriter;

  constructor(
    private readonly file: PartialFile,
    private readonly shape: TableShape,
    private readonly columns: readonly MetadataColumn[],
  ) {
    const schema = arrowSchema(shape, columns);
    const metadata = new Map([...provenanceOf(shape.provenance), ['ARROW:schema', encodedSchema(schema)]]);
    this.writer = new ParquetWriter({
      writer: this.bytes,
      schema: parquetSchema(shape, columns),
      ...pageCompression(),
      kvMetadata: [...metadata].map(([key, value]) => ({ key, value })),
    });
  }

  async write(group: RowGroup): Promise<void> {
    const { rows, ids, texts, fields, rest } = group;
    await this.writer.write({
      // Ids and texts are mostly distinct, so a dictionary would not help.
      columnData: [
        { name: 'id', data: ids, encoding: 'PLAIN' },
        { name: 'text', data: texts, encoding: 'PLAIN', statistics: false },
        ...this.columns.map(({ name }, column) => ({ name, data: fields[column] ?? [] })),
        { name: 'metadata', data: rest, statistics: false },
      ],
      rowGroupSize: rows,
    });
    const offset = this.bytes.offset;
    for (const page of vectorPages(group, this.shape)) {
      writeVectorPageHeader(this.bytes, page, this.shape.dimensions);
      await this.bytes.drain(this.file);
      await this.file.lasting(page.bytes);
      this.bytes.offset += page.bytes.length;
    }
    this.addVectors({ offset, values: rows * this.shape.dimensions, bytes: this.bytes.offset - offset });
  }

  async end(): Promise<void> {
    await this.writer.finish();
    await this.bytes.drain(this.file);
  }

  /** Adds the column of vectors, which is the last, to the row group that the library wrote. */
  private addVectors(sizes: Parameters<typeof vectorChunk>[1]): void {
    const group = this.writer.row_groups.at(-1);
    if (!group) throw new Error('the row group was not written');
    group.columns.push(vectorChunk(this.shape.dtype, sizes));
    group.total_byte_size += BigInt(sizes.bytes);
    group.total_compressed_size = (group.total_compressed_size ?? 0n) + BigInt(sizes.bytes);
  }
}

function parquetSchema({ dtype }: TableShape, columns: readonly MetadataColumn[]): SchemaElement[] {
  const named: SchemaElement[] = [
    { name: 'id', repetition_type: 'REQUIRED', ...TEXT },
    { name: 'text', repetition_type: 'REQUIRED', ...TEXT },
    ...columns.map(({ name, type }): SchemaElement => ({ name, repetition_type: 'OPTIONAL', ...TYPES[type] })),
    { name: 'metadata', repetition_type: 'OPTIONAL', ...TEXT },
  ];
  return [{ name: 'schema', num_children: named.length + 1 }, ...named, ...vectorElements(dtype)];
}

/** Compresses ids, texts and metadata: with zstd if Node.js has it, else with the library's own Snappy. */
function pageCompression() {
  if (!nodeZstd) return { codec: 'SNAPPY' } as const;
  const { constants, zstdCompressSync } = nodeZstd;
  const options = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };
  return { codec: 'ZSTD', compressors: { ZSTD: (bytes: Uint8Array) => zstdCompressSync(bytes, options) } } as const;
}

/** Collects the bytes that the library writes. The offset includes drained bytes. */
class FileBytes extends ByteWriter {
  async drain(file: PartialFile): Promise<void> {
    const gathered = this.getBytes();
    this.buffer = new ArrayBuffer(1024);
    this.view = new DataView(this.buffer);
    this.index = 0;
    await file.lasting(gathered);
  }
}
