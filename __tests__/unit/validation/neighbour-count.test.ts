import { describe, expect, it } from '@jest/globals';
import { neighbourCount } from '../../../src/validation/neighbourhood';

describe('neighbourCount', () => {
  it.each([
    [10, 1000, 10],
    [10, 21, 10],
    [10, 20, 9],
    [10, 3, 1],
    [10, 2, 1],
    [10, 1, 1],
    [3, 21, 3],
  ])('is, of %i wanted among %i texts, %i', (k, texts, expected) => {
    expect(neighbourCount(k, texts)).toBe(expected);
  });
});
