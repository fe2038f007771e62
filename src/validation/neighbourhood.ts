import type { Vector } from '../base/vector';
import { excerpt } from '../base/wording';
import type { Fingerprint } from '../keys/embedding-contract';
import type { GoldenText, NamedNeighbour } from './golden/golden-set';
import { cosine } from './knn/exact';
import type { KnnIndex } from './knn/knn';
import type { Ranked } from './rank-overlap';
import type { EngineFacts } from './validation';

/** Characters of a text that reports show. */
export const EXCERPT_LENGTH = 200;
/** Of those, how many name a text of the corpus: fewer, so that it does not matter how it was cut. */
const KEY_LENGTH = 180;
/** Neighbours that are searched for each one that is compared, so that ties at the end are seen. */
export const SEARCHED_TIMES = 2;

/** A neighbour with what it is compared by: names of records may move with their lines, texts do not. */
export interface RankedNeighbour extends NamedNeighbour, Ranked {}

/** Neighbours of golden texts, nearest first, one list a text. */
export interface Neighbours {
  readonly lists: readonly (readonly RankedNeighbour[])[];
  /** Absent where they were not searched now. */
  readonly engine?: EngineFacts;
}

/** Opens what answers queries about vectors, made of `texts` under the contract with this fingerprint. */
export type OpenIndex = (
  vectors: readonly Vector[],
  of: { readonly texts: readonly string[]; readonly fingerprint: Fingerprint },
) => Promise<KnnIndex>;

/** What k is among so many golden texts: with more than half of them for neighbours, none could go astray. */
export function neighbourCount(k: number, texts: number): number {
  return Math.min(k, Math.max(1, Math.floor((texts - 1) / 2)));
}

/**
 * Searches the nearest other golden texts of each.
 * @param vectors one for each text; undefined has no neighbours and is none
 * @param fingerprint of the contract that made them
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
        // An approximate engine may round what it says of those it found.
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
 * Neighbours as the golden set has them, where it has as many as are compared and all are in the set still.
 * @returns undefined where they have to be searched among the approved vectors
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

/** Neighbours in a corpus are compared by how their texts begin. */
export function corpusNeighbours(lists: readonly (readonly NamedNeighbour[])[]): Neighbours {
  const keyOf = (beginning: string): string => beginningOf(beginning).slice(0, KEY_LENGTH);
  return { lists: lists.map((list) => list.map((one) => ({ ...one, key: keyOf(one.excerpt) }))) };
}

/** As reports have it. */
export function withoutKey({ name, excerpt: beginning, similarity }: RankedNeighbour): NamedNeighbour {
  return { name, excerpt: beginning, similarity };
}

function goldenKey(golden: readonly GoldenText[], position: number): Omit<RankedNeighbour, 'similarity'> {
  const { name, text } = golden[position] as GoldenText;
  return { key: String(position), name, excerpt: excerpt(text, EXCERPT_LENGTH) };
}

/** Whether this is how the text begins, whatever it was cut with. */
function sameBeginning(beginning: string, text: string): boolean {
  return beginningOf(text).startsWith(beginningOf(beginning));
}

function beginningOf(text: string): string {
  return text.replace(/…$/, '').replace(/\s+/g, ' ').trim();
}
