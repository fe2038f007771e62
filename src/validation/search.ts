import type { Vector } from '../base/vector';
import type { GoldenSet } from './golden/golden-set';
import { cosine } from './knn/exact';
import type { Neighbour } from './knn/knn';
import {
  corpusNeighbours,
  goldenNeighbours,
  type Neighbours,
  type OpenIndex,
  recordedNeighbours,
  SEARCHED_TIMES,
} from './neighbourhood';
import type { GateInputs, PresentVectors, Subject } from './subject';
import type { EngineFacts } from './validation';

/** The results of all searches. */
export interface Searched {
  /** The approved vector nearest to each present one. Empty if they have different dimensions. */
  readonly nearestApproved: readonly (Neighbour | undefined)[];
  readonly approved: Neighbours;
  readonly present: Neighbours;
  readonly engine: EngineFacts;
}

/** Runs all nearest-neighbour searches of a validation. */
export async function search(
  subject: Subject,
  golden: GoldenSet,
  { corpus }: PresentVectors,
  { validationNeighbours }: GateInputs,
  openIndex: OpenIndex,
): Promise<Searched> {
  const { k, usable, approved, fingerprints } = subject;
  const identified = subject.comparable ? await nearestApproved(subject, openIndex) : undefined;
  if (validationNeighbours === 'corpus') {
    const recorded = subject.golden.map((entry) => (entry.approved?.neighbours ?? []).slice(0, k));
    const engine: EngineFacts = {
      name: 'exact',
      description: 'the corpus, in this process, while it was read',
      indexed: corpus?.texts ?? 0,
    };
    return {
      nearestApproved: identified?.nearest ?? [],
      approved: corpusNeighbours(recorded),
      present: corpusNeighbours(corpus?.neighbours ?? recorded.map(() => [])),
      engine: identified?.engine ?? engine,
    };
  }
  const present = await goldenNeighbours(subject.golden, usable, fingerprints.present, k * SEARCHED_TIMES, openIndex);
  const before =
    recordedNeighbours(golden.texts, Math.min(k, golden.texts.length - 1)) ??
    (await goldenNeighbours(subject.golden, approved, fingerprints.approved, k, openIndex));
  const engines = [identified?.engine, present.engine].filter((engine) => engine !== undefined);
  return {
    nearestApproved: identified?.nearest ?? [],
    approved: before,
    present,
    engine: leastBelieved(engines),
  };
}

/** Returns the facts of the index with the lowest recall. */
function leastBelieved([first, ...others]: readonly EngineFacts[]): EngineFacts {
  return others.reduce((least, one) => ((one.recall ?? 1) < (least.recall ?? 1) ? one : least), first as EngineFacts);
}

/** Finds the approved vector nearest to each present one. */
async function nearestApproved({ golden, fingerprints, approved, usable }: Subject, openIndex: OpenIndex) {
  const texts = golden.map(({ text }) => text);
  const index = await openIndex(approved, { texts, fingerprint: fingerprints.approved });
  try {
    const asked = [...usable.keys()].filter((position) => usable[position]);
    const found = await index.searchAll(
      asked.map((position) => usable[position] as Vector),
      1,
    );
    const nearest = new Array<Neighbour | undefined>(usable.length).fill(undefined);
    for (const [row, position] of asked.entries()) {
      const [one] = found[row] ?? [];
      // An approximate engine may round its similarities.
      if (one) nearest[position] = { ...one, similarity: similarityAt(usable, approved, position, one.position) };
    }
    return { nearest, engine: index.facts };
  } finally {
    await index.close();
  }
}

/** Cosine similarity of a present vector to an approved one, by default that of the same text; 0 if the present one is unusable. */
export function similarityAt(
  present: readonly (Vector | undefined)[],
  approved: readonly Vector[],
  position: number,
  other = position,
): number {
  const vector = present[position];
  return vector ? Math.min(1, cosine(vector, approved[other] as Vector)) : 0;
}
