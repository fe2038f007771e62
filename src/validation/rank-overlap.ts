/** Similarities closer than this are a tie, as in ann-benchmarks: a neighbour just outside the k nearest counts as inside. */
const TIE = 1e-3;

/** Weight of depth in the rank-biased overlap. With 0.9 the first ten ranks hold 86 % of it (Webber et al. 2010, section 4.2). */
const PERSISTENCE = 0.9;

/** A neighbour reduced to its key and its similarity. */
export interface Ranked {
  readonly key: string;
  readonly similarity: number;
}

/**
 * Counts, for each depth 1, 2, … k, the approved neighbours that are among the present neighbours of the same depth.
 * Tie-tolerant: a neighbour further down counts if it is less than TIE farther than the last of that depth.
 * @param present nearest first; longer than k, to see ties at its end
 * @returns one count per depth, as many as there are approved neighbours up to k
 */
export function overlaps(approved: readonly string[], present: readonly Ranked[], k: number): number[] {
  const similarity = new Map(present.map((one) => [one.key, one.similarity]));
  return approved.slice(0, k).map((_, index) => {
    const last = present[Math.min(index, present.length - 1)]?.similarity ?? 0;
    return approved.slice(0, index + 1).filter((key) => (similarity.get(key) ?? -2) >= last - TIE).length;
  });
}

/** Share of the approved neighbours that are still present: recall@k. */
export function recall(counts: readonly number[]): number {
  return counts.length === 0 ? 0 : (counts.at(-1) as number) / counts.length;
}

/** Jaccard index of both sets of neighbours: their intersection divided by their union. */
export function jaccard(counts: readonly number[]): number {
  const both = counts.at(-1) ?? 0;
  return counts.length === 0 ? 0 : both / (2 * counts.length - both);
}

/**
 * Extrapolated rank-biased overlap: agreement of two rankings that weighs the first ranks most, 0 to 1. Equation 30 of Webber,
 * Moffat and Zobel, "A similarity measure for indefinite rankings", ACM TOIS 28(4), 2010:
 * X_k/k · p^k + (1 − p)/p · Σ_{d=1..k} X_d/d · p^d, with X_d the overlap at depth d.
 */
export function rankBiasedOverlap(counts: readonly number[], p = PERSISTENCE): number {
  let sum = 0;
  for (const [index, count] of counts.entries()) sum += (count / (index + 1)) * p ** (index + 1);
  return ((1 - p) / p) * sum + recall(counts) * p ** counts.length;
}
