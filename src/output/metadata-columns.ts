import type { CorpusRecord } from '../corpus/record';

export type ColumnType = 'string' | 'number' | 'boolean';
export type ColumnValue = string | number | boolean | null;

export interface MetadataColumn {
  readonly name: string;
  readonly type: ColumnType;
}

/** Columns of a table that do not come from metadata fields, in lower case. */
const TAKEN = ['id', 'text', 'metadata', 'vector'];
/** A limit, because a corpus may use data as names of fields. */
const MOST_COLUMNS = 100;

/**
 * Decides which metadata fields become columns: fields of the first records whose values are all strings, all numbers or all
 * booleans. The decision stays, because a file, and all shards, keep the columns they begin with. Values without a column, or of
 * another type than theirs, are kept as JSON in the column `metadata`: nothing is lost and nothing is guessed.
 */
export class MetadataColumns {
  private decided: readonly MetadataColumn[] | undefined;

  /** Decides by these records, unless already decided. */
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
  // Spark and DuckDB ignore the case of names.
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

/** Returns the values of a record's columns, and the other fields as JSON; null if there are none. */
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
