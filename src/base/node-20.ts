/**
 * Everything that only Node.js before 22.15 needs. Node.js 20 ended in April 2026; support for it ends here on 30 June 2027.
 * One commit then removes this file and `fzstd`; its callers take zstd from `node:zlib`. docs/dependencies.md lists the rest.
 */
import * as zlib from 'node:zlib';

/** Not in the types of Node.js 20. */
interface Zstd {
  readonly constants: { readonly ZSTD_c_compressionLevel: number };
  createZstdDecompress(): zlib.Gunzip;
  zstdDecompressSync(bytes: Uint8Array, options: { maxOutputLength: number }): Buffer;
  zstdCompressSync(bytes: Uint8Array, options: object): Buffer;
}

/** Node.js's own zstd, three times as fast as `fzstd`; undefined before 22.15. */
export const nodeZstd = 'createZstdDecompress' in zlib ? (zlib as unknown as Zstd) : undefined;

/** Decompresses one frame of zstd. */
export async function* decompressFrame(frame: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const { Decompress } = await import('fzstd');
  let ready: Buffer[] = [];
  const stream = new Decompress((piece) => ready.push(Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength)));
  for await (const part of frame) {
    stream.push(part);
    yield* ready;
    ready = [];
  }
  stream.push(new Uint8Array(0), true);
  yield* ready;
}

/** @returns decompresses a block of zstd to the length that it is known to have; throws if it is longer */
export async function blockDecompressor(): Promise<(bytes: Uint8Array, length: number) => Uint8Array> {
  const native = nodeZstd?.zstdDecompressSync;
  // Node.js takes no limit of 0, the length of a page of nulls.
  if (native) return (bytes, length) => native(bytes, { maxOutputLength: length || 1 });
  const { decompress } = await import('fzstd');
  return (bytes, length) => decompress(bytes, new Uint8Array(length));
}

/** Adds two functions that PDF.js expects. Without them, pages with images seem empty. */
export function addMissingBuiltins(): void {
  const prototype = ArrayBuffer.prototype as { transferToFixedLength?: (length: number) => ArrayBuffer };
  prototype.transferToFixedLength ??= function (this: ArrayBuffer, length: number) {
    return this.slice(0, length);
  };
  const urls = URL as { parse?: (url: string, base?: string) => URL | null };
  urls.parse ??= (url, base) => (URL.canParse(url, base) ? new URL(url, base) : null);
}
