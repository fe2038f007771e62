import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cosine, ExactKnn } from '../../../../src/validation/knn/exact';

const vector = (...components: number[]) => Float32Array.from(components);

describe('cosine', () => {
  it.each([
    [[1, 0], [1, 0], 1],
    [[1, 0], [5, 0], 1],
    [[1, 0], [-2, 0], -1],
    [[1, 0], [0, 3], 0],
    [[1, 1], [1, 0], Math.SQRT1_2],
    [[3, 4], [4, 3], 24 / 25],
    [[0, 0], [1, 0], 0],
    [[1, 0], [0, 0], 0],
    [[0, 0], [0, 0], 0],
    [[Number.NaN, 1], [0, 1], 0],
    [[Number.POSITIVE_INFINITY, 1], [0, 1], 0],
  ])('of %j and %j is %d', (a, b, expected) => {
    expect(cosine(vector(...a), vector(...b))).toBeCloseTo(expected, 12);
  });

  it('is the same either way round, and whatever the lengths', () => {
    const components = fc.array(fc.float({ min: -10, max: 10, noNaN: true }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(components, components, (a, b) => {
        const similarity = cosine(vector(...a), vector(...b));
        expect(cosine(vector(...b), vector(...a))).toBe(similarity);
        expect(Math.abs(similarity)).toBeLessThanOrEqual(1 + 1e-12);
        // By a power of two, so that no component is rounded.
        expect(cosine(vector(...a.map((value) => value * 4)), vector(...b))).toBeCloseTo(similarity, 10);
      }),
    );
  });
});

describe('ExactKnn', () => {
  const knn = new ExactKnn([vector(0, 1), vector(1, 0), vector(1, 1), vector(2, 0), vector(-1, 0)]);

  it('gives the nearest first, and of equally near ones the one indexed first', async () => {
    const [found = []] = await knn.searchAll([vector(1, 0)], 4);
    expect(found.map(({ position }) => position)).toEqual([1, 3, 2, 0]);
    expect(found.map(({ similarity }) => similarity)).toEqual([1, 1, expect.closeTo(Math.SQRT1_2, 6), 0]);
  });

  it('says what it is, and why', () => {
    expect(new ExactKnn([vector(1)], { reason: 'since it was asked for' }).facts).toEqual({
      name: 'exact',
      description: 'every vector compared with every query, in this process',
      reason: 'since it was asked for',
      indexed: 1,
    });
  });
});
