import { stat } from 'node:fs/promises';
import path from 'node:path';
import { CorpusError, messageOf } from '../errors';
import { compressionOf } from './compression';
import type { CorpusFormat } from './format';
import { jsonlFormat } from './jsonl';
import { textFormat } from './text';

const FORMATS: readonly CorpusFormat[] = [textFormat, jsonlFormat];
const FORMAT_NAMES = FORMATS.map(({ name }) => name);
export const STDIN = '-';

/** A file of the corpus, or stdin, and how it is to be read. */
export interface CorpusSource {
  /** Path, or STDIN. */
  readonly file: string;
  /** Undefined for stdin and pipes. */
  readonly bytes: number | undefined;
  readonly format: CorpusFormat;
  readonly compression: string | undefined;
}

/**
 * Resolves paths, globs, directories and `-` into files, in the order given and by name within each, so that a corpus
 * has one order on every machine.
 * @param asked `auto`, or the name of a format that is then used for every file
 * @throws CorpusError for whatever is not there, or is of a kind that cannot be told
 */
export async function findSources(
  patterns: readonly string[],
  asked: string,
  warn: (message: string) => void,
): Promise<CorpusSource[]> {
  const sources: CorpusSource[] = [];
  for (const pattern of patterns) {
    if (pattern === STDIN) {
      const format = formatNamed(asked === 'auto' ? textFormat.name : asked);
      sources.push({ file: STDIN, bytes: undefined, format, compression: undefined });
      continue;
    }
    const found = await stat(pattern).catch(async (error: NodeJS.ErrnoException) => {
      const { isDynamicPattern } = await import('tinyglobby');
      if (isDynamicPattern(pattern)) return undefined;
      throw new CorpusError(`corpus: cannot read ${pattern}: ${messageOf(error)}`, { cause: error });
    });
    if (found?.isDirectory()) sources.push(...(await inDirectory(pattern, asked, warn)));
    else if (found) sources.push(await sourceOf(pattern, asked));
    else sources.push(...(await matching(pattern, asked)));
  }
  return sources;
}

async function matching(pattern: string, asked: string): Promise<CorpusSource[]> {
  const files = await filesOf(pattern);
  if (files.length === 0) throw new CorpusError(`corpus: no file matches ${pattern}, from ${process.cwd()}`);
  return Promise.all(files.map((file) => sourceOf(file, asked)));
}

async function inDirectory(folder: string, asked: string, warn: (message: string) => void): Promise<CorpusSource[]> {
  const all = await filesOf('**/*', folder);
  const files = asked === 'auto' ? all.filter((file) => formatOf(file)) : all;
  if (files.length === 0) {
    const extensions = FORMATS.flatMap((format) => format.extensions).join(', ');
    throw new CorpusError(`corpus: ${folder} holds no file that ends with ${extensions} (or .gz or .zst after it)`);
  }
  if (files.length < all.length) {
    const left = all.filter((file) => !formatOf(file));
    warn(`${left.length} of ${all.length} files in ${folder} are of other kinds and were left out, ${left[0]} first`);
  }
  return Promise.all(files.map((file) => sourceOf(file, asked)));
}

async function filesOf(pattern: string, folder = '.'): Promise<string[]> {
  // Loaded where it is needed: most runs name a file.
  const { glob } = await import('tinyglobby');
  const files = await glob([pattern], { cwd: folder, onlyFiles: true, expandDirectories: false, absolute: false });
  return files.map((file) => path.join(folder, file)).sort();
}

async function sourceOf(file: string, asked: string): Promise<CorpusSource> {
  const format = asked === 'auto' ? formatOf(file) : formatNamed(asked);
  if (!format) {
    throw new CorpusError(
      `corpus: cannot tell the format of ${file} by its extension. Set format to ${FORMAT_NAMES.join(' or ')}.`,
    );
  }
  const found = await stat(file);
  return { file, bytes: found.isFile() ? found.size : undefined, format, compression: compressionOf(file) };
}

function formatNamed(name: string): CorpusFormat {
  return FORMATS.find((format) => format.name === name) as CorpusFormat;
}

/** By extension; a name without one is text. */
function formatOf(file: string): CorpusFormat | undefined {
  const bare = file.slice(0, file.length - (compressionOf(file)?.length ?? 0));
  const extension = path.extname(bare).toLowerCase();
  return extension === '' ? textFormat : FORMATS.find((format) => format.extensions.includes(extension));
}
