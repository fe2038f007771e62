import type { Block, Shard } from './shard';

/** Entries closer than this share one read: reading a gap is cheaper than another call. */
const MAX_GAP_BYTES = 32 * 1024;
/** Small enough that a lookup checks one read while others are in progress. */
const MAX_READ_BYTES = 2 ** 20;

/** Entries to look up, in disk order. The arrays have one element per entry. */
export interface Located {
  /** Position among the requested keys. */
  readonly positions: Uint32Array;
  readonly ordinals: Float64Array;
}

/** One read: a stretch of a shard with the located entries `from` up to `to`. */
export interface Stretch {
  readonly shard: Shard;
  readonly from: number;
  readonly to: number;
  /** Bytes from the start of the file. */
  readonly start: number;
  readonly end: number;
  /** Bytes of one entry: a shard has one envelope size. */
  readonly entryBytes: number;
}

interface NumberedBlock {
  readonly first: number;
  /** Ordinal after its last entry. */
  readonly end: number;
  readonly shard: Shard;
  readonly offset: number;
  readonly entryBytes: number;
}

/** Numbers the entries of all blocks from 0, in the order of `add` calls. */
export class BlockTable {
  private readonly blocks: NumberedBlock[] = [];
  private total = 0;

  /** Number of entries so far. */
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
   * Divides located entries into stretches that are worth one read each.
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

  /** Yields each shard's entry count, in order of ordinals. A shard that gets more blocks later appears again. */
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
 * Sorts entries into disk order. Keys in storage order need no sorting.
 * @param ordinals the first `count` elements, in the requested order; `positions` alike
 */
export function inDiskOrder(ordinals: Float64Array, positions: Uint32Array, count: number): Located {
  const found = { ordinals: ordinals.subarray(0, count), positions: positions.subarray(0, count) };
  let ordered = true;
  for (let at = 1; ordered && at < count; at++) ordered = (ordinals[at - 1] as number) <= (ordinals[at] as number);
  if (ordered) return found;
  // Packs both numbers into one: exact below 2⁵³, enough for 2³² entries and two million keys.
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
