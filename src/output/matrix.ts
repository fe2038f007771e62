import { PartialFile } from '../base/partial-file';
import { bytesOf, type Vector } from '../base/vector';
import { idQuoter } from '../corpus/record';
import type { ResolvedWindow } from '../resolve/window';
import { componentRoom, type OutputDtype, putComponents } from './components';
import { FileOutput } from './file-output';

/** The part of the file before the rows. */
export interface MatrixHeader {
  readonly format: string;
  readonly dtype: OutputDtype;
  /** Has the same length for every number of rows, because it is filled in at the end. */
  bytes(rows: number): Buffer;
}

/** A matrix `[records, dimensions]` after a header, and a second file with the id of each row, one JSON string per line. */
export class MatrixOutput extends FileOutput {
  private readonly quotedId = idQuoter();

  private constructor(
    private readonly matrix: PartialFile,
    private readonly ids: PartialFile,
    private readonly header: MatrixHeader,
  ) {
    super(header.format, [matrix, ids]);
  }

  static async open(path: string, header: MatrixHeader): Promise<MatrixOutput> {
    const matrix = await PartialFile.open(path);
    const ids = await PartialFile.open(idsFile(path));
    matrix.raw(header.bytes(0));
    return new MatrixOutput(matrix, ids, header);
  }

  async write({ records, vectors }: ResolvedWindow): Promise<void> {
    let lines = '';
    const rows = this.header.dtype === 'float32' ? contiguousRuns(vectors) : [halves(vectors)];
    for (const run of rows) await this.matrix.lasting(run);
    for (const record of records) lines += `${this.quotedId(record)}\n`;
    this.ids.text(lines);
    if (this.ids.full) await this.ids.flush();
    this.rows += records.length;
  }

  protected async end(): Promise<void> {
    await this.matrix.patch(this.header.bytes(this.rows), 0);
  }
}

/** Yields the bytes of vectors in as few pieces as their memory allows: those of one lookup are mostly contiguous. */
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

function halves(vectors: readonly Vector[]): Uint8Array {
  const dimensions = vectors[0]?.length ?? 0;
  const room = componentRoom('float16', vectors.length * dimensions);
  for (const [row, vector] of vectors.entries()) putComponents(vector, room, row * dimensions);
  return bytesOf(room);
}

/** `embeddings.npy` → `embeddings.ids.jsonl`. */
export function idsFile(path: string): string {
  return `${path.replace(/\.(npy|safetensors)$/, '')}.ids.jsonl`;
}
