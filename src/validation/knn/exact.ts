import type { Vector } from '../../base/vector';
import type { EngineFacts } from '../validation';
import { CandidateFinder, type CandidateOptions } from './candidates';
import type { KnnIndex, Neighbour } from './knn';
import { Nearest } from './nearest';
import { type UnitRows, unitRows } from './unit-rows';

/** Compares each query with every vector, in this process. */
export class ExactKnn implements KnnIndex {
  readonly facts: EngineFacts;
  private readonly rows: UnitRows;
  private readonly positions: Float64Array<ArrayBuffer>;

  /** @param reason why this engine, for the report */
  constructor(
    vectors: readonly Vector[],
    private readonly options: CandidateOptions & { readonly reason?: string } = {},
  ) {
    this.rows = unitRows(vectors);
    this.positions = Float64Array.from(vectors, (_, position) => position);
    this.facts = {
      name: 'exact',
      description: 'every vector compared with every query, in this process',
      ...(options.reason !== undefined && { reason: options.reason }),
      indexed: vectors.length,
    };
  }

  async searchAll(queries: readonly Vector[], k: number): Promise<Neighbour[][]> {
    const wanted = Math.min(k, this.rows.count);
    const nearest = new Nearest<number>(queries.length, wanted);
    if (queries.length === 0 || wanted === 0) return queries.map(() => []);
    const finder = new CandidateFinder(unitRows(queries), wanted, this.options);
    try {
      for await (const { queries: of, rows, similarities } of finder.search(this.rows, this.positions)) {
        for (const [at, position] of rows.entries()) {
          const [query, similarity] = [of[at] as number, similarities[at] as number];
          if (nearest.takes(query, similarity, position)) nearest.insert(query, similarity, position, position);
        }
      }
    } finally {
      await finder.close();
    }
    return queries.map((_, query) =>
      nearest.of(query).map(({ item, similarity }) => ({ position: item, similarity: clamped(similarity) })),
    );
  }

  async close(): Promise<void> {}
}

/** Cosine similarity; 0 if a vector is zero or not finite, and so has no direction. */
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
  const similarity = dot / Math.sqrt(squaresOfA * squaresOfB);
  return Number.isFinite(similarity) ? similarity : 0;
}

/** Rounding may move a cosine about 1e-7 beyond its bounds. */
export function clamped(similarity: number): number {
  return Math.max(-1, Math.min(1, similarity));
}
