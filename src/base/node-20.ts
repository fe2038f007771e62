/**
 * Code that only Node.js before 22.15 needs. Node.js 20 ended in April 2026; we support it until 30 June 2027. One commit then
 * removes this file and `fzstd`, and callers take zstd from `node:zlib`. docs/dependencies.md lists the rest.
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

/** Decompresses one zstd frame. */
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

/** @returns a function that decompresses a zstd block to its known length and throws if the result is longer */
export async function blockDecompressor(): Promise<(bytes: Uint8Array, length: number) => Uint8Array> {
  const native = nodeZstd?.zstdDecompressSync;
  // Node.js rejects a limit of 0, the length of a page of nulls.
  if (native) return (bytes, length) => native(bytes, { maxOutputLength: length || 1 });
  const { decompress } = await import('fzstd');
  return (bytes, length) => decompress(bytes, new Uint8Array(length));
}

/** Adds two functions that PDF.js expects. Without them, pages with images appear empty. */
export function addMissingBuiltins(): void {
  const prototype = ArrayBuffer.prototype as { transferToFixedLength?: (length: number) => ArrayBuffer };
  prototype.transferToFixedLength ??= function (this: ArrayBuffer, length: number) {
    return this.slice(0, length);
  };
  const urls = URL as { parse?: (url: string, base?: string) => URL | null };
  urls.parse ??= (url, base) => (URL.canParse(url, base) ? new URL(url, base) : null);
}
