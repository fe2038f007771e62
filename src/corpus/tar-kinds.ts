const BLOCK_BYTES = 512;
/** In a header: the size, and the letter of the kind. */
const SIZE_FROM = 124;
const SIZE_TO = 136;
const KIND = 156;
/** Describe the entry that follows, or all: POSIX's with fields of which one may be the size, and GNU's with its long name. */
const POSIX_FIELDS = ['x', 'g'];
const DESCRIPTIONS = [...POSIX_FIELDS, 'L', 'K'];
/** In bytes. The decoder takes no more either. */
const MOST_FIELDS = 8 * 2 ** 20;
/** GNU's sparse files may go on in blocks that their size does not count. */
export const SPARSE = 'S';

/**
 * Notes the letters of the kinds of entries, while a tar archive passes through: its decoder does not tell them, and takes for a
 * file whatever it does not know.
 * @see https://www.gnu.org/software/tar/manual/html_node/Standard.html
 */
export class TarKinds {
  private readonly kinds: string[] = [];
  private gathered: Buffer[] = [];
  private missing = BLOCK_BYTES;
  private state: 'header' | 'fields' | 'content' = 'header';
  private over = false;
  /** As fields of POSIX said, where they did. */
  private size: number | undefined;

  async *watch(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const piece of bytes) {
      this.take(piece);
      yield piece;
    }
  }

  /** Of the next entry that the decoder gives; undefined where that cannot be told. */
  next(): string | undefined {
    return this.kinds.shift();
  }

  private take(piece: Buffer): void {
    for (let at = 0; at < piece.length && !this.over; ) {
      const part = piece.subarray(at, at + this.missing);
      at += part.length;
      this.missing -= part.length;
      if (this.state !== 'content') this.gathered.push(part);
      // More than once where an entry is empty.
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
    // Beyond its last entry an archive has blocks of zeros, and beyond what is no header nothing can be told.
    this.over = header[0] === 0 || !Number.isSafeInteger(size) || kind === SPARSE || (described && size > MOST_FIELDS);
    this.state = POSIX_FIELDS.includes(kind) ? 'fields' : 'content';
    this.missing = Math.ceil(size / BLOCK_BYTES) * BLOCK_BYTES;
  }
}

/** In octal digits, or where these are too few as an integer, the most significant byte first. */
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
