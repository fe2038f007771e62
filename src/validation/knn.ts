import type { Vector } from '../cache/vector-cache';
import type { Inputs } from '../inputs';
import type { Fingerprint } from '../keys/embedding-contract';
import { ExactKnn } from './exact';
import type { EngineFacts } from './validation';

export interface Neighbour {
  /** Position among the vectors that were indexed. */
  readonly position: number;
  /** Cosine similarity, 1 − cosine distance: −1 to 1. */
  readonly similarity: number;
}

/** Finds the nearest of a set of vectors by cosine. */
export interface KnnIndex {
  readonly facts: EngineFacts;
  /** @returns for each query the k nearest, nearest first; of equally near ones the one indexed first comes first */
  searchAll(queries: readonly Vector[], k: number): Promise<Neighbour[][]>;
  close(): Promise<void>;
}

export interface KnnOptions {
  readonly inputs: Pick<Inputs, 'validationEngine'>;
  /** Of the golden set, one for each vector. */
  readonly texts: readonly string[];
  /** Of the contract that the vectors were made under. */
  readonly fingerprint: Fingerprint;
}

/** The only place that decides which engine answers. */
export async function openKnn(vectors: readonly Vector[], { inputs }: KnnOptions): Promise<KnnIndex> {
  switch (inputs.validationEngine) {
    case 'auto':
    case 'exact':
      return new ExactKnn(vectors);
  }
}
