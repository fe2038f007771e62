import type { Vector } from '../base/vector';
import { type CorpusRecord, recordId } from '../corpus/record';
import { COMPONENT_BYTES, type OutputDtype, putComponents } from './components';
import { type ColumnValue, type MetadataColumn, splitMetadata } from './metadata-columns';

/** Bytes of vectors per group, held in memory until written. Readers process each group on one core. */
const GROUP_BYTES = 32 << 20;
/** Texts and metadata per group, in UTF-16 units, which may take three bytes each in UTF-8. Offsets in Arrow have 31 bits. */
const GROUP_CHARACTERS = 32 << 20;
/** Most rows per group, for short vectors. */
const GROUP_ROWS = 131_072;

/** Returns the number of vectors per group. */
export function groupRows(dimensions: number, dtype: OutputDtype): number {
  return Math.max(1, Math.min(GROUP_ROWS, Math.floor(GROUP_BYTES / (dimensions * COMPONENT_BYTES[dtype]))));
}

/** Rows collected for a file of columns. */
export class RowGroup {
  readonly ids: string[] = [];
  readonly texts: string[] = [];
  /** One array per metadata column. */
  readonly fields: ColumnValue[][];
  /** Metadata without a column, as JSON. */
  readonly rest: (string | null)[] = [];
  private characters = 0;

  /** @param components room for vectors; only the first `rows` of them count */
  constructor(
    private readonly columns: readonly MetadataColumn[],
    private readonly dimensions: number,
    readonly components: Float32Array | Uint16Array,
  ) {
    this.fields = columns.map(() => []);
  }

  get rows(): number {
    return this.ids.length;
  }

  get full(): boolean {
    const room = (this.rows + 1) * this.dimensions <= this.components.length;
    return !room || this.characters >= GROUP_CHARACTERS;
  }

  /** @throws OutputError if a component does not fit the dtype */
  add(record: CorpusRecord, vector: Vector): void {
    putComponents(vector, this.components, this.rows * this.dimensions);
    const { values, rest } = splitMetadata(record.metadata, this.columns);
    for (const [column, value] of values.entries()) {
      this.fields[column]?.push(value);
      if (typeof value === 'string') this.characters += value.length;
    }
    const id = recordId(record);
    this.ids.push(id);
    this.texts.push(record.text);
    this.rest.push(rest);
    this.characters += id.length + record.text.length + (rest?.length ?? 0);
  }
}
