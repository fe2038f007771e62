import { ServerAnswer } from './connection';

/** Room for what is read at once. More would not make reading quicker; a longer value gets more. */
const ROOM_BYTES = 256 * 1024;
const CR = 0x0d;

/** A reply that is no aggregate, or an element of one. Bytes lie where the next ones will be read to: copy what is to stay. */
export type ReplyElement = Buffer | string | number | null | ServerAnswer;

/** What a reply is, or that it is none: the server sends a push by itself. */
export type ReplyKind = 'one' | 'aggregate' | 'push';

/** Is told of replies as they arrive, element by element, so that a long one is never held as a whole. */
export interface ReplyListener {
  element(value: ReplyElement, index: number, push: boolean): void;
  /** All elements were told. */
  end(kind: ReplyKind): void;
}

/**
 * Reads RESP3 (https://redis.io/docs/latest/develop/reference/protocol-spec/), as far as it comes in answer to the commands
 * that are used here. An aggregate inside another counts as its elements.
 */
export class ReplyReader {
  private buffer = Buffer.allocUnsafeSlow(ROOM_BYTES);
  private begin = 0;
  private end = 0;
  /** Elements of the present aggregate that are still to come. */
  private left = 0;
  private index = 0;
  private push = false;

  constructor(private readonly listener: ReplyListener) {}

  /** Where the next bytes are to be put. */
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
   * @param count bytes that were put into the room
   * @throws Error if they are no such reply
   */
  read(count: number): void {
    this.end += count;
    while (this.begin < this.end && this.next());
  }

  /** @returns false if what comes next is not there as a whole */
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
        throw new Error(`no reply of Redis begins with byte ${buffer[begin]}`);
    }
    return true;
  }

  private bytes(length: number, start: number): boolean {
    // A null of RESP2, which some stand-ins for Redis send all the same.
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
