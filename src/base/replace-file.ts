import { randomBytes } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';

/** Separates a file's final name from the writer's name. */
export const PARTIAL = '.partial-';

/**
 * Writes a file under a partial name, then renames it: readers see either the old or the new content, complete. It does
 * not sync, so the file may be empty after a power failure; use it for content that can be recreated.
 * @param content the content, or a function that writes it to the given path
 * @throws the error of the system or of the function, after removing the partial file
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
