import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { jaccard, overlaps, rankBiasedOverlap, recall } from '../../../src/validation/rank-overlap';

/** Neighbours by letter, each a tenth farther than the one before. */
const ranked = (letters: string, step = 0.1) => [...letters].map((key, rank) => ({ key, similarity: 1 - rank * step }));
const compare = (approved: string, present: string, k = approved.length) => overlaps([...approved], ranked(present), k);

describe('overlaps', () => {
  it('counts at each depth', () => {
    expect(compare('abcd', 'abcd')).toEqual([1, 2, 3, 4]);
    expect(compare('abcd', 'dcba')).toEqual([0, 0, 2, 4]);
    expect(compare('abcd', 'wxyz')).toEqual([0, 0, 0, 0]);
    expect(compare('abcd', 'abxyzcd')).toEqual([1, 2, 2, 2]);
    expect(compare('abcdef', 'abcdef', 2)).toEqual([1, 2]);
  });

  it('counts whoever ties with the last of a depth', () => {
    const present = [
      { key: 'x', similarity: 0.9 },
      { key: 'a', similarity: 0.8995 },
      { key: 'b', similarity: 0.8 },
    ];
    expect(overlaps(['a'], present, 1)).toEqual([1]);
    expect(overlaps(['b'], present, 1)).toEqual([0]);
  });

  it('finds nothing where there are no neighbours, and all that there are where they are few', () => {
    expect(overlaps(['a', 'b'], [], 2)).toEqual([0, 0]);
    expect(compare('ab', 'b')).toEqual([0, 1]);
    expect(overlaps([], ranked('ab'), 2)).toEqual([]);
  });
});

describe('recall and Jaccard index', () => {
  it.each([
    ['abcd', 'abcd', 1, 1],
    ['abcd', 'abxy', 0.5, 1 / 3],
    ['abcd', 'wxyz', 0, 0],
  ])('of %s and %s are %d and %d', (approved, present, share, index) => {
    const counts = compare(approved, present);
    expect(recall(counts)).toBe(share);
    expect(jaccard(counts)).toBeCloseTo(index, 12);
  });

  it('of nothing are 0', () => {
    expect([recall([]), jaccard([]), rankBiasedOverlap([])]).toEqual([0, 0, 0]);
  });
});

describe('rankBiasedOverlap', () => {
  // 0.828 is what other implementations give as their example.
  it.each([
    ['12345', '23415', 0.828],
    ['abcd', 'abcd', 1],
    ['abcd', 'wxyz', 0],
    ['a', 'a', 1],
  ])('of %s and %s is %d', (approved, present, expected) => {
    expect(rankBiasedOverlap(compare(approved, present))).toBeCloseTo(expected, 12);
  });

  it('weighs the first ranks most', () => {
    const first = rankBiasedOverlap(compare('abcdef', 'xbcdef'));
    const last = rankBiasedOverlap(compare('abcdef', 'abcdex'));
    expect(first).toBeLessThan(last);
  });

  it('is 1 for a list with itself, between 0 and 1 for any two, and the same either way round', () => {
    const letters = fc.shuffledSubarray([...'abcdefghijkl'], { minLength: 6, maxLength: 6 }).map((one) => one.join(''));
    fc.assert(
      fc.property(letters, letters, (a, b) => {
        const value = rankBiasedOverlap(compare(a, b));
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1 + 1e-12);
        expect(rankBiasedOverlap(compare(b, a))).toBeCloseTo(value, 12);
        expect(rankBiasedOverlap(compare(a, a))).toBeCloseTo(1, 12);
      }),
    );
  });
});
