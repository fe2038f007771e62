const LEAF = 1 << 8;
const WIDE_OFFSET = 1 << 9;
/** Clusters of this many bytes in UTF-8 or more are looked up character by character. */
const CLUSTER_BELOW = 6;
const PLAIN = /^[ -~]*$/;

/**
 * SentencePiece's character map, which XLM-R and similar models apply to texts first. @huggingface/tokenizers 0.2.0 approximates
 * the usual map, and differs for joiners, control characters and stacked accents.
 *
 * Behaves like the reference tokenizer (tokenizers' `Precompiled` with the crate spm_precompiled), including its quirk: if the
 * beginning of a cluster is mapped, the rest of the cluster is dropped.
 */
export class CharactersMap {
  /** A double-array trie (github.com/s-yata/darts-clone) from bytes to places in `replacements`. */
  private readonly trie: Uint32Array;
  private readonly replacements: Buffer;
  private readonly clusters = new Intl.Segmenter('und', { granularity: 'grapheme' });
  /** Whether printable ASCII stays as it is. */
  private readonly keepsPlain: boolean;

  /** @param encoded `precompiled_charsmap`, base64: bytes of the trie (uint32), the trie, texts that end with a zero byte */
  constructor(encoded: string) {
    const bytes = Buffer.from(encoded, 'base64');
    const size = bytes.readUInt32LE(0);
    this.trie = Uint32Array.from({ length: size / 4 }, (_, unit) => bytes.readUInt32LE(4 + unit * 4));
    this.replacements = bytes.subarray(4 + size);
    const plain = Array.from({ length: 0x7f - 0x20 }, (_, at) => String.fromCharCode(0x20 + at));
    this.keepsPlain = plain.every((character) => this.replacement(character) === undefined);
  }

  apply(text: string): string {
    if (this.keepsPlain && PLAIN.test(text)) return text;
    let mapped = '';
    for (const { segment } of this.clusters.segment(text)) {
      const whole = Buffer.byteLength(segment) < CLUSTER_BELOW ? this.replacement(segment) : undefined;
      if (whole !== undefined) mapped += whole;
      else for (const character of segment) mapped += this.replacement(character) ?? character;
    }
    return mapped;
  }

  /** @returns the replacement of the shortest mapped prefix of this text; undefined if no prefix is mapped */
  private replacement(text: string): string | undefined {
    let node = offsetOf(this.trie[0] as number);
    for (const byte of Buffer.from(text)) {
      if (byte === 0) return undefined;
      node ^= byte;
      const unit = this.trie[node] ?? 0;
      if ((unit & 0x800000ff) >>> 0 !== byte) return undefined;
      node ^= offsetOf(unit);
      if (unit & LEAF) {
        const start = (this.trie[node] as number) & 0x7fffffff;
        return this.replacements.toString('utf8', start, this.replacements.indexOf(0, start));
      }
    }
    return undefined;
  }
}

function offsetOf(unit: number): number {
  return (unit >>> 10) << ((unit & WIDE_OFFSET) >>> 6);
}
