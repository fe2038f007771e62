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

/** Hexadecimal digits of a chunk's hash in its id: 64 bits, to tell the chunks of one record apart. */
const HASH_DIGITS = 16;
const LEVEL_STEP = 2 ** 32;

export type ChunkInputs = Pick<Inputs, 'chunkSize' | 'chunkOverlap'>;

/** Of a chunk, in its metadata under `chunk`. */
export interface ChunkPlace {
  /** Id of the record that it was cut from. */
  readonly record: string;
  /** From 0, in the order of the text. */
  readonly index: number;
  /** In the text of that record, in UTF-16 units: `text.slice(start, end)` is the chunk. */
  readonly start: number;
  readonly end: number;
}

/** From where to where in a text. */
interface Span {
  readonly start: number;
  readonly end: number;
}

interface ChunkSpan extends Span {
  /** Where what it does not repeat begins. */
  readonly own: number;
}

/** What of a text is to be one chunk, in pieces of it. */
interface Cut {
  readonly from: number;
  readonly to: number;
}

/**
 * The only place that decides how texts are cut.
 * @returns undefined where `chunk-size` is 0: records stay as they are
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

/** A service and a worker cut the texts of one event or message after the other: the tokenizer is read once for all of them. */
const counters = new WeakMap<Model, Promise<TokenCounter>>();

function counterOf(model: Model): Promise<TokenCounter> {
  const opened = counters.get(model);
  if (opened) return opened;
  const opening = openTokenCounter(model);
  counters.set(model, opening);
  // What could not be read may be there the next time.
  opening.catch(() => counters.delete(model));
  return opening;
}

/** Cuts the texts of records so that none has more tokens than `size`. */
export class Chunker {
  /** What a chunk holds at most besides what it repeats. */
  private readonly most: number;

  constructor(
    private readonly counter: TokenCounter,
    private readonly size: number,
    private readonly overlap: number,
  ) {
    this.most = size - overlap;
  }

  /** Yields the record itself where it need not be cut. */
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
    // Words together seldom have more than twice the tokens of the text.
    return estimate <= 2 * this.size && this.counter.text(text) <= this.size;
  }

  private cutsOf(text: string, { starts, tokens, levels }: TextUnits): Cut[] {
    const priorities = levels.map((level, at) => level * LEVEL_STEP + boundaryHash(text, starts[at] as number));
    const points = cutPoints(tokens, priorities, this.most);
    return points.map((from, at) => ({ from, to: points[at + 1] ?? tokens.length }));
  }

  /** One span, as a rule: more where tokens of pieces were only an estimate, and too low. */
  private spansOf(text: string, units: TextUnits, { from, to }: Cut, exact: boolean): ChunkSpan[] {
    const whole = trimmed(text, this.overlapStart(text, units, from), units.ends[to - 1] as number);
    if (!whole) return [];
    const own = units.starts[from] as number;
    if (exact || this.isWithin(text.slice(whole.start, whole.end))) return [{ ...whole, own }];
    return this.halves(text, { start: own, end: whole.end });
  }

  /** Counted only where it is not known from the pieces: that takes longer than all else. */
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

  /** Where a chunk begins that repeats the end of the one before: with a whole sentence if there is room for one, else a whole word. */
  private overlapStart(text: string, { starts, ends, tokens, levels }: TextUnits, from: number): number {
    let left = this.overlap;
    let at = from;
    // What stands under another heading is about something else.
    while (at > 0 && levels[at] !== LEVELS.heading && (tokens[at - 1] as number) <= left)
      left -= tokens[--at] as number;
    const start = starts[at] as number;
    if (at < from || at === 0 || levels[at] === LEVELS.heading || left === 0) return start;
    return this.lastWords(text, starts[at - 1] as number, ends[at - 1] as number, left) ?? start;
  }

  /** Where the last words begin that have so many tokens together; undefined if not even one does. */
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
      // At least one for the white space, which may be tokens as well.
      left -= this.counter.word(text, word.start, word.end) + (this.counter.exact ? 0 : 1);
      if (left < 0) break;
      first = word.start;
    }
    return first;
  }
}

/** Names chunks by what they say, not by their number, which an edit far above would change. */
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

/** Without white space around it; undefined if there is nothing else. */
function trimmed(text: string, start: number, end: number): Span | undefined {
  const all = text.slice(start, end);
  const kept = trimText(all);
  if (kept === '') return undefined;
  const skipped = all.length === kept.length ? 0 : all.indexOf(kept);
  return { start: start + skipped, end: start + skipped + kept.length };
}

/** A place near the middle: at white space if there is some near, else between two characters; the end if there is only one. */
function middleOf(text: string, { start, end }: Span): number {
  const middle = start + ((end - start) >> 1);
  for (let at = middle; at < end - 1; at++) if (skipSpaces(text, at) > at) return at;
  let at = start;
  while (at < middle || at === start) at = afterCodePoint(text, at);
  return at;
}
