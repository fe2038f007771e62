import { PieceTrie } from './piece-trie';

/** Of `tokenizer.json`, where its model is Unigram. */
export interface UnigramModel {
  /** Pieces and the logarithms of their probabilities. */
  readonly vocab: readonly (readonly [piece: string, score: number])[];
  readonly unk_id: number;
}

/** What @huggingface/tokenizers takes off the least score for a character that is no piece. */
const UNKNOWN_PENALTY = 10;
/** Longer words are left to the tokenizer. In UTF-16 units. */
const LONGEST = 65_536;
const NONE = -1;

/**
 * Counts the tokens of a word as SentencePiece's unigram model does: of all ways to spell it with pieces the likeliest (Viterbi), what is unknown
 * in a row being one token. Adds and compares scores in the order in which @huggingface/tokenizers 0.2.0 does, so that of equally likely ways
 * the same one is taken.
 */
export class UnigramPieces {
  private readonly trie: PieceTrie;
  private readonly scores: Float64Array;
  private readonly unknown: number;
  /** Steps by their number, in the order in which they are found: score from the beginning, the step before it, its piece, the next that ends where it does. */
  private totals = new Float64Array(256);
  private before = new Int32Array(256);
  private pieces = new Int32Array(256);
  private next = new Int32Array(256);
  private steps = 0;
  /** The first and the last step that end at each place. */
  private firsts = new Int32Array(64);
  private lasts = new Int32Array(64);

  constructor({ vocab, unk_id: unknown }: UnigramModel) {
    this.scores = Float64Array.from(vocab, ([, score]) => score);
    this.unknown = unknown;
    this.scores[unknown] =
      this.scores.reduce((least, score) => Math.min(least, score), Number.POSITIVE_INFINITY) - UNKNOWN_PENALTY;
    this.trie = new PieceTrie(vocab.reduce((sum, [piece]) => sum + piece.length, 0));
    for (const [number, [piece]] of vocab.entries()) this.trie.set(piece, number);
  }

  /** Whether this is a piece, and not the one for what is unknown. */
  has(piece: string): boolean {
    let node: number = PieceTrie.ROOT;
    for (let at = 0; at < piece.length && node !== PieceTrie.NONE; at++)
      node = this.trie.child(node, piece.charCodeAt(at));
    return (
      node !== PieceTrie.NONE && this.trie.piece(node) !== PieceTrie.NONE && this.trie.piece(node) !== this.unknown
    );
  }

  /** @returns undefined where only the tokenizer can tell */
  count(word: string): number | undefined {
    const { length } = word;
    if (length > LONGEST) return undefined;
    this.begin(length);
    for (let at = 0; at < length; ) {
      const first = at + ((word.codePointAt(at) as number) > 0xffff ? 2 : 1);
      let node: number = PieceTrie.ROOT;
      let hasSingle = false;
      for (let to = at; to < length; ) {
        node = this.trie.child(node, word.charCodeAt(to++));
        if (node === PieceTrie.NONE) break;
        const piece = this.trie.piece(node);
        if (piece === PieceTrie.NONE) continue;
        this.add(at, to, piece);
        if (to === first) hasSingle = true;
      }
      if (!hasSingle) this.add(at, first, this.unknown);
      at = first;
    }
    return this.countBack(this.bestAt(length, 0));
  }

  private begin(length: number): void {
    this.steps = 0;
    if (length >= this.firsts.length) {
      this.firsts = new Int32Array(length * 2);
      this.lasts = new Int32Array(length * 2);
    }
    this.firsts.fill(NONE, 0, length + 1);
  }

  private add(from: number, to: number, piece: number): void {
    const score = this.scores[piece] as number;
    const best = from === 0 ? NONE : this.bestAt(from, score);
    const step = this.steps++;
    if (step === this.next.length) this.enlarge();
    this.totals[step] = (best === NONE ? 0 : (this.totals[best] as number)) + score;
    this.before[step] = best;
    this.pieces[step] = piece;
    this.next[step] = NONE;
    if (this.firsts[to] === NONE) this.firsts[to] = step;
    else this.next[this.lasts[to] as number] = step;
    this.lasts[to] = step;
  }

  /** Of the steps that end at a place, the first of the best ones. Sums are compared, since they are rounded. */
  private bestAt(place: number, score: number): number {
    let best = this.firsts[place] as number;
    let most = (this.totals[best] as number) + score;
    for (let step = this.next[best] as number; step !== NONE; step = this.next[step] as number) {
      const total = (this.totals[step] as number) + score;
      if (total <= most) continue;
      best = step;
      most = total;
    }
    return best;
  }

  private countBack(last: number): number {
    let tokens = 0;
    let afterUnknown = false;
    for (let step = last; step !== NONE; step = this.before[step] as number) {
      const unknown = this.pieces[step] === this.unknown;
      if (!unknown || !afterUnknown) tokens++;
      afterUnknown = unknown;
    }
    return tokens;
  }

  private enlarge(): void {
    const length = this.next.length * 2;
    const [totals, before, pieces, next] = [this.totals, this.before, this.pieces, this.next];
    this.totals = new Float64Array(length);
    this.before = new Int32Array(length);
    this.pieces = new Int32Array(length);
    this.next = new Int32Array(length);
    this.totals.set(totals);
    this.before.set(before);
    this.pieces.set(pieces);
    this.next.set(next);
  }
}
