import type { CorpusRecord } from '../corpus/record';

export type ColumnType = 'string' | 'number' | 'boolean';
export type ColumnValue = string | number | boolean | null;

export interface MetadataColumn {
  readonly name: string;
  readonly type: ColumnType;
}

/** Columns that a table has besides those of metadata fields. */
const TAKEN = ['id', 'text', 'metadata', 'vector'];
/** Of a corpus whose fields are named by data there would be no end. */
const MOST_COLUMNS = 100;

/**
 * Which metadata fields are columns: those of the first records, where all that have one have a string, a number or a boolean in
 * it. Once decided it stays, since the columns of a file, and of all shards, are those it begins with. What has no column, or does
 * not fit the one it has, is kept as JSON in the column `metadata`: nothing is lost and nothing is guessed.
 */
export class MetadataColumns {
  private decided: readonly MetadataColumn[] | undefined;

  /** Decides by these records, unless it is decided. */
  decide(records: readonly CorpusRecord[]): readonly MetadataColumn[] {
    this.decided ??= columnsOf(records);
    return this.decided;
  }

  get columns(): readonly MetadataColumn[] {
    return this.decided ?? [];
  }
}

function columnsOf(records: readonly CorpusRecord[]): MetadataColumn[] {
  const types = new Map<string, ColumnType | 'other'>();
  for (const { metadata = {} } of records) {
    for (const [name, value] of Object.entries(metadata)) {
      if (value === null) continue;
      const type = typeOf(value);
      types.set(name, (types.get(name) ?? type) === type ? type : 'other');
    }
  }
  // Spark and DuckDB do not tell names apart by case.
  const taken = new Set(TAKEN);
  const columns: MetadataColumn[] = [];
  for (const [name, type] of types) {
    if (type === 'other' || name === '' || taken.has(name.toLowerCase()) || columns.length === MOST_COLUMNS) continue;
    taken.add(name.toLowerCase());
    columns.push({ name, type });
  }
  return columns;
}

function typeOf(value: unknown): ColumnType | 'other' {
  const type = typeof value;
  return type === 'string' || type === 'number' || type === 'boolean' ? type : 'other';
}

/** The values of a record's columns, and as JSON what is left; null where nothing is. */
export function splitMetadata(
  metadata: CorpusRecord['metadata'],
  columns: readonly MetadataColumn[],
): { values: ColumnValue[]; rest: string | null } {
  if (!metadata) return { values: columns.map(() => null), rest: null };
  const placed = new Set<string>();
  const values = columns.map(({ name, type }) => {
    const value = Object.hasOwn(metadata, name) ? metadata[name] : undefined;
    if (value === null) placed.add(name);
    if (typeOf(value) !== type) return null;
    placed.add(name);
    return value as ColumnValue;
  });
  const rest = Object.entries(metadata).filter(([name]) => !placed.has(name));
  return { values, rest: rest.length === 0 ? null : JSON.stringify(Object.fromEntries(rest)) };
}
