import { ServerAnswer } from './connection';

/** The size of the read buffer. A larger one does not read faster; the buffer grows for a longer value. */
const ROOM_BYTES = 256 * 1024;
const CR = 0x0d;

/** A simple reply, or an element of an aggregate. The next read overwrites the bytes of a Buffer: copy them to keep them. */
export type ReplyElement = Buffer | string | number | null | ServerAnswer;

/** The kind of a reply. A push answers no command: the server sends it unasked. */
export type ReplyKind = 'one' | 'aggregate' | 'push';

/** Receives replies as they arrive, element by element, so a long reply is never held as a whole. */
export interface ReplyListener {
  element(value: ReplyElement, index: number, push: boolean): void;
  /** Follows the last element of a reply. */
  end(kind: ReplyKind): void;
}

/**
 * Reads the part of RESP3 (https://redis.io/docs/latest/develop/reference/protocol-spec/) that the commands used here
 * return. Nested aggregates are flattened to their elements.
 */
export class ReplyReader {
  private buffer = Buffer.allocUnsafeSlow(ROOM_BYTES);
  private begin = 0;
  private end = 0;
  /** Elements of the current aggregate that have not arrived yet. */
  private left = 0;
  private index = 0;
  private push = false;

  constructor(private readonly listener: ReplyListener) {}

  /** Returns the free part of the buffer, for the next bytes. */
  room(): Buffer {
    if (this.begin > 0) {
      this.buffer.copyWithin(0, this.begin, this.end);
      this.end -= this.begin;
      this.begin = 0;
    }
    if (this.end === this.buffer.length) this.buffer = Buffer.concat([this.buffer], this.buffer.length * 2);
    return this.buffer.subarray(this.end);
  }

  /**
   * @param count bytes that were written into the room
   * @throws Error if they are not a reply of a known type
   */
  read(count: number): void {
    this.end += count;
    while (this.begin < this.end && this.next());
  }

  /** @returns false if the next element has not arrived in full */
  private next(): boolean {
    const { buffer, begin, end } = this;
    let lineEnd = begin + 1;
    while (lineEnd < end && buffer[lineEnd] !== CR) lineEnd++;
    const after = lineEnd + 2;
    if (after > end) return false;
    const type = String.fromCharCode(buffer[begin] as number);
    if (type === '$') return this.bytes(this.number(begin + 1, lineEnd), after);
    this.begin = after;
    switch (type) {
      case '*':
      case '>':
        this.open(this.number(begin + 1, lineEnd), type === '>');
        break;
      case '%':
        this.open(2 * this.number(begin + 1, lineEnd), false);
        break;
      case ':':
        this.take(this.number(begin + 1, lineEnd));
        break;
      case '_':
        this.take(null);
        break;
      case '+':
        this.take(buffer.toString('utf8', begin + 1, lineEnd));
        break;
      case '-':
        this.take(new ServerAnswer(buffer.toString('utf8', begin + 1, lineEnd)));
        break;
      default:
        throw new Error(`the server sent an invalid reply: it begins with byte ${buffer[begin]}`);
    }
    return true;
  }

  private bytes(length: number, start: number): boolean {
    // The null of RESP2, which some Redis-compatible servers send in RESP3 too.
    if (length < 0) {
      this.begin = start;
      this.take(null);
      return true;
    }
    const after = start + length + 2;
    if (after > this.end) return false;
    this.begin = after;
    this.take(this.buffer.subarray(start, start + length));
    return true;
  }

  private number(from: number, to: number): number {
    const negative = this.buffer[from] === 0x2d;
    let value = 0;
    for (let at = negative ? from + 1 : from; at < to; at++) value = value * 10 + (this.buffer[at] as number) - 0x30;
    return negative ? -value : value;
  }

  private open(count: number, push: boolean): void {
    if (this.left > 0) {
      this.left += count - 1;
    } else {
      this.left = count;
      this.index = 0;
      this.push = push;
    }
    if (this.left === 0) this.listener.end(this.push ? 'push' : 'aggregate');
  }

  private take(value: ReplyElement): void {
    if (this.left === 0) {
      this.listener.element(value, 0, false);
      this.listener.end('one');
      return;
    }
    this.listener.element(value, this.index++, this.push);
    if (--this.left === 0) this.listener.end(this.push ? 'push' : 'aggregate');
  }
}
