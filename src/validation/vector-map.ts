import type { Vector } from '../base/vector';
import { randomOf } from './random';
import { dot } from './statistics';
import type { VectorMap } from './validation';

/** With fewer texts two axes show nothing. */
export const LEAST_MAPPED = 3;
const MOST_ROUNDS = 100;
/** A direction that turns by less than this per round (1 − cosine) is exact enough for a chart. */
const SETTLED = 1e-9;
const SEED = 20_100_401;

type Point = readonly [number, number];

/** The plane of the two directions in which vectors vary most. */
interface Plane {
  readonly centre: Float64Array;
  readonly axes: readonly [Float64Array, Float64Array];
  readonly explained: readonly [number, number];
}

/**
 * Maps golden texts to two dimensions. Deterministic; besides the input, it needs memory for only a few vectors.
 * @param approved all of one length, as is `present`; the two lengths may differ if `present` has a plane of its own
 * @param ownPlane whether present vectors need a plane of their own, because another model made them
 */
export function vectorMap(approved: readonly Vector[], present: readonly Vector[], ownPlane: boolean): VectorMap {
  const plane = principalPlane(approved);
  const before = approved.map((vector) => project(vector, plane));
  const after = ownPlane ? ontoApproved(present, before) : present.map((vector) => project(vector, plane));
  return {
    explained: plane.explained,
    points: before.map((point, at) => ({ approved: point, present: after[at] as Point })),
  };
}

function ontoApproved(present: readonly Vector[], before: readonly Point[]): Point[] {
  const plane = principalPlane(present);
  return procrustes(
    present.map((vector) => project(vector, plane)),
    before,
  );
}

/** Finds principal components by power iteration, the second one orthogonal to the first. */
function principalPlane(vectors: readonly Vector[]): Plane {
  const dimensions = vectors[0]?.length ?? 0;
  const centre = new Float64Array(dimensions);
  for (const vector of vectors) add(vector, 1 / vectors.length, centre);
  let variance = 0;
  for (const vector of vectors)
    for (let at = 0; at < dimensions; at++) variance += ((vector[at] as number) - (centre[at] as number)) ** 2;
  const first = principalAxis(vectors, centre, []);
  const second = principalAxis(vectors, centre, [first.axis]);
  const share = (value: number): number => (variance > 0 ? Math.min(1, value / variance) : 0);
  return { centre, axes: [first.axis, second.axis], explained: [share(first.spread), share(second.spread)] };
}

/** @param without directions to exclude @returns an axis of length 1, its largest component positive */
function principalAxis(
  vectors: readonly Vector[],
  centre: Float64Array,
  without: readonly Float64Array[],
): { axis: Float64Array; spread: number } {
  const random = randomOf(SEED + without.length);
  let axis = Float64Array.from(centre, () => random() - 0.5);
  takeOut(axis, without);
  scaleToOne(axis);
  let spread = 0;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const next = new Float64Array(centre.length);
    const shift = dot(centre, axis);
    let all = 0;
    for (const vector of vectors) {
      const along = dot(vector, axis) - shift;
      add(vector, along, next);
      all += along;
    }
    add(centre, -all, next);
    takeOut(next, without);
    spread = scaleToOne(next);
    // No variance is left.
    if (spread <= Number.EPSILON) return { axis, spread: 0 };
    const turned = 1 - Math.abs(dot(next, axis));
    axis = next;
    if (turned < SETTLED) break;
  }
  return { axis: pointedUp(axis), spread };
}

function project(vector: Vector, { centre, axes }: Plane): Point {
  return [dot(vector, axes[0]) - dot(centre, axes[0]), dot(vector, axes[1]) - dot(centre, axes[1])];
}

/**
 * Rotates, mirrors and scales points as a whole, to bring them as near as possible to the targets: orthogonal Procrustes with
 * one scale (Schönemann 1966; Gower 1975). The best rotation of a plane has a closed form. Both sets are centred on 0.
 */
export function procrustes(points: readonly Point[], targets: readonly Point[]): Point[] {
  let [xx, xy, yx, yy, size] = [0, 0, 0, 0, 0];
  for (const [at, [x, y]] of points.entries()) {
    const [u, v] = targets[at] as Point;
    xx += x * u;
    xy += x * v;
    yx += y * u;
    yy += y * v;
    size += x * x + y * y;
  }
  const turned = Math.hypot(xx + yy, xy - yx);
  const mirrored = Math.hypot(xx - yy, xy + yx);
  const best = Math.max(turned, mirrored);
  if (best === 0 || size === 0) return [...points];
  const scale = best / size;
  if (turned >= mirrored) {
    const [cosine, sine] = [(xx + yy) / turned, (xy - yx) / turned];
    return points.map(([x, y]): Point => [scale * (cosine * x - sine * y), scale * (sine * x + cosine * y)]);
  }
  const [cosine, sine] = [(xx - yy) / mirrored, (xy + yx) / mirrored];
  return points.map(([x, y]): Point => [scale * (cosine * x + sine * y), scale * (sine * x - cosine * y)]);
}

function takeOut(vector: Float64Array, directions: readonly Float64Array[]): void {
  for (const direction of directions) add(direction, -dot(vector, direction), vector);
}

/** @returns the length before scaling; a zero vector stays zero */
function scaleToOne(vector: Float64Array): number {
  const length = Math.sqrt(dot(vector, vector));
  if (length > 0) for (let at = 0; at < vector.length; at++) vector[at] = (vector[at] as number) / length;
  return length;
}

function add(vector: Readonly<ArrayLike<number>>, times: number, sum: Float64Array): void {
  for (let at = 0; at < sum.length; at++) sum[at] = (sum[at] as number) + times * (vector[at] as number);
}

/** Fixes the sign of an axis, which is arbitrary. */
function pointedUp(axis: Float64Array): Float64Array {
  let largest = 0;
  for (const value of axis) if (Math.abs(value) > Math.abs(largest) + 1e-12) largest = value;
  return largest < 0 ? axis.map((value) => -value) : axis;
}
