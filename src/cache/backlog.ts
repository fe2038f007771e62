import { randomBytes } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { TEXT_KEY_BYTES, type TextKey } from '../keys/text-key';

const PREFIX = 'unpushed-';

/**
 * Text keys whose vectors a tier could not store. They are kept in files beside the runner cache, which holds the vectors, so a
 * later run can push them. A file holds raw text keys, 32 bytes each; a truncated last key is lost. Pushing a vector twice does
 * no harm, so a run reads the files of all runs.
 */
export class Backlog {
  private readonly keys: TextKey[] = [];
  private own: { readonly file: string; readonly handle: FileHandle } | undefined;

  private constructor(
    private readonly folder: string,
    private readonly target: string,
    private readonly found: readonly string[],
  ) {}

  /**
   * @param folder of one fingerprint in the runner cache
   * @param target names the tier to push to: a few characters that are valid in a file name
   */
  static async open(folder: string, target: string): Promise<Backlog> {
    const names = await readdir(folder).catch(() => []);
    const found = names.filter((name) => name.startsWith(`${PREFIX}${target}-`)).map((name) => path.join(folder, name));
    const backlog = new Backlog(folder, target, found);
    for (const file of found) backlog.keys.push(...(await readKeys(file)));
    return backlog;
  }

  get size(): number {
    return this.keys.length;
  }

  /** Appends keys at once, so they survive the process. If the folder is not writable, later runs do not see them. */
  async add(keys: readonly TextKey[]): Promise<void> {
    this.keys.push(...keys);
    try {
      this.own ??= await this.create();
      await this.own.handle.appendFile(Buffer.concat(keys.map((key) => Buffer.from(key, 'base64url'))));
    } catch {
      // The keys stay in memory: this run pushes them if the tier recovers in time.
    }
  }

  /** Returns up to `count` first keys without removing them. */
  peek(count: number): TextKey[] {
    return this.keys.slice(0, count);
  }

  /** Removes the first `count` keys, and the files after the last key. */
  async remove(count: number): Promise<void> {
    this.keys.splice(0, count);
    if (this.keys.length > 0) return;
    await this.close();
    for (const file of [...this.found, ...(this.own ? [this.own.file] : [])]) await rm(file, { force: true });
    this.own = undefined;
  }

  async close(): Promise<void> {
    await this.own?.handle.close().catch(() => {});
  }

  private async create() {
    await mkdir(this.folder, { recursive: true });
    const name = `${PREFIX}${this.target}-${process.pid}-${randomBytes(4).toString('hex')}`;
    const file = path.join(this.folder, name);
    return { file, handle: await open(file, 'ax') };
  }
}

async function readKeys(file: string): Promise<TextKey[]> {
  const bytes = await readFile(file).catch(() => Buffer.alloc(0));
  const keys: TextKey[] = [];
  for (let at = 0; at + TEXT_KEY_BYTES <= bytes.length; at += TEXT_KEY_BYTES) {
    keys.push(bytes.toString('base64url', at, at + TEXT_KEY_BYTES));
  }
  return keys;
}
