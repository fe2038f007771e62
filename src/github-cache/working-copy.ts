import { createHash } from 'node:crypto';
import { copyFile, link, lstat, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { replaceFile } from '../base/replace-file';
import type { EnvelopeCodec } from '../cache/envelope';
import { readUses, USES_SUFFIX, writeUses } from '../cache/runner-uses';
import { faultOf, SHARD_SUFFIX, Shard, WRITING_SUFFIX } from '../cache/shard';
import { type EntryName, parseName, shownName } from './entry-key';
import { isShardName, MANIFEST, type Manifest, readManifest, writeManifest } from './manifest';

/** The size of the header of a uses file, and of each use. Bytes. */
const USES_HEADER = 16;
const USE_BYTES = 4;

/** An entry whose vectors are in the folder. */
export interface HeldEntry extends Manifest {
  readonly name: EntryName;
}

/**
 * The folder of one fingerprint, `<root>/<fingerprint>`, as a working copy of a log of entries. It takes the shards of entries
 * under the same names, and provides the shards that no entry has. The folder records the entries it holds, so a folder that
 * outlives the job fetches nothing twice.
 */
export class WorkingCopy {
  private readonly file: string;

  /** @param repository owns the entries; other repositories have different entries with the same names */
  constructor(
    private readonly folder: string,
    private readonly fingerprint: string,
    private readonly codec: EnvelopeCodec,
    repository: string,
  ) {
    const digest = createHash('sha256').update(repository).digest('hex').slice(0, 12);
    this.file = path.join(folder, `github-cache-${digest}.json`);
  }

  /** Returns the entries that the last run recorded. */
  async held(): Promise<HeldEntry[]> {
    try {
      const entries: Record<string, unknown> = JSON.parse(await readFile(this.file, 'utf8'));
      return Object.entries(entries).flatMap(([shown, manifest]) => {
        const name = parseName(shown);
        return name ? [{ name, ...readManifest(JSON.stringify(manifest)) }] : [];
      });
    } catch {
      return [];
    }
  }

  async remember(held: readonly HeldEntry[]): Promise<void> {
    const entries = held.map(({ name, ...manifest }) => [shownName(name), JSON.parse(writeManifest(manifest))]);
    await mkdir(this.folder, { recursive: true });
    await replaceFile(this.file, JSON.stringify(Object.fromEntries(entries)));
  }

  /**
   * Takes the valid files of an unpacked entry: plain files, not links, named like shards, of this fingerprint. Vectors are checked
   * when they are read.
   * @param staged the folder of the unpacked entry
   */
  async take(staged: string): Promise<{ readonly manifest: Manifest; readonly bytes: number }> {
    let bytes = 0;
    const shards: string[] = [];
    await mkdir(this.folder, { recursive: true });
    for (const file of (await readdir(staged)).sort()) {
      const source = path.join(staged, file);
      const stem = file.slice(0, file.lastIndexOf('.'));
      if (!isShardName(stem) || !(await isPlainFile(source))) continue;
      if (file.endsWith(SHARD_SUFFIX) && (await this.isShard(source))) {
        shards.push(stem);
        bytes += await sizeOf(source);
        // An existing shard stays, because written bytes never change.
        if (!(await isPlainFile(path.join(this.folder, file)))) await move(source, path.join(this.folder, file));
      } else if (file.endsWith(USES_SUFFIX)) await mergeUses(source, path.join(this.folder, file));
    }
    const told = path.join(staged, MANIFEST);
    const text = (await isPlainFile(told)) ? await readFile(told, 'utf8') : '';
    return { manifest: { ...readManifest(text), shards }, bytes };
  }

  /** Returns the names of all complete shards, without suffix. */
  async shards(): Promise<string[]> {
    const files = await readdir(this.folder).catch((): string[] => []);
    return files
      .filter((file) => file.endsWith(SHARD_SUFFIX))
      .map((file) => file.slice(0, -SHARD_SUFFIX.length))
      .filter((stem) => isShardName(stem) && !files.includes(stem + WRITING_SUFFIX));
  }

  /**
   * Lays out the files of an entry: its shards, the uses of all shards, and the manifest. It skips files that disappear meanwhile.
   * @returns the size of the shards in bytes
   */
  async stage(manifest: Manifest, staged: string): Promise<number> {
    let bytes = 0;
    for (const file of await readdir(this.folder)) {
      const stem = file.slice(0, file.lastIndexOf('.'));
      const wanted = file.endsWith(SHARD_SUFFIX) && manifest.shards.includes(stem);
      if (!wanted && !(file.endsWith(USES_SUFFIX) && isShardName(stem))) continue;
      const target = path.join(staged, file);
      await linkOrCopy(path.join(this.folder, file), target);
      if (wanted) bytes += await sizeOf(target);
    }
    await writeFile(path.join(staged, MANIFEST), writeManifest(manifest));
    return bytes;
  }

  private async isShard(file: string): Promise<boolean> {
    const shard = await Shard.open(file);
    try {
      const kind = await shard.kind();
      return kind !== undefined && !('fault' in kind) && faultOf(kind, this.fingerprint, this.codec) === undefined;
    } finally {
      await shard.close();
    }
  }
}

/** Whether it is a file without links. With a hard link, a file elsewhere would become a shard. */
async function isPlainFile(file: string): Promise<boolean> {
  const found = await lstat(file).catch(() => undefined);
  return found?.isFile() === true && found.nlink === 1;
}

async function sizeOf(file: string): Promise<number> {
  return lstat(file).then(
    ({ size }) => size,
    () => 0,
  );
}

/** Copies the file only if it cannot be linked, for example to another disk. */
async function linkOrCopy(source: string, target: string): Promise<void> {
  try {
    await link(source, target).catch(() => copyFile(source, target));
  } catch (error) {
    // Another process merged it meanwhile.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

/** Moves a file so that the target is always complete. */
async function move(source: string, target: string): Promise<void> {
  try {
    await rename(source, target);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    // Compaction removes leftover files with this suffix.
    const partial = target.replace(/\.[a-z]+$/, '.merging');
    await copyFile(source, partial);
    await rename(partial, target);
    await rm(source);
  }
}

/** Several entries record when the vectors of one shard were last used: the latest time counts. */
async function mergeUses(source: string, target: string): Promise<void> {
  const count = Math.max(0, Math.floor(((await sizeOf(source)) - USES_HEADER) / USE_BYTES));
  const [theirs, ours] = [await readUses(source, count, 0), await readUses(target, count, 0)];
  // A time in the future would keep a vector forever.
  const now = Math.floor(Date.now() / 1000);
  await writeUses(
    target,
    theirs.map((use, at) => Math.min(now, Math.max(use, ours[at] as number))),
  );
}
