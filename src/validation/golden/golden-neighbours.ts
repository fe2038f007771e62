import type { Vector } from '../../base/vector';
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
  const nearest: Near[][] = texts.map(() => []);
  for (let a = 0; a < texts.length; a++) {
    for (let b = a + 1; b < texts.length; b++) {
      const similarity = dot(units, a, units, b);
      offer(nearest[a] as Near[], { position: b, similarity }, k, texts);
      offer(nearest[b] as Near[], { position: a, similarity }, k, texts);
    }
  }
  return nearest.map((near) =>
    near.map(({ position, similarity }) => named(texts[position] as YardstickText, similarity)),
  );
}

interface Near {
  readonly position: number;
  readonly similarity: number;
}

/** Keeps the k nearest, in order. */
function offer(nearest: Near[], near: Near, k: number, texts: readonly YardstickText[]): void {
  const last = nearest[k - 1];
  if (last && !nearer(near, last, texts)) return;
  if (last) nearest.pop();
  let at = nearest.length;
  while (at > 0 && nearer(near, nearest[at - 1] as Near, texts)) at--;
  nearest.splice(at, 0, near);
}

function nearer(a: Near, b: Near, texts: readonly YardstickText[]): boolean {
  if (a.similarity !== b.similarity) return a.similarity > b.similarity;
  return (texts[a.position] as YardstickText).name < (texts[b.position] as YardstickText).name;
}

function named({ name, text }: YardstickText, similarity: number): NamedNeighbour {
  return withoutNoise({ name, excerpt: excerptOf(text), similarity });
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
