import { describe, expect, it } from '@jest/globals';
import { pointsSomewhere, rowOf, rowsBetween, unitRows } from '../../../../src/validation/knn/unit-rows';

const vector = (...components: number[]) => Float32Array.from(components);

describe('unitRows', () => {
  it('scales each vector to length 1, and what has no direction to 0', () => {
    const rows = unitRows([
      vector(3, 4),
      vector(0, 0),
      vector(Number.NaN, 1),
      vector(0, -2e38),
      vector(0, Number.POSITIVE_INFINITY),
    ]);
    expect(rows).toMatchObject({ count: 5, dimensions: 2 });
    expect([...rows.components]).toEqual([Math.fround(0.6), Math.fround(0.8), 0, 0, 0, 0, 0, -1, 0, 0]);
    expect([...rowOf(rows, 3)]).toEqual([0, -1]);
    expect([...rowsBetween(rows, 3, 5).components]).toEqual([0, -1, 0, 0]);
  });

  it('leaves the vectors as they are', () => {
    const given = vector(3, 4);
    unitRows([given]);
    expect([...given]).toEqual([3, 4]);
  });
});

describe('pointsSomewhere', () => {
  it.each([
    [[1, 0], true],
    [[1e-30, 0], true],
    [[0, 0], false],
    [[Number.NaN, 1], false],
    [[Number.NEGATIVE_INFINITY, 1], false],
  ])('of %j is %s', (components, expected) => {
    expect(pointsSomewhere(vector(...components))).toBe(expected);
  });
});
