import { createWriteStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';
import { bytesAt } from '../../base/bytes-at';

/** Signatures and sizes from PKWARE's APPNOTE.TXT, 4.3. */
const END = 0x06054b50;
const END_BYTES = 22;
const LONGEST_COMMENT = 0xffff;
const ENTRY = 0x02014b50;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
const DEFLATED = 8;

/** A file in an archive. Offsets and sizes in bytes. */
interface Member {
  readonly name: string;
  readonly method: number;
  readonly size: number;
  readonly start: number;
}

/**
 * Extracts some files from a ZIP archive, such as a Python wheel or a NuGet package. The caller has verified the archive, so its
 * checksums are ignored. Archives over 4 GiB are not supported.
 * @param wanted from file name, without its folder, to target path
 * @throws Error naming the missing file
 */
export async function extract(archive: string, wanted: ReadonlyMap<string, string>): Promise<void> {
  const handle = await open(archive);
  try {
    const members = await membersOf(handle);
    for (const [name, target] of wanted) {
      const member = members.find((one) => one.name === name || one.name.endsWith(`/${name}`));
      if (!member) throw new Error(`the archive does not contain ${name}`);
      const local = await bytesAt(handle, member.start, LOCAL_BYTES);
      const start = member.start + LOCAL_BYTES + local.readUInt16LE(26) + local.readUInt16LE(28);
      const packed = handle.createReadStream({ start, end: start + member.size - 1, autoClose: false });
      const unpacking = member.method === DEFLATED ? createInflateRaw() : new PassThrough();
      await pipeline(packed, unpacking, createWriteStream(target));
    }
  } finally {
    await handle.close();
  }
}

async function membersOf(handle: FileHandle): Promise<Member[]> {
  const { size } = await handle.stat();
  const tailStart = Math.max(0, size - END_BYTES - LONGEST_COMMENT);
  const tail = await bytesAt(handle, tailStart, size - tailStart);
  let end = tail.length - END_BYTES;
  while (end >= 0 && tail.readUInt32LE(end) !== END) end--;
  if (end < 0) throw new Error('not a ZIP archive');
  const directory = await bytesAt(handle, tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12));
  const members: Member[] = [];
  for (let at = 0; at + ENTRY_BYTES <= directory.length && directory.readUInt32LE(at) === ENTRY; ) {
    const nameEnd = at + ENTRY_BYTES + directory.readUInt16LE(at + 28);
    members.push({
      name: directory.toString('utf8', at + ENTRY_BYTES, nameEnd),
      method: directory.readUInt16LE(at + 10),
      size: directory.readUInt32LE(at + 20),
      start: directory.readUInt32LE(at + 42),
    });
    at = nameEnd + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return members;
}
