import {
  cutFor,
  type Fact,
  factsFor,
  isNumeric,
  isScalar,
  type ReportDocument,
  type Scalar,
  type Section,
  type Table,
  wordsOf,
} from './sections/model';
import { plain } from './sections/validation';

const LABEL_WIDTH = 14;
/** Tables, and lists without a label. */
const INDENT = '    ';

/** A report as text for terminals and logs. */
export interface Account {
  /** The sections with lines. */
  readonly groups: readonly AccountGroup[];
  /** The result in one line. */
  readonly last: string;
}

/** The lines of a section. A log that folds them shows the result. */
interface AccountGroup {
  readonly title: string;
  readonly lines: readonly string[];
  readonly result: string;
}

/** Returns the account of a report. Texts of others are in one line each, without control characters. */
export function accountOf({ sections, last }: ReportDocument): Account {
  const labels = sections.flatMap((one) => factsFor(one, 'terminal').map(({ label }) => label.length + 2));
  const width = Math.max(LABEL_WIDTH, ...labels);
  const groups = sections.map((one) => ({
    title: one.title,
    lines: linesOf(one, width),
    result: plain(one.result ?? ''),
  }));
  return { groups: groups.filter(({ lines }) => lines.length > 0), last };
}

/** Returns the account in one piece, for terminals and logs that fold nothing. */
export function renderAccount({ groups, last }: Account): string {
  const lines = groups.flatMap((group) => group.lines);
  return [...lines, ...(lines.length > 0 ? [''] : []), last].join('\n');
}

function linesOf(one: Section, width: number): string[] {
  const facts = factsFor(one, 'terminal');
  return facts.flatMap((fact, at) => {
    const lines = valueLines(fact);
    if (fact.value.kind === 'table' || (fact.label === '' && !isScalar(fact.value)))
      return lines.map((line) => INDENT + line);
    const label = fact.label === facts[at - 1]?.label ? '' : fact.label.toLowerCase();
    return lines.map((line, row) => `  ${(row === 0 ? label : '').padEnd(width)}${line}`);
  });
}

function valueLines({ value }: Fact): string[] {
  if (isScalar(value)) return [shown(value)];
  if (value.kind === 'table') return tableLines(value);
  if (value.kind !== 'list') return [];
  const { shown: items, more } = cutFor(value.items, value.most, 'terminal');
  return [
    ...items.flatMap(({ text, details = [] }) => [plain(text), ...details.map((detail) => `  ${plain(detail)}`)]),
    ...(more > 0 ? [`and ${more} more, in report.html`] : []),
  ];
}

function shown(value: Scalar): string {
  if (value.kind === 'status') {
    const word = value.state === 'failed' ? value.word.toUpperCase() : value.word;
    return plain(wordsOf({ ...value, word }));
  }
  const words = plain(wordsOf(value));
  if (value.note === undefined) return words;
  if (value.kind === 'text') return `${words}  (${plain(value.note)})`;
  return value.kind === 'code' ? `${words}, ${plain(value.note)}` : `${words} ${plain(value.note)}`;
}

/** Words to the left, numbers to the right. */
function tableLines(table: Table): string[] {
  const { shown: rows, more } = cutFor(table.rows, table.most, 'terminal');
  if (rows.length === 0) return [];
  const cells = [table.columns.map((title) => title.toLowerCase()), ...rows.map((row) => row.map(shown))];
  const widths = table.columns.map((_, at) => Math.max(...cells.map((row) => row[at]?.length ?? 0)));
  const lines = cells.map((row) =>
    row
      .map((cell, at) => (isNumeric(table, at) ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
  return [...lines, ...(more > 0 ? [`and ${more} more, in report.html`] : [])];
}
