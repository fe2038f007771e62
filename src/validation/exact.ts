import type { Vector } from '../cache/vector-cache';
import type { KnnIndex, Neighbour } from './knn';
import type { EngineFacts } from './validation';

/** Compares the query with every vector, in this process. */
export class ExactKnn implements KnnIndex {
  readonly facts: EngineFacts;

  constructor(private readonly vectors: readonly Vector[]) {
    this.facts = { name: 'exact', description: 'every vector is compared, in this process', indexed: vectors.length };
  }

  async searchAll(queries: readonly Vector[], k: number): Promise<Neighbour[][]> {
    return queries.map((query) => this.search(query, k));
  }

  private search(query: Vector, k: number): Neighbour[] {
    return this.vectors
      .map((vector, position) => ({ position, similarity: cosine(query, vector) }))
      .sort((a, b) => b.similarity - a.similarity || a.position - b.position)
      .slice(0, k);
  }

  async close(): Promise<void> {}
}

/** Cosine similarity; 0 where a vector is zero and so has no direction. */
export function cosine(a: Vector, b: Vector): number {
  let dot = 0;
  let squaresOfA = 0;
  let squaresOfB = 0;
  for (let at = 0; at < a.length; at++) {
    const [x, y] = [a[at] as number, b[at] as number];
    dot += x * y;
    squaresOfA += x * x;
    squaresOfB += y * y;
  }
  return squaresOfA === 0 || squaresOfB === 0 ? 0 : dot / Math.sqrt(squaresOfA * squaresOfB);
}
