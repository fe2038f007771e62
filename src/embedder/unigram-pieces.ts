/** Of `tokenizer.json`, where its model is Unigram. */
export interface UnigramModel {
  /** Pieces and the logarithms of their probabilities. */
  readonly vocab: readonly (readonly [piece: string, score: number])[];
  readonly unk_id: number;
}

/** What @huggingface/tokenizers takes off the least score for a character that is no piece. */
const UNKNOWN_PENALTY = 10;
/** Longer words are left to the tokenizer. In characters. */
const LONGEST = 64;

/**
 * Counts the tokens of a word as SentencePiece's unigram model does: of all ways to spell it with pieces the likeliest (Viterbi), what is unknown
 * in a row being one token. Adds and compares scores in the order in which @huggingface/tokenizers 0.2.0 does, so that of equally likely ways
 * the same one is taken.
 */
export class UnigramPieces {
  private readonly scores = new Map<string, number>();
  private readonly unknown: string;
  private readonly unknownScore: number;
  /** In characters. */
  private longest = 1;
  /** Ways to go on, in the order in which they were found: where each ends, its score from the beginning, the way before it. */
  private readonly totals: number[] = [];
  private readonly before: number[] = [];
  private readonly unknowns: boolean[] = [];

  constructor({ vocab, unk_id: unknown }: UnigramModel) {
    let least = Number.POSITIVE_INFINITY;
    for (const [piece, score] of vocab) {
      this.scores.set(piece, score);
      least = Math.min(least, score);
      if (piece.length > this.longest) this.longest = Math.max(this.longest, [...piece].length);
    }
    this.unknown = vocab[unknown]?.[0] ?? '';
    this.unknownScore = least - UNKNOWN_PENALTY;
    this.scores.set(this.unknown, this.unknownScore);
  }

  has(piece: string): boolean {
    return this.scores.has(piece) && piece !== this.unknown;
  }

  /** @returns undefined where only the tokenizer can tell */
  count(word: string): number | undefined {
    const starts = [0];
    for (const character of word) starts.push((starts.at(-1) as number) + character.length);
    const length = starts.length - 1;
    if (length > LONGEST) return undefined;
    /** The ways that end at each place. */
    const ending: number[][] = Array.from({ length: length + 1 }, () => []);
    this.totals.length = this.before.length = this.unknowns.length = 0;
    for (let at = 0; at < length; at++) {
      for (let to = at + 1; to <= Math.min(length, at + this.longest); to++) {
        const piece = word.slice(starts[at], starts[to]);
        const score = this.scores.get(piece);
        if (score !== undefined) this.add(ending, at, to, score, piece === this.unknown);
        else if (to === at + 1) this.add(ending, at, to, this.unknownScore, true);
      }
    }
    return this.countBack(this.bestAt(ending[length] as number[], 0));
  }

  private add(ending: number[][], at: number, to: number, score: number, unknown: boolean): void {
    const best = at === 0 ? -1 : this.bestAt(ending[at] as number[], score);
    this.totals.push((best < 0 ? 0 : (this.totals[best] as number)) + score);
    this.before.push(best);
    this.unknowns.push(unknown);
    (ending[to] as number[]).push(this.totals.length - 1);
  }

  /** The first of the best. Sums are compared, as they are rounded. */
  private bestAt(ways: readonly number[], score: number): number {
    let best = -1;
    let most = 0;
    for (const way of ways) {
      const total = (this.totals[way] as number) + score;
      if (best >= 0 && total <= most) continue;
      best = way;
      most = total;
    }
    return best;
  }

  private countBack(last: number): number {
    let tokens = 0;
    let afterUnknown = false;
    for (let way = last; way >= 0; way = this.before[way] as number) {
      const unknown = this.unknowns[way] as boolean;
      if (!unknown || !afterUnknown) tokens++;
      afterUnknown = unknown;
    }
    return tokens;
  }
}
