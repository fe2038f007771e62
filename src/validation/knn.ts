import type { Vector } from '../cache/vector-cache';
import type { Inputs } from '../inputs';
import { ExactKnn } from './exact';

export interface Neighbour {
  /** Position among the vectors that were indexed. */
  readonly position: number;
  /** Cosine similarity, 1 − cosine distance: −1 to 1. */
  readonly similarity: number;
}

/** Finds the nearest of a set of vectors by cosine. */
export interface KnnIndex {
  readonly engine: string;
  /** @returns the k nearest, nearest first; of equally near ones the one indexed first comes first */
  search(query: Vector, k: number): Promise<Neighbour[]>;
  close(): Promise<void>;
}

/** The only place that decides which engine answers. */
export async function openKnn(engine: Inputs['validationEngine'], vectors: readonly Vector[]): Promise<KnnIndex> {
  switch (engine) {
    case 'auto':
    case 'exact':
      return new ExactKnn(vectors);
  }
}
