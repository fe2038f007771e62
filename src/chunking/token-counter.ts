import type { Model } from '../embedder/open';

/** Bytes of a token where the tokenizer is not known: four characters of English, as the makers of services give it. */
const GUESSED_BYTES = 4;

/**
 * Of such characters none is more than one token where a word is one or its pieces are: WordPiece. Others may be taken apart before, into
 * letter and accent, or the parts of a syllable.
 */
const ONE_EACH = /^[\t-\r -~\u3000-\u9fff]*$/;

/** Counts tokens as the model will, without the model. */
export interface TokenCounter {
  /** Whether a text has no more tokens than its words have together. Else that is near, and whole texts have to be counted. */
  readonly exact: boolean;
  /** Tokens of a text that the model reads, beside special ones and those of the prefix; undefined where nobody knows. */
  readonly capacity: number | undefined;
  /** What else of `max-tokens` is taken. */
  readonly taken: { readonly special: number; readonly prefix: number };
  /** Of a word, or a part of one, between two places of a text. At least 1. */
  word(text: string, start: number, end: number): number;
  /** Whether the words of this text may be cut between any two characters, and `exact` still holds. */
  cutsAnywhere(text: string): boolean;
  /** Of what lies between two places of a text, as the model gets it: behind the prefix, whose own tokens do not count. */
  text(text: string, start?: number, end?: number): number;
}

/**
 * The tokenizer of the model, and nothing else of it.
 * @throws ModelError if it cannot be used
 */
export async function openTokenCounter(model: Model): Promise<TokenCounter> {
  if (model.kind !== 'onnx') return new GuessedTokens(model.contract.textPrefix);
  const { folder, contract } = model;
  const { TextTokenizer } = await import('../embedder/tokenizer');
  const tokenizer = await TextTokenizer.open(folder, contract.maxTokens, contract);
  const prefix = contract.textPrefix === '' ? 0 : tokenizer.count(contract.textPrefix);
  const taken = { special: tokenizer.specialTokens, prefix };
  // A prefix that ends in a letter makes one word with the first of the text.
  const apart = /(^|\s)$/.test(contract.textPrefix);
  const { textPrefix } = contract;
  return {
    exact: tokenizer.countsByWord && apart,
    capacity: contract.maxTokens - taken.special - prefix,
    taken,
    word: (text, start, end) => tokenizer.countWord(text, start, end),
    cutsAnywhere: (text) => ONE_EACH.test(text),
    text: (text, start = 0, end = text.length) =>
      textPrefix === ''
        ? tokenizer.count(text, start, end)
        : tokenizer.count(textPrefix + text.slice(start, end)) - prefix,
  };
}

/** Of services and programs, whose tokenizers are their own affair. */
class GuessedTokens implements TokenCounter {
  readonly exact = true;
  readonly capacity = undefined;
  readonly taken: TokenCounter['taken'];

  constructor(textPrefix: string) {
    this.taken = { special: 0, prefix: this.text(textPrefix) };
  }

  word(text: string, start: number, end: number): number {
    return Math.ceil(Buffer.byteLength(text.slice(start, end)) / GUESSED_BYTES);
  }

  cutsAnywhere(): boolean {
    return true;
  }

  text(text: string, start = 0, end = text.length): number {
    return this.word(text, start, end);
  }
}
