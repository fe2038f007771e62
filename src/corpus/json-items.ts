import { MAX_RECORD_BYTES } from './lines';

const [QUOTE, BACKSLASH, COMMA, NEWLINE] = [0x22, 0x5c, 0x2c, 0x0a];
const [OPEN_BRACKET, CLOSE_BRACKET, OPEN_BRACE, CLOSE_BRACE] = [0x5b, 0x5d, 0x7b, 0x7d];
/** Real data is never nested this deep, and serializing the metadata must not overflow the stack. */
const MOST_NESTED = 1000;

/** The number of bytes of a string that are checked one by one. */
const NEAR = 24;

/** An item of an array; its bytes are undefined if it is too long. */
export interface JsonItem {
  readonly bytes: Buffer | undefined;
  /** Number of its first line, from 1. */
  readonly line: number;
}

/**
 * Cuts a JSON array into its items by quotes, brackets and commas alone. A parser then checks each item, so an invalid item does
 * not prevent the others from being read.
 * @throws Error if the end of an item cannot be found
 */
export class ItemCutter {
  private state: 'before' | 'within' | 'after' = 'before';
  /** The closing bytes of the brackets that are open within the item. */
  private readonly closers: number[] = [];
  private inString = false;
  private escaped = false;
  private line = 1;
  private items = 0;
  private parts: Buffer[] = [];
  private bytes = 0;
  private itemLine = 0;
  /** Whether the item was already returned, before its end, as too long. */
  private given = false;
  /** Offset of the newline in the piece that was found last. */
  private newline = -1;

  /** Returns the items that end in this piece or become too long in it. */
  cut(piece: Buffer): JsonItem[] {
    const items: JsonItem[] = [];
    let from = 0;
    this.newline = -1;
    for (let at = 0; at < piece.length; at++) {
      if (this.inString) {
        at = this.endOfString(piece, at);
        continue;
      }
      const byte = piece[at] as number;
      if (byte === NEWLINE) this.line++;
      if (isSpace(byte)) continue;
      if (this.state !== 'within') {
        this.outside(byte);
        from = at + 1;
        continue;
      }
      const ends = this.closers.length === 0 && (byte === COMMA || byte === CLOSE_BRACKET);
      if (!ends) {
        if (this.itemLine === 0) this.itemLine = this.line;
        this.inside(byte);
        continue;
      }
      this.keep(piece.subarray(from, at));
      // `[]` has no item; an empty place elsewhere is an invalid item.
      if (byte === COMMA || this.items > 0 || this.itemLine > 0) items.push(...this.take());
      if (byte === CLOSE_BRACKET) this.state = 'after';
      from = at + 1;
    }
    if (this.state !== 'within') return items;
    this.keep(piece.subarray(from));
    if (this.bytes > MAX_RECORD_BYTES && !this.given) {
      items.push({ bytes: undefined, line: this.itemLine || this.line });
      this.given = true;
    }
    return items;
  }

  /** @throws Error if the array has not ended */
  end(): void {
    if (this.state === 'within') throw this.fault('is cut off: the file ends before the array does');
  }

  private outside(byte: number): void {
    if (this.state === 'after') throw new Error(`line ${this.line}: data follows the end of the array`);
    if (byte !== OPEN_BRACKET) {
      const hint = byte === OPEN_BRACE ? '. If it has one object per line, set format to jsonl' : '';
      throw new Error(`line ${this.line}: the file is not a JSON array${hint}`);
    }
    this.state = 'within';
  }

  private inside(byte: number): void {
    if (this.closers.length > MOST_NESTED) throw this.fault(`is nested deeper than ${MOST_NESTED} levels`);
    if (byte === QUOTE) this.inString = true;
    else if (byte === OPEN_BRACE) this.closers.push(CLOSE_BRACE);
    else if (byte === OPEN_BRACKET) this.closers.push(CLOSE_BRACKET);
    else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
      if (this.closers.pop() !== byte) throw this.fault(`has a "${String.fromCharCode(byte)}" that closes no bracket`);
    }
  }

  /**
   * Searches for quotes only, which takes a fifth of the time of checking each byte.
   * @returns the end of the string, or the end of the piece
   */
  private endOfString(piece: Buffer, from: number): number {
    let at = from;
    // Field names are too short for a search to pay off.
    for (const near = Math.min(piece.length, from + NEAR); !this.escaped && at < near; at++) {
      const byte = piece[at];
      if (byte === BACKSLASH || byte === NEWLINE) break;
      if (byte !== QUOTE) continue;
      this.inString = false;
      return at;
    }
    for (;;) {
      const quote = piece.indexOf(QUOTE, at);
      const end = quote < 0 ? piece.length : quote;
      for (let newline = this.newlineFrom(piece, at); newline < end; newline = this.newlineFrom(piece, newline + 1)) {
        if (!this.isEscaped(piece, at, newline)) throw this.fault('has a string that does not end in its line');
      }
      this.escaped = this.isEscaped(piece, at, end);
      if (quote < 0) return end;
      if (!this.escaped) {
        this.inString = false;
        return quote;
      }
      this.escaped = false;
      at = quote + 1;
    }
  }

  /** Returns the offset of the next newline, or infinity. Finds each only once because newlines may be rare. */
  private newlineFrom(piece: Buffer, at: number): number {
    if (this.newline < at) {
      const found = piece.indexOf(NEWLINE, at);
      this.newline = found < 0 ? Number.POSITIVE_INFINITY : found;
    }
    return this.newline;
  }

  /** Returns whether an odd number of backslashes precedes `at`. `escaped` stands for those before `from`. */
  private isEscaped(piece: Buffer, from: number, at: number): boolean {
    let first = at;
    while (first > from && piece[first - 1] === BACKSLASH) first--;
    // An escaped backslash escapes nothing.
    const backslashes = at - first - (first === from && this.escaped && at > from ? 1 : 0);
    if (first === from && this.escaped && at === from) return true;
    return backslashes % 2 === 1;
  }

  private keep(part: Buffer): void {
    this.bytes += part.length;
    if (this.bytes > MAX_RECORD_BYTES) this.parts = [];
    else if (part.length > 0) this.parts.push(part);
  }

  /** @returns no item if it was already returned as too long */
  private take(): JsonItem[] {
    const [first, ...more] = this.parts;
    // Most items lie within one piece.
    const whole = more.length === 0 && first ? first : Buffer.concat(this.parts);
    const bytes = this.bytes > MAX_RECORD_BYTES ? undefined : whole;
    const items = this.given ? [] : [{ bytes, line: this.itemLine || this.line }];
    this.items++;
    this.given = false;
    this.parts = [];
    this.bytes = 0;
    this.itemLine = 0;
    return items;
  }

  private fault(what: string): Error {
    return new Error(
      `line ${this.line}: item ${this.items + 1} ${what}. The items after it cannot be told apart, so on-bad-record cannot skip it`,
    );
  }
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === NEWLINE || byte === 0x0d || byte === 0x09;
}
