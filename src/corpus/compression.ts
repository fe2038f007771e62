import { PassThrough, pipeline, Readable } from 'node:stream';
import * as zlib from 'node:zlib';
import { decompressFrame, nodeZstd } from '../base/node-20';
import { zstdFrames } from './zstd-frames';

type Decompress = (bytes: AsyncIterable<Buffer>) => AsyncIterable<Buffer>;

/** More than lie between a file and its decompressor. */
const PIECES_AHEAD = 8;

/** By file extension. */
const DECOMPRESSORS: Readonly<Record<string, Decompress>> = {
  '.gz': gunzip,
  '.zst': async function* (bytes) {
    for await (const frame of zstdFrames(bytes)) {
      yield* nodeZstd ? through(frame, nodeZstd.createZstdDecompress()) : decompressFrame(frame);
    }
  },
};

/** The compression that a file name tells, or undefined. */
export function compressionOf(file: string): string | undefined {
  return Object.keys(DECOMPRESSORS).find((extension) => file.toLowerCase().endsWith(extension));
}

export function decompress(bytes: AsyncIterable<Buffer>, compression: string | undefined): AsyncIterable<Buffer> {
  return compression ? (DECOMPRESSORS[compression] as Decompress)(bytes) : bytes;
}

function through(bytes: AsyncIterable<Buffer>, transform: zlib.Gunzip): Readable {
  const stream = bytes instanceof Readable ? bytes : Readable.from(bytes, { objectMode: false });
  // The callback is where errors would be seen twice: reading the last stream reports them already.
  return pipeline(stream, transform, new PassThrough(), () => {}) as Readable;
}

/**
 * All members of a gzip file. Node.js takes a zero behind one for the end of the file, as gzip does, for tapes are filled up with
 * them; what stands behind zeros would be dropped without a word.
 * @throws Error if there is something
 */
async function* gunzip(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const pieces = bytes[Symbol.asyncIterator]();
  const latest: Buffer[] = [];
  let given = 0;
  // Not ended with the stream that it is given to: what is left of it is looked at.
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
  if (bytes.some((byte) => byte !== 0)) throw new Error('it is damaged: there is more behind the end of its gzip data');
}
