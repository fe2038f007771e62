import { PieceTrie } from './piece-trie';

/** The Unigram model of a `tokenizer.json`. */
export interface UnigramModel {
  /** Pieces and the logarithms of their probabilities. */
  readonly vocab: readonly (readonly [piece: string, score: number])[];
  readonly unk_id: number;
}

/** @huggingface/tokenizers scores a character that is not a piece this much below the lowest score. */
const UNKNOWN_PENALTY = 10;
/** In UTF-16 units. The tokenizer handles longer words. */
const LONGEST = 65_536;
const NONE = -1;

/**
 * Counts the tokens of a word as SentencePiece's unigram model does: it finds the likeliest sequence of pieces (Viterbi), and counts
 * adjacent unknown characters as one token. It adds and compares scores in the order of @huggingface/tokenizers 0.2.0, so it breaks
 * ties in the same way.
 */
export class UnigramPieces {
  private readonly trie: PieceTrie;
  private readonly scores: Float64Array;
  private readonly unknown: number;
  /** Steps in the order they are found: total score, previous step, piece, and next step with the same end. */
  private totals = new Float64Array(256);
  private before = new Int32Array(256);
  private pieces = new Int32Array(256);
  private next = new Int32Array(256);
  private steps = 0;
  /** First and last step that end at each place. */
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

  /** Whether this is a piece other than the unknown token. */
  has(piece: string): boolean {
    let node: number = PieceTrie.ROOT;
    for (let at = 0; at < piece.length && node !== PieceTrie.NONE; at++)
      node = this.trie.child(node, piece.charCodeAt(at));
    return (
      node !== PieceTrie.NONE && this.trie.piece(node) !== PieceTrie.NONE && this.trie.piece(node) !== this.unknown
    );
  }

  /** @returns undefined if only the tokenizer can count the word */
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

  /** The best step that ends at a place, the first among equals. It compares sums, because they are rounded. */
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
