const MAGIC = 0xfd2fb528;
/** Frames that are to be passed over have one of sixteen numbers. */
const SKIPPABLE = 0x184d2a50;
const SKIPPABLE_MASK = 0xfffffff0;
const REPEATED = 1;
const RESERVED = 3;
const CHECKSUM_BYTES = 4;
/** What the zstd program takes without being asked for more. */
const MOST_WINDOW = 128 * 2 ** 20;
/** No block is longer, decompressed or not. */
const MOST_BLOCK = 128 * 1024;

/**
 * Takes a zstd file apart into its frames, and these into parts of a block each. Decompressors know one frame; files have several
 * where they were made by several threads or put one behind the other. And a block becomes at most 128 KiB, so that whoever gives
 * a decompressor one after the other holds no more than that, whatever a file was made to do. Each frame is to be read to its end.
 * @see https://datatracker.ietf.org/doc/html/rfc8878#section-3.1
 * @throws Error if it is no zstd, is cut, or wants more memory than is bearable
 */
export async function* zstdFrames(bytes: AsyncIterable<Buffer>): AsyncGenerator<AsyncGenerator<Buffer>> {
  const source = new ByteSource(bytes);
  try {
    for (let magic = await source.take(4); magic.length > 0; magic = await source.take(4)) {
      const number = magic.length === 4 ? magic.readUInt32LE() : 0;
      if (number === MAGIC) yield frameParts(magic, source);
      else if ((number & SKIPPABLE_MASK) >>> 0 === SKIPPABLE)
        await source.pass((await source.takeAll(4)).readUInt32LE());
      else throw new Error('it is not zstd, or damaged: there is no frame where one should begin');
    }
  } finally {
    await source.close();
  }
}

async function* frameParts(magic: Buffer, source: ByteSource): AsyncGenerator<Buffer> {
  const descriptor = await source.takeAll(1);
  const flags = descriptor[0] as number;
  const single = (flags & 0x20) !== 0;
  const dictionaryBytes = [0, 1, 2, 4][flags & 3] as number;
  const sizeBytes = [single ? 1 : 0, 2, 4, 8][flags >> 6] as number;
  const rest = await source.takeAll((single ? 0 : 1) + dictionaryBytes + sizeBytes);
  checkWindow(single ? contentSize(rest.subarray(dictionaryBytes)) : windowSize(rest[0] as number));
  yield Buffer.concat([magic, descriptor, rest]);
  for (let last = false; !last; ) {
    const header = await source.takeAll(3);
    const fields = header.readUIntLE(0, 3);
    const [kind, length] = [(fields >> 1) & 3, fields >> 3];
    if (kind === RESERVED || length > MOST_BLOCK)
      throw new Error('it is damaged: a block is of a kind or length that none has');
    yield Buffer.concat([header, await source.takeAll(kind === REPEATED ? 1 : length)]);
    last = (fields & 1) === 1;
  }
  if ((flags & 4) !== 0) yield await source.takeAll(CHECKSUM_BYTES);
}

function windowSize(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >> 3));
  return base + (base / 8) * (descriptor & 7);
}

function contentSize(field: Buffer): number {
  if (field.length === 8) return Number(field.readBigUInt64LE());
  // Two bytes begin where one ends.
  return field.readUIntLE(0, field.length) + (field.length === 2 ? 256 : 0);
}

function checkWindow(bytes: number): void {
  if (bytes <= MOST_WINDOW) return;
  throw new Error(
    `it needs ${Math.ceil(bytes / 2 ** 20)} MiB to be decompressed, and more than ${MOST_WINDOW / 2 ** 20} are not taken: compress it without --long or --ultra`,
  );
}

/** Bytes of a stream, as many at a time as are wanted. */
class ByteSource {
  private readonly pieces: AsyncIterator<Buffer>;
  private held: Buffer = Buffer.alloc(0);

  constructor(bytes: AsyncIterable<Buffer>) {
    this.pieces = bytes[Symbol.asyncIterator]();
  }

  /** @returns fewer at the end */
  async take(count: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    let missing = count;
    while (missing > this.held.length) {
      parts.push(this.held);
      missing -= this.held.length;
      const next = await this.pieces.next();
      this.held = next.done ? Buffer.alloc(0) : next.value;
      if (next.done) return Buffer.concat(parts);
    }
    const part = this.held.subarray(0, missing);
    this.held = this.held.subarray(missing);
    return parts.length === 0 ? part : Buffer.concat([...parts, part]);
  }

  /** @throws Error if there are fewer */
  async takeAll(count: number): Promise<Buffer> {
    const bytes = await this.take(count);
    if (bytes.length < count) throw new Error('it was cut: it ends within a frame of zstd');
    return bytes;
  }

  async close(): Promise<void> {
    await this.pieces.return?.();
  }

  async pass(count: number): Promise<void> {
    for (let left = count; left > 0; left -= MOST_BLOCK) await this.takeAll(Math.min(left, MOST_BLOCK));
  }
}
