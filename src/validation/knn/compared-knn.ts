import { messageOf } from '../../base/errors';
import type { Vector } from '../../base/vector';
import type { EngineFacts } from '../validation';
import { cosine, type ExactKnn } from './exact';
import type { KnnIndex, Neighbour } from './knn';
import { countFound, Recall } from './knn-recall';
import type { RemoteIndex } from './remote-index';
import { pointsSomewhere, rowOf, unitRows } from './unit-rows';

/** A server's similarity may differ so much from the true one: float16 rounds by 5e-4. More, and it has other vectors. */
const SIMILARITY_TOLERANCE = 0.01;

export interface ComparedKnnOptions {
  readonly vectors: readonly Vector[];
  readonly remote: RemoteIndex;
  readonly exact: ExactKnn;
  /** Where it is, for people. */
  readonly address: string;
  /** Why this engine, for the report. */
  readonly reason?: string;
  /** Told when the server fails. May throw; if it does not, the exact search answers from then on. */
  failed(error: unknown): void;
  /** Ends the connection. */
  close(): Promise<void>;
}

/**
 * Asks a server, and compares what it gives with an exact search for the same. The exact answer is what counts: where the server's is
 * right they are the same but for ties, and where it is not, no verdict shall depend on what an approximate search passed over.
 * What is learnt of the server is its recall.
 */
export class ComparedKnn implements KnnIndex {
  private readonly recall = new Recall();
  /** Which of the efforts is asked for: the least, until it proves not to be enough. */
  private effort = 0;
  private failure: string | undefined;

  /** Vectors that point nowhere: their similarity to everything is 0. */
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
   * Asks the server with as much effort as it takes until nothing is missing. Queries without a direction are not sent: everything is
   * equally near to them.
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

  /** @throws Error if the server's similarities are not those of our vectors */
  private foundIn(reply: readonly Neighbour[], query: Vector, truth: readonly Neighbour[]): number {
    const neighbours = reply.map(({ position, similarity: said }) => {
      const vector = this.options.vectors[position];
      if (!vector) throw new Error(`it names vector ${position}, and there are ${this.options.vectors.length}`);
      const similarity = cosine(query, vector);
      if (Math.abs(said - similarity) > SIMILARITY_TOLERANCE) {
        throw new Error(
          `it says that the similarity to vector ${position} is ${said}, and it is ${similarity}: it holds other vectors`,
        );
      }
      return { position, similarity };
    });
    // They are in no index, and would not be missing there.
    const all = [...neighbours, ...this.withoutDirection].sort((a, b) => b.similarity - a.similarity);
    return countFound(all.slice(0, truth.length), truth);
  }
}
