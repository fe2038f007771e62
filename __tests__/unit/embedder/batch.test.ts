import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { batchesByLength } from '../../../src/embedder/batch';

const lengthsAndBudget = fc.tuple(
  fc.array(fc.integer({ min: 1, max: 600 }), { maxLength: 80 }),
  fc.integer({ min: 1, max: 2000 }),
);

function forAll(check: (batches: number[][], lengths: readonly number[], budget: number) => void): void {
  fc.assert(
    fc.property(lengthsAndBudget, ([lengths, budget]) => check(batchesByLength(lengths, budget), lengths, budget)),
    { numRuns: 300 },
  );
}

function longestOf(batch: readonly number[], lengths: readonly number[]): number {
  return Math.max(...batch.map((position) => lengths[position] as number));
}

describe('batchesByLength', () => {
  it('holds every position exactly once, and no empty batch', () => {
    forAll((batches, lengths) => {
      expect(batches.flat().sort((a, b) => a - b)).toEqual([...lengths.keys()]);
      expect(batches.filter((batch) => batch.length === 0)).toEqual([]);
    });
  });

  it('keeps the budget, padding counted, but for a single sequence that alone exceeds it', () => {
    forAll((batches, lengths, budget) => {
      const over = batches.filter((batch) => batch.length > 1 && batch.length * longestOf(batch, lengths) > budget);
      expect(over).toEqual([]);
    });
  });

  it('goes from longest to shortest', () => {
    forAll((batches, lengths) => {
      const order = batches.flat().map((position) => lengths[position] as number);
      expect(order).toEqual([...order].sort((a, b) => b - a));
    });
  });

  it('puts as many into a batch as the budget allows', () => {
    forAll((batches, lengths, budget) => {
      const couldTakeMore = batches
        .slice(0, -1)
        .filter((batch) => (batch.length + 1) * longestOf(batch, lengths) <= budget);
      expect(couldTakeMore).toEqual([]);
    });
  });

  it.each([
    [[], 10, []],
    [[5], 1, [[0]]],
    [
      [2, 4, 2, 1],
      8,
      [
        [1, 0],
        [2, 3],
      ],
    ],
    [
      [3, 3, 3, 3],
      6,
      [
        [0, 1],
        [2, 3],
      ],
    ],
  ])('makes of lengths %j within %d the batches %j', (lengths, budget, batches) => {
    expect(batchesByLength(lengths, budget)).toEqual(batches);
  });
});
