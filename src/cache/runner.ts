import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { CacheError, messageOf } from '../errors';
import { KeyIndex } from '../keys/key-index';
import { TEXT_KEY_BYTES, type TextKey } from '../keys/text-key';
import { EnvelopeCodec, VectorSlab } from './envelope';
import { type Block, SHARD_SUFFIX, Shard } from './shard';
import {
  allMisses,
  type Entry,
  type Lookup,
  type Stored,
  type Vector,
  type VectorCache,
  type VectorSpace,
} from './vector-cache';

/** Entries closer than this are read in one go: reading over a gap is cheaper than another call. */
const MAX_GAP_BYTES = 32 * 1024;
const MAX_READ_BYTES = 4 * 2 ** 20;
/** In the index, instead of an ordinal: there was an entry, and it was bad. */
const BAD = 0xffffffff;

export interface RunnerCacheOptions {
  readonly name?: string;
  /** Put replaces what is there (`cache-mode: recache`). */
  readonly overwrite?: boolean;
  /** Told of each shard that is left alone, and why. */
  readonly warn?: (message: string) => void;
}

interface Place {
  readonly position: number;
  readonly shard: Shard;
  readonly offset: number;
}

/**
 * Vectors in a folder: `<root>/<fingerprint>/*.shard`, packed files that only ever grow. Each process appends to a shard
 * of its own, so writers never meet and readers need no lock. A process killed at any moment leaves at most one
 * unfinished block at the end of its shard, which is not read.
 *
 * Memory: 23 to 46 bytes a vector held in the folder, for the index.
 */
export class RunnerCache implements VectorCache {
  readonly name: string;
  private readonly codec: EnvelopeCodec;
  private readonly index = new KeyIndex();
  private readonly blocks = new BlockTable();
  private readonly shards: Shard[] = [];
  private own: Shard | undefined;

  private constructor(
    private readonly folder: string,
    private readonly space: VectorSpace,
    private readonly options: RunnerCacheOptions,
  ) {
    this.name = options.name ?? 'runner cache';
    this.codec = new EnvelopeCodec(space);
  }

  /** @throws CacheError if the folder can be neither read nor made */
  static async open(root: string, space: VectorSpace, options: RunnerCacheOptions = {}): Promise<RunnerCache> {
    const folder = path.join(root, space.fingerprint);
    const cache = new RunnerCache(folder, space, options);
    try {
      await mkdir(folder, { recursive: true });
      // By name is by time of creation, so that what was written last is what counts.
      const names = (await readdir(folder)).filter((name) => name.endsWith(SHARD_SUFFIX)).sort();
      for (const name of names) await cache.openShard(path.join(folder, name));
    } catch (error) {
      await cache.close();
      throw new CacheError(`cannot open ${folder}: ${messageOf(error)}`, { cause: error });
    }
    return cache;
  }

  async getMany(keys: readonly TextKey[]): Promise<Lookup> {
    const { vectors, origins } = allMisses(keys.length);
    const places = this.locate(keys);
    const slab = new VectorSlab(places.length, this.codec);
    let corrupt = 0;
    for (const run of runsOf(places, this.codec.bytes)) {
      const start = (run[0] as Place).offset;
      const bytes = await this.read(run);
      for (const { position, offset } of run) {
        const key = keys[position] as TextKey;
        const vector = slab.take(key, bytes.subarray(offset - start, offset - start + this.codec.bytes));
        if (vector) {
          vectors[position] = vector;
          origins[position] = this.name;
        } else {
          corrupt++;
          this.index.set(key, BAD);
        }
      }
    }
    return { vectors, origins, corrupt };
  }

  async putMany(entries: readonly Entry[]): Promise<Stored> {
    const adopted = new Map<number, Vector>();
    const fresh = this.options.overwrite ? entries : await this.absent(entries, adopted);
    if (fresh.length > 0) {
      try {
        this.own ??= await Shard.create(this.folder, this.space, this.codec);
        this.addBlock(this.own, await this.own.append(fresh));
      } catch (error) {
        throw new CacheError(`cannot write to ${this.folder}: ${messageOf(error)}`, { cause: error });
      }
    }
    return { written: fresh.length, adopted };
  }

  async close(): Promise<void> {
    await Promise.all([...this.shards, ...(this.own ? [this.own] : [])].map((shard) => shard.close()));
  }

  private async openShard(file: string): Promise<void> {
    const { shard, blocks, fault } = await Shard.read(file, this.space, this.codec);
    this.shards.push(shard);
    for (const block of blocks) this.addBlock(shard, block);
    if (fault) this.options.warn?.(`${file} is left alone: ${fault}`);
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

  /** Where the keys that are held lie, in the order of the disk. */
  private locate(keys: readonly TextKey[]): Place[] {
    const found: { position: number; ordinal: number }[] = [];
    for (let position = 0; position < keys.length; position++) {
      const ordinal = this.index.get(keys[position] as TextKey);
      if (ordinal !== undefined && ordinal !== BAD) found.push({ position, ordinal });
    }
    found.sort((a, b) => a.ordinal - b.ordinal);
    return found.map(({ position, ordinal }) => ({ position, ...this.blocks.place(ordinal, this.codec.bytes) }));
  }

  private async read(run: readonly Place[]): Promise<Buffer> {
    const first = run[0] as Place;
    const last = run.at(-1) as Place;
    try {
      return await first.shard.bytes(first.offset, last.offset + this.codec.bytes - first.offset);
    } catch (error) {
      throw new CacheError(`cannot read ${first.shard.file}: ${messageOf(error)}`, { cause: error });
    }
  }
}

/** Numbers the entries of all blocks from 0, in the order in which blocks are added. */
class BlockTable {
  private readonly blocks: { first: number; shard: Shard; offset: number }[] = [];
  private total = 0;

  /** @returns the ordinal of the block's first entry */
  add(shard: Shard, { count, offset }: Block): number {
    const first = this.total;
    this.blocks.push({ first, shard, offset });
    this.total += count;
    return first;
  }

  place(ordinal: number, entryBytes: number): { shard: Shard; offset: number } {
    let low = 0;
    let high = this.blocks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((this.blocks[middle] as { first: number }).first <= ordinal) low = middle;
      else high = middle - 1;
    }
    const { first, shard, offset } = this.blocks[low] as { first: number; shard: Shard; offset: number };
    return { shard, offset: offset + (ordinal - first) * entryBytes };
  }
}

/** Cuts places, ordered as on disk, into runs that are worth one read each. */
function* runsOf(places: readonly Place[], entryBytes: number): Generator<Place[]> {
  let run: Place[] = [];
  for (const place of places) {
    const first = run[0];
    const last = run.at(-1);
    const joins =
      first !== undefined &&
      last !== undefined &&
      place.shard === last.shard &&
      place.offset - (last.offset + entryBytes) <= MAX_GAP_BYTES &&
      place.offset + entryBytes - first.offset <= MAX_READ_BYTES;
    if (run.length > 0 && !joins) {
      yield run;
      run = [];
    }
    run.push(place);
  }
  if (run.length > 0) yield run;
}
