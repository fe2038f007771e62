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
  /** The current facts: recall is known after the first search, and an engine may fail later. */
  readonly facts: EngineFacts;
  /**
   * @returns per query the k nearest, or all if there are fewer, nearest first; equally near ones in the order of indexing. An
   * indexed vector is its own nearest: to leave it out, ask for one more.
   */
  searchAll(queries: readonly Vector[], k: number): Promise<Neighbour[][]>;
  close(): Promise<void>;
}
