import { hash } from 'node:crypto';
import { InputError } from '../base/errors';
import { trimText } from '../corpus/lines';
import { type CorpusRecord, recordId } from '../corpus/record';
import type { Model } from '../embedder/open';
import type { Inputs } from '../inputs/inputs';
import { cutPoints, PIECE_SHARE } from './cut-points';
import { headingsAt } from './heading-path';
import { afterCodePoint, boundaryHash, LEVELS, skipSpaces, type TextUnits, unitsOf, wordEnd } from './text-units';
import { openTokenCounter, type TokenCounter } from './token-counter';

/** Hexadecimal digits of the hash in a chunk's id: 64 bits tell the chunks of one record apart. */
const HASH_DIGITS = 16;
const LEVEL_STEP = 2 ** 32;

export type ChunkInputs = Pick<Inputs, 'chunkSize' | 'chunkOverlap'>;

/** The place of a chunk in its record. Written to its metadata under `chunk`. */
export interface ChunkPlace {
  /** Id of the record that it was cut from. */
  readonly record: string;
  /** From 0, in the order of the text. */
  readonly index: number;
  /** Offset in the text of that record, in UTF-16 units: `text.slice(start, end)` is the chunk. */
  readonly start: number;
  readonly end: number;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

interface ChunkSpan extends Span {
  /** Where its own text begins, after the overlap. */
  readonly own: number;
}

/** The pieces of a text that make one chunk, without `to`. */
interface Cut {
  readonly from: number;
  readonly to: number;
}

/**
 * The only place that decides how texts are cut.
 * @returns undefined if `chunk-size` is 0: records stay as they are
 * @throws InputError if chunks would be longer than the model reads
 */
export async function openChunker(
  { chunkSize, chunkOverlap }: ChunkInputs,
  model: Model,
): Promise<Chunker | undefined> {
  if (chunkSize === 0) return undefined;
  const counter = await counterOf(model);
  const { capacity, taken } = counter;
  if (capacity !== undefined && chunkSize > capacity) {
    const prefix = taken.prefix > 0 ? ` and ${taken.prefix} the prefix` : '';
    throw new InputError([
      `chunk-size: ${chunkSize} is more than the model reads: ${model.contract.maxTokens} tokens (max-tokens), of which ${taken.special} are special tokens${prefix}. Use at most ${Math.max(0, capacity)}.`,
    ]);
  }
  return new Chunker(counter, chunkSize, chunkOverlap);
}

/** A service or a worker handles many events or messages: it reads the tokenizer once for all of them. */
const counters = new WeakMap<Model, Promise<TokenCounter>>();

function counterOf(model: Model): Promise<TokenCounter> {
  const opened = counters.get(model);
  if (opened) return opened;
  const opening = openTokenCounter(model);
  counters.set(model, opening);
  // A failed read may succeed the next time.
  opening.catch(() => counters.delete(model));
  return opening;
}

/** Cuts the texts of records into chunks of at most `size` tokens. */
export class Chunker {
  /** Tokens that a chunk may hold besides the overlap. */
  private readonly most: number;

  constructor(
    private readonly counter: TokenCounter,
    private readonly size: number,
    private readonly overlap: number,
  ) {
    this.most = size - overlap;
  }

  /** Yields the record itself if it fits. */
  *chunk(record: CorpusRecord): Generator<CorpusRecord> {
    const { text } = record;
    const headings = record.metadata?.headings;
    const path = Array.isArray(headings) ? headings.map(String) : [];
    const units = unitsOf(text, {
      most: this.most * PIECE_SHARE,
      count: (text, start, end) => this.counter.word(text, start, end),
      spaceCounts: !this.counter.exact,
      heading: path.at(-1),
    });
    const exact = this.counter.exact && !units.cutWords;
    if (this.fits(text, units, exact)) {
      yield record;
      return;
    }
    const name = chunkNamer(record);
    let index = 0;
    for (const cut of this.cutsOf(text, units)) {
      for (const { start, end, own } of this.spansOf(text, units, cut, exact)) {
        const headings = headingsAt(units.headings, path, own);
        yield chunkOf(record, { start, end, index: index++ }, name, headings);
      }
    }
  }

  private fits(text: string, { tokens }: TextUnits, exact: boolean): boolean {
    const estimate = tokens.reduce((sum, its) => sum + its, 0);
    if (exact) return estimate <= this.size;
    // The sum over words is seldom more than twice the tokens of the text.
    return estimate <= 2 * this.size && this.counter.text(text) <= this.size;
  }

