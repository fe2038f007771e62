import { describe, expect, it } from '@jest/globals';
import { mostBatchKeys, nextBatchKeys } from '../../../src/cache/redis-batch';

describe('mostBatchKeys', () => {
  it.each([
    [36, 4096],
    [1548, 1354],
    [262_156, 7],
    [3 * 2 ** 20, 1],
  ])('for values of %d bytes is %d', (bytes, keys) => {
    expect(mostBatchKeys(bytes)).toBe(keys);
  });
});

describe('nextBatchKeys', () => {
  it.each([
    ['halves after a slow batch', 512, { keys: 512, milliseconds: 501 }, 256],
    ['halves after a slow batch that was not full', 512, { keys: 3, milliseconds: 501 }, 256],
    ['does not go below 16', 20, { keys: 20, milliseconds: 9000 }, 16],
    ['doubles after a fast full batch', 512, { keys: 512, milliseconds: 3 }, 1024],
    ['does not go above the most', 1024, { keys: 1024, milliseconds: 3 }, 1354],
    ['learns nothing from a fast batch that was not full', 512, { keys: 511, milliseconds: 3 }, 512],
    ['stays where it is between', 512, { keys: 512, milliseconds: 300 }, 512],
  ])('%s', (_, present, outcome, expected) => {
    expect(nextBatchKeys(present, outcome, 1354)).toBe(expected);
  });

  it('never has more than the most, even where that is below the least', () => {
    expect(nextBatchKeys(7, { keys: 7, milliseconds: 9000 }, 7)).toBe(7);
  });

  it('settles where a batch is neither slow nor fast', () => {
    const perKey = 2;
    let keys = 512;
    for (let batch = 0; batch < 20; batch++) {
      keys = nextBatchKeys(keys, { keys, milliseconds: keys * perKey }, 4096);
    }
    expect(keys * perKey).toBeGreaterThanOrEqual(125);
    expect(keys * perKey).toBeLessThanOrEqual(500);
  });
});
