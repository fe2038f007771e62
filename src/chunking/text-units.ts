/** Kinds of boundary at which a text can be cut, best last. */
export const LEVELS = {
  /** Between two characters of a word. */
  character: 0,
  /** Between a heading and its first line of text. */
  glued: 1,
  word: 2,
  line: 3,
  sentence: 4,
  paragraph: 5,
  heading: 6,
} as const;

const { imul } = Math;

/** Longer words are cut even if they are one token, as unknown words are for many models. In UTF-16 units. */
const LONGEST_WORD = 256;
/** Most code points in one combined character: none may fill a chunk on its own. */
const LONGEST_CLUSTER = 16;
/** Length of the text after a boundary that decides its weight, in UTF-16 units. */
const HASHED = 32;

/** The pieces of a text that are not cut any further, in order. `starts`, `ends`, `tokens` and `levels` have one element per piece. */
export interface TextUnits {
  readonly starts: number[];
  readonly ends: number[];
  readonly tokens: number[];
  /** Level of the boundary before each piece. */
  readonly levels: number[];
  /** Headings within the text; `at` is the offset of their first character. */
  readonly headings: { readonly at: number; readonly depth: number; readonly title: string }[];
  /** Whether words were cut: then the tokens of the pieces only approximate those of the text. */
  cutWords: boolean;
}

export interface UnitOptions {
  /** The most tokens of a piece; a piece without a boundary inside may have more. */
  readonly most: number;
  /** Counts the tokens of a word, or of a part of one. */
  count(text: string, start: number, end: number): number;
  /** Whether white space other than a single space counts as tokens. */
  readonly spaceCounts: boolean;
  /** The heading of the record, which may be the first line of its text. */
  readonly heading?: string | undefined;
}

/**
 * Cuts a text into sentences and lines, sentences that are too long into words, and words that are too long into characters. The rules
 * are our own because those of ICU differ between versions: a text must have the same chunks, and the same keys, on every Node.js.
 */
export function unitsOf(text: string, options: UnitOptions): TextUnits {
  return new Scanner(text, options).scan();
}

/** Weighs boundaries of one level by a hash of the text after them: the choice is as good as random, but repeatable. */
export function boundaryHash(text: string, at: number): number {
  let hash = 0x811c9dc5;
  const end = Math.min(text.length, at + HASHED);
  for (let index = at; index < end; index++) hash = imul(hash ^ text.charCodeAt(index), 0x01000193);
  // The finalizer of MurmurHash3: every output bit depends on every input bit.
  hash = imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

class Scanner {
  private readonly units: TextUnits = { starts: [], ends: [], tokens: [], levels: [], headings: [], cutWords: false };
  /** The piece being gathered. */
  private start = 0;
  private end = 0;
  private tokens = 0;
  private level: number = LEVELS.heading;
  private inHeading = false;
  /** Its words: start, end and tokens of each. Empty once it is known to be too long. */
  private words: number[] = [];
  private isTooLong = false;

  constructor(
    private readonly text: string,
    private readonly options: UnitOptions,
  ) {}

  scan(): TextUnits {
    const { text } = this;
    const first = skipSpaces(text, 0);
    this.inHeading = this.beginsWithHeading(first);
    let afterSentence = false;
    for (let before = first, at = first; at < text.length; ) {
      const level = this.levelAt(before, at, afterSentence);
      if (level !== LEVELS.word || at === first) this.begin(at, level);
      const end = wordEnd(text, at);
      this.gather(at, end, this.tokensOf(before, at, end));
      afterSentence = endsSentence(text, at, end);
      before = end;
      at = skipSpaces(text, end);
    }
    this.close();
    return this.units;
  }

  /** Returns whether the first line of the text is the heading of the record. */
  private beginsWithHeading(first: number): boolean {
    const { heading } = this.options;
    if (!heading || !this.text.startsWith(heading, first)) return false;
    const end = first + heading.length;
    return newlinesIn(this.text, end, skipSpaces(this.text, end)) > 0;
  }

  /** Returns the level of the boundary at `at`, after white space that begins at `before`. */
  private levelAt(before: number, at: number, afterSentence: boolean): number {
    const lines = newlinesIn(this.text, before, at);
    const depth = lines > 0 || this.units.starts.length + this.tokens === 0 ? headingDepth(this.text, at) : 0;
    if (depth > 0) {
      this.inHeading = true;
      const line = this.text.indexOf('\n', at);
      const title = this.text.slice(at + depth, line < 0 ? undefined : line).trim();
      this.units.headings.push({ at, depth, title });
      return LEVELS.heading;
    }
    if (lines > 0 && this.inHeading) {
      this.inHeading = false;
      return LEVELS.glued;
    }
    if (lines > 1) return LEVELS.paragraph;
    if (afterSentence && !(at > before && isLowerCase(this.text.charCodeAt(at)))) return LEVELS.sentence;
    return lines > 0 ? LEVELS.line : LEVELS.word;
  }

  private tokensOf(before: number, at: number, end: number): number {
    if (end - at > LONGEST_WORD) return Number.POSITIVE_INFINITY;
    const spaces = this.options.spaceCounts && at - before > 0 && this.text.slice(before, at) !== ' ' ? 1 : 0;
    return this.options.count(this.text, at, end) + spaces;
  }

  private gather(start: number, end: number, tokens: number): void {
    const { most } = this.options;
    this.end = end;
    this.tokens += tokens;
    if (this.isTooLong) this.pushWord(start, end, tokens, LEVELS.word);
    else {
      this.words.push(start, end, tokens);
      if (this.tokens > most) this.cutIntoWords();
    }
  }

  private begin(at: number, level: number): void {
    this.close();
    this.start = at;
    this.level = level;
  }

  private close(): void {
    if (this.tokens > 0 && !this.isTooLong) this.push(this.start, this.end, this.tokens, this.level);
    this.tokens = 0;
    this.words.length = 0;
    this.isTooLong = false;
  }

  private cutIntoWords(): void {
    const { words } = this;
    this.isTooLong = true;
    for (let at = 0; at < words.length; at += 3) {
      const [start, end, tokens] = [words[at] as number, words[at + 1] as number, words[at + 2] as number];
      // White space before the first word lies outside the piece.
      if (at === 0) this.pushWord(start, end, this.tokensOf(start, start, end), this.level);
      else this.pushWord(start, end, tokens, LEVELS.word);
    }
  }

  private pushWord(start: number, end: number, tokens: number, level: number): void {
    if (tokens <= this.options.most) this.push(start, end, tokens, level);
    else this.cutIntoCharacters(start, end, level);
  }

  private cutIntoCharacters(start: number, end: number, level: number): void {
    this.units.cutWords = true;
    for (let at = start; at < end; ) {
      const next = Math.min(end, clusterEnd(this.text, at));
      this.push(at, next, this.options.count(this.text, at, next), at === start ? level : LEVELS.character);
      at = next;
    }
  }

  private push(start: number, end: number, tokens: number, level: number): void {
    this.units.starts.push(start);
    this.units.ends.push(end);
    this.units.tokens.push(tokens);
    this.units.levels.push(level);
  }
}

/** White space at which every tokenizer splits. Tokenizers disagree about other white space. */
function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09 || code === 0x3000;
}