  private cutsOf(text: string, { starts, tokens, levels }: TextUnits): Cut[] {
    const priorities = levels.map((level, at) => level * LEVEL_STEP + boundaryHash(text, starts[at] as number));
    const points = cutPoints(tokens, priorities, this.most);
    return points.map((from, at) => ({ from, to: points[at + 1] ?? tokens.length }));
  }

  /** Returns one span, or several if the estimated tokens of the pieces were too low. */
  private spansOf(text: string, units: TextUnits, { from, to }: Cut, exact: boolean): ChunkSpan[] {
    const whole = trimmed(text, this.overlapStart(text, units, from), units.ends[to - 1] as number);
    if (!whole) return [];
    const own = units.starts[from] as number;
    if (exact || this.isWithin(text.slice(whole.start, whole.end))) return [{ ...whole, own }];
    return this.halves(text, { start: own, end: whole.end });
  }

  /** Counts the text only if the pieces do not tell: counting is the slowest step. */
  private isWithin(text: string): boolean {
    return (this.counter.exact && this.counter.cutsAnywhere(text)) || this.counter.text(text) <= this.size;
  }

  private halves(text: string, span: Span): ChunkSpan[] {
    const whole = trimmed(text, span.start, span.end);
    if (!whole) return [];
    const { start, end } = whole;
    const middle = middleOf(text, whole);
    if (middle === end || this.counter.text(text, start, end) <= this.size) return [{ ...whole, own: start }];
    return [...this.halves(text, { start, end: middle }), ...this.halves(text, { start: middle, end })];
  }

  /** Returns the start of the overlap: whole sentences of the previous chunk if one fits, else whole words. */
  private overlapStart(text: string, { starts, ends, tokens, levels }: TextUnits, from: number): number {
    let left = this.overlap;
    let at = from;
    // Text under another heading has another subject.
    while (at > 0 && levels[at] !== LEVELS.heading && (tokens[at - 1] as number) <= left)
      left -= tokens[--at] as number;
    const start = starts[at] as number;
    if (at < from || at === 0 || levels[at] === LEVELS.heading || left === 0) return start;
    return this.lastWords(text, starts[at - 1] as number, ends[at - 1] as number, left) ?? start;
  }

  /** Returns the start of the last words that fit into `most` tokens; undefined if none fits. */
  private lastWords(text: string, start: number, end: number, most: number): number | undefined {
    const words: Span[] = [];
    for (let at = start; at < end; ) {
      const next = Math.min(end, wordEnd(text, at));
      words.push({ start: at, end: next });
      at = skipSpaces(text, next);
    }
    let left = most;
    let first: number | undefined;
    for (const word of words.reverse()) {
      // White space may be tokens as well: count one.
      left -= this.counter.word(text, word.start, word.end) + (this.counter.exact ? 0 : 1);
      if (left < 0) break;
      first = word.start;
    }
    return first;
  }
}

/** Names chunks by the hash of their text: an edit far above would change their number. */
function chunkNamer(record: CorpusRecord): (text: string) => string {
  const name = recordId(record);
  const times = new Map<string, number>();
  return (text) => {
    const digest = hash('sha256', text, 'hex').slice(0, HASH_DIGITS);
    const before = times.get(digest) ?? 0;
    times.set(digest, before + 1);
    return `${name}#${digest}${before > 0 ? `-${before + 1}` : ''}`;
  };
}

function chunkOf(
  record: CorpusRecord,
  place: Omit<ChunkPlace, 'record'>,
  nameOf: (text: string) => string,
  headings: readonly string[],
): CorpusRecord {
  const { source, line, metadata } = record;
  const text = record.text.slice(place.start, place.end);
  const chunk: ChunkPlace = { record: recordId(record), ...place };
  return {
    text,
    source,
    line,
    id: nameOf(text),
    metadata: { ...metadata, ...(headings.length > 0 && { headings }), chunk },
  };
}

/** Returns the span without surrounding white space; undefined if nothing is left. */
function trimmed(text: string, start: number, end: number): Span | undefined {
  const all = text.slice(start, end);
  const kept = trimText(all);
  if (kept === '') return undefined;
  const skipped = all.length === kept.length ? 0 : all.indexOf(kept);
  return { start: start + skipped, end: start + skipped + kept.length };
}

/** Returns the first white space after the middle, else a place between two characters; the end if there is only one character. */
function middleOf(text: string, { start, end }: Span): number {
  const middle = start + ((end - start) >> 1);
  for (let at = middle; at < end - 1; at++) if (skipSpaces(text, at) > at) return at;
  let at = start;
  while (at < middle || at === start) at = afterCodePoint(text, at);
  return at;
}
