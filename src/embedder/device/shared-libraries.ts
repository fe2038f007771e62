import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { bytesAt } from '../../base/bytes-at';

/** Offsets in the ELF-64 header and in an entry of the section table (System V ABI, chapter on object files). */
const HEADER_BYTES = 64;
const SECTION_TABLE = 0x28;
const SECTION_BYTES = 0x3a;
const SECTION_COUNT = 0x3c;
const DYNAMIC = 6;
const NEEDED = 1n;

/**
 * Names the libraries that a shared library depends on.
 * @throws Error if the file is not 64-bit little-endian ELF
 */
export async function neededLibraries(file: string): Promise<string[]> {
  const handle = await open(file);
  try {
    const header = await bytesAt(handle, 0, HEADER_BYTES);
    if (header.readUInt32BE(0) !== 0x7f454c46 || header[4] !== 2 || header[5] !== 1) {
      throw new Error(`${file} is not a shared library for 64-bit Linux`);
    }
    const size = header.readUInt16LE(SECTION_BYTES);
    const sections = await bytesAt(
      handle,
      Number(header.readBigUInt64LE(SECTION_TABLE)),
      size * header.readUInt16LE(SECTION_COUNT),
    );
    const section = (index: number) => sections.subarray(index * size, (index + 1) * size);
    const content = (entry: Buffer) =>
      bytesAt(handle, Number(entry.readBigUInt64LE(0x18)), Number(entry.readBigUInt64LE(0x20)));
    for (let index = 0; index * size < sections.length; index++) {
      const entry = section(index);
      if (entry.readUInt32LE(4) !== DYNAMIC) continue;
      return namesIn(await content(entry), await content(section(entry.readUInt32LE(0x28))));
    }
    return [];
  } finally {
    await handle.close();
  }
}

/** The libraries that the loader would find neither in LD_LIBRARY_PATH nor in the cache of ldconfig. */
export async function missingLibraries(names: readonly string[], searchPath: string): Promise<string[]> {
  const cached = await cachedLibraries();
  const folders = searchPath.split(':').filter((folder) => folder !== '');
  return names.filter((name) => !cached.has(name) && !folders.some((folder) => existsSync(path.join(folder, name))));
}

/** @returns an empty set if ldconfig is missing, as on musl */
async function cachedLibraries(): Promise<Set<string>> {
  for (const program of ['/sbin/ldconfig', 'ldconfig']) {
    try {
      const { stdout } = await promisify(execFile)(program, ['-p'], { maxBuffer: 2 ** 24 });
      return new Set(stdout.split('\n').map((line) => line.trim().split(' ', 1)[0] as string));
    } catch {
      // Try the next path.
    }
  }
  return new Set();
}

function namesIn(dynamic: Buffer, strings: Buffer): string[] {
  const names: string[] = [];
  for (let at = 0; at + 16 <= dynamic.length; at += 16) {
    if (dynamic.readBigUInt64LE(at) !== NEEDED) continue;
    const start = Number(dynamic.readBigUInt64LE(at + 8));
    names.push(strings.toString('latin1', start, strings.indexOf(0, start)));
  }
  return names;
}
