import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { similarityFacts } from '../../../src/validation/similarity-facts';

describe('similarityFacts', () => {
  it('has the least, the mean and quantiles', () => {
    const facts = similarityFacts([1, 0.9, 0.98, 0.96, 0.94]);
    expect(facts.min).toBe(0.9);
    expect(facts.mean).toBeCloseTo(0.956, 12);
    expect(facts.quantiles.find(({ share }) => share === 0.5)?.value).toBe(0.96);
    expect(facts.quantiles.find(({ share }) => share === 0.25)?.value).toBe(0.94);
  });

  it('has bars of round widths up to 1', () => {
    expect(similarityFacts([0.99, 0.9905, 1]).histogram).toHaveLength(20);
    const [first, ...others] = similarityFacts([0.9, 0.95, 1]).histogram;
    expect(first).toEqual({ from: 0.9, to: 0.905, texts: 1 });
    expect(others.at(-1)).toEqual({ from: 0.995, to: 1, texts: 1 });
  });

  it('has one bar where all are as approved, though rounding takes them beyond 1', () => {
    const facts = similarityFacts([1, 1 + 1e-7, 1]);
    expect(facts).toMatchObject({ min: 1, mean: 1, histogram: [{ to: 1, texts: 3 }] });
  });

  it('has each text in exactly one bar, at most twenty of one width, whatever the similarities', () => {
    const similarities = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(similarities, (values) => {
        const { histogram, min } = similarityFacts(values);
        expect(histogram.reduce((sum, { texts }) => sum + texts, 0)).toBe(values.length);
        expect(histogram.length).toBeLessThanOrEqual(20);
        expect(histogram[0]?.from).toBeLessThanOrEqual(min + 1e-6);
        expect(histogram.at(-1)?.to).toBe(1);
        for (const [at, { to }] of histogram.slice(0, -1).entries()) expect(histogram[at + 1]?.from).toBe(to);
      }),
    );
  });
});
