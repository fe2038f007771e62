const { imul } = Math;

/** The BPE model of a `tokenizer.json`. */
export interface BytePairModel {
  readonly vocab: Readonly<Record<string, number>>;
  readonly merges: readonly (string | readonly [string, string])[];
}

const NO_RANK = 0x7fffffff;
/** In bytes. The tokenizer handles longer pieces, because the algorithm here takes quadratic time. */
const LONGEST = 1024;

/**
 * Counts the tokens of a piece of text as byte-level BPE does: it repeatedly merges the pair of symbols learned first, the leftmost
 * among equals. It only counts, while the tokenizer builds strings.
 */
export class BytePairs {
  private readonly numbers = new Map<string, number>();
  private readonly known: boolean[] = [];
  private readonly ranks: PairNumbers;
  private readonly products: number[] = [];
  /** The symbol of each byte. */
  private readonly bytes: Int32Array;
  private readonly symbols = new Int32Array(LONGEST);
  private readonly pairs = new Int32Array(LONGEST);

  /** @param characters the character for each byte, in order of the bytes */
  constructor({ vocab, merges }: BytePairModel, characters: readonly string[]) {
    this.ranks = new PairNumbers(merges.length);
    for (const [rank, merge] of merges.entries()) {
      const [left = '', right = ''] = typeof merge === 'string' ? merge.split(' ', 2) : merge;
      this.ranks.set(this.numberOf(left), this.numberOf(right), rank);
      this.products.push(this.numberOf(left + right));
    }
    this.bytes = Int32Array.from(characters, (character) => this.numberOf(character));
    for (const [symbol, number] of this.numbers) this.known[number] = Object.hasOwn(vocab, symbol);
  }

  /** @returns undefined if only the tokenizer can count the piece */
  count(piece: Uint8Array): number | undefined {
    if (piece.length > LONGEST) return undefined;
    const { symbols, pairs } = this;
    let length = piece.length;
    for (let at = 0; at < length; at++) symbols[at] = this.bytes[piece[at] as number] as number;
    for (let at = 0; at + 1 < length; at++) pairs[at] = this.rankAt(at);
    for (;;) {
      let best = NO_RANK;
      let place = -1;
      for (let at = 0; at + 1 < length; at++) {
        const rank = pairs[at] as number;
        if (rank >= best) continue;
        best = rank;
        place = at;
      }
      if (place < 0) break;
      symbols[place] = this.products[best] as number;
      symbols.copyWithin(place + 1, place + 2, length);
      pairs.copyWithin(place + 1, place + 2, length);
      length--;
      if (place > 0) pairs[place - 1] = this.rankAt(place - 1);
      if (place + 1 < length) pairs[place] = this.rankAt(place);
    }
    for (let at = 0; at < length; at++) if (!this.known[symbols[at] as number]) return undefined;
    return length;
  }

  private rankAt(at: number): number {
    return this.ranks.get(this.symbols[at] as number, this.symbols[at + 1] as number);
  }

  private numberOf(symbol: string): number {
    const known = this.numbers.get(symbol);
    if (known !== undefined) return known;
    this.numbers.set(symbol, this.numbers.size);
    return this.numbers.size - 1;
  }
}

/** A map from pairs of numbers to numbers. A Map would need a combined key and take several times as long. */
class PairNumbers {
  /** By slot: left, right, number, and whether the slot is used. */
  private readonly slots: Int32Array;
  private readonly mask: number;

  constructor(pairs: number) {
    const capacity = 2 ** Math.ceil(Math.log2(Math.max(16, pairs * 2)));
    this.slots = new Int32Array(capacity * 4);
    this.mask = capacity - 1;
  }

  get(left: number, right: number): number {
    const slot = this.slotOf(left, right);
    return this.slots[slot + 3] === 0 ? NO_RANK : (this.slots[slot + 2] as number);
  }

  set(left: number, right: number, number: number): void {
    this.slots.set([left, right, number, 1], this.slotOf(left, right));
  }

  private slotOf(left: number, right: number): number {
    const { slots, mask } = this;
    const hash = imul(left, 0x9e3779b1) ^ imul(right, 0x85ebca6b);
    let slot = ((hash ^ (hash >>> 15)) & mask) * 4;
    while (slots[slot + 3] !== 0 && (slots[slot] !== left || slots[slot + 1] !== right))
      slot = (slot + 4) & (mask * 4 + 3);
    return slot;
  }
}

/** GPT-2's characters for bytes in BPE vocabularies: visible characters stand for themselves, other bytes map to U+0100 and up. */
export function byteCharacters(): string[] {
  let hidden = 0;
  return Array.from({ length: 256 }, (_, byte) => {
    const visible = (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || byte >= 0xae;
    return String.fromCharCode(visible ? byte : 256 + hidden++);
  });
}
