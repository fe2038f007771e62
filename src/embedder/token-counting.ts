import type { Tokenizer } from '@huggingface/tokenizers';
import { type BytePairModel, BytePairs, byteCharacters } from './byte-pairs';
import { KINDS, NOT_APART, SegmentCounter, type Splitting } from './segment-counter';
import { type UnigramModel, UnigramPieces } from './unigram-pieces';
import { WordPieces } from './word-pieces';

/** The content of `tokenizer.json`. */
export interface TokenizerDefinition {
  readonly normalizer?: Part | null;
  readonly pre_tokenizer?: Part | null;
  readonly model?: Part & Readonly<Record<string, unknown>>;
  readonly added_tokens?: readonly AddedToken[];
}

interface AddedToken {
  readonly content: string;
  readonly special?: boolean;
  readonly normalized?: boolean;
  readonly lstrip?: boolean;
  readonly rstrip?: boolean;
}

interface Part {
  readonly type?: string;
  readonly [key: string]: unknown;
}

/** A tokenizer whose tokens are counted. */
interface Counted {
  /** As in the file. */
  readonly definition: TokenizerDefinition;
  /** `tokenizer_config.json` */
  readonly config: { readonly remove_space?: boolean; readonly do_lowercase_and_remove_accent?: boolean };
  readonly tokenizer: Pick<Tokenizer, 'pre_tokenizer'>;
  /** Whether texts are converted to lower case before the normalizer. */
  readonly lowercase: boolean;
  /** Normalizes a text before it is split. */
  normalize(text: string): string;
  /** Counts the tokens of a text with the tokenizer itself. */
  whole(text: string): number;
}

/** Known ways of splitting, each undefined for a tokenizer of another kind. The first match is used. */
const SPLITTINGS: readonly ((counted: Counted) => Splitting | undefined)[] = [
  bertSplitting,
  spacedSplitting,
  byteSplitting,
];

const CODES = 2 ** 16;
/** As in @huggingface/tokenizers, in the basic plane. */
const IDEOGRAPHS = [
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xf900, 0xfaff],
] as const;
const SPACES = '\t\n\r ';
const META_SPACE = '▁';
/** Its lower case depends on the next character. */
const SIGMA = 'Σ';
/** A less-than sign with a combining mark, as one character. */
const STRUCK_OUT = '≮';
/** GPT-2's regular expression, which splits texts for byte-level BPE. */
const BYTE_PIECES = /'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+/gu;
const PLAIN = /^[!-~]*$/;
const WORD = /^[a-z0-9]+$/i;

/**
 * Chooses how to count the tokens of texts.
 * @returns undefined if counting requires tokenizing
 */
export function openTokenCounting(counted: Counted): SegmentCounter | undefined {
  if (counted.config.remove_space || counted.config.do_lowercase_and_remove_accent) return undefined;
  for (const open of SPLITTINGS) {
    const splitting = open(counted);
    if (splitting) return new SegmentCounter(splitting, counted.whole);
  }
  return undefined;
}

/** BERT splits at white space, punctuation and ideographs. */
function bertSplitting({ definition, tokenizer, lowercase, normalize }: Counted): Splitting | undefined {
  const { normalizer, pre_tokenizer: splitter, model } = definition;
  const isBert = normalizer?.type === 'BertNormalizer' && splitter?.type === 'BertPreTokenizer';
  if (!isBert || model?.type !== 'WordPiece' || model.fuse_unk) return undefined;
  const kinds = new Uint8Array(CODES);
  for (let code = 0x21; code < 0x7f; code++) if (!WORD.test(String.fromCharCode(code))) kinds[code] = KINDS.token;
  for (const space of SPACES) kinds[space.charCodeAt(0)] = KINDS.gap;
  if (normalizer.handle_chinese_chars) for (const [from, to] of IDEOGRAPHS) kinds.fill(KINDS.token, from, to + 1);
  let pieces: WordPieces | undefined;
  const tokens = addedTokens(definition);
  if (tokens.some(({ content }) => !/^[!-~]+$/.test(content) || WORD.test(content.charAt(0)))) return undefined;
  // A token matched after the normalizer may come from any text with the same first character.
  const watched = tokens.filter(isNormalized).map(({ content }) => content.charAt(0));
  if (tokens.some(({ content }) => content.startsWith('<'))) watched.push(STRUCK_OUT);
  return {
    kinds,
    added: tokens.map(({ content }) => content),
    watched: [SIGMA, ...watched],
    splitsWords: true,
    count(segment) {
      pieces ??= WordPieces.of({ model, normalizer } as never, lowercase);
      if (WORD.test(segment)) return pieces.count(segment);
      const words: string[] = tokenizer.pre_tokenizer?.pre_tokenize(normalize(segment)) ?? [];
      let tokens = 0;
      for (const word of words) tokens += pieces.countNormalized(word);
      return tokens;
    },
  };
}

