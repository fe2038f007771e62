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

/** Marks a bad entry in the index, in place of an ordinal. */
const BAD = 0xffffffff;
/** Concurrent reads of one lookup. */
const READS_AHEAD = 4;
/** Vectors stay in their read buffer if they fill at least this share of it; otherwise they would keep too much memory alive. */
const DENSE = 0.75;
/** Attempts to list a folder if a shard disappears while it is opened. */
const MAX_LISTINGS = 100;

export interface RunnerCacheOptions {
  readonly name?: string;
  /** Put replaces existing entries (`cache-mode: recache`). */
  readonly overwrite?: boolean;
  /** Called for each skipped shard, with the reason. */
  readonly warn?: (message: string) => void;
  /** False: writes nothing, neither vectors nor their times of use. Default true. */
  readonly write?: boolean;
  /** Limit on disk for all fingerprints under the root, in bytes; 0, the default, for no limit. */
  readonly maxBytes?: number;
}

/**
 * Stores vectors in a folder: `<root>/<fingerprint>/*.shard`, append-only packed files. Each process appends to its own shard,
 * so writers never conflict and readers need no lock. A process killed at any moment leaves at most one unfinished block at the
 * end of its shard, which readers ignore. Closing merges small shards and evicts vectors over the limit.
 *
 * Memory: 23 to 46 bytes per vector in the folder, for the index.
 */
export class RunnerCache implements VectorCache {
  /** Whether its folder was writable when it was opened. */
  writable = false;
  private readonly codec: EnvelopeCodec;
  private readonly kind: ShardKind;
  private readonly blocks = new BlockTable();
  private readonly used = new UsedEntries();
  private index = new KeyIndex();
  private shards: Shard[] = [];
  private own: Shard | undefined;
  /** The queue of writes: concurrent appends would write to the same place. */
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
   * Opens a cache; a read-only folder still serves its vectors.
   * @throws CacheError if the folder can be neither read nor, if the options allow writes, created
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
        // It may fail before its turn; the await below then throws.
        read.catch(() => {});
        reads.push(read);
      }
      const bytes = await (reads[turn] as Promise<Buffer>);
      // Otherwise the first read would stay in memory until the last.
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

  /** @throws CacheError if stored entries cannot be saved to disk */
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
    // Names sort by creation time, so the entry written last counts.
    for (const shard of this.shards) {
      const kind = await shard.kind();
      if (!kind) continue;
      const fault = 'fault' in kind ? kind.fault : faultOf(kind, this.kind.fingerprint, this.codec);
      if (fault !== undefined || 'fault' in kind) this.options.warn?.(`skipping ${shard.file}: ${fault}`);
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

  /** The shard that this process appends to. A process that stalled and was taken for dead creates another. */
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

  /** Returns the missing entries, and adds the others to `adopted`. */
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
      // Not from Node's pool: vectors may stay in this buffer.
      return await shard.readInto(Buffer.allocUnsafeSlow(end - start), start);
    } catch (error) {
      throw new CacheError(`cannot read ${shard.file}: ${messageOf(error)}`, { cause: error });
    }
  }

  /** Returns a function to take vectors from a stretch: views of a dense one, copies of a sparse or fp16 one. */
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
      // Close all before reporting a failure.
      const closed = await Promise.allSettled(this.shards.map((shard) => shard.close()));
      for (const result of closed) if (result.status === 'rejected') throw result.reason;
    } catch (error) {
      throw new CacheError(`cannot close ${this.folder}: ${messageOf(error)}`, { cause: error });
    }
    if (!this.writable) return;
    const duplicates = this.blocks.entries - this.index.size;
    // Free the index: compaction builds its own.
    this.index = new KeyIndex();
    await compact(this.root, this.kind.fingerprint, {
      codec: this.codec,
      maxBytes: this.options.maxBytes ?? 0,
      wasteBytes: duplicates * (this.codec.bytes + TEXT_KEY_BYTES),
    }).catch((error: unknown) =>
      this.options.warn?.(`cannot compact ${this.root}: ${messageOf(error)}. No vector is lost.`),
    );
  }

  /** Saves which entries of earlier runs this run used. Its own entries count as used when their shard was created. */
  private async saveUses(): Promise<void> {
    const now = Math.floor(Date.now() / 1000);
    for (const { shard, first, count } of this.blocks.runs()) {
      if (shard === this.own || !this.used.hasAny(first, count) || (await shard.isDeleted())) continue;
      const file = stemOf(shard.file) + USES_SUFFIX;
      const uses = await readUses(file, count, timeInName(shard.file));
      for (let at = 0; at < count; at++) if (this.used.has(first + at)) uses[at] = now;
      // A failure, such as a full disk or a read-only folder, loses no vector.
      await writeUses(file, uses).catch(() => {});
    }
  }
}

const NOTHING = Promise.resolve(Buffer.alloc(0));

/** Opens every shard in a folder, by name. If compaction deletes a listed shard, it lists the folder again. */
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
