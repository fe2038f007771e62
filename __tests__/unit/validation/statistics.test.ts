import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { failureBound, mean, quantile, unseenShare } from '../../../src/validation/statistics';

describe('failureBound', () => {
  // scipy.stats.beta.ppf(0.95, failures + 1, trials - failures)
  it.each([
    [0, 1, 0.95],
    [0, 10, 0.2588655508930522],
    [1, 10, 0.39416330243650466],
    [0, 100, 0.029513049607039925],
    [5, 20, 0.4555824040017489],
    [3, 1000, 0.007735244718479458],
    [10, 10, 1],
    [0, 0, 1],
  ])('of %d failures in %d trials is %d, exactly', (failures, trials, expected) => {
    expect(failureBound(failures, trials)).toBeCloseTo(expected, 12);
  });

  it('is near 3 / trials where nothing failed', () => {
    expect(failureBound(0, 1000) * 1000).toBeCloseTo(3, 1);
  });

  it('grows with failures and with confidence, shrinks with trials, and is never below what was seen', () => {
    fc.assert(
      fc.property(fc.nat({ max: 40 }), fc.integer({ min: 1, max: 60 }), (failures, more) => {
        const trials = failures + more;
        const bound = failureBound(failures, trials);
        expect(bound).toBeGreaterThan(failures / trials);
        expect(bound).toBeLessThanOrEqual(1);
        expect(failureBound(failures + 1, trials)).toBeGreaterThan(bound);
        expect(failureBound(failures, trials + 1)).toBeLessThan(bound);
        expect(failureBound(failures, trials, 0.99)).toBeGreaterThan(bound);
      }),
    );
  });
});

describe('unseenShare', () => {
  it('says it in a sentence', () => {
    expect(unseenShare(0, 100)).toBe('with 95% confidence, fewer than 3.0% of texts drifted');
    expect(unseenShare(1, 10, 'have one')).toBe('with 95% confidence, fewer than 39.4% of texts have one');
  });
});

describe('quantile', () => {
  it.each([
    [0, 1],
    [0.25, 1.75],
    [0.5, 2.5],
    [1, 4],
  ])('%d of 1 to 4 is %d', (share, expected) => {
    expect(quantile([1, 2, 3, 4], share)).toBe(expected);
  });
});

describe('mean', () => {
  it('of nothing is 0', () => {
    expect([mean([]), mean([1, 2])]).toEqual([0, 1.5]);
  });
});
