import type { TextKey } from './text-key';

const OCCUPIED = 0x80000000;
const STRIDE = 4;
const MAX_LOAD = 0.7;

/** Value of base64url digits by character code. */
const DIGIT = new Uint8Array(128);
for (const [value, digit] of [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'].entries()) {
  DIGIT[digit.charCodeAt(0)] = value;
}

/**
 * Maps text keys to 32-bit numbers in 16 bytes per slot: 23 to 46 bytes per key, while a Map takes over 100.
 *
 * It compares the first 90 bits of the SHA-256. Two of n texts share them with probability n² / 2⁹¹: below 10⁻⁹ for a
 * billion texts. It uses open addressing with linear probing; keys are uniform, so they serve as their own hash.
 */
export class KeyIndex {
  private slots: Uint32Array;
  private mask: number;
  private count = 0;
  /** XOR of all keys, 90 bits. */
  private combined: [number, number, number] = [0, 0, 0];

  constructor(expected = 1024) {
    const capacity = 2 ** Math.ceil(Math.log2(Math.max(1024, expected / MAX_LOAD)));
    this.slots = new Uint32Array(capacity * STRIDE);
    this.mask = capacity - 1;
  }

  get size(): number {
    return this.count;
  }

  /** Identifies the set of keys, in any order. It protects against coincidence, not against attackers. */
  get digest(): string {
    return `${this.count}-${this.combined.map((part) => part.toString(36)).join('-')}`;
  }

  /** @returns the number stored for this key, or undefined */
  get(key: TextKey): number | undefined {
    const slot = this.find(word(key, 0), word(key, 5), word(key, 10));
    return this.slots[slot] === 0 ? undefined : this.slots[slot + 3];
  }

  /** Stores `value` (an unsigned 32-bit integer) for this key. */
  set(key: TextKey, value: number): void {
    this.put(word(key, 0), word(key, 5), word(key, 10), value);
  }

  /** Does the same as `set` for a key given as 32 raw bytes, `at` bytes into `bytes`. */
  setRaw(bytes: Buffer, at: number, value: number): void {
    const [first, second, third] = [bytes.readUInt32BE(at), bytes.readUInt32BE(at + 4), bytes.readUInt32BE(at + 8)];
    this.put(first >>> 2, ((first & 0x3) << 28) | (second >>> 4), ((second & 0xf) << 26) | (third >>> 6), value);
  }

  /** Adds a key given as 32 raw bytes, `at` bytes into `bytes`. @returns whether it was new */
  addRaw(bytes: Buffer, at: number): boolean {
    const before = this.count;
    this.setRaw(bytes, at, 0);
    return this.count > before;
  }

  /** @returns the number stored for this key; if none, stores `value` and returns undefined */
  getOrSet(key: TextKey, value: number): number | undefined {
    const [a, b, c] = [word(key, 0), word(key, 5), word(key, 10)];
    const slot = this.find(a, b, c);
    if (this.slots[slot] !== 0) return this.slots[slot + 3];
    this.fill(slot, a, b, c, value);
    return undefined;
  }

  private put(a: number, b: number, c: number, value: number): void {
    const slot = this.find(a, b, c);
    if (this.slots[slot] === 0) this.fill(slot, a, b, c, value);
    else this.slots[slot + 3] = value;
  }

  /** @param empty the free slot that `find` returned */
  private fill(empty: number, a: number, b: number, c: number, value: number): void {
    let slot = empty;
    if (this.count + 1 > (this.mask + 1) * MAX_LOAD) {
      this.grow();
      slot = this.find(a, b, c);
    }
    this.count++;
    this.combined[0] ^= a;
    this.combined[1] ^= b;
    this.combined[2] ^= c;
    this.slots[slot] = (a | OCCUPIED) >>> 0;
    this.slots[slot + 1] = b;
    this.slots[slot + 2] = c;
    this.slots[slot + 3] = value;
  }

  private find(a: number, b: number, c: number): number {
    const tag = (a | OCCUPIED) >>> 0;
    for (let index = (a ^ (b << 15)) & this.mask; ; index = (index + 1) & this.mask) {
      const slot = index * STRIDE;
      const found = this.slots[slot];
      if (found === 0 || (found === tag && this.slots[slot + 1] === b && this.slots[slot + 2] === c)) return slot;
    }
  }

  private grow(): void {
    const old = this.slots;
    this.slots = new Uint32Array(old.length * 2);
    this.mask = this.mask * 2 + 1;
    for (let from = 0; from < old.length; from += STRIDE) {
      const tag = old[from] as number;
      if (tag === 0) continue;
      const [b, c] = [old[from + 1] as number, old[from + 2] as number];
      const to = this.find((tag & ~OCCUPIED) >>> 0, b, c);
      this.slots[to] = tag;
      this.slots[to + 1] = b;
      this.slots[to + 2] = c;
      this.slots[to + 3] = old[from + 3] as number;
    }
  }
}

/** Returns 30 bits of the key: five base64url digits starting at `from`. */
function word(key: TextKey, from: number): number {
  let bits = 0;
  for (let at = from; at < from + 5; at++) bits = (bits << 6) | (DIGIT[key.charCodeAt(at)] as number);
  return bits;
}
