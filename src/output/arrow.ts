import { AsyncByteQueue, RecordBatchFileWriter, type Schema } from 'apache-arrow';
import { PartialFile } from '../base/partial-file';
import { arrowSchema, recordBatch } from './arrow-table';
import type { RowGroup } from './row-group';
import { TableOutput, type TableShape, type TableWriter } from './table';

/** An Arrow IPC file, also known as Feather 2, uncompressed, so readers can map it into memory. */
export async function openArrow(path: string, shape: TableShape): Promise<TableOutput> {
  const file = await PartialFile.open(path);
  return new TableOutput('arrow', file, shape, (columns) => new ArrowWriter(file, arrowSchema(shape, columns)));
}

/** Writes one batch per row group. */
class ArrowWriter implements TableWriter {
  private readonly writer = new RecordBatchFileWriter();
  private readonly pieces = new Pieces();

  constructor(
    private readonly file: PartialFile,
    private readonly schema: Schema,
  ) {
    this.writer.reset(this.pieces, schema);
  }

  async write(group: RowGroup): Promise<void> {
    this.writer.write(recordBatch(this.schema, group));
    await this.drain();
  }

  async end(): Promise<void> {
    this.writer.finish();
    await this.drain();
  }

  private async drain(): Promise<void> {
    for (const piece of this.pieces.take()) await this.file.lasting(piece);
  }
}

/** Holds the written pieces until they are taken; the library's own queue would copy them. */
class Pieces extends AsyncByteQueue<Uint8Array> {
  private pieces: Uint8Array[] = [];

  override write(piece: Uint8Array): void {
    this.pieces.push(piece);
  }

  take(): Uint8Array[] {
    const taken = this.pieces;
    this.pieces = [];
    return taken;
  }
}
