import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { randomOf } from '../../../src/validation/random';
import { procrustes, vectorMap } from '../../../src/validation/vector-map';

const random = randomOf(5);
const ORIGIN = [0, 0] as const;
/** Points that vary most along one axis, less along another, hardly along the others. */
const CLOUD = Array.from({ length: 40 }, () =>
  Float32Array.from([3, 1, 0.1, 0.1, 0.1], (spread) => spread * (random() - 0.5) + 7),
);

const distance = ([x, y]: readonly [number, number], [u, v]: readonly [number, number]) => Math.hypot(x - u, y - v);

describe('vectorMap', () => {
  it('shows the two directions that vary most, and how much of all that is', () => {
    const { explained, points } = vectorMap(CLOUD, CLOUD, false);
    expect(explained[0]).toBeGreaterThan(0.8);
    expect(explained[0] + explained[1]).toBeGreaterThan(0.98);
    expect(explained[0] + explained[1]).toBeLessThan(1);
    for (const [at, { approved }] of points.entries()) {
      const vector = CLOUD[at] as Float32Array;
      const mean = (axis: number) => CLOUD.reduce((sum, one) => sum + (one[axis] as number), 0) / CLOUD.length;
      expect(Math.abs(Math.abs(approved[0]) - Math.abs((vector[0] as number) - mean(0)))).toBeLessThan(0.1);
    }
  });

  it('has present points where the approved ones are if nothing moved, and moved ones beside them', () => {
    const moved = CLOUD.map((vector, at) =>
      at === 3 ? vector.map((value, axis) => value + (axis < 1 ? 1 : 0)) : vector,
    );
    const { points } = vectorMap(CLOUD, moved, false);
    for (const [at, { approved, present }] of points.entries()) {
      expect(distance(approved, present)).toBeCloseTo(at === 3 ? 1 : 0, 1);
    }
  });

  it('gives the same map each time', () => {
    expect(vectorMap(CLOUD, CLOUD, true)).toEqual(vectorMap(CLOUD, CLOUD, true));
  });

  it('lays vectors of another space onto the approved ones: turned, mirrored, longer, of other dimensions', () => {
    const other = CLOUD.map(([a = 0, b = 0, c = 0]) => Float32Array.of(5 * b, -5 * a, 5 * c, 0, 0, 0, 0));
    const { points } = vectorMap(CLOUD, other, true);
    for (const { approved, present } of points) expect(distance(approved, present)).toBeLessThan(0.2);
  });

  it('has all points in one place where all vectors are the same', () => {
    const same = CLOUD.map(() => Float32Array.of(1, 2, 3));
    const { explained, points } = vectorMap(same, same, true);
    expect(explained).toEqual([0, 0]);
    for (const { approved, present } of points) {
      expect(distance(approved, ORIGIN) + distance(present, ORIGIN)).toBeLessThan(1e-12);
    }
  });
});

describe('procrustes', () => {
  it('undoes any turning, mirroring and scaling', () => {
    const coordinate = fc.integer({ min: -50, max: 50 });
    const points = fc.array(fc.tuple(coordinate, coordinate), { minLength: 2, maxLength: 12 });
    const angle = fc.double({ min: -4, max: 4, noNaN: true });
    fc.assert(
      fc.property(points, angle, fc.boolean(), fc.integer({ min: 1, max: 9 }), (targets, turn, mirror, scale) => {
        const turned = targets.map(([x, y]): [number, number] => {
          const [u, v] = mirror ? [x, -y] : [x, y];
          return [scale * (u * Math.cos(turn) - v * Math.sin(turn)), scale * (u * Math.sin(turn) + v * Math.cos(turn))];
        });
        for (const [at, point] of procrustes(turned, targets).entries()) {
          expect(distance(point, targets[at] as [number, number])).toBeLessThan(1e-6);
        }
      }),
    );
  });
});
