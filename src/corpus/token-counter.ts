import type { Model } from '../embedder/open';

/** Longer words are not remembered: they seldom come twice. In UTF-16 units. */
const LONGEST_REMEMBERED = 48;
/** Words that are remembered at once: some 20 MB. The words of a language that come often are far fewer. */
const MOST_REMEMBERED = 200_000;
/** Bytes of a token where the tokenizer is not known: four characters of English, as the makers of services give it. */
const GUESSED_BYTES = 4;

/**
 * Of such characters none is more than one token where a word is one or its pieces are: WordPiece. Others may be taken apart before, into
 * letter and accent, or the parts of a syllable.
 */
const ONE_EACH = /^[\t-\r -~\u3000-\u9fff]*$/;

/** What `countWord` takes. */
const PLAIN = /^[a-z0-9]+$/i;

/** Counts tokens as the model will, without the model. */
export interface TokenCounter {
  /** Whether a text has no more tokens than its words have together. Else that is near, and whole texts have to be counted. */
  readonly exact: boolean;
  /** Tokens of a text that the model reads, beside special ones and those of the prefix; undefined where nobody knows. */
  readonly capacity: number | undefined;
  /** What else of `max-tokens` is taken. */
  readonly taken: { readonly special: number; readonly prefix: number };
  /** At least 1. */
  word(word: string): number;
  /** Whether the words of this text may be cut between any two characters, and `exact` still holds. */
  cutsAnywhere(text: string): boolean;
  /** Of a text as the model gets it, behind the prefix, whose own tokens do not count. */
  text(text: string): number;
}

/**
 * The tokenizer of the model, and nothing else of it.
 * @throws ModelError if it cannot be used
 */
export async function openTokenCounter(model: Model): Promise<TokenCounter> {
  if (model.kind !== 'onnx') return new GuessedTokens();
  const { folder, contract } = model;
  const { TextTokenizer } = await import('../embedder/tokenizer');
  const tokenizer = await TextTokenizer.open(folder, contract.maxTokens, contract);
  const prefix = contract.textPrefix === '' ? 0 : tokenizer.count(contract.textPrefix);
  const taken = { special: tokenizer.specialTokens, prefix };
  // A prefix that ends in a letter makes one word with the first of the text.
  const apart = /(^|\s)$/.test(contract.textPrefix);
  const words = new Remembered((word) => (PLAIN.test(word) ? tokenizer.countWord(word) : tokenizer.count(word)));
  return {
    exact: tokenizer.countsByWord && apart,
    capacity: contract.maxTokens - taken.special - prefix,
    taken,
    word: tokenizer.countsByWord ? (word) => partsOf(word, words) : (word) => words.count(word),
    cutsAnywhere: (text) => ONE_EACH.test(text),
    text: (text) => tokenizer.count(contract.textPrefix + text) - prefix,
  };
}

/**
 * The same count for a word of ASCII as for its runs of letters and digits and its punctuation marks, a token each: that is how BERT splits.
 * So a word and the same with a comma are one to remember. What is a token of its own, such as `[SEP]`, counts too much.
 */
function partsOf(word: string, words: Remembered): number {
  let tokens = 0;
  let start = 0;
  for (let at = 0; at < word.length; at++) {
    const code = word.charCodeAt(at);
    if (isLetterOrDigit(code)) continue;
    if (code < 0x21 || code > 0x7e) return words.count(word);
    if (at > start) tokens += words.count(word.slice(start, at));
    tokens++;
    start = at + 1;
  }
  if (start === 0) return words.count(word);
  return start < word.length ? tokens + words.count(word.slice(start)) : tokens;
}

function isLetterOrDigit(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || (code >= 0x30 && code <= 0x39);
}

/** Of services and programs, whose tokenizers are their own affair. */
class GuessedTokens implements TokenCounter {
  readonly exact = true;
  readonly capacity = undefined;
  readonly taken = { special: 0, prefix: 0 };

  word(word: string): number {
    return Math.ceil(Buffer.byteLength(word) / GUESSED_BYTES);
  }

  cutsAnywhere(): boolean {
    return true;
  }

  text(text: string): number {
    return this.word(text);
  }
}

/** Tokenizing a word takes microseconds, and most words of a text were there before. */
class Remembered {
  private counts = new Map<string, number>();

  constructor(private readonly compute: (word: string) => number) {}

  count(word: string): number {
    const known = this.counts.get(word);
    if (known !== undefined) return known;
    const tokens = Math.max(1, this.compute(word));
    if (word.length <= LONGEST_REMEMBERED) {
      if (this.counts.size >= MOST_REMEMBERED) this.counts.clear();
      // A copy: what the word was cut from, a whole text, should not stay.
      this.counts.set(Buffer.from(word).toString(), tokens);
    }
    return tokens;
  }
}
