import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { CorpusError, messageOf } from '../base/errors';
import type { Inputs } from '../inputs/inputs';
import { isAddress, shownAddress } from '../inputs/values/address';
import { compressionOf } from './compression';
import type { CorpusFormat } from './format';
import { EXTENSIONS, FORMATS, formatNamed, formatOf } from './formats';
import { localFile, stdinOrigin } from './local-file';
import { type Origin, shownName } from './origin';
import type { S3Inputs } from './s3';
import { isS3, isS3Listing } from './s3-address';

const STDIN = '-';

/** Compression of archives by the end of their names. */
const ARCHIVES: Readonly<Record<string, string | undefined>> = {
  '.tar': undefined,
  '.tar.gz': '.gz',
  '.tgz': '.gz',
  '.tar.zst': '.zst',
};

export type SourceInputs = Pick<Inputs, 'corpus' | 'format'> &
  S3Inputs & {
    /** Whether every address names one object, even if its key looks like a pattern: event notifications use no patterns. */
    readonly exactAddresses?: boolean;
  };

/** A file, an object or stdin, with its format and compression. */
export interface CorpusSource {
  readonly origin: Origin;
  /** `archive` if each file inside has its own format. */
  readonly format: CorpusFormat | 'archive';
  readonly compression: string | undefined;
}

/**
 * Resolves paths, globs, directories, addresses and `-` into sources, in the order given and by name within each: a corpus has the
 * same order on every machine.
 * @throws CorpusError if a source is missing or its format is unknown
 */
export async function findSources(inputs: SourceInputs, warn: (message: string) => void): Promise<CorpusSource[]> {
  const { format: asked } = inputs;
  const finder = new Finder(asked, warn);
  const sources: CorpusSource[] = [];
  for (const pattern of inputs.corpus) {
    if (pattern === STDIN) {
      const format = formatNamed(asked === 'auto' ? 'text' : asked);
      sources.push({ origin: stdinOrigin, format, compression: undefined });
    } else if (isAddress(pattern)) {
      sources.push(...(await finder.findAt(pattern, inputs)));
    } else sources.push(...(await finder.find(pattern)));
  }
  return sources;
}

/**
 * Returns the format of a file in an archive: the one asked for, else by its name.
 * @returns undefined if the file is ignored
 */
export function formatInArchive(name: string, asked: string): CorpusFormat | undefined {
  return asked === 'auto' ? formatOf(name) : formatNamed(asked);
}

class Finder {
  constructor(
    /** `auto`, or the name of a format that is then used for every file. */
    private readonly asked: string,
    private readonly warn: (message: string) => void,
  ) {}

  async find(pattern: string): Promise<CorpusSource[]> {
    const found = await stat(pattern).catch(async (error: NodeJS.ErrnoException) => {
      const { isDynamicPattern } = await import('tinyglobby');
      if (isDynamicPattern(pattern)) return undefined;
      throw new CorpusError(`corpus: cannot read ${pattern}: ${messageOf(error)}`, { cause: error });
    });
    if (found?.isDirectory()) return this.inDirectory(pattern);
    return found ? [await this.sourceOf(pattern)] : this.matching(pattern);
  }

  /** Returns the object at an address; for S3 also all objects under a prefix or matching a pattern. */
  async findAt(address: string, inputs: SourceInputs): Promise<CorpusSource[]> {
    // Loaded only if needed: most corpora are files.
    const { findListed, findRemote } = await import('./remote');
    if (inputs.exactAddresses || !isS3Listing(address)) {
      // Event notifications name an object by its key, in which ? and # are ordinary characters.
      const name = inputs.exactAddresses && isS3(address) ? address : shownAddress(address);
      const kind = this.kindOf(name);
      return [{ origin: await findRemote(address, name, inputs), ...kind }];
    }
    const all: Origin[] = [];
    for await (const page of findListed(address, inputs)) all.push(...page);
    all.sort((a, b) => (a.name < b.name ? -1 : 1));
    const origins = address.includes('*') ? all : this.readable(all, ({ name }) => name, address);
    if (origins.length === 0) throw new CorpusError(`corpus: no object matches ${address}`);
    return origins.map((origin) => ({ origin, ...this.kindOf(origin.name) }));
  }

