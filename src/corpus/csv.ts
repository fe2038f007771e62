import { CorpusError } from '../base/errors';
import { type Row, RowCutter } from './csv-rows';
import { shownNames, usableText } from './fields';
import type { CorpusBytes, CorpusFormat, FormatContext } from './format';
import { readLines } from './lines';
import type { CorpusRecord } from './record';

/** One record per row. Commas, or the `csv-delimiter`, separate cells. */
export const csvFormat: CorpusFormat = {
  name: 'csv',
  extensions: ['.csv'],
  counts: 'line',
  read: (bytes, context) => readTable(bytes, context, context.inputs.csvDelimiter),
};

/** One record per row. Tabs separate cells. */
export const tsvFormat: CorpusFormat = {
  name: 'tsv',
  extensions: ['.tsv', '.tab'],
  counts: 'line',
  read: (bytes, context) => readTable(bytes, context, '\t'),
};

/** Indices of the cells of a row, from 0. */
interface Columns {
  readonly count: number;
  readonly text: number;
  /** -1 if no column holds ids. */
  readonly id: number;
  /** All other columns, with their names in the metadata. */
  readonly others: readonly (readonly [column: number, name: string])[];
}

async function* readTable(
  bytes: CorpusBytes,
  context: FormatContext,
  delimiter: string,
): AsyncGenerator<CorpusRecord[]> {
  const cutter = new RowCutter(delimiter, context);
  const table = new Table(context);
  for await (const lines of readLines(bytes, context)) yield table.records(cutter.cut(lines));
  yield table.records(cutter.end());
}

/** Turns rows into records. The first row sets the columns of all. */
class Table {
  private columns: Columns | undefined;

  constructor(private readonly context: FormatContext) {}

  records(rows: readonly Row[]): CorpusRecord[] {
    const records: CorpusRecord[] = [];
    for (const row of rows) {
      if (!this.columns) {
        this.columns = columnsOf(row, this.context);
        if (this.context.inputs.csvHeader) continue;
      }
      const record = this.record(row, this.columns);
      if (record) records.push(record);
    }
    return records;
  }

  private record({ cells, line }: Row, columns: Columns): CorpusRecord | undefined {
    if (cells.length !== columns.count) {
      const expected = `${this.context.inputs.csvHeader ? 'the header' : 'the first row'} has ${columns.count}`;
      this.context.bad(
        line,
        `the row has ${cells.length === 1 ? '1 column' : `${cells.length} columns`}, and ${expected}`,
      );
      return undefined;
    }
    const text = usableText(cells[columns.text] as string, line, this.context, () => 'the text');
    if (text === undefined) return undefined;
    const { source } = this.context;
    const id = columns.id < 0 ? '' : (cells[columns.id] as string);
    if (columns.others.length === 0) return id === '' ? { text, source, line } : { text, source, line, id };
    const metadata: Record<string, string> = {};
    for (const [column, name] of columns.others) metadata[name] = cells[column] as string;
    return id === '' ? { text, source, line, metadata } : { text, source, line, id, metadata };
  }
}

/** @throws CorpusError if the text column is missing or ambiguous: the whole file is unusable then */
function columnsOf({ cells, line }: Row, context: FormatContext): Columns {
  const { csvHeader, textField, idField } = context.inputs;
  const names = csvHeader ? cells.map((cell) => cell.trim()) : cells.map((_, column) => String(column));
  const text = names.indexOf(textField);
  if (text < 0) {
    const there = csvHeader
      ? `the header has ${shownNames(names)}`
      : `csv-header is false, so the columns are named 0 to ${names.length - 1}`;
    throw new CorpusError(
      `${context.source}:${line}: column ${JSON.stringify(textField)} (text-field) is missing; ${there}.`,
      { position: { source: context.source, line } },
    );
  }
  for (const name of [textField, idField]) {
    if (names.indexOf(name) === names.lastIndexOf(name)) continue;
    throw new CorpusError(
      `${context.source}:${line}: the header has several columns ${JSON.stringify(name)}. Rename all but one.`,
      {
        position: { source: context.source, line },
      },
    );
  }
  const id = names.indexOf(idField);
  const others = names
    .map((name, column) => [column, name === '' || names.indexOf(name) < column ? String(column) : name] as const)
    .filter(([column]) => column !== text && column !== id);
  return { count: names.length, text, id, others };
}
