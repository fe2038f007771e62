const MAGIC = 0xfd2fb528;
/** Skippable frames have one of sixteen magic numbers. */
const SKIPPABLE = 0x184d2a50;
const SKIPPABLE_MASK = 0xfffffff0;
const REPEATED = 1;
const RESERVED = 3;
const CHECKSUM_BYTES = 4;
/** The default limit of the zstd program. */
const MOST_WINDOW = 128 * 2 ** 20;
/** Largest block, compressed or not. */
const MOST_BLOCK = 128 * 1024;

/**
 * Splits a zstd file into its frames, and each frame into its blocks. Decompressors read one frame, but files from several threads or
 * concatenated files have several. A block decompresses to at most 128 KiB, so feeding a decompressor block by block bounds memory
 * even for malicious files. Read each frame to its end.
 * @see https://datatracker.ietf.org/doc/html/rfc8878#section-3.1
 * @throws Error if the file is not zstd, is cut off or needs too much memory
 */
export async function* zstdFrames(bytes: AsyncIterable<Buffer>): AsyncGenerator<AsyncGenerator<Buffer>> {
  const source = new ByteSource(bytes);
  try {
    for (let magic = await source.take(4); magic.length > 0; magic = await source.take(4)) {
      const number = magic.length === 4 ? magic.readUInt32LE() : 0;
      if (number === MAGIC) yield frameParts(magic, source);
      else if ((number & SKIPPABLE_MASK) >>> 0 === SKIPPABLE)
        await source.pass((await source.takeAll(4)).readUInt32LE());
      else throw new Error('it is not zstd, or damaged: no frame begins where one must');
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
      throw new Error('it is damaged: a block has an invalid type or length');
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
  // The range of two bytes begins where that of one byte ends.
  return field.readUIntLE(0, field.length) + (field.length === 2 ? 256 : 0);
}

function checkWindow(bytes: number): void {
  if (bytes <= MOST_WINDOW) return;
  throw new Error(
    `it needs ${Math.ceil(bytes / 2 ** 20)} MiB to be decompressed, above the limit of ${MOST_WINDOW / 2 ** 20} MiB: compress it without --long or --ultra`,
  );
}

/** Reads a given number of bytes at a time from a stream. */
class ByteSource {
  private readonly pieces: AsyncIterator<Buffer>;
  private held: Buffer = Buffer.alloc(0);

  constructor(bytes: AsyncIterable<Buffer>) {
    this.pieces = bytes[Symbol.asyncIterator]();
  }

  /** @returns `count` bytes, or fewer at the end */
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

  /** @throws Error if the stream ends before `count` bytes */
  async takeAll(count: number): Promise<Buffer> {
    const bytes = await this.take(count);
    if (bytes.length < count) throw new Error('it is cut off: it ends within a zstd frame');
    return bytes;
  }

  async close(): Promise<void> {
    await this.pieces.return?.();
  }

  async pass(count: number): Promise<void> {
    for (let left = count; left > 0; left -= MOST_BLOCK) await this.takeAll(Math.min(left, MOST_BLOCK));
  }
}
