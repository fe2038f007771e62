import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Tokenizer } from '@huggingface/tokenizers';
import { ModelError, messageOf } from '../base/errors';
import { CharactersMap } from './characters-map';
import type { SegmentCounter } from './segment-counter';
import { hashOf, SegmentCounts } from './segment-counts';
import { openTokenCounting, type TokenizerDefinition } from './token-counting';

/**
 * Ideographs beyond the basic plane, which the reference tokenizer surrounds with spaces (`handle_chinese_chars`).
 * @huggingface/tokenizers 0.2.0 looks at 16-bit units and misses them, so each run of them becomes one word.
 */
const HIGH_IDEOGRAPHS =
  /[\u{20000}-\u{2a6df}\u{2a700}-\u{2b73f}\u{2b740}-\u{2b81f}\u{2b920}-\u{2ceaf}\u{2f800}-\u{2fa1f}]/gu;

/** White space in Unicode that JavaScript's `\s` does not match; @huggingface/tokenizers splits at `\s`. */
const NEXT_LINE = /\u0085/g;

/** Token ids of one text, special tokens included. */
export interface Tokens {
  readonly ids: readonly number[];
  readonly truncated: boolean;
}

export interface TokenizerOptions {
  /** Convert texts to lower case first. */
  readonly lowercase?: boolean | undefined;
}

/** A model's own tokenizer. Like the reference, it truncates the text at `maxTokens` and keeps special tokens. */
export class TextTokenizer {
  /** Number of special tokens before and after the text, which truncation keeps. */
  private readonly prefix: number;
  private readonly suffix: number;
  /** Null if counting requires tokenizing. */
  private counting: SegmentCounter | null | undefined;
  /** Caches counts of words if counting requires tokenizing. */
  private readonly words = new SegmentCounts((word) => Math.max(1, this.countWhole(word)));

  private constructor(
    private readonly tokenizer: Tokenizer,
    private readonly maxTokens: number,
    private readonly repair: (text: string) => string,
    private readonly cutsLeft: boolean,
    /**
     * Whether the tokens of a text are the sum of the tokens of its words between white space: texts are split there first, and no
     * token spans several words. True for BERT's normalizer and splitter.
     */
    readonly countsByWord: boolean,
    private readonly openCounting: (tokenizer: TextTokenizer) => SegmentCounter | undefined,
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
      const original = { ...definition };
      if (lowercase) {
        const normalizers = [{ type: 'Lowercase' }, definition.normalizer].filter(Boolean);
        definition.normalizer = { type: 'Sequence', normalizers };
      }
      const tokenizer = new Tokenizer(definition, config);
      mapExactly(tokenizer.normalizer);
      const repair = repairOf(definition);
      return new TextTokenizer(
        tokenizer,
        maxTokens,
        repair,
        config.truncation_side === 'left',
        splitsByWord(original),
        (its) =>
          openTokenCounting({
            definition: original,
            config,
            tokenizer,
            lowercase: lowercase ?? false,
            normalize: (text) => tokenizer.normalizer?.normalize(repair(text)) ?? repair(text),
            whole: (text) => its.countWhole(text),
          }),
      );
    } catch (error) {
      throw new ModelError(`cannot use the tokenizer in ${folder}: ${messageOf(error)}`, { cause: error });
    }
  }

  /** Special tokens around every text. */
  get specialTokens(): number {
    return this.prefix + this.suffix;
  }

  /** Counts the tokens of a text or a range of it, without special tokens and without truncation. */
  count(text: string, start = 0, end = text.length): number {
    return this.counter?.count(text, start, end) ?? this.countWhole(text.slice(start, end));
  }

  /**
   * Counts the tokens of a word without white space: at least 1. If the word is visible ASCII, special tokens in it count as text.
   */
  countWord(text: string, start = 0, end = text.length): number {
    const { counter } = this;
    if (!counter) return this.words.get(text, start, end, hashOf(text, start, end));
    const visible = this.countsByWord ? counter.countVisible(text, start, end) : undefined;
    return Math.max(1, visible ?? counter.count(text, start, end));
  }

  private get counter(): SegmentCounter | null {
    if (this.counting === undefined) this.counting = this.openCounting(this) ?? null;
    return this.counting;
  }

  private countWhole(text: string): number {
    return this.tokenizer.encode(this.repair(text), { add_special_tokens: false }).ids.length;
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

/** Tokens such as `[SEP]` and `<mask>`, which are never part of a word. */
const BRACKETED = /^[!-/:-@[-`{-~]\S*[!-/:-@[-`{-~]$/;

function splitsByWord({
  normalizer,
  pre_tokenizer: splitter,
  model,
  added_tokens: added = [],
}: TokenizerDefinition): boolean {
  return (
    normalizer?.type === 'BertNormalizer' &&
    splitter?.type === 'BertPreTokenizer' &&
    model?.type === 'WordPiece' &&
    added.every(({ content }) => BRACKETED.test(content))
  );
}

/** @returns a function to apply to texts first, so the library returns the reference tokenizer's ids */
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

/** Replaces the library's approximation of SentencePiece's map with the exact map. */
function mapExactly(normalizer: Normalizer | null): void {
  if (!normalizer) return;
  for (const part of normalizer.normalizers ?? []) mapExactly(part);
  const { type, precompiled_charsmap: encoded } = normalizer.config;
  if (type !== 'Precompiled' || !encoded) return;
  const map = new CharactersMap(encoded);
  normalizer.normalize = (text) => map.apply(text);
}
