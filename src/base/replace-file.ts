import { randomBytes } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';

/** Between the name that a file is to get and that of its writer. */
export const PARTIAL = '.partial-';

/**
 * Writes a file under a partial name beside it, then renames it: readers find the old content or the new, whole. It does
 * not sync, so after a power failure the file may be empty; use it for content that can be made again.
 * @param content or the function that writes it to the path it is given
 * @throws the system's error, or that of the function; the partial file is removed
 */
export async function replaceFile(
  file: string,
  content: string | Uint8Array | ((partial: string) => Promise<void>),
): Promise<void> {
  const partial = `${file}${PARTIAL}${randomBytes(4).toString('hex')}`;
  try {
    await (typeof content === 'function' ? content(partial) : writeFile(partial, content));
    await rename(partial, file);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}
