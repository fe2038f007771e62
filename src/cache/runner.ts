import { access, constants, mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { CacheError, messageOf } from '../base/errors';
import type { Vector } from '../base/vector';
import { KeyIndex } from '../keys/key-index';
import { TEXT_KEY_BYTES, type TextKey } from '../keys/text-key';
import { compact } from './compaction';
import { EnvelopeCodec, type Refusal, VectorSlab } from './envelope';
import { BlockTable, inDiskOrder, type Located, type Stretch } from './runner-blocks';
import { readUses, USES_SUFFIX, UsedEntries, writeUses } from './runner-uses';
import { type Block, faultOf, SHARD_SUFFIX, Shard, type ShardKind, stemOf, timeInName } from './shard';
import { allMisses, type Entry, type Lookup, type Stored, type VectorCache, type VectorSpace } from './vector-cache';

/** In the index, instead of an ordinal: there was an entry, and it was bad. */
const BAD = 0xffffffff;
/** Reads of one lookup under way at once. */
const READS_AHEAD = 4;
/** Vectors are left where they were read if they fill at least this share of it; else they would keep too much alive. */
const DENSE = 0.75;
/** How often a folder is listed anew because a shard went while it was opened, before that counts as a failure. */
const MAX_LISTINGS = 100;

export interface RunnerCacheOptions {
  readonly name?: string;
  /** Put replaces what is there (`cache-mode: recache`). */
  readonly overwrite?: boolean;
  /** Told of each shard that is left alone, and why. */
  readonly warn?: (message: string) => void;
  /** False: nothing is ever written, neither vectors nor when they were used. Default true. */
  readonly write?: boolean;
  /** What all fingerprints under the root may take on disk, in bytes; 0, the default, for no limit. */
  readonly maxBytes?: number;
}

/**
 * Vectors in a folder: `<root>/<fingerprint>/*.shard`, packed files that only ever grow. Each process appends to a shard
 * of its own, so writers never meet and readers need no lock. A process killed at any moment leaves at most one
 * unfinished block at the end of its shard, which is not read. Closing merges small shards and drops what is too much.
 *
 * Memory: 23 to 46 bytes a vector held in the folder, for the index.
 */
export class RunnerCache implements VectorCache {
  /** Whether, at its opening, its folder could be written to. */
  writable = false;
  private readonly codec: EnvelopeCodec;
  private readonly kind: ShardKind;
  private readonly blocks = new BlockTable();
  private readonly used = new UsedEntries();
  private index = new KeyIndex();
  private shards: Shard[] = [];
  private own: Shard | undefined;
  /** Whatever writes, in turn: two appends at once would write to the same place. */
  private writing: Promise<unknown> = Promise.resolve();
  private closing: Promise<void> | undefined;

  private constructor(
    private readonly root: string,
    space: VectorSpace,
    private readonly options: RunnerCacheOptions,
  ) {
    this.codec = new EnvelopeCodec(space);
    this.kind = { fingerprint: space.fingerprint, envelopeBytes: this.codec.bytes };
  }

  /**
   * A folder that cannot be written to serves what it has.
   * @throws CacheError if the folder can be neither read nor, where the options let it be written, made
   */
  static async open(root: string, space: VectorSpace, options: RunnerCacheOptions = {}): Promise<RunnerCache> {
    const cache = new RunnerCache(root, space, options);
    try {
      await cache.openFolder();
    } catch (error) {
      await Promise.all(cache.shards.map((shard) => shard.close()));
      throw new CacheError(`cannot open ${cache.folder}: ${messageOf(error)}`, { cause: error });
    }
    return cache;
  }

  async getMany(keys: readonly TextKey[]): Promise<Lookup> {
    const { vectors } = allMisses(keys.length);
    const located = this.locate(keys);
    const offsets = new Float64Array(located.ordinals.length);
    const stretches = this.blocks.stretches(located, offsets);
    const reads: Promise<Buffer>[] = [];
    const refused = { corrupt: 0, unsigned: 0 };
    for (const [turn, stretch] of stretches.entries()) {
      for (let next = reads.length; next < Math.min(turn + READS_AHEAD, stretches.length); next++) {
        const read = this.read(stretches[next] as Stretch);
        // It may fail before its turn comes; whoever awaits it then sees the failure.
        read.catch(() => {});
        reads.push(read);
      }
      const bytes = await (reads[turn] as Promise<Buffer>);
      // Else what was read for the first would live until the last is there.
      reads[turn] = NOTHING;
      const take = this.taker(stretch, bytes);
      for (let at = stretch.from; at < stretch.to; at++) {
        const position = located.positions[at] as number;
        const key = keys[position] as TextKey;
        const taken = take(key, (offsets[at] as number) - stretch.start);
        if (typeof taken === 'string') {
          refused[taken]++;
          this.index.set(key, BAD);
        } else {
          vectors[position] = taken;
          this.used.add(located.ordinals[at] as number);
        }
      }
    }
    return { vectors, ...refused };
  }

  putMany(entries: readonly Entry[], replace = this.options.overwrite === true): Promise<Stored> {
    const stored = this.writing.then(() => this.store(entries, replace));
    this.writing = stored.catch(() => {});
    return stored;
  }

  /** @throws CacheError if what was put cannot be brought to disk */
  close(): Promise<void> {
    this.closing ??= this.closeOnce();
    return this.closing;
  }

  private get folder(): string {
    return path.join(this.root, this.kind.fingerprint);
  }

  private async openFolder(): Promise<void> {
    const mayWrite = this.options.write !== false;
    let unmade: unknown;
    if (mayWrite) {
      await mkdir(this.folder, { recursive: true }).catch((error: unknown) => {
        unmade = error;
      });
      this.writable = await access(this.folder, constants.W_OK).then(
        () => true,
        () => false,
      );
    }
    try {
      this.shards = await openShards(this.folder);
    } catch (error) {
      if (mayWrite || (error as NodeJS.ErrnoException).code !== 'ENOENT') throw unmade ?? error;
    }
    const sizes = await Promise.all(this.shards.map((shard) => shard.size()));
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    this.index = new KeyIndex(bytes / (this.codec.bytes + TEXT_KEY_BYTES));
    // By name is by time of creation, so that what was written last is what counts.
    for (const shard of this.shards) {
      const kind = await shard.kind();
      if (!kind) continue;
      const fault = 'fault' in kind ? kind.fault : faultOf(kind, this.kind.fingerprint, this.codec);
      if (fault !== undefined || 'fault' in kind) this.options.warn?.(`${shard.file} is left alone: ${fault}`);
      else for await (const block of shard.blocks(kind.envelopeBytes)) this.addBlock(shard, block);
    }
  }

  private async store(entries: readonly Entry[], replace: boolean): Promise<Stored> {
    const adopted = new Map<number, Vector>();
    const fresh = replace ? entries : await this.absent(entries, adopted);
    if (fresh.length > 0) {
      try {
        const shard = await this.ownShard();
        this.addBlock(shard, await shard.append(fresh, this.codec));
      } catch (error) {
        throw new CacheError(`cannot write to ${this.folder}: ${messageOf(error)}`, { cause: error });
      }
    }
    return { written: fresh.length, adopted };
  }

  /** Where this process appends. A process that stood still for so long that it was taken for dead begins another. */
  private async ownShard(): Promise<Shard> {
    if (this.own && !(await this.own.isDeleted())) return this.own;
    this.own = await Shard.create(this.folder, this.kind);
    this.shards.push(this.own);
    return this.own;
  }

  private addBlock(shard: Shard, block: Block): void {
    const first = this.blocks.add(shard, block);
    for (let at = 0; at < block.count; at++) this.index.setRaw(block.keys, at * TEXT_KEY_BYTES, first + at);
  }

  /** The entries that are not there yet; those that are go into `adopted`. */
  private async absent(entries: readonly Entry[], adopted: Map<number, Vector>): Promise<Entry[]> {
    const { vectors } = await this.getMany(entries.map(({ key }) => key));
    return entries.filter((_, position) => {
      const present = vectors[position];
      if (present) adopted.set(position, present);
      return !present;
    });
  }

  private locate(keys: readonly TextKey[]): Located {
    const ordinals = new Float64Array(keys.length);
    const positions = new Uint32Array(keys.length);
    let count = 0;
    for (let position = 0; position < keys.length; position++) {
      const ordinal = this.index.get(keys[position] as TextKey);
      if (ordinal === undefined || ordinal === BAD) continue;
      ordinals[count] = ordinal;
      positions[count++] = position;
    }
    return inDiskOrder(ordinals, positions, count);
  }

  private async read({ shard, start, end }: Stretch): Promise<Buffer> {
    try {
      // Of its own, not from Node's pool: vectors may stay in it.
      return await shard.readInto(Buffer.allocUnsafeSlow(end - start), start);
    } catch (error) {
      throw new CacheError(`cannot read ${shard.file}: ${messageOf(error)}`, { cause: error });
    }
  }

  /** How vectors get out of a stretch: where it is dense they stay in it, else, or if they are stored as fp16, they are copied. */
  private taker(
    { from, to, start, end, entryBytes }: Stretch,
    bytes: Buffer,
  ): (key: TextKey, offset: number) => Vector | Refusal {
    const asStored = this.codec.dtype === 'fp32';
    if (asStored && (to - from) * entryBytes >= (end - start) * DENSE) {
      return (key, offset) => this.codec.viewAt(key, bytes, offset, entryBytes);
    }
    const slab = new VectorSlab(to - from, this.codec);
    return (key, offset) => slab.take(key, bytes.subarray(offset, offset + entryBytes));
  }

  private async closeOnce(): Promise<void> {
    await this.writing;
    if (this.writable) await this.saveUses();
    try {
      // All are closed before a failure is told.
      const closed = await Promise.allSettled(this.shards.map((shard) => shard.close()));
      for (const result of closed) if (result.status === 'rejected') throw result.reason;
    } catch (error) {
      throw new CacheError(`cannot finish ${this.folder}: ${messageOf(error)}`, { cause: error });
    }
    if (!this.writable) return;
    const duplicates = this.blocks.entries - this.index.size;
    // No longer needed, and compaction has an index of its own.
    this.index = new KeyIndex();
    await compact(this.root, this.kind.fingerprint, {
      codec: this.codec,
      maxBytes: this.options.maxBytes ?? 0,
      wasteBytes: duplicates * (this.codec.bytes + TEXT_KEY_BYTES),
    }).catch((error: unknown) =>
      this.options.warn?.(`${this.root} could not be compacted: ${messageOf(error)}. No vector is lost.`),
    );
  }

  /** Notes which entries of earlier runs were used in this one. Those it wrote count as used when their shard was begun. */
  private async saveUses(): Promise<void> {
    const now = Math.floor(Date.now() / 1000);
    for (const { shard, first, count } of this.blocks.runs()) {
      if (shard === this.own || !this.used.hasAny(first, count) || (await shard.isDeleted())) continue;
      const file = stemOf(shard.file) + USES_SUFFIX;
      const uses = await readUses(file, count, timeInName(shard.file));
      for (let at = 0; at < count; at++) if (this.used.has(first + at)) uses[at] = now;
      // What cannot be noted, on a full disk or a folder that is only read, costs no vector.
      await writeUses(file, uses).catch(() => {});
    }
  }
}

const NOTHING = Promise.resolve(Buffer.alloc(0));

/** Opens every shard in a folder, by name. Compaction may delete some of those that were listed: then there are others. */
export async function openShards(folder: string): Promise<Shard[]> {
  for (let listing = 1; ; listing++) {
    const names = (await readdir(folder)).filter((name) => name.endsWith(SHARD_SUFFIX)).sort();
    const opened = await Promise.allSettled(names.map((name) => Shard.open(path.join(folder, name))));
    const failure = opened.find((result) => result.status === 'rejected');
    const shards = opened.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    if (!failure) return shards;
    await Promise.all(shards.map((shard) => shard.close()));
    if (failure.reason.code !== 'ENOENT' || listing >= MAX_LISTINGS) throw failure.reason;
  }
}
