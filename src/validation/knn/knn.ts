import type { Vector } from '../../base/vector';
import type { EngineFacts } from '../validation';

export interface Neighbour {
  /** Position among the vectors that were indexed. */
  readonly position: number;
  /** Cosine similarity, 1 − cosine distance: −1 to 1. */
  readonly similarity: number;
}

/** Finds the nearest of a set of vectors by cosine. A vector that is zero, or not finite, has similarity 0 to everything. */
export interface KnnIndex {
  /** As they are now: recall is known once something was searched, and an engine may fail meanwhile. */
  readonly facts: EngineFacts;
  /**
   * @returns for each query the k nearest, or all if there are fewer, nearest first; of equally near ones the one indexed first
   * comes first. A vector that was indexed is its own nearest: who does not want it asks for one more.
   */
  searchAll(queries: readonly Vector[], k: number): Promise<Neighbour[][]>;
  close(): Promise<void>;
}
