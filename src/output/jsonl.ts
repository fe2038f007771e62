import { PartialFile } from '../base/partial-file';
import { recordId } from '../corpus/record';
import type { ResolvedWindow } from '../resolve/window';
import { FileOutput } from './file-output';

/** One JSON object per record, in corpus order: `{"id", "text", "metadata"?, "vector"}`. */
export class JsonlOutput extends FileOutput {
  private constructor(private readonly file: PartialFile) {
    super('jsonl', [file]);
  }

  static async open(path: string): Promise<JsonlOutput> {
    return new JsonlOutput(await PartialFile.open(path));
  }

  async write({ records, vectors }: ResolvedWindow): Promise<void> {
    for (const [index, record] of records.entries()) {
      this.rows++;
      const metadata = record.metadata ? `"metadata":${JSON.stringify(record.metadata)},` : '';
      this.file.text(
        `{"id":${JSON.stringify(recordId(record))},"text":${JSON.stringify(record.text)},${metadata}"vector":[`,
      );
      this.file.components(vectors[index] as Float32Array);
      this.file.text(']}\n');
      if (this.file.full) await this.file.flush();
    }
  }

  protected async end(): Promise<void> {}
}
