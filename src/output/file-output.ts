import type { PartialFile } from '../base/partial-file';
import type { ResolvedWindow } from '../resolve/window';
import { checkRows, type Output, type OutputFacts } from './output';

/** An output in files of its own, whose content and whose names come in two steps: many of them can get their names together. */
export abstract class FileOutput implements Output {
  protected rows = 0;
  private whole = false;

  /** @param files the main file first; it gets its name last */
  constructor(
    private readonly format: string,
    private readonly files: readonly PartialFile[],
  ) {}

  abstract write(window: ResolvedWindow): Promise<void>;

  /** Appends what stands behind the last row, or depends on the number of rows. */
  protected abstract end(): Promise<void>;

  /**
   * Makes the files whole, so that only their names are missing.
   * @throws OutputError if there are not `records` rows
   */
  async complete(records: number): Promise<void> {
    checkRows(this.rows, records);
    if (this.whole) return;
    await this.end();
    for (const file of this.files) await file.close();
    this.whole = true;
  }

  /** Of the files once they are complete, as read back from the disk. */
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
