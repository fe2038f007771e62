/** Of `tokenizer.json`, where its model is WordPiece and its normalizer BERT's. */
interface Definition {
  readonly model: {
    readonly vocab: Readonly<Record<string, number>>;
    readonly continuing_subword_prefix?: string;
    readonly max_input_chars_per_word?: number;
  };
  readonly normalizer: { readonly lowercase?: boolean };
}

const USUAL_PREFIX = '##';
const USUAL_LONGEST_WORD = 100;

const SURROGATE = /[\ud800-\udfff]/;

/**
 * Counts the tokens of a word as WordPiece does: the longest piece of the vocabulary that the rest begins with, again and again; one token
 * where that ends nowhere, or the word is too long. Only counts, where the tokenizer itself does all that a text needs.
 */
export class WordPieces {
  private readonly starts = new Set<string>();
  private readonly continuations = new Set<string>();
  private longest = 0;

  private constructor(
    { model }: Definition,
    private readonly lowercase: boolean,
    private readonly longestWord: number,
  ) {
    const prefix = model.continuing_subword_prefix ?? USUAL_PREFIX;
    for (const piece of Object.keys(model.vocab)) {
      const bare = piece.startsWith(prefix) ? piece.slice(prefix.length) : piece;
      (bare === piece ? this.starts : this.continuations).add(bare);
      this.longest = Math.max(this.longest, bare.length);
    }
  }

  /** @param lowercase whether texts are put in lower case even before the normalizer */
  static of(definition: Definition, lowercase = false): WordPieces {
    const { model, normalizer } = definition;
    return new WordPieces(
      definition,
      lowercase || (normalizer.lowercase ?? true),
      model.max_input_chars_per_word ?? USUAL_LONGEST_WORD,
    );
  }

  /** @param word of ASCII letters and digits, as it is in the text */
  count(word: string): number {
    return this.countNormalized(this.lowercase ? word.toLowerCase() : word);
  }

  /** @param word any, as the normalizer leaves it */
  countNormalized(word: string): number {
    if (word.length > this.longestWord && (!SURROGATE.test(word) || [...word].length > this.longestWord)) return 1;
    let tokens = 0;
    for (let from = 0; from < word.length; tokens++) {
      const pieces = from === 0 ? this.starts : this.continuations;
      let to = Math.min(word.length, from + this.longest);
      while (to > from && !pieces.has(word.slice(from, to))) to--;
      if (to === from) return 1;
      from = to;
    }
    return tokens;
  }
}
