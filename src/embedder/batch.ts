/**
 * Fixed cost of a batch, in tokens: starting about a hundred operators and reading the weights again.
 * Measured with all-MiniLM-L6-v2 on one thread, 1 × 6 to 32 × 18 tokens: 1.9 ms per batch, 0.106 ms per token.
 */
const CPU_BATCH_COST_TOKENS = 18;

/**
 * Groups token sequences into batches of the lowest total cost: sorted by length, and cut where another batch costs less than the
 * padding it saves. A batch has at most `batchTokens` including padding, unless a single sequence is longer.
 * @param lengths of the sequences, in tokens
 * @param batchCostTokens fixed cost of a batch, in tokens
 * @returns positions into `lengths`, batch by batch, longest first, so memory peaks at the start
 */
export function batchesByLength(
  lengths: readonly number[],
  batchTokens: number,
  batchCostTokens = CPU_BATCH_COST_TOKENS,
): number[][] {
  const order = lengths.map((_, position) => position).sort((a, b) => (lengths[b] as number) - (lengths[a] as number));
  const ends = cheapestCuts(
    order.map((position) => lengths[position] as number),
    { batchTokens, batchCostTokens },
  );
  const batches: number[][] = [];
  for (let from = 0; from < order.length; from = ends[from] as number) batches.push(order.slice(from, ends[from]));
  return batches;
}

/**
 * For each sequence, from last to first, finds the end of the batch that begins with it, at the lowest cost of the rest.
 * @param sorted lengths, longest first
 */
function cheapestCuts(
  sorted: readonly number[],
  { batchTokens, batchCostTokens }: { readonly batchTokens: number; readonly batchCostTokens: number },
): Uint32Array {
  const ends = new Uint32Array(sorted.length);
  const costs = new Float64Array(sorted.length + 1);
  for (let from = sorted.length - 1; from >= 0; from--) {
    const longest = sorted[from] as number;
    let least = Number.POSITIVE_INFINITY;
    for (let end = from + 1; end <= sorted.length; end++) {
      const tokens = (end - from) * longest;
      if (tokens > batchTokens && end > from + 1) break;
      const cost = batchCostTokens + tokens + (costs[end] as number);
      if (cost >= least) continue;
      least = cost;
      ends[from] = end;
    }
    costs[from] = least;
  }
  return ends;
}
