import type { FileHandle } from 'node:fs/promises';

/** @throws Error if the file is too short */
export async function bytesAt(file: Pick<FileHandle, 'read'>, start: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  for (let at = 0; at < length; ) {
    const { bytesRead } = await file.read(buffer, at, length - at, start + at);
    if (bytesRead === 0) throw new Error(`the file ends at byte ${start + at} instead of ${start + length}`);
    at += bytesRead;
  }
  return buffer;
}
