import { nextHash, SegmentCounts } from './segment-counts';

/** What a character is to a way of splitting texts. */
export const KINDS = {
  /** Part of a segment. */
  part: 0,
  /** Between segments, and no token. */
  gap: 1,
  /** A token, whatever stands beside it. */
  token: 2,
  /** White space that belongs to the segment after it. */
  lead: 3,
} as const;
/** Beside the kind: here something may begin that makes the rest of the text count otherwise. */
const WATCHED = 4;
const KIND = 3;

/** What a segment counts that cannot be told from what stands beside it. */
export const NOT_APART = -1;

const [FIRST_VISIBLE, LAST_VISIBLE] = [0x21, 0x7e];

export interface Splitting {
  /** Of each UTF-16 unit. */
  readonly kinds: Uint8Array;
  /** Tokens of what stands between gaps and single tokens, or of white space and what follows it; or `NOT_APART`. */
  count(segment: string): number;
  /** Tokens of texts that are not made of others. */
  readonly added: readonly string[];
  /** Also makes the rest of a text count otherwise. */
  readonly watched: readonly string[];
  /** Whether segments are parts of words, so that several may be normalized to what is in `added`. */
  readonly splitsWords: boolean;
}

/**
 * Counts the tokens of a text as the sum of those of its segments, which are remembered: for tokenizers that split texts before all else.
 * Gives exactly as many as tokenizing does, at up to a hundred times the speed.
 */
export class SegmentCounter {
  private readonly kinds: Uint8Array;
  private readonly segments: SegmentCounts;
  /** By their first units. */
  private readonly watched = new Map<number, string[]>();
  /** A text of more tokens is none of those in `added`. */
  private readonly mostOfAdded: number;

  /** @param whole tokenizes, where the rest does not hold */
  constructor(
    { kinds, count, added, watched, splitsWords }: Splitting,
    private readonly whole: (text: string) => number,
  ) {
    this.kinds = kinds.slice();
    this.segments = new SegmentCounts(count);
    this.mostOfAdded = splitsWords ? Math.max(0, ...added.map(({ length }) => length)) : 0;
    for (const text of [...added, ...watched]) {
      const first = text.charCodeAt(0);
      this.kinds[first] = (this.kinds[first] as number) | WATCHED;
      this.watched.set(first, [...(this.watched.get(first) ?? []), text]);
    }
  }

  /** Tokens of `text.slice(start, end)`. */
  count(text: string, start: number, end: number): number {
    const { kinds } = this;
    let tokens = 0;
    let mayBeAdded = false;
    for (let at = start; at < end; ) {
      let code = text.charCodeAt(at);
      let kind = kinds[code] as number;
      const from = at;
      let hash = nextHash(code);
      while ((kind & KIND) === KINDS.lead && ++at < end) {
        code = text.charCodeAt(at);
        kind = kinds[code] as number;
        if ((kind & KIND) === KINDS.lead || (kind & KIND) === KINDS.part) hash = nextHash(code, hash);
      }
      while ((kind & KIND) === KINDS.part && at < end) {
        if (kind !== KINDS.part && this.isWatched(text, at, end)) return this.whole(text.slice(start, end));
        if (++at === end) break;
        code = text.charCodeAt(at);
        kind = kinds[code] as number;
        if ((kind & KIND) === KINDS.part) hash = nextHash(code, hash);
      }
      if (at > from) {
        const count = this.segments.get(text, from, at, hash);
        if (count === NOT_APART) return this.whole(text.slice(start, end));
        tokens += count;
        continue;
      }
      if (kind > KIND) {
        if (this.isWatched(text, at, end)) return this.whole(text.slice(start, end));
        if (tokens === 0) mayBeAdded = true;
      }
      if ((kind & KIND) === KINDS.token) tokens++;
      at++;
    }
    return mayBeAdded && tokens <= this.mostOfAdded ? this.whole(text.slice(start, end)) : tokens;
  }

  /** The same where only visible ASCII is, tokens of their own taken for texts; undefined where something else is. */
  countVisible(text: string, start: number, end: number): number | undefined {
    const { kinds } = this;
    let tokens = 0;
    for (let at = start; at < end; ) {
      const from = at;
      let hash: number | undefined;
      let code = text.charCodeAt(at);
      while (code >= FIRST_VISIBLE && code <= LAST_VISIBLE && ((kinds[code] as number) & KIND) === KINDS.part) {
        hash = nextHash(code, hash);
        if (++at === end) break;
        code = text.charCodeAt(at);
      }
      if (hash !== undefined) tokens += this.segments.get(text, from, at, hash);
      if (hash !== undefined) continue;
      if (code < FIRST_VISIBLE || code > LAST_VISIBLE) return undefined;
      if (((kinds[code] as number) & KIND) === KINDS.token) tokens++;
      at++;
    }
    return tokens;
  }

  private isWatched(text: string, at: number, end: number): boolean {
    const watched = this.watched.get(text.charCodeAt(at)) ?? [];
    return watched.some((watched) => at + watched.length <= end && text.startsWith(watched, at));
  }
}
