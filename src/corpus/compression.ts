import type { Readable } from 'node:stream';
import { PassThrough, pipeline } from 'node:stream';
import * as zlib from 'node:zlib';

type Decompress = (bytes: Readable) => AsyncIterable<Buffer>;

/** By file extension. */
const DECOMPRESSORS: Readonly<Record<string, Decompress>> = {
  '.gz': (bytes) => through(bytes, zlib.createGunzip({ chunkSize: 256 * 1024 })),
  '.zst': (bytes) => {
    // Node has it since 22.15; before, a library does the same at a third of the speed.
    const native = (zlib as { createZstdDecompress?: () => zlib.Gunzip }).createZstdDecompress;
    return native ? through(bytes, native()) : zstdInJavaScript(bytes);
  },
};

/** The compression that a file name tells, or undefined. */
export function compressionOf(file: string): string | undefined {
  return Object.keys(DECOMPRESSORS).find((extension) => file.toLowerCase().endsWith(extension));
}

export function decompress(bytes: Readable, compression: string | undefined): AsyncIterable<Buffer> {
  return compression ? (DECOMPRESSORS[compression] as Decompress)(bytes) : bytes;
}

function through(bytes: Readable, transform: zlib.Gunzip): Readable {
  // The callback is where errors would be seen twice: reading the last stream reports them already.
  return pipeline(bytes, transform, new PassThrough(), () => {}) as Readable;
}

async function* zstdInJavaScript(bytes: Readable): AsyncGenerator<Buffer> {
  const { Decompress } = await import('fzstd');
  let ready: Buffer[] = [];
  const stream = new Decompress((piece) => ready.push(Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength)));
  for await (const piece of bytes) {
    stream.push(piece);
    yield* ready;
    ready = [];
  }
  stream.push(new Uint8Array(0), true);
  yield* ready;
}
