import type { Tokenizer } from '@huggingface/tokenizers';
import { type BytePairModel, BytePairs, byteCharacters } from './byte-pairs';
import { KINDS, NOT_APART, SegmentCounter, type Splitting } from './segment-counter';
import { type UnigramModel, UnigramPieces } from './unigram-pieces';
import { WordPieces } from './word-pieces';

/** Of `tokenizer.json`. */
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

/** What is split, and by whom. */
interface Counted {
  /** As the file has it. */
  readonly definition: TokenizerDefinition;
  /** `tokenizer_config.json` */
  readonly config: { readonly remove_space?: boolean; readonly do_lowercase_and_remove_accent?: boolean };
  readonly tokenizer: Pick<Tokenizer, 'pre_tokenizer'>;
  /** Whether texts are put in lower case before the normalizer. */
  readonly lowercase: boolean;
  /** What a text goes through before it is split. */
  normalize(text: string): string;
  /** Tokens of a text, by the tokenizer itself. */
  whole(text: string): number;
}

/** Ways of splitting that are known, each undefined for others: the first that is not is taken. */
const SPLITTINGS: readonly ((counted: Counted) => Splitting | undefined)[] = [
  bertSplitting,
  spacedSplitting,
  byteSplitting,
];

const CODES = 2 ** 16;
/** As @huggingface/tokenizers has them, in the basic plane. */
const IDEOGRAPHS = [
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xf900, 0xfaff],
] as const;
const SPACES = '\t\n\r ';
const META_SPACE = '▁';
/** In lower case it depends on what follows. */
const SIGMA = 'Σ';
/** Less-than and a mark on it, in one. */
const STRUCK_OUT = '≮';
/** How BPE of bytes splits texts: GPT-2's own expression. */
const BYTE_PIECES = /'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+/gu;
const PLAIN = /^[!-~]*$/;
const WORD = /^[a-z0-9]+$/i;

/**
 * Decides how the tokens of texts are counted.
 * @returns undefined where texts have to be tokenized for that
 */
export function openTokenCounting(counted: Counted): SegmentCounter | undefined {
  if (counted.config.remove_space || counted.config.do_lowercase_and_remove_accent) return undefined;
  for (const open of SPLITTINGS) {
    const splitting = open(counted);
    if (splitting) return new SegmentCounter(splitting, counted.whole);
  }
  return undefined;
}

/** BERT: at white space, punctuation and ideographs. */
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
  // Looked for behind the normalizer, it may be any text that begins so.
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

/** SentencePiece as XLM-R has it: words between white space, each with a sign for the space before it. */
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
  // Else what is unknown on both sides of a space could become one token.
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
      // The map takes what is drawn as one character at once, and so may a space and an accent on it be.
      if (!PLAIN.test(segment) && normalize(` ${segment} `) !== ` ${word} `) return NOT_APART;
      if (word !== segment && isAdded(word)) return NOT_APART;
      const isWord = word !== '' && !/[\s▁]/.test(word);
      return (isWord ? pieces.count(META_SPACE + word) : undefined) ?? whole(segment);
    },
  };
}

/** BPE of bytes as GPT-2 and ModernBERT have it: words with the space before them. */
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

/** Whether it is looked for behind the normalizer, and not in front of it. */
function isNormalized({ special = false, normalized = !special }: AddedToken): boolean {
  return normalized;
}

/**
 * Whether normalizing has made an added token of a word. Those that are looked for in front of it count for @huggingface/tokenizers 0.2.0 only where
 * they are all of a text.
 */
function addedIn(tokens: readonly AddedToken[], normalize: (text: string) => string): (word: string) => boolean {
  const whole = new Set(tokens.map(({ content }) => content));
  const within = tokens.filter(isNormalized).map(({ content }) => normalize(content));
  return (word) => whole.has(word) || within.some((content) => word.includes(content));
}
