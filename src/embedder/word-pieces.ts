import { PieceTrie } from './piece-trie';

/** The parts used of a `tokenizer.json` with a WordPiece model and BERT's normalizer. */
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
 * Counts the tokens of a word as WordPiece does: it repeatedly takes the longest piece that the rest begins with. A word counts as one
 * token if no piece matches or the word is too long. It only counts, while the tokenizer builds strings.
 */
export class WordPieces {
  private readonly starts: PieceTrie;
  private readonly continuations: PieceTrie;

  private constructor(
    { model }: Definition,
    private readonly lowercase: boolean,
    private readonly longestWord: number,
  ) {
    const prefix = model.continuing_subword_prefix ?? USUAL_PREFIX;
    const all = Object.keys(model.vocab);
    const [starts, continuations] = [
      all.filter((piece) => !piece.startsWith(prefix)),
      all.filter((piece) => piece.startsWith(prefix)).map((piece) => piece.slice(prefix.length)),
    ];
    this.starts = trieOf(starts);
    this.continuations = trieOf(continuations);
  }

  /** @param lowercase whether texts are converted to lower case before the normalizer */
  static of(definition: Definition, lowercase = false): WordPieces {
    const { model, normalizer } = definition;
    return new WordPieces(
      definition,
      lowercase || (normalizer.lowercase ?? true),
      model.max_input_chars_per_word ?? USUAL_LONGEST_WORD,
    );
  }

  /** @param word ASCII letters and digits, as in the text */
  count(word: string): number {
    return this.countNormalized(this.lowercase ? word.toLowerCase() : word);
  }

  /** @param word any word after normalization */
  countNormalized(word: string): number {
    if (word.length > this.longestWord && (!SURROGATE.test(word) || [...word].length > this.longestWord)) return 1;
    let tokens = 0;
    for (let from = 0; from < word.length; tokens++) {
      const to = endOfLongest(from === 0 ? this.starts : this.continuations, word, from);
      if (to === from) return 1;
      from = to;
    }
    return tokens;
  }
}

function trieOf(pieces: readonly string[]): PieceTrie {
  const trie = new PieceTrie(pieces.reduce((sum, { length }) => sum + length, 0));
  for (const piece of pieces) trie.set(piece, 0);
  return trie;
}

/** The end of the longest piece that begins at `from`; `from` if none does. */
function endOfLongest(pieces: PieceTrie, word: string, from: number): number {
  let end = from;
  let node: number = PieceTrie.ROOT;
  for (let at = from; at < word.length; ) {
    node = pieces.child(node, word.charCodeAt(at++));
    if (node === PieceTrie.NONE) break;
    if (pieces.piece(node) !== PieceTrie.NONE) end = at;
  }
  return end;
}