export function skipSpaces(text: string, from: number): number {
  let at = from;
  while (at < text.length && isSpace(text.charCodeAt(at))) at++;
  return at;
}

function newlinesIn(text: string, from: number, to: number): number {
  let found = 0;
  for (let at = from; at < to; at++) if (text.charCodeAt(at) === 0x0a) found++;
  return found;
}

/** Returns the end of a word: at white space, or after the full stop of a script that puts no space after it. */
export function wordEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (isSpace(code)) return at;
    if (code < 0x3000 || !isWideStop(code)) continue;
    let end = at + 1;
    while (end < text.length && (isWideStop(text.charCodeAt(end)) || isCloser(text.charCodeAt(end)))) end++;
    return end;
  }
  return text.length;
}

/** 。！？｡ */
function isWideStop(code: number): boolean {
  return code === 0x3002 || code === 0xff01 || code === 0xff1f || code === 0xff61;
}

/** Quotes and brackets that may follow the full stop of a sentence. */
function isCloser(code: number): boolean {
  if (code < 0x80) return code === 0x22 || code === 0x27 || code === 0x29 || code === 0x5d || code === 0x7d;
  return (
    code === 0xbb ||
    code === 0x2019 ||
    code === 0x201d ||
    (code >= 0x3009 && code <= 0x3011 && code % 2 === 1) ||
    code === 0xff09
  );
}

function endsSentence(text: string, start: number, end: number): boolean {
  let at = end - 1;
  while (at > start && isCloser(text.charCodeAt(at))) at--;
  const code = text.charCodeAt(at);
  if (code === 0x21 || code === 0x3f || code === 0x2026 || isWideStop(code)) return true;
  // An initial, such as the J in J. S. Bach, ends no sentence.
  return code === 0x2e && !(at - start === 1 && isUpperCase(text.charCodeAt(start)));
}

function isLowerCase(code: number): boolean {
  return code >= 0x61 && code <= 0x7a;
}

function isUpperCase(code: number): boolean {
  return code >= 0x41 && code <= 0x5a;
}

/** Returns 1 to 6 if a Markdown heading begins at `at`, else 0. */
function headingDepth(text: string, at: number): number {
  let depth = 0;
  while (text.charCodeAt(at + depth) === 0x23) depth++;
  const after = text.charCodeAt(at + depth);
  return depth <= 6 && (after === 0x20 || after === 0x09) ? depth : 0;
}

/** Code points that extend the character before them: accents and variation selectors, joiners, skin tones, tags. */
const EXTENDERS = /\p{M}|\u200d|[\u{1f3fb}-\u{1f3ff}]|[\u{e0020}-\u{e007f}]/u;
const JOINER = 0x200d;

/** Returns the end of the character at `from`, including the code points that combine with it. */
function clusterEnd(text: string, from: number): number {
  let at = afterCodePoint(text, from);
  for (let more = 1; at < text.length && more < LONGEST_CLUSTER; more++) {
    const code = text.charCodeAt(at);
    if (code < 0x300) break;
    const joined = text.charCodeAt(at - 1) === JOINER;
    const next = afterCodePoint(text, at);
    if (!joined && !EXTENDERS.test(text.slice(at, next))) break;
    at = next;
  }
  return at;
}

export function afterCodePoint(text: string, at: number): number {
  return at + ((text.codePointAt(at) as number) > 0xffff ? 2 : 1);
}
