import type { Vector } from '../cache/vector-cache';

/** Vectors scaled to length 1, one behind the other: cosine similarity is then a dot product. A zero vector stays zero. */
export interface UnitVectors {
  readonly count: number;
  readonly dimensions: number;
  readonly components: Float32Array;
}

/** @param vectors of one length */
export function unitVectors(vectors: readonly Vector[]): UnitVectors {
  const dimensions = vectors[0]?.length ?? 0;
  const components = new Float32Array(vectors.length * dimensions);
  for (const [row, vector] of vectors.entries()) {
    let squares = 0;
    for (let at = 0; at < dimensions; at++) squares += (vector[at] as number) ** 2;
    const scale = squares === 0 ? 0 : 1 / Math.sqrt(squares);
    for (let at = 0; at < dimensions; at++) components[row * dimensions + at] = (vector[at] as number) * scale;
  }
  return { count: vectors.length, dimensions, components };
}

/** Of row `a` of one and row `b` of the other. Four sums at once, since each would have to wait for its last addition. */
export function dot(one: UnitVectors, a: number, other: UnitVectors, b: number): number {
  const { dimensions, components: x } = one;
  const y = other.components;
  let [from, to] = [a * dimensions, b * dimensions];
  let [p, q, r, s] = [0, 0, 0, 0];
  const end = from + dimensions;
  for (; from + 3 < end; from += 4, to += 4) {
    p += (x[from] as number) * (y[to] as number);
    q += (x[from + 1] as number) * (y[to + 1] as number);
    r += (x[from + 2] as number) * (y[to + 2] as number);
    s += (x[from + 3] as number) * (y[to + 3] as number);
  }
  for (; from < end; from++, to++) p += (x[from] as number) * (y[to] as number);
  return p + q + (r + s);
}
