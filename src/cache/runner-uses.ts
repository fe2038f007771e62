import { readFile } from 'node:fs/promises';
import { replaceFile } from '../base/replace-file';

/**
 * When the entries of a shard were last used, beside it under the same name with this suffix: 16 bytes of magic and
 * version, then for each entry, in order, seconds since 1970 as u32, little-endian. It is replaced as a whole. Losing it
 * loses no vector: entries then count as last used when their shard was made.
 */
export const USES_SUFFIX = '.uses';
const HEADER = Buffer.concat([Buffer.from('embed-once uses'), Buffer.from([1])]);

/**
 * @param file of the uses
 * @param count entries of the shard; those that were appended after the uses were written have none
 * @param otherwise seconds, for entries whose use is not known
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

/** Remembers which entries were used in this run, by ordinal: one bit each. */
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

  /** Whether any of `count` entries from `first` on was used. */
  hasAny(first: number, count: number): boolean {
    for (let ordinal = first; ordinal < first + count; ordinal++) if (this.has(ordinal)) return true;
    return false;
  }

  has(ordinal: number): boolean {
    return (((this.bits[ordinal >>> 3] ?? 0) >> (ordinal & 7)) & 1) === 1;
  }
}
