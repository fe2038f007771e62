import { lengthOf, type Vector } from '../../base/vector';

/** Vectors of length 1, row by row in one buffer. A vector without a direction is a row of zeros. */
export interface UnitRows {
  readonly count: number;
  readonly dimensions: number;
  /** `[count, dimensions]` */
  readonly components: Float32Array<ArrayBuffer>;
}

/** Scales vectors to length 1, so the product of two rows is the cosine of their angle. */
export function unitRows(vectors: readonly Vector[]): UnitRows {
  const dimensions = vectors[0]?.length ?? 0;
  const components = new Float32Array(vectors.length * dimensions);
  for (const [row, vector] of vectors.entries()) {
    const scale = 1 / lengthOf(vector);
    if (!hasDirection(scale)) continue;
    const start = row * dimensions;
    for (let at = 0; at < dimensions; at++) components[start + at] = (vector[at] as number) * scale;
  }
  return { count: vectors.length, dimensions, components };
}

export function rowOf({ dimensions, components }: UnitRows, row: number): Vector {
  return components.subarray(row * dimensions, (row + 1) * dimensions);
}

/** Returns the rows from `start` to before `end`, in the same memory. */
export function rowsBetween({ dimensions, components }: UnitRows, start: number, end: number): UnitRows {
  return { count: end - start, dimensions, components: components.subarray(start * dimensions, end * dimensions) };
}

/** Whether a vector has a direction: it is not zero, and every component is finite. */
export function pointsSomewhere(vector: Vector): boolean {
  return hasDirection(1 / lengthOf(vector));
}

/** @param scale 1 over the length: infinite for length 0, 0 for an infinite length, NaN for NaN */
function hasDirection(scale: number): boolean {
  return scale > 0 && Number.isFinite(scale);
}

/** Product of row `a` of one and row `b` of the other. Four sums at once, so no addition waits for the one before. */
export function dot(one: UnitRows, a: number, other: UnitRows, b: number): number {
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
