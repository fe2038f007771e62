import { Nearest } from './nearest';

/** What may be among the k nearest of a query, of rows that were compared with all of them. Arrays of one length. */
export interface Candidates {
  readonly queries: Uint32Array<ArrayBuffer>;
  readonly rows: Uint32Array<ArrayBuffer>;
  /** Cosine, −1 to 1. */
  readonly similarities: Float64Array<ArrayBuffer>;
}

/**
 * Picks from the products of rows with queries what is among the k nearest of all rows seen until then. So of a hundred
 * thousand rows and ten neighbours, about a hundred for each query are picked, and the rest need not be looked at again.
 */
export class CandidateScan {
  private readonly nearest: Nearest<undefined>;

  constructor(queries: number, k: number) {
    this.nearest = new Nearest(queries, k);
  }

  /**
   * @param products `[rows, queries]`
   * @param ties for each row; of equally similar rows the one with the lower is nearer
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
