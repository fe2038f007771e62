import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Tokenizer } from '@huggingface/tokenizers';
import { ModelError, messageOf } from '../errors';
import { CharactersMap } from './characters-map';
import { WordPieces } from './word-pieces';

/**
 * Ideographs beyond the basic plane, as the reference tokenizer spaces them out (`handle_chinese_chars`).
 * @huggingface/tokenizers 0.2.0 looks at 16-bit units and misses them, which turns each run of them into one word.
 */
const HIGH_IDEOGRAPHS =
  /[\u{20000}-\u{2a6df}\u{2a700}-\u{2b73f}\u{2b740}-\u{2b81f}\u{2b920}-\u{2ceaf}\u{2f800}-\u{2fa1f}]/gu;

/** White space in Unicode, but not in JavaScript's `\s`, at which @huggingface/tokenizers splits. */
const NEXT_LINE = /\u0085/g;

/** Token ids of one text, special tokens included. */
export interface Tokens {
  readonly ids: readonly number[];
  readonly truncated: boolean;
}

export interface TokenizerOptions {
  /** Put texts in lower case before all else. */
  readonly lowercase?: boolean | undefined;
}

/** A model's own tokenizer, cutting at `maxTokens` as the reference does: the text is cut, special tokens stay. */
export class TextTokenizer {
  /** Special tokens before and after the text, which must survive the cut. */
  private readonly prefix: number;
  private readonly suffix: number;
  private pieces: WordPieces | undefined;

  private constructor(
    private readonly tokenizer: Tokenizer,
    private readonly maxTokens: number,
    private readonly repair: (text: string) => string,
    private readonly cutsLeft: boolean,
    /**
     * Whether a text has as many tokens as the words between its white space have together: where texts are split there before all
     * else, and nothing is a token of more than one word. Known of BERT's own normalizer and splitter.
     */
    readonly countsByWord: boolean,
    private readonly openPieces: (() => WordPieces) | undefined,
  ) {
    const whole = tokenizer.encode('a').ids;
    const bare = tokenizer.encode('a', { add_special_tokens: false }).ids;
    this.prefix = whole.indexOf(bare[0] as number);
    this.suffix = whole.length - bare.length - this.prefix;
  }

  /** @throws ModelError if the folder's tokenizer cannot be used */
  static async open(folder: string, maxTokens: number, { lowercase }: TokenizerOptions = {}): Promise<TextTokenizer> {
    try {
      const definition = JSON.parse(await readFile(path.join(folder, 'tokenizer.json'), 'utf8'));
      const config = await readFile(path.join(folder, 'tokenizer_config.json'), 'utf8').then(JSON.parse, () => ({}));
      const byWord = splitsByWord(definition);
      const { model, normalizer } = definition;
      const pieces = byWord ? () => WordPieces.of({ model, normalizer }, lowercase) : undefined;
      if (lowercase) {
        const normalizers = [{ type: 'Lowercase' }, definition.normalizer].filter(Boolean);
        definition.normalizer = { type: 'Sequence', normalizers };
      }
      const tokenizer = new Tokenizer(definition, config);
      mapExactly(tokenizer.normalizer);
      return new TextTokenizer(
        tokenizer,
        maxTokens,
        repairOf(definition),
        config.truncation_side === 'left',
        byWord,
        pieces,
      );
    } catch (error) {
      throw new ModelError(`cannot use the tokenizer in ${folder}: ${messageOf(error)}`, { cause: error });
    }
  }

  /** Tokens that stand around every text. */
  get specialTokens(): number {
    return this.prefix + this.suffix;
  }

  /** Tokens of the text alone: without special tokens, and not cut. */
  count(text: string): number {
    return this.tokenizer.encode(this.repair(text), { add_special_tokens: false }).ids.length;
  }

  /** The same for one word of ASCII letters and digits, a hundred times as fast where that is possible. */
  countWord(word: string): number {
    this.pieces ??= this.openPieces?.();
    return this.pieces ? this.pieces.count(word) : this.count(word);
  }

  encode(text: string): Tokens {
    const { ids } = this.tokenizer.encode(this.repair(text));
    if (ids.length <= this.maxTokens) return { ids, truncated: false };
    const cut = this.cutsLeft
      ? [...ids.slice(0, this.prefix), ...ids.slice(ids.length - this.maxTokens + this.prefix)]
      : [...ids.slice(0, this.maxTokens - this.suffix), ...ids.slice(ids.length - this.suffix)];
    return { ids: cut, truncated: true };
  }
}

/** As `[SEP]` and `<mask>` are: no part of a word, wherever they stand. */
const BRACKETED = /^[!-/:-@[-`{-~]\S*[!-/:-@[-`{-~]$/;

interface Definition {
  readonly normalizer?: { readonly type: string } | null;
  readonly pre_tokenizer?: { readonly type: string } | null;
  readonly model?: { readonly type?: string };
  readonly added_tokens?: readonly { readonly content: string }[];
}

function splitsByWord({ normalizer, pre_tokenizer: splitter, model, added_tokens: added = [] }: Definition): boolean {
  return (
    normalizer?.type === 'BertNormalizer' &&
    splitter?.type === 'BertPreTokenizer' &&
    model?.type === 'WordPiece' &&
    added.every(({ content }) => BRACKETED.test(content))
  );
}

/** @returns what a text goes through so that the library gives the reference tokenizer's ids */
function repairOf({
  normalizer,
  pre_tokenizer: splitter,
}: Readonly<Record<string, unknown>>): (text: string) => string {
  const repairs: ((text: string) => string)[] = [];
  if (JSON.stringify(normalizer ?? {}).includes('"handle_chinese_chars":true')) {
    repairs.push((text) => text.replace(HIGH_IDEOGRAPHS, ' $& '));
  }
  if (JSON.stringify(splitter ?? {}).includes('"WhitespaceSplit"'))
    repairs.push((text) => text.replace(NEXT_LINE, ' '));
  return (text) => repairs.reduce((repaired, repair) => repair(repaired), text);
}

interface Normalizer {
  readonly config: { readonly type: string; readonly precompiled_charsmap?: string | null };
  readonly normalizers?: readonly (Normalizer | null)[];
  normalize(text: string): string;
}

/** Puts SentencePiece's own map in the place of the approximation of it. */
function mapExactly(normalizer: Normalizer | null): void {
  if (!normalizer) return;
  for (const part of normalizer.normalizers ?? []) mapExactly(part);
  const { type, precompiled_charsmap: encoded } = normalizer.config;
  if (type !== 'Precompiled' || !encoded) return;
  const map = new CharactersMap(encoded);
  normalizer.normalize = (text) => map.apply(text);
}
