import type { Vector } from '../cache/vector-cache';
import { recordId } from '../corpus/record';
import { excerpt } from '../report/wording';
import type { ResolvedWindow } from '../window';
import { cosine } from './exact';
import type { NamedNeighbour } from './golden-set';

const EXCERPT = 200;

/** A golden text whose neighbours are wanted. */
export interface CorpusQuery {
  readonly text: string;
  /** Undefined where there is no usable one: it then has no neighbours. */
  readonly vector: Vector | undefined;
}

/** The k nearest texts of a corpus to each golden text, found while windows go by. Holds k neighbours for each, never the corpus. */
export class CorpusSearch {
  private readonly found: NamedNeighbour[][];

  constructor(
    private readonly queries: readonly CorpusQuery[],
    private readonly k: number,
  ) {
    this.found = queries.map(() => []);
  }

  /** Takes each text once, where the corpus has it first. */
  async take({ records, vectors, firsts }: ResolvedWindow): Promise<void> {
    for (const [at, record] of records.entries()) {
      if (!firsts[at]) continue;
      for (const [query, { text, vector }] of this.queries.entries()) {
        if (!vector || text === record.text) continue;
        const similarity = cosine(vector, vectors[at] as Vector);
        const nearest = this.found[query] as NamedNeighbour[];
        if (nearest.length === this.k && !(similarity > (nearest.at(-1)?.similarity ?? -1))) continue;
        const place = nearest.findIndex((one) => one.similarity < similarity);
        const neighbour = { name: recordId(record), excerpt: excerpt(record.text, EXCERPT), similarity };
        nearest.splice(place < 0 ? nearest.length : place, 0, neighbour);
        nearest.length = Math.min(nearest.length, this.k);
      }
    }
  }

  /** For each golden text, nearest first, without the text itself. */
  async nearest(): Promise<NamedNeighbour[][]> {
    return this.found;
  }

  async close(): Promise<void> {}
}
