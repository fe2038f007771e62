import type { Block, Shard } from './shard';

/** Entries closer than this are read in one go: reading over a gap is cheaper than another call. */
const MAX_GAP_BYTES = 32 * 1024;
/** Small enough for several reads to be under way in one lookup, while what came is checked. */
const MAX_READ_BYTES = 2 ** 20;

/** Entries to look up, ordered as they lie on disk. The arrays have one element for each. */
export interface Located {
  /** Where it stands among the keys that were asked for. */
  readonly positions: Uint32Array;
  readonly ordinals: Float64Array;
}

/** One read: a stretch of a shard with the entries `from` up to `to` of those located. */
export interface Stretch {
  readonly shard: Shard;
  readonly from: number;
  readonly to: number;
  /** In bytes from the start of the file. */
  readonly start: number;
  readonly end: number;
  /** Of one entry: a shard has one size of envelopes. */
  readonly entryBytes: number;
}

interface NumberedBlock {
  readonly first: number;
  /** Ordinal after its last. */
  readonly end: number;
  readonly shard: Shard;
  readonly offset: number;
  readonly entryBytes: number;
}

/** Numbers the entries of all blocks from 0, in the order in which blocks are added. */
export class BlockTable {
  private readonly blocks: NumberedBlock[] = [];
  private total = 0;

  /** How many entries have been numbered. */
  get entries(): number {
    return this.total;
  }

  /** @returns the ordinal of the block's first entry */
  add(shard: Shard, { count, offset, envelopeBytes }: Omit<Block, 'keys'>): number {
    const first = this.total;
    this.total += count;
    this.blocks.push({ first, end: this.total, shard, offset, entryBytes: envelopeBytes });
    return first;
  }

  /**
   * Cuts what was located into stretches that are worth one read each.
   * @param offsets filled with the offset of each entry in its file
   */
  stretches({ ordinals }: Located, offsets: Float64Array): Stretch[] {
    const stretches: Stretch[] = [];
    let block: NumberedBlock | undefined;
    let shard: Shard | undefined;
    let [from, start, end, entryBytes] = [0, 0, 0, 0];
    for (let at = 0; at < ordinals.length; at++) {
      const ordinal = ordinals[at] as number;
      if (block === undefined || ordinal >= block.end) block = this.find(ordinal);
      const offset = block.offset + (ordinal - block.first) * block.entryBytes;
      offsets[at] = offset;
      const after = offset + block.entryBytes;
      if (shard !== block.shard || offset - end > MAX_GAP_BYTES || after - start > MAX_READ_BYTES) {
        if (shard) stretches.push({ shard, from, to: at, start, end, entryBytes });
        shard = block.shard;
        entryBytes = block.entryBytes;
        from = at;
        start = offset;
      }
      end = after;
    }
    if (shard) stretches.push({ shard, from, to: ordinals.length, start, end, entryBytes });
    return stretches;
  }

  private find(ordinal: number): NumberedBlock {
    let low = 0;
    let high = this.blocks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((this.blocks[middle] as NumberedBlock).first <= ordinal) low = middle;
      else high = middle - 1;
    }
    return this.blocks[low] as NumberedBlock;
  }

  /** How many entries each shard has, in the order of their ordinals. A shard that gets more blocks later appears again. */
  *runs(): Generator<{ shard: Shard; first: number; count: number }> {
    for (let at = 0; at < this.blocks.length; ) {
      const { shard, first } = this.blocks[at] as NumberedBlock;
      let end = first;
      for (; this.blocks[at]?.shard === shard; at++) end = (this.blocks[at] as NumberedBlock).end;
      yield { shard, first, count: end - first };
    }
  }
}

/**
 * Orders entries as they lie on disk. Keys in the order in which they were stored need no sorting.
 * @param ordinals of the first `count` elements, in the order asked for; likewise `positions`
 */
export function inDiskOrder(ordinals: Float64Array, positions: Uint32Array, count: number): Located {
  const found = { ordinals: ordinals.subarray(0, count), positions: positions.subarray(0, count) };
  let ordered = true;
  for (let at = 1; ordered && at < count; at++) ordered = (ordinals[at - 1] as number) <= (ordinals[at] as number);
  if (ordered) return found;
  // Both numbers in one: exact below 2⁵³, which 2³² entries and two million keys stay under.
  const scale = positions.length;
  for (let at = 0; at < count; at++) {
    found.ordinals[at] = (found.ordinals[at] as number) * scale + (found.positions[at] as number);
  }
  found.ordinals.sort();
  for (let at = 0; at < count; at++) {
    const both = found.ordinals[at] as number;
    found.ordinals[at] = Math.floor(both / scale);
    found.positions[at] = both % scale;
  }
  return found;
}
