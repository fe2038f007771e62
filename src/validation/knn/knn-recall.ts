import type { Neighbour } from './knn';

/** How far below the k-th a neighbour may be and still count, as in ann-benchmarks (`ann_benchmarks/plotting/metrics.py`). */
const TOLERANCE = 1e-3;

/**
 * Counts the neighbours found: those whose true similarity is not below that of the k-th true neighbour, less 1e-3. Any of several
 * equally near ones counts.
 * @param found with their true similarities; duplicates count once
 */
export function countFound(found: readonly Neighbour[], truth: readonly Neighbour[]): number {
  const least = (truth.at(-1)?.similarity ?? Number.POSITIVE_INFINITY) - TOLERANCE;
  const near = found.filter(({ similarity }) => similarity >= least).map(({ position }) => position);
  return Math.min(new Set(near).size, truth.length);
}

/** Share of neighbours found, over all searches so far. */
export class Recall {
  private found = 0;
  private wanted = 0;

  add(found: number, wanted: number): void {
    this.found += found;
    this.wanted += wanted;
  }

  /** 0 to 1; 1 before any search. */
  get value(): number {
    return this.wanted === 0 ? 1 : this.found / this.wanted;
  }
}
