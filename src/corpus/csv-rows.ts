import type { FormatContext } from './format';
import { type Lines, MAX_RECORD_BYTES } from './lines';

const QUOTE = '"';

/** A row of a table, without its quotes. */
export interface Row {
  readonly cells: readonly string[];
  /** Number of its first line, from 1. */
  readonly line: number;
}

/** A row whose last quoted cell is still open at the end of the line. */
interface OpenRow {
  /** The lines of the row as they were read, including the first. */
  readonly lines: (string | undefined)[];
  readonly first: number;
  readonly cells: string[];
  /** Number of the open cell, from 1. */
  column: number;
  cell: string;
  bytes: number;
}

/** How a line ended: inside a quote (`open` holds the text so far), at a fault, or normally. */
interface Ended {
  readonly open?: string;
  readonly fault?: string;
}

/**
 * Cuts lines into rows as RFC 4180 defines them: a cell that begins with a quote extends to the next single quote, across
 * delimiters and line ends; two quotes within it are one. A quote elsewhere is an ordinary character, as in Python's csv.
 *
 * If quotes are wrong, only the first line of the row is lost. The lines after it are read again, each as its own row, so one
 * stray quote does not swallow the rows after it.
 */
export class RowCutter {
  private open: OpenRow | undefined;

  constructor(
    private readonly delimiter: string,
    private readonly context: Pick<FormatContext, 'bad' | 'blank'>,
  ) {}

  /** Returns the rows that these lines complete. */
  cut({ texts, first }: Lines): Row[] {
    const rows: Row[] = [];
    for (let index = 0; index < texts.length; index++) {
      const text = texts[index];
      if (this.open) this.goOn(this.open, text, rows);
      else if (text !== undefined) this.begin(text, first + index, rows);
    }
    return rows;
  }

  /** Returns the rows that the end of the file completes. */
  end(): Row[] {
    const rows: Row[] = [];
    if (this.open) this.giveUp(this.open, 'is not closed before the end of the file', rows);
    return rows;
  }

  private begin(text: string, line: number, rows: Row[]): void {
    const bare = withoutReturn(text);
    if (!bare.includes(QUOTE)) {
      // The common case: no quotes to remove.
      if (bare.trim() === '' && !bare.includes(this.delimiter)) this.context.blank();
      else rows.push({ cells: bare.split(this.delimiter), line });
      return;
    }
    const cells: string[] = [];
    const ended = this.cells(bare, 0, cells);
    if (ended.fault !== undefined) this.context.bad(line, ended.fault);
    else if (ended.open === undefined) rows.push({ cells, line });
    else {
      const cell = ended.open + lineEnd(text);
      const column = cells.length + 1;
      this.open = { lines: [text], first: line, cells, column, cell, bytes: Buffer.byteLength(text) };
    }
  }

  private goOn(row: OpenRow, text: string | undefined, rows: Row[]): void {
    row.lines.push(text);
    row.bytes += text === undefined ? 0 : Buffer.byteLength(text) + 1;
    const tooLong = row.bytes > MAX_RECORD_BYTES;
    if (text === undefined || tooLong) {
      const limit = `is not closed within ${MAX_RECORD_BYTES / 2 ** 20} MiB`;
      this.giveUp(
        row,
        tooLong ? limit : `is still open in line ${row.first + row.lines.length - 1}, which cannot be used`,
        rows,
      );
      return;
    }
    const bare = withoutReturn(text);
    const closed = this.quoted(bare, 0);
    row.cell += closed.cell;
    if (closed.at === undefined) {
      row.cell += lineEnd(text);
      return;
    }
    row.cells.push(row.cell);
    const ended = this.afterQuote(bare, closed.at, row.cells);
    if (ended.fault !== undefined) {
      this.giveUp(row, `is closed in line ${row.first + row.lines.length - 1}, where ${ended.fault}`, rows);
    } else if (ended.open === undefined) {
      this.open = undefined;
      rows.push({ cells: row.cells, line: row.first });
    } else {
      row.column = row.cells.length + 1;
      row.cell = ended.open + lineEnd(text);
    }
  }

  /** Rejects the first line of a row and reads the others again. None of those may leave a quote open. */
  private giveUp(row: OpenRow, why: string, rows: Row[]): void {
    this.open = undefined;
    this.context.bad(row.first, `the quote that opens cell ${row.column} ${why}`);
    for (let index = 1; index < row.lines.length; index++) {
      const text = row.lines[index];
      if (text === undefined) continue;
      this.begin(text, row.first + index, rows);
      const again = this.open as OpenRow | undefined;
      if (!again) continue;
      this.open = undefined;
      this.context.bad(again.first, `the quote that opens cell ${again.column} is not closed in its line`);
    }
  }

  private afterQuote(line: string, at: number, cells: string[]): Ended {
    if (at === line.length) return {};
    return line.startsWith(this.delimiter, at) ? this.cells(line, at + 1, cells) : textAfterQuote(cells);
  }

  /** Adds the cells from `from` on, where a cell begins. `open` is the text of a quote that the line does not close. */
  private cells(line: string, from: number, cells: string[]): Ended {
    for (let at = from; ; ) {
      if (line.startsWith(QUOTE, at)) {
        const { cell, at: closed } = this.quoted(line, at + 1);
        if (closed === undefined) return { open: cell };
        cells.push(cell);
        if (closed === line.length) return {};
        if (!line.startsWith(this.delimiter, closed)) return textAfterQuote(cells);
        at = closed + 1;
        continue;
      }
      const end = line.indexOf(this.delimiter, at);
      if (end < 0) {
        cells.push(line.slice(at));
        return {};
      }
      cells.push(line.slice(at, end));
      at = end + 1;
    }
  }

  /** Returns the quoted text after an opening quote, and the offset after the closing quote if the line has one. */
  private quoted(line: string, from: number): { cell: string; at?: number } {
    let cell = '';
    for (let at = from; ; ) {
      const quote = line.indexOf(QUOTE, at);
      if (quote < 0) return { cell: cell + line.slice(at) };
      cell += line.slice(at, quote);
      if (!line.startsWith(QUOTE, quote + 1)) return { cell, at: quote + 1 };
      cell += QUOTE;
      at = quote + 2;
    }
  }
}

function textAfterQuote(cells: readonly string[]): Ended {
  return { fault: `text follows the quote that closes cell ${cells.length}` };
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}

/** Lines arrive without LF, but with the CR before it. */
function lineEnd(line: string): string {
  return line.endsWith('\r') ? '\r\n' : '\n';
}
