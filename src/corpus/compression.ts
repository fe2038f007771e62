import { PassThrough, pipeline, Readable } from 'node:stream';
import * as zlib from 'node:zlib';
import { decompressFrame, nodeZstd } from '../base/node-20';
import { zstdFrames } from './zstd-frames';

type Decompress = (bytes: AsyncIterable<Buffer>) => AsyncIterable<Buffer>;

/** More pieces than are ever buffered between a file and its decompressor. */
const PIECES_AHEAD = 8;

/** Decompressors by file extension. */
const DECOMPRESSORS: Readonly<Record<string, Decompress>> = {
  '.gz': gunzip,
  '.zst': async function* (bytes) {
    for await (const frame of zstdFrames(bytes)) {
      yield* nodeZstd ? through(frame, nodeZstd.createZstdDecompress()) : decompressFrame(frame);
    }
  },
};

/** Returns the compression of a file by its name, or undefined. */
export function compressionOf(file: string): string | undefined {
  return Object.keys(DECOMPRESSORS).find((extension) => file.toLowerCase().endsWith(extension));
}

export function decompress(bytes: AsyncIterable<Buffer>, compression: string | undefined): AsyncIterable<Buffer> {
  return compression ? (DECOMPRESSORS[compression] as Decompress)(bytes) : bytes;
}

function through(bytes: AsyncIterable<Buffer>, transform: zlib.Gunzip): Readable {
  const stream = bytes instanceof Readable ? bytes : Readable.from(bytes, { objectMode: false });
  // The callback ignores errors: reading the last stream reports them already.
  return pipeline(stream, transform, new PassThrough(), () => {}) as Readable;
}

/**
 * Decompresses all members of a gzip file. Like gzip, Node.js treats a zero after a member as padding and stops there; it would drop
 * any data after the zeros without an error.
 * @throws Error if data follows the zeros
 */
async function* gunzip(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const pieces = bytes[Symbol.asyncIterator]();
  const latest: Buffer[] = [];
  let given = 0;
  // Stays open when the decompressor ends: the rest is checked for zeros.
  async function* watched(): AsyncGenerator<Buffer> {
    for (let next = await pieces.next(); !next.done; next = await pieces.next()) {
      given += next.value.length;
      latest.push(next.value);
      if (latest.length > PIECES_AHEAD) latest.shift();
      yield next.value;
    }
  }
  try {
    const transform = zlib.createGunzip({ chunkSize: 256 * 1024 });
    yield* through(watched(), transform);
    let left = await pieces.next();
    const tail = Buffer.concat(latest);
    checkZeros(tail.subarray(Math.max(0, tail.length - (given - transform.bytesWritten))));
    for (; !left.done; left = await pieces.next()) checkZeros(left.value);
  } finally {
    await pieces.return?.();
  }
}

function checkZeros(bytes: Buffer): void {
  if (bytes.some((byte) => byte !== 0)) throw new Error('it is damaged: data follows the end of its gzip stream');
}
