import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { normalize, pool } from '../../../src/embedder/pooling';
import type { Pooling } from '../../../src/keys/embedding-contract';

const SHAPE = { tokens: 3, size: 4 };
/** Two texts of three tokens; the second has two, and padding that is not to count. */
const HIDDEN = Float32Array.of(
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
  ...[10, 20, 30, 40, 30, 40, 50, 60, 9999, 9999, 9999, 9999],
);

function pooled(row: number, length: number, pooling: Pooling, normalized = false, dimensions = SHAPE.size): number[] {
  const target = new Float32Array(dimensions).fill(77);
  pool(HIDDEN, SHAPE, row, length, { pooling, normalize: normalized }, target);
  return [...target];
}

function lengthOf(vector: readonly number[]): number {
  return Math.hypot(...vector);
}

describe('pool', () => {
  it.each<[Pooling, number, number, number[]]>([
    ['mean', 0, 3, [5, 6, 7, 8]],
    ['mean', 1, 2, [20, 30, 40, 50]],
    ['mean', 1, 1, [10, 20, 30, 40]],
    ['cls', 0, 3, [1, 2, 3, 4]],
    ['cls', 1, 2, [10, 20, 30, 40]],
    ['last', 0, 3, [9, 10, 11, 12]],
    ['last', 1, 2, [30, 40, 50, 60]],
  ])('by %s makes of row %d, which has %d tokens, %j', (pooling, row, length, expected) => {
    expect(pooled(row, length, pooling)).toEqual(expected);
  });

  it.each<[Pooling, number[]]>([
    ['mean', [20, 30]],
    ['cls', [10, 20]],
    ['last', [30, 40]],
  ])('by %s keeps the first components only where fewer are wanted', (pooling, expected) => {
    expect(pooled(1, 2, pooling, false, 2)).toEqual(expected);
  });

  it.each<Pooling>(['mean', 'cls', 'last'])('by %s cuts before it normalizes', (pooling) => {
    const cut = pooled(1, 2, pooling, false, 2);
    const vector = pooled(1, 2, pooling, true, 2);
    expect(lengthOf(vector)).toBeCloseTo(1, 6);
    expect((vector[0] as number) / (vector[1] as number)).toBeCloseTo((cut[0] as number) / (cut[1] as number), 5);
  });

  it('normalizes only where it is asked to', () => {
    expect(lengthOf(pooled(0, 3, 'mean', true))).toBeCloseTo(1, 6);
    expect(lengthOf(pooled(0, 3, 'mean', false))).toBeGreaterThan(10);
  });

  it('leaves a zero vector zero', () => {
    const target = new Float32Array(2).fill(1);
    pool(new Float32Array(4), { tokens: 2, size: 2 }, 0, 2, { pooling: 'mean', normalize: true }, target);
    expect([...target]).toEqual([0, 0]);
  });
});

describe('normalize', () => {
  it('makes the length 1 and keeps the direction', () => {
    const component = fc.float({ min: -1000, max: 1000, noNaN: true }).filter((value) => Math.abs(value) > 1e-3);
    fc.assert(
      fc.property(fc.array(component, { minLength: 1, maxLength: 50 }), (components) => {
        const vector = Float32Array.from(components);
        normalize(vector);
        const length = lengthOf(components);
        expect(lengthOf([...vector])).toBeCloseTo(1, 5);
        for (const [at, value] of components.entries()) expect(vector[at]).toBeCloseTo(value / length, 5);
      }),
    );
  });

  it('does not blow up what is all but zero', () => {
    const vector = Float32Array.of(1e-30, 0);
    normalize(vector);
    expect(vector[0]).toBeLessThan(1e-15);
  });
});
