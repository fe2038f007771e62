import type { Vector } from '../cache/vector-cache';
import { idQuoter } from '../corpus/record';
import type { ResolvedWindow } from '../window';
import { checkRows, type Output, type OutputFacts } from './output';
import { PartialFile } from './partial-file';

/** Room for the header, so that the number of rows can be filled in at the end. A multiple of 64, as the format asks. */
const HEADER_BYTES = 128;

/**
 * A float32 matrix `[records, dimensions]` in NumPy's own format, version 1.0, and beside it `<name>.ids.jsonl`: a line
 * with the id, as a JSON string, for each row.
 */
export class NpyOutput implements Output {
  private rows = 0;
  private readonly quotedId = idQuoter();

  private constructor(
    private readonly matrix: PartialFile,
    private readonly ids: PartialFile,
    private readonly dimensions: number,
  ) {}

  static async open(path: string, dimensions: number): Promise<NpyOutput> {
    const matrix = await PartialFile.open(path);
    const ids = await PartialFile.open(idsFile(path));
    matrix.raw(npyHeader(0, dimensions));
    return new NpyOutput(matrix, ids, dimensions);
  }

  async write({ records, vectors }: ResolvedWindow): Promise<void> {
    let lines = '';
    for (const run of contiguousRuns(vectors)) await this.matrix.lasting(run);
    for (const record of records) lines += `${this.quotedId(record)}\n`;
    this.ids.text(lines);
    if (this.ids.full) await this.ids.flush();
    this.rows += records.length;
  }

  async finish(records: number): Promise<OutputFacts> {
    checkRows(this.rows, records);
    await this.matrix.patch(npyHeader(this.rows, this.dimensions), 0);
    const ids = await this.ids.finish();
    return { format: 'npy', files: [await this.matrix.finish(), ids], rows: this.rows };
  }

  async discard(): Promise<void> {
    await Promise.all([this.matrix.discard(), this.ids.discard()]);
  }
}

/** The bytes of vectors, in as few pieces as they lie in memory: those of one lookup mostly lie side by side. */
function* contiguousRuns(vectors: readonly Vector[]): Generator<Uint8Array> {
  for (let from = 0; from < vectors.length; ) {
    const { buffer, byteOffset, byteLength } = vectors[from] as Vector;
    let to = from + 1;
    while (to < vectors.length) {
      const next = vectors[to] as Vector;
      if (next.buffer !== buffer || next.byteOffset !== byteOffset + (to - from) * byteLength) break;
      to++;
    }
    yield new Uint8Array(buffer, byteOffset, (to - from) * byteLength);
    from = to;
  }
}

/** `embeddings.npy` → `embeddings.ids.jsonl`. */
export function idsFile(path: string): string {
  return `${path.replace(/\.npy$/, '')}.ids.jsonl`;
}

/** https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html, format version 1.0. */
export function npyHeader(rows: number, columns: number): Buffer {
  const header = Buffer.alloc(HEADER_BYTES, ' ');
  header.write('\x93NUMPY\x01\x00', 0, 'latin1');
  header.writeUInt16LE(HEADER_BYTES - 10, 8);
  header.write(`{'descr': '<f4', 'fortran_order': False, 'shape': (${rows}, ${columns}), }`, 10, 'latin1');
  header.write('\n', HEADER_BYTES - 1, 'latin1');
  return header;
}
