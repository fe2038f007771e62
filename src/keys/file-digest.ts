import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { replaceFile } from '../base/replace-file';

const MEMO_FILE = 'file-digests.json';

/**
 * SHA-256 of files, remembered beside the runner cache, so that a large model is read once per machine. What was
 * remembered counts only while real path, size, and modification and change time (ns) are those of the file: the change
 * time cannot be set from outside, so that a file replaced with its old modification time is still seen.
 */
export class FileDigests {
  private memo: Record<string, { state: string; sha256: string }> = {};
  private changed = false;

  private constructor(private readonly memoFile: string | undefined) {}

  /** @param folder where to remember digests; undefined remembers nothing */
  static async open(folder: string | undefined): Promise<FileDigests> {
    const digests = new FileDigests(folder && path.join(folder, MEMO_FILE));
    if (digests.memoFile) {
      try {
        digests.memo = { ...JSON.parse(await readFile(digests.memoFile, 'utf8')) };
      } catch {
        // Absent or unreadable: it is only a memory, and is written anew.
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

  /** Remembers what was computed. A folder that cannot be written costs the next run some hashing, nothing else. */
  async save(): Promise<void> {
    if (!this.changed || !this.memoFile) return;
    try {
      await mkdir(path.dirname(this.memoFile), { recursive: true });
      await replaceFile(this.memoFile, JSON.stringify(this.memo, null, 1));
    } catch {
      // As above.
    }
  }
}
