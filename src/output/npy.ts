import type { OutputDtype } from './components';
import type { MatrixHeader } from './matrix';

/** Room for the header, so the number of rows can be filled in at the end. A multiple of 64, as the format requires. */
const HEADER_BYTES = 128;
const DESCRIPTIONS: Readonly<Record<OutputDtype, string>> = { float32: '<f4', float16: '<f2' };

/** A matrix in NumPy's own format: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html, version 1.0. */
export function npyHeader(columns: number, dtype: OutputDtype): MatrixHeader {
  return {
    format: 'npy',
    dtype,
    bytes(rows) {
      const header = Buffer.alloc(HEADER_BYTES, ' ');
      header.write('\x93NUMPY\x01\x00', 0, 'latin1');
      header.writeUInt16LE(HEADER_BYTES - 10, 8);
      const shape = `(${rows}, ${columns})`;
      header.write(`{'descr': '${DESCRIPTIONS[dtype]}', 'fortran_order': False, 'shape': ${shape}, }`, 10, 'latin1');
      header.write('\n', HEADER_BYTES - 1, 'latin1');
      return header;
    },
  };
}
