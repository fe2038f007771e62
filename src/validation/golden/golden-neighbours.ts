import type { Vector } from '../../base/vector';
import { Nearest } from '../knn/nearest';
import { dot, unitRows } from '../knn/unit-rows';
import type { NamedNeighbour } from './golden-set';

/** Of a neighbour's text, in UTF-16 units. */
const EXCERPT = 200;

/** A golden text and the vector that is to be its yardstick. */
export interface YardstickText {
  readonly name: string;
  readonly text: string;
  readonly vector: Vector;
}

/**
 * The k nearest of each golden text among the others, by cosine similarity; equally near ones by name. Compares every text with
 * every other, each pair once.
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

/** With six digits of its similarity: what is behind them depends on the order in which a processor adds. */
export function withoutNoise(neighbour: NamedNeighbour): NamedNeighbour {
  return { ...neighbour, similarity: Math.round(neighbour.similarity * 1e6) / 1e6 };
}

/** Beginning of a text, on one line. Never ends with half of a surrogate pair. */
export function excerptOf(text: string): string {
  const line = text.slice(0, EXCERPT * 4).replace(/\s+/g, ' ');
  return line.length <= EXCERPT ? line : `${line.slice(0, EXCERPT - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