/** SentencePiece as in XLM-R: words between white space, each prefixed with a sign for the space. */
function spacedSplitting({ definition, lowercase, normalize, whole }: Counted): Splitting | undefined {
  const { normalizer, pre_tokenizer: splitter, model } = definition;
  const [spaces, words, ...more] = (splitter?.pretokenizers ?? []) as readonly Part[];
  const isSpaced =
    splitter?.type === 'Sequence' &&
    spaces?.type === 'WhitespaceSplit' &&
    words?.type === 'Metaspace' &&
    words.replacement === META_SPACE &&
    (words.prepend_scheme ?? 'always') === 'always' &&
    more.length === 0;
  if (!isSpaced || model?.type !== 'Unigram' || (normalizer && normalizer.type !== 'Precompiled')) return undefined;
  const pieces = new UnigramPieces(model as unknown as UnigramModel);
  // Otherwise unknown characters on both sides of a space could become one token.
  if (!pieces.has(META_SPACE)) return undefined;
  if ([...SPACES].some((space) => !/^a\s+b$/.test(normalize(`a${space}b`)))) return undefined;
  const kinds = new Uint8Array(CODES);
  for (const space of SPACES) kinds[space.charCodeAt(0)] = KINDS.gap;
  const tokens = addedTokens(definition);
  if (tokens.some(({ content }) => /\s|^$/.test(content))) return undefined;
  const isAdded = addedIn(tokens, normalize);
  return {
    kinds,
    added: tokens.map(({ content }) => content),
    watched: [...tokens.filter(isNormalized).map(({ content }) => normalize(content)), ...(lowercase ? [SIGMA] : [])],
    splitsWords: false,
    count(segment) {
      const word = normalize(segment);
      // The map treats a grapheme cluster as one unit, and a space with a combining accent may be such a cluster.
      if (!PLAIN.test(segment) && normalize(` ${segment} `) !== ` ${word} `) return NOT_APART;
      if (word !== segment && isAdded(word)) return NOT_APART;
      const isWord = word !== '' && !/[\s▁]/.test(word);
      return (isWord ? pieces.count(META_SPACE + word) : undefined) ?? whole(segment);
    },
  };
}

/** Byte-level BPE as in GPT-2 and ModernBERT: words with the space before them. */
function byteSplitting({ definition, lowercase, normalize, whole }: Counted): Splitting | undefined {
  const { normalizer, pre_tokenizer: splitter, model } = definition;
  const isOfBytes = splitter?.type === 'ByteLevel' && !splitter.add_prefix_space && (splitter.use_regex ?? true);
  if (!isOfBytes || model?.type !== 'BPE' || (normalizer && normalizer.type !== 'NFC')) return undefined;
  const { fuse_unk, ignore_merges, end_of_word_suffix, continuing_subword_suffix } = model;
  if (fuse_unk || ignore_merges || end_of_word_suffix || continuing_subword_suffix) return undefined;
  const kinds = new Uint8Array(CODES);
  for (let code = 0; code < CODES; code++) if (/\s/.test(String.fromCharCode(code))) kinds[code] = KINDS.lead;
  const pairs = new BytePairs(model as unknown as BytePairModel, byteCharacters());
  const tokens = addedTokens(definition);
  const spaces = tokens.filter(({ content }) => /^\s+$/.test(content));
  const others = tokens.filter(({ content }) => !/^\s+$/.test(content));
  if (spaces.some(({ lstrip, rstrip }) => lstrip || rstrip) || others.some(({ content }) => /\s|^$/.test(content)))
    return undefined;
  const isAdded = addedIn(others, normalize);
  return {
    kinds,
    added: others.map(({ content }) => content),
    watched: [...others.filter(isNormalized).map(({ content }) => normalize(content)), ...(lowercase ? [SIGMA] : [])],
    splitsWords: false,
    count(segment) {
      const normal = normalize(segment);
      if (normal !== segment && isAdded(normal)) return NOT_APART;
      if (spaces.some(({ content }) => segment.includes(content))) return whole(segment);
      let tokens = 0;
      for (const piece of normal.match(BYTE_PIECES) ?? []) {
        const its = pairs.count(Buffer.from(piece));
        if (its === undefined) return whole(segment);
        tokens += its;
      }
      return tokens;
    },
  };
}

function addedTokens({ added_tokens: tokens = [] }: TokenizerDefinition): readonly AddedToken[] {
  return tokens;
}

/** Whether it is matched after the normalizer instead of before. */
function isNormalized({ special = false, normalized = !special }: AddedToken): boolean {
  return normalized;
}

/**
 * Whether normalizing has turned a word into an added token. @huggingface/tokenizers 0.2.0 recognizes tokens that are matched before
 * the normalizer only if they are the whole text.
 */
function addedIn(tokens: readonly AddedToken[], normalize: (text: string) => string): (word: string) => boolean {
  const whole = new Set(tokens.map(({ content }) => content));
  const within = tokens.filter(isNormalized).map(({ content }) => normalize(content));
  return (word) => whole.has(word) || within.some((content) => word.includes(content));
}
