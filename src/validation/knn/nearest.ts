/**
 * Keeps, for each of several queries, the k nearest items offered so far: the most similar first, of equally similar ones the one
 * with the lower tie-breaker. Its size is k times queries, regardless of the number of offers.
 */
export class Nearest<Item> {
  /** Per query, the similarity that an item must exceed, or equal with a lower tie-breaker. */
  readonly worst: Float64Array;
  private readonly similarities: Float64Array;
  private readonly ties: Float64Array;
  private readonly items: (Item | undefined)[];
  private readonly counts: Uint32Array;

  constructor(
    readonly queries: number,
    readonly k: number,
  ) {
    this.worst = new Float64Array(queries).fill(k > 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY);
    this.similarities = new Float64Array(queries * k);
    this.ties = new Float64Array(queries * k);
    this.items = new Array(queries * k);
    this.counts = new Uint32Array(queries);
  }

  /** Whether an item would be among the nearest of a query. */
  takes(query: number, similarity: number, tie: number): boolean {
    if ((this.counts[query] as number) < this.k) return true;
    const worst = this.worst[query] as number;
    return similarity > worst || (similarity === worst && tie < (this.ties[(query + 1) * this.k - 1] as number));
  }

  /** Must only be called if `takes` returned true. */
  insert(query: number, similarity: number, tie: number, item: Item): void {
    const { k, similarities, ties, items, counts } = this;
    const first = query * k;
    const count = counts[query] as number;
    let at = first + Math.min(count, k - 1);
    for (; at > first; at--) {
      const before = similarities[at - 1] as number;
      if (before > similarity || (before === similarity && (ties[at - 1] as number) <= tie)) break;
      similarities[at] = before;
      ties[at] = ties[at - 1] as number;
      items[at] = items[at - 1];
    }
    similarities[at] = similarity;
    ties[at] = tie;
    items[at] = item;
    if (count < k) counts[query] = count + 1;
    if (counts[query] === k) this.worst[query] = similarities[first + k - 1] as number;
  }

  /** Nearest first. */
  of(query: number): { readonly item: Item; readonly similarity: number }[] {
    const first = query * this.k;
    return Array.from({ length: this.counts[query] as number }, (_, at) => ({
      item: this.items[first + at] as Item,
      similarity: this.similarities[first + at] as number,
    }));
  }
}
