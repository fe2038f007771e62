import type { Vector } from '../../base/vector';
import { Nearest } from '../knn/nearest';
import { dot, unitRows } from '../knn/unit-rows';
import type { NamedNeighbour } from './golden-set';

/** Length of an excerpt, in UTF-16 units. */
const EXCERPT = 200;

/** A golden text and the vector to approve for it. */
export interface YardstickText {
  readonly name: string;
  readonly text: string;
  readonly vector: Vector;
}

/**
 * Finds the k nearest other golden texts of each, by cosine similarity; equally near ones are ordered by name. Compares each pair
 * once.
 */
export function neighboursAmongGolden(texts: readonly YardstickText[], k: number): NamedNeighbour[][] {
  const units = unitRows(texts.map(({ vector }) => vector));
  const ranks = ranksOf(texts.map(({ name }) => name));
  const nearest = new Nearest<number>(texts.length, k);
  const offer = (to: number, other: number, similarity: number): void => {
    const rank = ranks[other] as number;
    if (nearest.takes(to, similarity, rank)) nearest.insert(to, similarity, rank, other);
  };
  for (let a = 0; a < texts.length; a++) {
    for (let b = a + 1; b < texts.length; b++) {
      const similarity = dot(units, a, units, b);
      offer(a, b, similarity);
      offer(b, a, similarity);
    }
  }
  return texts.map((_, at) =>
    nearest.of(at).map(({ item, similarity }) => {
      const { name, text } = texts[item] as YardstickText;
      return withoutNoise({ name, excerpt: excerptOf(text), similarity });
    }),
  );
}

/** By position, the place of each name in their order. */
function ranksOf(names: readonly string[]): Uint32Array {
  const ranks = new Uint32Array(names.length);
  const order = [...names.keys()].sort((a, b) => ((names[a] as string) < (names[b] as string) ? -1 : 1));
  for (const [rank, position] of order.entries()) ranks[position] = rank;
  return ranks;
}

/** Rounds the similarity to six digits: the others depend on the order in which a processor adds. */
export function withoutNoise(neighbour: NamedNeighbour): NamedNeighbour {
  return { ...neighbour, similarity: Math.round(neighbour.similarity * 1e6) / 1e6 };
}

/** Returns the beginning of a text, on one line. It never ends with half of a surrogate pair. */
export function excerptOf(text: string): string {
  const line = text.slice(0, EXCERPT * 4).replace(/\s+/g, ' ');
  return line.length <= EXCERPT ? line : `${line.slice(0, EXCERPT - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
