import { isUtf8 } from 'node:buffer';
import type { FormatContext } from './format';
import type { CorpusRecord } from './record';

/** A longer line, or record of any format, is an error: no model reads such a text, and all of it would have to be in memory. */
export const MAX_RECORD_BYTES = 16 * 2 ** 20;
const NEWLINE = 0x0a;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** Consecutive lines. An unusable line is undefined, so the others keep their numbers. */
export interface Lines {
  readonly texts: readonly (string | undefined)[];
  /** Number of `texts[0]`, counting from 1. */
  readonly first: number;
}

/**
 * Cuts a stream of bytes into lines of UTF-8 text. Decodes many lines at once if all are valid, else one by one to find the
 * invalid ones. Lines end with LF; the caller trims a CR before it.
 */
export async function* readLines(
  bytes: AsyncIterable<Buffer>,
  context: Pick<FormatContext, 'bad' | 'encoding'>,
): AsyncGenerator<Lines> {
  let rest: Buffer[] = [];
  let restBytes = 0;
  let tooLong = false;
  let line = 1;

  for await (const piece of withoutByteOrderMark(bytes)) {
    const end = piece.lastIndexOf(NEWLINE) + 1;
    if (end > 0) {
      const first = piece.indexOf(NEWLINE) + 1;
      // Handles the line that began in earlier pieces on its own: only it can be too long.
      if (tooLong) yield { texts: [undefined], first: line++ };
      else if (restBytes > 0) {
        const lines = decode(Buffer.concat([...rest, piece.subarray(0, first)]), line, context);
        yield lines;
        line += lines.texts.length;
      }
      const whole = piece.subarray(tooLong || restBytes > 0 ? first : 0, end);
      if (whole.length > 0) {
        const lines = decode(whole, line, context);
        yield lines;
        line += lines.texts.length;
      }
      rest = [];
      restBytes = 0;
      tooLong = false;
    }
    if (end < piece.length && !tooLong) {
      rest.push(piece.subarray(end));
      restBytes += piece.length - end;
      if (restBytes > MAX_RECORD_BYTES) {
        context.bad(line, `the line is longer than ${MAX_RECORD_BYTES / 2 ** 20} MiB`);
        rest = [];
        restBytes = 0;
        tooLong = true;
      }
    }
  }
  if (restBytes > 0) yield decode(Buffer.concat(rest), line, context);
}

/** Turns lines into records. @param parse returns undefined for a line without a record, and reports the reason */
export async function* recordsOfLines(
  bytes: AsyncIterable<Buffer>,
  context: FormatContext,
  parse: (line: string, number: number) => CorpusRecord | undefined,
): AsyncGenerator<CorpusRecord[]> {
  for await (const { texts, first } of readLines(bytes, context)) {
    const records: CorpusRecord[] = [];
    for (let index = 0; index < texts.length; index++) {
      const line = texts[index];
      if (line === undefined) continue;
      const record = parse(line, first + index);
      if (record) records.push(record);
    }
    yield records;
  }
}

/** @param block whole lines; the LF after the last is optional */
function decode(block: Buffer, first: number, context: Pick<FormatContext, 'bad' | 'encoding'>): Lines {
  const ends = block.at(-1) === NEWLINE;
  const body = ends ? block.subarray(0, -1) : block;
  if (isUtf8(body)) return { texts: body.toString('utf8').split('\n'), first };
  const texts: (string | undefined)[] = [];
  for (let from = 0; from <= body.length; ) {
    const newline = body.indexOf(NEWLINE, from);
    const line = body.subarray(from, newline < 0 ? body.length : newline);
    if (isUtf8(line)) texts.push(line.toString('utf8'));
    else {
      context.bad(
        first + texts.length,
        `the line is not valid ${context.encoding}, from column ${invalidColumn(line)} on`,
      );
      texts.push(undefined);
    }
    from += line.length + 1;
  }
  return { texts, first };
}

async function* withoutByteOrderMark(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let start: Buffer | undefined = Buffer.alloc(0);
  for await (const piece of bytes) {
    if (!start) {
      yield piece;
      continue;
    }
    start = Buffer.concat([start, piece]);
    if (start.length < BYTE_ORDER_MARK.length) continue;
    yield start.subarray(0, 3).equals(BYTE_ORDER_MARK) ? start.subarray(3) : start;
    start = undefined;
  }
  if (start && start.length > 0) yield start;
}

/** Returns the column, from 1, of the first invalid character: the first byte that changes in a round trip through a string. */
function invalidColumn(line: Buffer): number {
  const again = Buffer.from(line.toString('utf8'));
  let at = 0;
  while (at < line.length && line[at] === again[at]) at++;
  // The replacement character may begin with the same byte as the invalid sequence.
  while (!isUtf8(line.subarray(0, at))) at--;
  return line.subarray(0, at).toString('utf8').length + 1;
}

/** White space as in Python's `str.strip`. JavaScript's `trim` also removes U+FEFF, but not U+001C to U+001F and U+0085. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters must be removed.
const SPACES = /[\t-\r\u001c-\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

/** Removes white space at both ends. */
export function trimText(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isSpace(text, start)) start++;
  while (end > start && isSpace(text, end - 1)) end--;
  return end - start === text.length ? text : text.slice(start, end);
}

function isSpace(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  // Most texts begin and end with visible ASCII, which needs no regular expression.
  return !(code > 0x20 && code < 0x7f) && SPACES.test(text.charAt(at));
}
