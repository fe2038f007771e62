import type { Model } from '../embedder/open';

/** Bytes per token if the tokenizer is unknown: embedding services quote four characters of English. */
const GUESSED_BYTES = 4;

/**
 * Characters that are at most one token each in WordPiece. Its normalizer may split other characters, into letter and accent or into the
 * parts of a syllable.
 */
const ONE_EACH = /^[\t-\r -~\u3000-\u9fff]*$/;

/** Counts tokens as the model does, without loading the model. */
export interface TokenCounter {
  /** Whether a text never has more tokens than its words have together. If not, that sum is an estimate and whole texts must be counted. */
  readonly exact: boolean;
  /** The most tokens of a text that the model reads, without special tokens and the prefix; undefined if unknown. */
  readonly capacity: number | undefined;
  /** Tokens of `max-tokens` that the text cannot use. */
  readonly taken: { readonly special: number; readonly prefix: number };
  /** Counts the tokens of a word, or of a part of one. At least 1. */
  word(text: string, start: number, end: number): number;
  /** Returns whether `exact` still holds if the words of this text are cut between any two characters. */
  cutsAnywhere(text: string): boolean;
  /** Counts the tokens of a span of a text as the model reads it: after the prefix, whose own tokens do not count. */
  text(text: string, start?: number, end?: number): number;
}

/**
 * Opens the tokenizer of the model without loading the model.
 * @throws ModelError if the tokenizer cannot be used
 */
export async function openTokenCounter(model: Model): Promise<TokenCounter> {
  if (model.kind !== 'onnx') return new GuessedTokens(model.contract.textPrefix);
  const { folder, contract } = model;
  const { TextTokenizer } = await import('../embedder/tokenizer');
  const tokenizer = await TextTokenizer.open(folder, contract.maxTokens, contract);
  const prefix = contract.textPrefix === '' ? 0 : tokenizer.count(contract.textPrefix);
  const taken = { special: tokenizer.specialTokens, prefix };
  // A prefix that ends in a letter forms one word with the start of the text.
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

/** Estimates tokens for services and programs, whose tokenizers are unknown. */
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
