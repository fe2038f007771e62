import { messageOf } from '../../base/errors';
import type { Vector } from '../../base/vector';
import type { EngineFacts } from '../validation';
import { cosine, type ExactKnn } from './exact';
import type { KnnIndex, Neighbour } from './knn';
import { countFound, Recall } from './knn-recall';
import type { RemoteIndex } from './remote-index';
import { pointsSomewhere, rowOf, unitRows } from './unit-rows';

/** Largest error of a server's similarity: float16 rounds by 5e-4. With a larger one, the server has other vectors. */
const SIMILARITY_TOLERANCE = 0.01;

export interface ComparedKnnOptions {
  readonly vectors: readonly Vector[];
  readonly remote: RemoteIndex;
  readonly exact: ExactKnn;
  /** Of the server, for people. */
  readonly address: string;
  /** Why this engine, for the report. */
  readonly reason?: string;
  /** Called when the server fails. May throw; otherwise the exact search answers from then on. */
  failed(error: unknown): void;
  /** Ends the connection. */
  close(): Promise<void>;
}

/**
 * Queries a server, and compares its answers with an exact search. The exact answer counts, so no verdict depends on neighbours
 * that an approximate search missed; they differ only in ties if the server is right. The server's answers yield its recall.
 */
export class ComparedKnn implements KnnIndex {
  private readonly recall = new Recall();
  /** Index of the current effort: the least, until it proves insufficient. */
  private effort = 0;
  private failure: string | undefined;

  /** Vectors without a direction: their similarity to everything is 0. */
  private readonly withoutDirection: readonly Neighbour[];

  constructor(private readonly options: ComparedKnnOptions) {
    this.withoutDirection = [...options.vectors.entries()]
      .filter(([, vector]) => !pointsSomewhere(vector))
      .map(([position]) => ({ position, similarity: 0 }));
  }

  get facts(): EngineFacts {
    const { remote, vectors, address, reason, exact } = this.options;
    if (this.failure !== undefined) return { ...exact.facts, reason: this.failure };
    const effort = remote.efforts[this.effort] as number;
    return {
      name: remote.engine,
      description: `${remote.description}${effort > 0 ? `, EF ${effort}` : ''}, at ${address}`,
      ...(reason !== undefined && { reason }),
      indexed: vectors.length,
      recall: this.recall.value,
    };
  }

  async searchAll(queries: readonly Vector[], k: number): Promise<Neighbour[][]> {
    const truth = await this.options.exact.searchAll(queries, k);
    if (this.failure !== undefined) return truth;
    try {
      await this.compare(queries, truth);
    } catch (error) {
      this.options.failed(error);
      this.failure = `${this.options.remote.engine} at ${this.options.address} failed: ${messageOf(error)}`;
    }
    return truth;
  }

  close(): Promise<void> {
    return this.options.close();
  }

  /**
   * Queries the server with growing effort until no neighbour is missing. Does not send queries without a direction, to which
   * everything is equally near.
   */
  private async compare(queries: readonly Vector[], truth: readonly Neighbour[][]): Promise<void> {
    const sent = [...queries.keys()].filter((query) => pointsSomewhere(queries[query] as Vector));
    const k = truth[0]?.length ?? 0;
    if (sent.length === 0 || k === 0) return;
    const rows = unitRows(sent.map((query) => queries[query] as Vector));
    const { remote } = this.options;
    for (; ; this.effort++) {
      const replies = await remote.searchAll(rows, k, remote.efforts[this.effort] as number);
      const found = replies.reduce(
        (sum, reply, at) => sum + this.foundIn(reply, rowOf(rows, at), truth[sent[at] as number] ?? []),
        0,
      );
      if (found < sent.length * k && this.effort + 1 < remote.efforts.length) continue;
      this.recall.add(found, sent.length * k);
      return;
    }
  }

  /** @throws Error if the server's similarities do not match the vectors */
  private foundIn(reply: readonly Neighbour[], query: Vector, truth: readonly Neighbour[]): number {
    const neighbours = reply.map(({ position, similarity: said }) => {
      const vector = this.options.vectors[position];
      if (!vector) throw new Error(`it returned vector ${position}, but only ${this.options.vectors.length} exist`);
      const similarity = cosine(query, vector);
      if (Math.abs(said - similarity) > SIMILARITY_TOLERANCE) {
        throw new Error(
          `it returned a similarity of ${said} to vector ${position}, but the correct one is ${similarity}: it holds other vectors`,
        );
      }
      return { position, similarity };
    });
    // Vectors without a direction are in no index, so they cannot be missing from it.
    const all = [...neighbours, ...this.withoutDirection].sort((a, b) => b.similarity - a.similarity);
    return countFound(all.slice(0, truth.length), truth);
  }
}
