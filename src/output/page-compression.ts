import zlib from 'node:zlib';

export interface PageCompression {
  readonly codec: 'ZSTD' | 'SNAPPY';
  /** Snappy is built into the library. */
  readonly compressors: { readonly ZSTD?: (bytes: Uint8Array) => Uint8Array };
}

/** Missing from the types of the oldest supported Node. */
interface Zstandard {
  readonly constants: { readonly ZSTD_c_compressionLevel: number };
  zstdCompressSync(bytes: Uint8Array, options: object): Buffer;
}

/** Returns the compression of ids, texts and metadata: Zstandard if Node has it, from 22.15 on, else Snappy. */
export function pageCompression(): PageCompression {
  if (!('zstdCompressSync' in zlib)) return { codec: 'SNAPPY', compressors: {} };
  const { constants, zstdCompressSync } = zlib as unknown as Zstandard;
  const options = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };
  return { codec: 'ZSTD', compressors: { ZSTD: (bytes) => zstdCompressSync(bytes, options) } };
}
