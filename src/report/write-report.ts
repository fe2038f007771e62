import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { messageOf, OutputError } from '../base/errors';
import { replaceFile } from '../base/replace-file';
import type { Publication } from './publication';

/** Writes the files of a publication. @returns the path of the first; empty if no folder is given */
export async function writeFiles(folder: string, publication: Pick<Publication, 'files'>): Promise<string> {
  if (folder === '') return '';
  const files = publication.files();
  try {
    await mkdir(folder, { recursive: true });
    // Whole at any moment: a collector may read metrics.prom while it is written.
    for (const [name, content] of Object.entries(files)) await replaceFile(path.join(folder, name), content);
  } catch (error) {
    throw new OutputError(`cannot write the report to ${folder}: ${messageOf(error)}`, { cause: error });
  }
  return path.join(folder, Object.keys(files)[0] as string);
}
