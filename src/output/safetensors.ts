import { canonicalJson } from '../keys/embedding-contract';
import { COMPONENT_BYTES, type OutputDtype } from './components';
import type { MatrixHeader } from './matrix';
import type { Provenance } from './output';

/** The tensor's name in the file. */
const TENSOR = 'embeddings';
const DTYPES: Readonly<Record<OutputDtype, string>> = { float32: 'F32', float16: 'F16' };

/**
 * A matrix in safetensors format: https://huggingface.co/docs/safetensors, "Format". Eight bytes for the length of a JSON header,
 * the header, then the rows. The format allows spaces after the JSON, which leave room for the number of rows.
 */
export function safetensorsHeader(columns: number, dtype: OutputDtype, provenance: Provenance): MatrixHeader {
  const metadata = { fingerprint: provenance.fingerprint, contract: canonicalJson(provenance.contract) };
  const json = (rows: number, bytes: number): string =>
    JSON.stringify({
      __metadata__: metadata,
      [TENSOR]: { dtype: DTYPES[dtype], shape: [rows, columns], data_offsets: [0, bytes] },
    });
  const longest = Buffer.byteLength(json(Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER));
  // Rows begin at a multiple of 8, so they can be mapped into memory.
  const length = Math.ceil(longest / 8) * 8;
  return {
    format: 'safetensors',
    dtype,
    bytes(rows) {
      const header = Buffer.alloc(8 + length, ' ');
      header.writeBigUInt64LE(BigInt(length));
      header.write(json(rows, rows * columns * COMPONENT_BYTES[dtype]), 8, 'utf8');
      return header;
    },
  };
}
