import { randomBytes } from 'node:crypto';
import { open, readdir, rename, rm, rmdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { isAlive, Mark } from '../base/mark';
import { KeyIndex } from '../keys/key-index';
import { TEXT_KEY_BYTES } from '../keys/text-key';
import type { EnvelopeCodec } from './envelope';
import { readUses, USES_SUFFIX, writeUses } from './runner-uses';
import { faultOf, SHARD_SUFFIX, Shard, type ShardKind, stemOf, timeInName, WRITING_SUFFIX } from './shard';

/** Suffix of an unfinished shard, which readers ignore. */
const MERGING_SUFFIX = '.merging';
export const LOCK = 'compaction.lock';
/** Files of at least this size are merged only if they are wasteful, so a large cache is not copied repeatedly. */
const LARGE_BYTES = 64 * 2 ** 20;
/** Number of small shards allowed side by side. */
const MOST_SMALL = 8;
/** A shard is rewritten if at least this much of it, in bytes and as a share, is waste. */
const WASTE_BYTES = 2 ** 20;
const WASTE_SHARE = 0.25;
/** A cache over its limit shrinks to this share of it, so not every run has to shrink it. */
const TARGET_SHARE = 0.9;
/** Entries per written block. */
const BLOCK_ENTRIES = 1024;

export interface CompactionOptions {
  /** Codec of the run's own fingerprint: merging skips envelopes that it finds damaged. */
  readonly codec: EnvelopeCodec;
  /** Limit for all shards under the root, in bytes; 0 for no limit. */
  readonly maxBytes: number;
  /** Bytes known to be waste in the folder of the run's own fingerprint. */
  readonly wasteBytes: number;
}

/** A shard as surveyed. The arrays have one element per entry, in order. */
export interface Surveyed {
  readonly shard: Shard;
  /** File size in bytes. */
  readonly size: number;
  /** Whether another process may still append to it. */
  readonly growing: boolean;
  /** Bytes of one envelope; 0 if the shard has none. */
  readonly envelopeBytes: number;
  readonly blocks: readonly { readonly count: number; readonly offset: number }[];
  /** Time of last use, in seconds since 1970. */
  readonly uses: Uint32Array;
  /** 1 if the entry is the current one of its key and is kept. */
  readonly keep: Uint8Array;
  /** Whether it has entries to drop. */
  dropping: boolean;
}

/** The shards of one fingerprint. Signed envelopes are longer, so shards may differ in kind. */
interface Folder {
  readonly fingerprint: string;
  /** Sorted by name. */
  readonly shards: readonly Surveyed[];
}

/**
 * Merges small and wasteful shards of the run's `own` fingerprint. Over the size limit, it also evicts the least recently used
 * vectors of any fingerprint. It does nothing if there is no need, or if another process is compacting.
 *
 * It may be killed at any moment: a merged shard gets its name only once it is complete and on disk, and its sources are deleted
 * after that. Two compactions at once may leave duplicates or evict too much, but lose nothing else.
 */
export async function compact(root: string, own: string, options: CompactionOptions): Promise<void> {
  const overLimit = options.maxBytes > 0 && (await bytesUnder(root)) > options.maxBytes;
  if (!overLimit && !(await needsMerging(path.join(root, own), options.wasteBytes))) return;

  const lock = await Mark.makeOnly(path.join(root, LOCK));
  if (!lock) return;
  try {
    const now = await lock.time();
    await tidy(root, now);
    const names = overLimit ? await fingerprintsIn(root) : [own];
    const folders: Folder[] = [];
    try {
      for (const name of names) {
        const codec = name === own ? options.codec : undefined;
        const folder = await survey(path.join(root, name), name, now, codec);
        if (folder) folders.push(folder);
      }
      // Counted again: tidying deleted leftovers of killed compactions, which must not cost vectors.
      if (overLimit) drop(folders, (await bytesUnder(root)) - options.maxBytes * TARGET_SHARE);
      for (const folder of folders) {
        await mend(folder, folder.fingerprint === own ? options.codec : undefined);
      }
    } finally {
      for (const { shards } of folders) await closeAll(shards);
    }
    // A run about to create a shard in an empty folder recreates the folder.
    for (const name of names) await rmdir(path.join(root, name)).catch(() => {});
  } finally {
    await lock.remove();
  }
}

async function needsMerging(folder: string, wasteBytes: number): Promise<boolean> {
  if (wasteBytes >= WASTE_BYTES) return true;
  const shards = (await filesIn(folder)).filter((file) => file.endsWith(SHARD_SUFFIX));
  if (shards.length <= MOST_SMALL) return false;
  const sizes = await Promise.all(shards.map(sizeOf));
  return sizes.filter((size) => size < LARGE_BYTES).length > MOST_SMALL;
}

/** Deletes leftovers of killed compactions: unfinished shards, and files beside deleted shards. */
async function tidy(root: string, now: number): Promise<void> {
  for (const name of await readdir(root)) {
    const file = path.join(root, name);
    if (name.startsWith(`${LOCK}.`) && !(await isAlive(file, now))) await rm(file, { force: true });
  }
  for (const name of await fingerprintsIn(root)) {
    const files = await filesIn(path.join(root, name));
    for (const file of files) {
      const stem = file.slice(0, file.lastIndexOf('.'));
      const unfinished = file.endsWith(MERGING_SUFFIX);
      const beside = file.endsWith(WRITING_SUFFIX) || file.includes(USES_SUFFIX);
      const widowed = beside && !files.includes(stem.replace(USES_SUFFIX, '') + SHARD_SUFFIX);
      // A process creates its mark before its shard.
      const beginning = file.endsWith(WRITING_SUFFIX) && (await isAlive(file, now));
      if (unfinished || (widowed && !beginning)) await rm(file, { force: true });
    }
  }
}

/**
 * @param codec of this fingerprint, if known
 * @returns undefined if the folder has an unknown kind of shard, perhaps of a newer version: leave it alone
 */
export async function survey(
  folder: string,
  fingerprint: string,
  now: number,
  codec: EnvelopeCodec | undefined,
): Promise<Folder | undefined> {
  const files = (await filesIn(folder)).filter((file) => file.endsWith(SHARD_SUFFIX)).sort();
  const index = new KeyIndex();
  const surveyed: Surveyed[] = [];
  // Newest first: the last entry written for a key counts.
  for (const file of files.reverse()) {
    // Check before reading entries: if the writer has ended by now, all its entries are in the file.
    const growing = await isAlive(stemOf(file) + WRITING_SUFFIX, now);
    const shard = await Shard.open(file);
    const kind = await shard.kind();
    if (kind && ('fault' in kind || faultOf(kind, fingerprint, codec) !== undefined)) {
      await closeAll([...surveyed, { shard }]);
      return undefined;
    }
    surveyed.push(await surveyEntries(shard, growing, kind?.envelopeBytes ?? 0, index));
  }
  if (surveyed.some(({ envelopeBytes }) => envelopeBytes > 0)) return { fingerprint, shards: surveyed.reverse() };
  await closeAll(surveyed);
  return undefined;
}

/** @param index the keys of all later shards; this function adds the keys of this shard */
async function surveyEntries(
  shard: Shard,
  growing: boolean,
  envelopeBytes: number,
  index: KeyIndex,
): Promise<Surveyed> {
  const blocks: { count: number; offset: number; keys: Buffer }[] = [];
  let count = 0;
  for await (const block of shard.blocks(envelopeBytes)) {
    blocks.push(block);
    count += block.count;
  }
  const keep = new Uint8Array(count);
  let ordinal = count;
  for (const { keys } of blocks.toReversed()) {
    for (let at = keys.length - TEXT_KEY_BYTES; at >= 0; at -= TEXT_KEY_BYTES) {
      if (index.addRaw(keys, at)) keep[ordinal - 1] = 1;
      ordinal--;
    }
  }
  return {
    shard,
    growing,
    envelopeBytes,
    keep,
    size: await shard.size(),
    blocks: blocks.map(({ count: entries, offset }) => ({ count: entries, offset })),
    uses: await readUses(stemOf(shard.file) + USES_SUFFIX, count, timeInName(shard.file)),
    dropping: false,
  };
}

/** Marks `bytes` of the least recently used entries to drop; of equally old ones, those written first. */
function drop(folders: readonly Folder[], bytes: number): void {
  if (bytes <= 0) return;
  const bytesByUse = new Map<number, number>();
  for (const { shard, entryBytes } of droppable(folders)) {
    for (const use of shard.uses) bytesByUse.set(use, (bytesByUse.get(use) ?? 0) + entryBytes);
  }
  let [last, left] = [-1, bytes];
  for (const [use, ofThem] of [...bytesByUse].sort(([a], [b]) => a - b)) {
    last = use;
    if (ofThem >= left) break;
    left -= ofThem;
  }
  for (const { shard, entryBytes } of droppable(folders)) {
    for (const [at, use] of shard.uses.entries()) {
      if (use > last || (use === last && left <= 0)) continue;
      if (use === last) left -= entryBytes;
      shard.keep[at] = 0;
      shard.dropping = true;
    }
  }
}

function* droppable(folders: readonly Folder[]): Generator<{ shard: Surveyed; entryBytes: number }> {
  for (const { shards } of folders) {
    for (const shard of shards) if (!shard.growing) yield { shard, entryBytes: shard.envelopeBytes + TEXT_KEY_BYTES };
  }
}

/** @param codec detects damaged envelopes; undefined if unknown */
export async function mend(folder: Folder, codec: EnvelopeCodec | undefined): Promise<void> {
  for (const group of betweenGrowing(folder.shards)) {
    const small = group.filter(({ size }) => size < LARGE_BYTES);
    const chosen = group.filter(
      (shard) => shard.dropping || isWasteful(shard) || (small.length > MOST_SMALL && small.includes(shard)),
    );
    const [full, empty] = [chosen.filter(keepsAny), chosen.filter((shard) => !keepsAny(shard))];
    // First, to make room for the merged shard.
    for (const { shard } of empty) await remove(shard.file);
    // Kept entries of two kinds share no key, so their order does not matter.
    for (const envelopeBytes of new Set(full.map((shard) => shard.envelopeBytes))) {
      const alike = full.filter((shard) => shard.envelopeBytes === envelopeBytes);
      await merge(alike, { fingerprint: folder.fingerprint, envelopeBytes }, codec);
    }
  }
}

/**
 * Merging moves entries to the position of the newest merged shard. Entries that another process appends to a shard in between
 * could then no longer replace them, so nothing is merged across a growing shard.
 */
function betweenGrowing(shards: readonly Surveyed[]): Surveyed[][] {
  const groups: Surveyed[][] = [[]];
  for (const shard of shards) {
    if (shard.growing) groups.push([]);
    else groups.at(-1)?.push(shard);
  }
  return groups;
}

function isWasteful({ size, keep, envelopeBytes }: Surveyed): boolean {
  const kept = keep.reduce((sum, one) => sum + one, 0);
  const waste = size - kept * (envelopeBytes + TEXT_KEY_BYTES);
  return waste >= WASTE_BYTES && waste >= size * WASTE_SHARE;
}

function keepsAny({ keep }: Surveyed): boolean {
  return keep.includes(1);
}

/** Copies kept entries byte for byte into one shard at the position of the newest, then deletes the sources. */
async function merge(shards: readonly Surveyed[], kind: ShardKind, codec: EnvelopeCodec | undefined): Promise<void> {
  const newest = stemOf((shards.at(-1) as Surveyed).shard.file);
  const stem = `${newest.replace(/\+[0-9a-f]*$/, '')}+${randomBytes(4).toString('hex')}`;
  const merged = await Shard.createUnnamed(stem + MERGING_SUFFIX, kind);
  const writer = new BlockWriter(merged, kind.envelopeBytes);
  try {
    try {
      for (const surveyed of shards) await copy(surveyed, writer, kind.envelopeBytes, codec);
      await writer.flush();
    } finally {
      await merged.close();
    }
    await writeUses(stem + USES_SUFFIX, Uint32Array.from(writer.uses));
    await rename(stem + MERGING_SUFFIX, stem + SHARD_SUFFIX);
  } catch (error) {
    await rm(stem + MERGING_SUFFIX, { force: true });
    await rm(stem + USES_SUFFIX, { force: true });
    throw error;
  }
  await syncFolder(path.dirname(stem));
  for (const { shard } of shards) await remove(shard.file);
}

/** Collects entries and appends them to a shard in blocks that are worth one read each. */
class BlockWriter {
  /** Time of each entry's last use, in seconds since 1970. */
  readonly uses: number[] = [];
  private readonly keys: Buffer;
  private readonly envelopes: Buffer;
  private count = 0;

  constructor(
    private readonly shard: Shard,
    private readonly envelopeBytes: number,
  ) {
    this.keys = Buffer.allocUnsafe(BLOCK_ENTRIES * TEXT_KEY_BYTES);
    this.envelopes = Buffer.allocUnsafe(BLOCK_ENTRIES * envelopeBytes);
  }

  async add(key: Buffer, envelope: Buffer, use: number): Promise<void> {
    key.copy(this.keys, this.count * TEXT_KEY_BYTES);
    envelope.copy(this.envelopes, this.count * this.envelopeBytes);
    this.uses.push(use);
    if (++this.count === BLOCK_ENTRIES) await this.flush();
  }

  async flush(): Promise<void> {
    if (this.count === 0) return;
    const keys = this.keys.subarray(0, this.count * TEXT_KEY_BYTES);
    await this.shard.appendRaw(keys, this.envelopes.subarray(0, this.count * this.envelopeBytes));
    this.count = 0;
  }
}

async function copy(
  { shard, blocks, keep, uses }: Surveyed,
  target: BlockWriter,
  envelopeBytes: number,
  codec: EnvelopeCodec | undefined,
): Promise<void> {
  let ordinal = 0;
  for (const { count, offset } of blocks) {
    for (let from = 0; from < count; from += BLOCK_ENTRIES) {
      const entries = Math.min(BLOCK_ENTRIES, count - from);
      const first = ordinal;
      ordinal += entries;
      if (!keep.subarray(first, ordinal).includes(1)) continue;
      const keys = await shard.bytes(offset - (count - from) * TEXT_KEY_BYTES, entries * TEXT_KEY_BYTES);
      const envelopes = await shard.bytes(offset + from * envelopeBytes, entries * envelopeBytes);
      for (let at = 0; at < entries; at++) {
        if (keep[first + at] === 0) continue;
        const key = keys.subarray(at * TEXT_KEY_BYTES, (at + 1) * TEXT_KEY_BYTES);
        const envelope = envelopes.subarray(at * envelopeBytes, (at + 1) * envelopeBytes);
        if (codec && !codec.isWhole(key.toString('base64url'), envelope)) continue;
        await target.add(key, envelope, uses[first + at] as number);
      }
    }
  }
}

/** Deletes the shard first: a later run tidies up the files beside it if the process is killed here. */
async function remove(file: string): Promise<void> {
  for (const suffix of [SHARD_SUFFIX, USES_SUFFIX, WRITING_SUFFIX]) await rm(stemOf(file) + suffix, { force: true });
}

/** Ensures that the new name is on disk before the old names are deleted. */
async function syncFolder(folder: string): Promise<void> {
  // Some file systems cannot sync a folder; those order their own changes.
  const handle = await open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => {});
  await handle?.close();
}

export async function closeAll(surveyed: readonly { readonly shard: Shard }[]): Promise<void> {
  for (const { shard } of surveyed) await shard.close();
}

async function fingerprintsIn(root: string): Promise<string[]> {
  return (await readdir(root)).filter((name) => /^[0-9a-f]{64}$/.test(name));
}

export async function filesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.map((name) => path.join(folder, name));
}

/** Returns the bytes of all shards and the files beside them. */
async function bytesUnder(root: string): Promise<number> {
  let total = 0;
  for (const name of await fingerprintsIn(root)) {
    for (const file of await filesIn(path.join(root, name))) total += await sizeOf(file);
  }
  return total;
}

async function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    ({ size }) => size,
    () => 0,
  );
}
