import type { PartialFile } from '../base/partial-file';
import type { Vector } from '../base/vector';
import type { ResolvedWindow } from '../resolve/window';
import { componentRoom, type OutputDtype } from './components';
import { FileOutput } from './file-output';
import type { MetadataColumn, MetadataColumns } from './metadata-columns';
import type { Provenance } from './output';
import { groupRows, RowGroup } from './row-group';

/** The properties of a table. */
export interface TableShape {
  readonly dimensions: number;
  readonly dtype: OutputDtype;
  readonly columns: MetadataColumns;
  readonly provenance: Provenance;
}

/** Writes row groups of known columns in sequence. Their vectors may be overwritten once the file has written them. */
export interface TableWriter {
  write(group: RowGroup): Promise<void>;
  /** Writes everything that follows the last group. */
  end(): Promise<void>;
}

/**
 * A file of columns: id, text, metadata fields, metadata (fields without a column, as JSON), vector. Holds one row group in memory.
 */
export class TableOutput extends FileOutput {
  private writer: TableWriter | undefined;
  private group: RowGroup | undefined;
  /** Shared by all groups: allocating it for each costs more than filling it. */
  private room: Float32Array | Uint16Array | undefined;

  constructor(
    format: string,
    private readonly file: PartialFile,
    private readonly shape: TableShape,
    private readonly begin: (columns: readonly MetadataColumn[]) => TableWriter,
  ) {
    super(format, [file]);
  }

  async write({ records, vectors }: ResolvedWindow): Promise<void> {
    const { columns, dimensions, dtype } = this.shape;
    const decided = columns.decide(records);
    for (const [index, record] of records.entries()) {
      this.room ??= componentRoom(dtype, groupRows(dimensions, dtype) * dimensions);
      this.group ??= new RowGroup(decided, dimensions, this.room);
      this.group.add(record, vectors[index] as Vector);
      this.rows++;
      if (this.group.full) await this.flush();
    }
  }

  protected async end(): Promise<void> {
    await this.flush();
    await this.opened().end();
    // A file that waits for its name while others are written must hold no memory.
    this.writer = undefined;
    this.room = undefined;
  }

  private async flush(): Promise<void> {
    if (!this.group) return;
    const group = this.group;
    this.group = undefined;
    await this.opened().write(group);
    await this.file.settle();
  }

  /** Must only be called once the columns are known. */
  private opened(): TableWriter {
    this.writer ??= this.begin(this.shape.columns.columns);
    return this.writer;
  }
}