  /** @throws CorpusError if the name does not determine the format */
  kindOf(name: string): Pick<CorpusSource, 'format' | 'compression'> {
    const archive = archiveEnd(name);
    if (archive !== undefined) return { format: 'archive', compression: ARCHIVES[archive] };
    const format = this.asked === 'auto' ? formatOf(name) : formatNamed(this.asked);
    if (!format) {
      const names = FORMATS.map(({ name }) => name);
      throw new CorpusError(
        `corpus: cannot tell the format of ${shownName(name)} by its extension. Set format to ${names.slice(0, -1).join(', ')} or ${names.at(-1)}.`,
      );
    }
    return { format, compression: compressionOf(name) };
  }

  private async matching(pattern: string): Promise<CorpusSource[]> {
    const files = await this.once(await filesOf(pattern));
    if (files.length === 0) throw new CorpusError(`corpus: no file matches ${pattern}, from ${process.cwd()}`);
    return Promise.all(files.map((file) => this.sourceOf(file)));
  }

  private async inDirectory(folder: string): Promise<CorpusSource[]> {
    const all = await this.once(await filesOf('**/*', folder));
    return Promise.all(this.readable(all, (file) => file, folder).map((file) => this.sourceOf(file)));
  }

  /** Returns the files of a folder with a known format. @throws CorpusError if none has one */
  private readable<T>(all: readonly T[], nameOf: (file: T) => string, folder: string): readonly T[] {
    const isReadable = (file: T): boolean =>
      this.asked !== 'auto' || archiveEnd(nameOf(file)) !== undefined || formatOf(nameOf(file)) !== undefined;
    const files = all.filter(isReadable);
    if (files.length === 0) {
      throw new CorpusError(
        `corpus: ${folder} holds no file that ends with ${[...EXTENSIONS, '.tar'].join(', ')} (or .gz or .zst after it)`,
      );
    }
    if (files.length < all.length) {
      const first = all.find((file) => !isReadable(file)) as T;
      this.warn(
        `ignored ${all.length - files.length} of ${all.length} files in ${folder}: unknown formats; the first is ${shownName(nameOf(first))}`,
      );
    }
    return files;
  }

  /** Keeps one path per file because links can form cycles: the path without links, or else the first. */
  private async once(files: readonly string[]): Promise<string[]> {
    const targets = await Promise.all(files.map((file) => realpath(file)));
    const chosen = new Map<string, string>();
    for (const [index, file] of files.entries()) {
      const target = targets[index] as string;
      if (!chosen.has(target) || path.resolve(file) === target) chosen.set(target, file);
    }
    const kept = new Set(chosen.values());
    const again = files.filter((file) => !kept.has(file));
    if (again.length > 0) {
      this.warn(
        `ignored ${again.length} of ${files.length} paths: links to files that are read anyway; the first is ${shownName(again[0] ?? '')}`,
      );
    }
    return files.filter((file) => kept.has(file));
  }

  private async sourceOf(file: string): Promise<CorpusSource> {
    const kind = this.kindOf(file);
    const found = await stat(file);
    return { origin: localFile(file, found.isFile() ? found.size : undefined, this.warn), ...kind };
  }
}

async function filesOf(pattern: string, folder = '.'): Promise<string[]> {
  // Loaded only if needed: most runs name a file.
  const { glob } = await import('tinyglobby');
  const files = await glob([pattern], { cwd: folder, onlyFiles: true, expandDirectories: false, absolute: false });
  return files.map((file) => path.join(folder, file)).sort();
}

/** Returns the longest archive extension that the name ends with. */
function archiveEnd(name: string): string | undefined {
  return Object.keys(ARCHIVES)
    .filter((end) => name.toLowerCase().endsWith(end))
    .sort((a, b) => b.length - a.length)[0];
}
