import { Nearest } from './nearest';

/** Rows that may be among the k nearest of a query. Arrays of one length. */
export interface Candidates {
  readonly queries: Uint32Array<ArrayBuffer>;
  readonly rows: Uint32Array<ArrayBuffer>;
  /** Cosine, −1 to 1. */
  readonly similarities: Float64Array<ArrayBuffer>;
}

/**
 * Picks, from products of rows with queries, the rows that are among the k nearest of all rows so far. Of 100,000 rows and for ten
 * neighbours, it picks about a hundred per query, and the rest is not looked at again.
 */
export class CandidateScan {
  private readonly nearest: Nearest<undefined>;

  constructor(queries: number, k: number) {
    this.nearest = new Nearest(queries, k);
  }

  /**
   * @param products `[rows, queries]`
   * @param ties one per row; of equally similar rows, the one with the lower tie is nearer
   */
  pick(products: Float32Array, ties: Float64Array): Candidates {
    const { nearest } = this;
    const { worst, queries: count } = nearest;
    const queries: number[] = [];
    const rows: number[] = [];
    const similarities: number[] = [];
    for (let row = 0; row < ties.length; row++) {
      const start = row * count;
      const tie = ties[row] as number;
      for (let query = 0; query < count; query++) {
        const similarity = products[start + query] as number;
        if (similarity < (worst[query] as number) || !nearest.takes(query, similarity, tie)) continue;
        nearest.insert(query, similarity, tie, undefined);
        queries.push(query);
        rows.push(row);
        similarities.push(similarity);
      }
    }
    return {
      queries: Uint32Array.from(queries),
      rows: Uint32Array.from(rows),
      similarities: Float64Array.from(similarities),
    };
  }
}
