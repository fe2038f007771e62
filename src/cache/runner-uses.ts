import { readFile } from 'node:fs/promises';
import { replaceFile } from '../base/replace-file';

/**
 * Suffix of the file beside a shard that records each entry's last use: 16 bytes of magic and version, then per entry, in
 * order, seconds since 1970 as u32, little-endian. It is replaced as a whole. Without it no vector is lost: the creation time of
 * the shard then counts as each entry's last use.
 */
export const USES_SUFFIX = '.uses';
const HEADER = Buffer.concat([Buffer.from('embed-once uses'), Buffer.from([1])]);

/**
 * @param file the file of uses
 * @param count entries of the shard; those appended after the file was written have no use
 * @param otherwise seconds, for entries without a known use
 */
export async function readUses(file: string, count: number, otherwise: number): Promise<Uint32Array> {
  const uses = new Uint32Array(count).fill(otherwise);
  const bytes = await readFile(file).catch(() => Buffer.alloc(0));
  if (!bytes.subarray(0, HEADER.length).equals(HEADER)) return uses;
  const known = Math.min(count, Math.floor((bytes.length - HEADER.length) / 4));
  for (let at = 0; at < known; at++) uses[at] = bytes.readUInt32LE(HEADER.length + at * 4);
  return uses;
}

export async function writeUses(file: string, uses: Uint32Array): Promise<void> {
  const bytes = Buffer.allocUnsafe(HEADER.length + uses.length * 4);
  HEADER.copy(bytes);
  for (const [at, use] of uses.entries()) bytes.writeUInt32LE(use, HEADER.length + at * 4);
  await replaceFile(file, bytes);
}

/** Records which entries this run used, by ordinal: one bit each. */
export class UsedEntries {
  private bits = new Uint8Array(1024);

  add(ordinal: number): void {
    const at = ordinal >>> 3;
    if (at >= this.bits.length) {
      const grown = new Uint8Array(Math.max(at + 1, this.bits.length * 2));
      grown.set(this.bits);
      this.bits = grown;
    }
    this.bits[at] = (this.bits[at] as number) | (1 << (ordinal & 7));
  }

  /** Returns whether any of `count` entries from `first` on was used. */
  hasAny(first: number, count: number): boolean {
    for (let ordinal = first; ordinal < first + count; ordinal++) if (this.has(ordinal)) return true;
    return false;
  }

  has(ordinal: number): boolean {
    return (((this.bits[ordinal >>> 3] ?? 0) >> (ordinal & 7)) & 1) === 1;
  }
}
