const BLOCK_BYTES = 512;
/** Offsets in a header of the size and of the type letter. */
const SIZE_FROM = 124;
const SIZE_TO = 136;
const KIND = 156;
/** Entries that describe the next entry, or all. POSIX's have fields, one of which may be the size; GNU's have a long name. */
const POSIX_FIELDS = ['x', 'g'];
const DESCRIPTIONS = [...POSIX_FIELDS, 'L', 'K'];
/** Largest description, in bytes: the same limit as in the decoder. */
const MOST_FIELDS = 8 * 2 ** 20;
/** Type of GNU's sparse files, which may continue in blocks that their size does not include. */
export const SPARSE = 'S';

/**
 * Notes the type letters of entries while a tar archive passes through: the decoder does not report them, and treats unknown types
 * as files.
 * @see https://www.gnu.org/software/tar/manual/html_node/Standard.html
 */
export class TarKinds {
  private readonly kinds: string[] = [];
  private gathered: Buffer[] = [];
  private missing = BLOCK_BYTES;
  private state: 'header' | 'fields' | 'content' = 'header';
  private over = false;
  /** Size from POSIX fields, if they gave one. */
  private size: number | undefined;

  async *watch(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const piece of bytes) {
      this.take(piece);
      yield piece;
    }
  }

  /** Returns the type of the next entry of the decoder; undefined if unknown. */
  next(): string | undefined {
    return this.kinds.shift();
  }

  private take(piece: Buffer): void {
    for (let at = 0; at < piece.length && !this.over; ) {
      const part = piece.subarray(at, at + this.missing);
      at += part.length;
      this.missing -= part.length;
      if (this.state !== 'content') this.gathered.push(part);
      // An empty entry needs more than one step.
      while (this.missing === 0 && !this.over) this.goOn();
    }
  }

  private goOn(): void {
    const bytes = Buffer.concat(this.gathered);
    this.gathered = [];
    if (this.state === 'header') {
      this.readHeader(bytes);
      return;
    }
    if (this.state === 'fields') {
      const [, size] = /(?:^|\n)\d+ size=(\d+)\n/.exec(bytes.toString('latin1')) ?? [];
      if (size !== undefined) this.size = Number(size);
    }
    this.state = 'header';
    this.missing = BLOCK_BYTES;
  }

  private readHeader(header: Buffer): void {
    const kind = String.fromCharCode(header[KIND] as number);
    const described = DESCRIPTIONS.includes(kind);
    const size = (described ? undefined : this.size) ?? sizeIn(header.subarray(SIZE_FROM, SIZE_TO));
    if (!described) {
      this.kinds.push(kind);
      this.size = undefined;
    }
    // Stops at the zeros after the last entry, and at an invalid header, after which nothing is known.
    this.over = header[0] === 0 || !Number.isSafeInteger(size) || kind === SPARSE || (described && size > MOST_FIELDS);
    this.state = POSIX_FIELDS.includes(kind) ? 'fields' : 'content';
    this.missing = Math.ceil(size / BLOCK_BYTES) * BLOCK_BYTES;
  }
}

/** Reads a size: octal digits, or a big-endian integer if the digits are too few. */
function sizeIn(field: Buffer): number {
  const first = field[0] as number;
  if ((first & 0x80) === 0)
    return Number.parseInt(
      field
        .toString('latin1')
        .replace(/[\0 ]+$/, '')
        .trim() || '0',
      8,
    );
  return Number(BigInt.asUintN(95, BigInt(`0x${field.toString('hex')}`)));
}
