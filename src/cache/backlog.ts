import { randomBytes } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { TEXT_KEY_BYTES, type TextKey } from '../keys/text-key';

const PREFIX = 'unpushed-';

/**
 * Text keys whose vectors a tier could not take, and is still to get: in files beside the runner cache that holds the vectors,
 * so that a later run can make up for it. A file is raw text keys, 32 bytes each; one that was cut off in the middle of a key
 * loses that key. Pushing a vector twice does no harm, so files of other runs are read without asking who they belong to.
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
   * @param target names the tier that is to get them: a few characters that may stand in a file name
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

  /** Notes keys, at once and durably as far as the process goes. A folder that cannot be written loses them for later runs. */
  async add(keys: readonly TextKey[]): Promise<void> {
    this.keys.push(...keys);
    try {
      this.own ??= await this.create();
      await this.own.handle.appendFile(Buffer.concat(keys.map((key) => Buffer.from(key, 'base64url'))));
    } catch {
      // They stay in memory, and are pushed by this run if the tier comes back during it.
    }
  }

  /** The first keys, at most `count`. They stay until they are removed. */
  peek(count: number): TextKey[] {
    return this.keys.slice(0, count);
  }

  /** Takes away the first `count` keys. When none is left, the files go. */
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
