import { describe, expect, it } from '@jest/globals';
import { LimitExceeded } from '../../../src/base/errors';
import { costUnknown, isLimited, limitRefusal, watch } from '../../../src/plan/limits';
import type { Prediction } from '../../../src/plan/prediction';

const NONE = { maxMisses: undefined, maxCost: undefined, costPerHour: {} };
const span = (expected: number) => ({ expected, low: expected / 2, high: expected * 2 });

function prediction(device: string, price?: number): Prediction {
  const seconds = span(10);
  const shared = { device, runs: 3, tokensPerSecond: 100, seconds, longestShardSeconds: seconds };
  return { ...shared, ...(price !== undefined && { cost: span(price) }) };
}

describe('limitRefusal', () => {
  it.each([
    [0, 0, undefined],
    [5, 5, undefined],
    [6, 5, 'max-misses: 6 texts are missing, more than the limit of 5. Nothing was embedded.'],
    [1, 0, 'max-misses: 1 texts are missing, more than the limit of 0.'],
  ])('with %d misses where %d may be: %s', (misses, maxMisses, expected) => {
    const refusal = limitRefusal({ misses, predictions: [] }, { ...NONE, maxMisses });
    if (expected === undefined) expect(refusal).toBeUndefined();
    else expect(refusal).toContain(expected);
  });

  it('takes the cheapest device that is known', () => {
    const predictions = [prediction('cpu-2-x', 3), prediction('cuda-y', 2), prediction('cpu-8-z')];
    expect(limitRefusal({ misses: 7, predictions }, { ...NONE, maxCost: 2 })).toBeUndefined();
    expect(limitRefusal({ misses: 7, predictions }, { ...NONE, maxCost: 1.99 })).toContain(
      'max-cost: embedding 7 texts would cost about 2.00 (1.00 to 4.00) on cuda-y, more than the limit of 1.99.',
    );
  });

  it('forbids nothing where nothing is limited', () => {
    expect(limitRefusal({ misses: 1e9, predictions: [prediction('cpu-2-x', 1e9)] }, NONE)).toBeUndefined();
    expect([isLimited(NONE), isLimited({ ...NONE, maxMisses: 0 }), isLimited({ ...NONE, maxCost: 0 })]).toEqual([
      false,
      true,
      true,
    ]);
  });
});

describe('costUnknown', () => {
  it.each([
    [[], 1, 5, true],
    [[prediction('cpu-2-x')], 1, 5, true],
    [[prediction('cpu-2-x', 1)], 1, 5, false],
    [[], 0, 5, false],
    [[], 1, undefined, false],
  ])('%#', (predictions, misses, maxCost, expected) => {
    expect(costUnknown(predictions, misses, { ...NONE, maxCost })).toBe(expected);
  });
});

describe('watch', () => {
  const so = { misses: 10, embedded: 0, embedMs: 0, loadMs: 0 };
  const hour = { ...so, embedded: 4, embedMs: 3_000_000, loadMs: 600_000 };

  it('lets go on what is within limits', () => {
    watch(so, 'cpu-2-x', NONE);
    watch(so, 'cpu-2-x', { ...NONE, maxMisses: 10 });
    watch(hour, 'cpu-2-x', { ...NONE, maxCost: 2, costPerHour: { cpu: 2, cuda: 9 } });
    watch(hour, 'cpu-2-x', { ...NONE, maxCost: 0.1, costPerHour: { cuda: 9 } });
  });

  it('ends it when too much is missing, and says whether anything was embedded', () => {
    const limits = { ...NONE, maxMisses: 9 };
    expect(() => watch(so, 'cpu-2-x', limits)).toThrow(LimitExceeded);
    expect(() => watch(so, 'cpu-2-x', limits)).toThrow(
      /10 texts are missing so far, more than the limit of 9. Nothing was embedded/,
    );
    expect(() => watch(hour, 'cpu-2-x', limits)).toThrow(/4 texts were embedded and stored: a later run continues/);
  });

  it('ends it when it has cost too much', () => {
    const limits = { ...NONE, maxCost: 1.9, costPerHour: { cpu: 2 } };
    expect(() => watch(hour, 'cpu-2-x', limits)).toThrow(
      /max-cost: embedding has cost 2\.00 so far, more than the limit of 1\.90/,
    );
  });
});
