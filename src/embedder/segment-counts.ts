const { imul } = Math;

/** In UTF-16 units. Longer segments are not cached, because they seldom repeat. */
const LONGEST_REMEMBERED = 64;
/** Most cached segments, about 20 MB. A language has far fewer frequent ones. */
const MOST_REMEMBERED = 500_000;
const FIRST_CAPACITY = 4096;
/** Fraction of used slots; keeps lookups to a few probes. */
const MAX_LOAD = 0.6;
const HASH_START = 0x811c9dc5 | 0;

/**
 * Caches token counts of segments of texts. It compares characters in place, because creating a string for each word would take
 * longer than everything else.
 */
export class SegmentCounts {
  /** Hash of the segment in each slot, and its number from 1 on; 0 for an empty slot. */
  private hashes = new Int32Array(FIRST_CAPACITY);
  private numbers = new Int32Array(FIRST_CAPACITY);
  private counts = new Int32Array(FIRST_CAPACITY);
  /** Start of each segment in `units`, which is the end of the one before. */
  private starts = new Int32Array(FIRST_CAPACITY + 1);
  private units = new Uint16Array(FIRST_CAPACITY * 8);
  private size = 0;

  /** @param compute counts a segment that is not cached, as a 32-bit integer */
  constructor(private readonly compute: (segment: string) => number) {}

  /** @param hash of the segment, as `nextHash` makes it */
  get(text: string, from: number, to: number, hash: number): number {
    const mask = this.numbers.length - 1;
    let slot = (hash ^ (hash >>> 15)) & mask;
    for (let number = this.numbers[slot] as number; number !== 0; number = this.numbers[slot] as number) {
      if (this.hashes[slot] === hash && this.holds(number, text, from, to)) return this.counts[number] as number;
      slot = (slot + 1) & mask;
    }
    const count = this.compute(text.slice(from, to));
    if (to - from <= LONGEST_REMEMBERED) this.remember(slot, hash, text, from, to, count);
    return count;
  }

  private holds(number: number, text: string, from: number, to: number): boolean {
    const start = this.starts[number] as number;
    if ((this.starts[number + 1] as number) - start !== to - from) return false;
    for (let at = from; at < to; at++) if (this.units[start + at - from] !== text.charCodeAt(at)) return false;
    return true;
  }

  /** @param empty the slot at which the lookup ended */
  private remember(empty: number, hash: number, text: string, from: number, to: number, count: number): void {
    let slot = empty;
    if (this.size >= MOST_REMEMBERED) {
      this.numbers.fill(0);
      this.size = 0;
      slot = this.emptySlot(hash);
    } else if (this.size + 1 > this.numbers.length * MAX_LOAD) {
      this.grow();
      slot = this.emptySlot(hash);
    }
    const number = ++this.size;
    const start = number === 1 ? 0 : (this.starts[number] as number);
    const end = start + to - from;
    if (end > this.units.length) this.units = enlarged(this.units, Uint16Array);
    for (let at = from; at < to; at++) this.units[start + at - from] = text.charCodeAt(at);
    this.starts[number] = start;
    this.starts[number + 1] = end;
    this.counts[number] = count;
    this.hashes[slot] = hash;
    this.numbers[slot] = number;
  }

  private emptySlot(hash: number): number {
    const mask = this.numbers.length - 1;
    let slot = (hash ^ (hash >>> 15)) & mask;
    while (this.numbers[slot] !== 0) slot = (slot + 1) & mask;
    return slot;
  }

  private grow(): void {
    const [hashes, numbers] = [this.hashes, this.numbers];
    this.hashes = new Int32Array(hashes.length * 2);
    this.numbers = new Int32Array(numbers.length * 2);
    this.counts = enlarged(this.counts, Int32Array);
    this.starts = enlarged(this.starts, Int32Array);
    for (let from = 0; from < numbers.length; from++) {
      if (numbers[from] === 0) continue;
      const to = this.emptySlot(hashes[from] as number);
      this.hashes[to] = hashes[from] as number;
      this.numbers[to] = numbers[from] as number;
    }
  }
}

/** Extends the hash of a segment (FNV-1a) by `code`, its next UTF-16 unit. @param hash of the units before it, if any */
export function nextHash(code: number, hash = HASH_START): number {
  return imul(hash ^ code, 0x01000193);
}

/** Hash of a whole segment. */
export function hashOf(text: string, from: number, to: number): number {
  let hash: number | undefined;
  for (let at = from; at < to; at++) hash = nextHash(text.charCodeAt(at), hash);
  return hash ?? HASH_START;
}

function enlarged<T extends Int32Array | Uint16Array>(old: T, kind: new (length: number) => T): T {
  const larger = new kind(old.length * 2);
  larger.set(old);
  return larger;
}
