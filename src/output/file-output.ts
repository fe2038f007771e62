import type { PartialFile } from '../base/partial-file';
import type { ResolvedWindow } from '../resolve/window';
import { checkRows, type Output, type OutputFacts } from './output';

/** An output in files of its own. Completing and naming them are separate steps, so many outputs can get their names together. */
export abstract class FileOutput implements Output {
  protected rows = 0;
  private whole = false;

  /** @param files the main file first; it gets its name last */
  constructor(
    private readonly format: string,
    private readonly files: readonly PartialFile[],
  ) {}

  abstract write(window: ResolvedWindow): Promise<void>;

  /** Writes everything that follows the last row or depends on the number of rows. */
  protected abstract end(): Promise<void>;

  /**
   * Completes the files, apart from their final names.
   * @throws OutputError if the number of rows is not `records`
   */
  async complete(records: number): Promise<void> {
    checkRows(this.rows, records);
    if (this.whole) return;
    await this.end();
    for (const file of this.files) await file.close();
    this.whole = true;
  }

  /** Returns the checksums of the completed files, as read back from the disk. */
  async checksums(): Promise<{ path: string; bytes: number; sha256: string }[]> {
    const checksums = [];
    for (const file of this.files) checksums.push({ path: file.path, bytes: file.bytes, sha256: await file.sha256() });
    return checksums;
  }

  async finish(records: number): Promise<OutputFacts> {
    await this.complete(records);
    const named = [];
    for (const file of this.files.toReversed()) named.unshift(await file.finish());
    return { format: this.format, files: named, rows: this.rows };
  }

  async discard(): Promise<void> {
    await Promise.all(this.files.map((file) => file.discard()));
  }
}
