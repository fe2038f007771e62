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

/** What the batches cost in tokens; without end if one is larger than it may be. */
function costOf(batches: readonly (readonly number[])[], budget: number): number {
  return batches.reduce((sum, batch) => {
    const tokens = batch.length * Math.max(...batch);
    return sum + (batch.length > 1 && tokens > budget ? Number.POSITIVE_INFINITY : 18 + tokens);
  }, 0);
}

/** All ways to cut a list into consecutive pieces. */
function everyCut(list: readonly number[]): number[][][] {
  if (list.length === 0) return [[]];
  return list.flatMap((_, at) => everyCut(list.slice(at + 1)).map((rest) => [list.slice(0, at + 1), ...rest]));
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

  it('costs as little as any way to cut them, a batch being worth 18 tokens of padding', () => {
    const few = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(few, fc.integer({ min: 20, max: 300 }), (lengths, budget) => {
        const found = costOf(
          batchesByLength(lengths, budget).map((batch) => batch.map((position) => lengths[position] as number)),
          budget,
        );
        expect(found).toBe(Math.min(...everyCut(lengths.toSorted((a, b) => b - a)).map((cut) => costOf(cut, budget))));
      }),
      { numRuns: 100 },
    );
  });

  it.each([
    [[], 10, []],
    [[5], 1, [[0]]],
    // One batch of both would pad 30 tokens, one of the short ones pads 1.
    [[5, 35, 4], 512, [[1], [0, 2]]],
    // Two batches would save 7 tokens of padding, and cost 18.
    [[12, 5], 512, [[0, 1]]],
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
