import { recordId } from '../corpus/record';
import type { ResolvedWindow } from '../window';
import { checkRows, type Output, type OutputFacts } from './output';
import { PartialFile } from './partial-file';

/** One JSON object a record, in corpus order: `{"id", "text", "metadata"?, "vector"}`. */
export class JsonlOutput implements Output {
  private rows = 0;

  private constructor(private readonly file: PartialFile) {}

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

  async finish(records: number): Promise<OutputFacts> {
    checkRows(this.rows, records);
    return { format: 'jsonl', files: [await this.file.finish()], rows: this.rows };
  }

  async discard(): Promise<void> {
    await this.file.discard();
  }
}
