import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { replaceFile } from '../base/replace-file';

const MEMO_FILE = 'file-digests.json';

/**
 * SHA-256 of files, saved beside the runner cache, so a large model is hashed once per machine. A saved digest is valid
 * only while the file's real path, size, modification time, and change time (ns) match. Programs cannot set the change
 * time, so it reveals a file replaced under its old modification time.
 */
export class FileDigests {
  private memo: Record<string, { state: string; sha256: string }> = {};
  private changed = false;

  private constructor(private readonly memoFile: string | undefined) {}

  /** @param folder stores the digests; undefined saves nothing */
  static async open(folder: string | undefined): Promise<FileDigests> {
    const digests = new FileDigests(folder && path.join(folder, MEMO_FILE));
    if (digests.memoFile) {
      try {
        digests.memo = { ...JSON.parse(await readFile(digests.memoFile, 'utf8')) };
      } catch {
        // Absent or unreadable: save() writes a new one.
      }
    }
    return digests;
  }

  /** @returns hex SHA-256 of the file's bytes */
  async sha256(file: string): Promise<string> {
    const { size, mtimeNs, ctimeNs } = await stat(file, { bigint: true });
    const state = `${size} ${mtimeNs} ${ctimeNs}`;
    const name = await realpath(file);
    const known = this.memo[name];
    if (known?.state === state) return known.sha256;
    const digest = createHash('sha256');
    await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), digest);
    const sha256 = digest.digest('hex');
    this.memo[name] = { state, sha256 };
    this.changed = true;
    return sha256;
  }

  /** Saves new digests. If the folder is not writable, the next run hashes the files again. */
  async save(): Promise<void> {
    if (!this.changed || !this.memoFile) return;
    try {
      await mkdir(path.dirname(this.memoFile), { recursive: true });
      await replaceFile(this.memoFile, JSON.stringify(this.memo, null, 1));
    } catch {
      // Not writable: see above.
    }
  }
}
