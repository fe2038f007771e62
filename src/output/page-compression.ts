import zlib from 'node:zlib';

export interface PageCompression {
  readonly codec: 'ZSTD' | 'SNAPPY';
  /** The library has Snappy of its own. */
  readonly compressors: { readonly ZSTD?: (bytes: Uint8Array) => Uint8Array };
}

/** Not in the types of the oldest Node that this runs on. */
interface Zstandard {
  readonly constants: { readonly ZSTD_c_compressionLevel: number };
  zstdCompressSync(bytes: Uint8Array, options: object): Buffer;
}

/** Of ids, texts and metadata: Zstandard where Node has it, from 22.15 on, elsewhere Snappy. */
export function pageCompression(): PageCompression {
  if (!('zstdCompressSync' in zlib)) return { codec: 'SNAPPY', compressors: {} };
  const { constants, zstdCompressSync } = zlib as unknown as Zstandard;
  const options = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };
  return { codec: 'ZSTD', compressors: { ZSTD: (bytes) => zstdCompressSync(bytes, options) } };
}
