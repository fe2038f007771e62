import type { Vector } from '../base/vector';
import { excerpt } from '../base/wording';
import type { Fingerprint } from '../keys/embedding-contract';
import type { GoldenText, NamedNeighbour } from './golden/golden-set';
import { cosine } from './knn/exact';
import type { KnnIndex } from './knn/knn';
import type { Ranked } from './rank-overlap';
import type { EngineFacts } from './validation';

/** Characters of a text shown in reports. */
export const EXCERPT_LENGTH = 200;
/** Characters that identify a corpus text: fewer than an excerpt has, so the cut at its end does not matter. */
const KEY_LENGTH = 180;
/** Neighbours searched per neighbour compared, to see ties at the end of the list. */
export const SEARCHED_TIMES = 2;

/** A neighbour with the key it is compared by: names of records may change with their lines, texts do not. */
export interface RankedNeighbour extends NamedNeighbour, Ranked {}

/** Neighbours of golden texts, nearest first, one list per text. */
export interface Neighbours {
  readonly lists: readonly (readonly RankedNeighbour[])[];
  /** Absent if no index was searched for them. */
  readonly engine?: EngineFacts;
}

/** Opens an index of vectors, which were made from `texts` under the contract with this fingerprint. */
export type OpenIndex = (
  vectors: readonly Vector[],
  of: { readonly texts: readonly string[]; readonly fingerprint: Fingerprint },
) => Promise<KnnIndex>;

/** Returns the k for so many golden texts: if more than half of them were neighbours of each, none could be lost. */
export function neighbourCount(k: number, texts: number): number {
  return Math.min(k, Math.max(1, Math.floor((texts - 1) / 2)));
}

/**
 * Finds the nearest other golden texts of each golden text.
 * @param vectors one per text; a text without a vector has no neighbours and is none
 * @param fingerprint of the contract that made the vectors
 */
export async function goldenNeighbours(
  golden: readonly GoldenText[],
  vectors: readonly (Vector | undefined)[],
  fingerprint: Fingerprint,
  count: number,
  openIndex: OpenIndex,
): Promise<Neighbours> {
  const usable = [...vectors.keys()].filter((position) => vectors[position]);
  const vectorAt = (position: number): Vector => vectors[position] as Vector;
  const indexed = usable.map(vectorAt);
  const texts = usable.map((position) => golden[position]?.text as string);
  const index = await openIndex(indexed, { texts, fingerprint });
  try {
    const found = await index.searchAll(indexed, count + 1);
    const lists: RankedNeighbour[][] = vectors.map(() => []);
    for (const [row, position] of usable.entries()) {
      const others = (found[row] ?? []).map((one) => usable[one.position] as number).filter((one) => one !== position);
      lists[position] = others
        // An approximate engine may round its similarities.
        .map((other) => ({ ...goldenKey(golden, other), similarity: cosine(vectorAt(position), vectorAt(other)) }))
        .sort((a, b) => b.similarity - a.similarity || Number(a.key) - Number(b.key))
        .slice(0, count);
    }
    return { lists, engine: index.facts };
  } finally {
    await index.close();
  }
}

/**
 * Returns the neighbours recorded in the golden set, if it recorded enough of them and all are still in the set.
 * @returns undefined if the approved vectors must be searched instead
 */
export function recordedNeighbours(golden: readonly GoldenText[], count: number): Neighbours | undefined {
  const positions = new Map(golden.map(({ name }, position) => [name, position]));
  const lists: RankedNeighbour[][] = [];
  for (const { approved } of golden) {
    const recorded = approved?.neighbours.slice(0, count) ?? [];
    const resolved = recorded.flatMap((one) => {
      const position = positions.get(one.name);
      return position === undefined || !sameBeginning(one.excerpt, golden[position]?.text ?? '')
        ? []
        : [{ ...goldenKey(golden, position), similarity: one.similarity }];
    });
    if (resolved.length < count) return undefined;
    lists.push(resolved);
  }
  return { lists };
}

/** Keys neighbours in a corpus by the beginning of their texts. */
export function corpusNeighbours(lists: readonly (readonly NamedNeighbour[])[]): Neighbours {
  const keyOf = (beginning: string): string => beginningOf(beginning).slice(0, KEY_LENGTH);
  return { lists: lists.map((list) => list.map((one) => ({ ...one, key: keyOf(one.excerpt) }))) };
}

/** Returns the neighbour as reports show it. */
export function withoutKey({ name, excerpt: beginning, similarity }: RankedNeighbour): NamedNeighbour {
  return { name, excerpt: beginning, similarity };
}

function goldenKey(golden: readonly GoldenText[], position: number): Omit<RankedNeighbour, 'similarity'> {
  const { name, text } = golden[position] as GoldenText;
  return { key: String(position), name, excerpt: excerpt(text, EXCERPT_LENGTH) };
}

/** Whether the text starts with this excerpt, apart from white space and the mark of a cut. */
function sameBeginning(beginning: string, text: string): boolean {
  return beginningOf(text).startsWith(beginningOf(beginning));
}

function beginningOf(text: string): string {
  return text.replace(/…$/, '').replace(/\s+/g, ' ').trim();
}
