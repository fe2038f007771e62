import { PartialFile } from '../base/partial-file';
import { hexTextKey } from '../keys/text-key';
import type { ResolvedWindow } from '../resolve/window';
import { FileOutput } from './file-output';

/** One JSON object, from the hex SHA-256 of each text to `{"text", "vector"}`: each text once, one entry per line. */
export class JsonOutput extends FileOutput {
  private entries = 0;

  private constructor(private readonly file: PartialFile) {
    super('json', [file]);
  }

  static async open(path: string): Promise<JsonOutput> {
    return new JsonOutput(await PartialFile.open(path));
  }

  async write({ records, keys, vectors, firsts }: ResolvedWindow): Promise<void> {
    for (const [index, record] of records.entries()) {
      this.rows++;
      if (!firsts[index]) continue;
      const name = hexTextKey(keys[index] as string);
      const open = this.entries++ === 0 ? '{' : ',';
      this.file.text(`${open}\n"${name}": {"text": ${JSON.stringify(record.text)}, "vector": [`);
      this.file.components(vectors[index] as Float32Array);
      this.file.text(']}');
      if (this.file.full) await this.file.flush();
    }
  }

  protected async end(): Promise<void> {
    this.file.text(this.entries === 0 ? '{}\n' : '\n}\n');
  }
}
