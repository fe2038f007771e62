import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { halfBits, widenedHalves } from '../../../src/base/half-precision';
import { roundToStored } from '../../../src/cache/stored';

const wide = widenedHalves();
const rounded = (value: number): number => wide[halfBits(value)] as number;
/** Finite halves, from the least to the greatest. */
const halves = [...new Set([...wide].filter(Number.isFinite))].sort((a, b) => a - b);

describe('halves', () => {
  // Computed with Python's struct.unpack('<e').
  it.each([
    [0x3c00, 1],
    [0xc000, -2],
    [0x7bff, 65_504],
    [0x0001, 2 ** -24],
    [0x03ff, 6.097555160522461e-5],
    [0x0400, 6.103515625e-5],
    [0x3555, 0.333251953125],
    [0x7c00, Number.POSITIVE_INFINITY],
    [0x8000, -0],
  ])('%i is %d', (half, value) => {
    expect(wide[half]).toBe(value);
    expect(halfBits(value)).toBe(half);
  });

  it('each comes back from its float32', () => {
    const changed = [...wide].flatMap((value, half) => (Number.isNaN(value) || halfBits(value) === half ? [] : half));
    expect(changed).toEqual([]);
    expect(halfBits(Number.NaN) & 0x7fff).toBeGreaterThan(0x7c00);
  });

  it('half way between two goes to the one whose last bit is 0', () => {
    const wrong: number[] = [];
    for (let half = 0; half < 0x7bff; half++) {
      const between = ((wide[half] as number) + (wide[half + 1] as number)) / 2;
      const even = half + (half & 1);
      if (halfBits(between) !== even || halfBits(-between) !== (even | 0x8000)) wrong.push(half);
    }
    expect(wrong).toEqual([]);
  });

  it('any float32 goes to the nearest', () => {
    const any = fc.oneof(
      fc.float({ min: -65_500, max: 65_500, noNaN: true }),
      fc.float({ min: -1, max: 1, noNaN: true }),
    );
    fc.assert(
      fc.property(any, (value) => {
        let low = 0;
        let high = halves.length - 1;
        while (high - low > 1) {
          const middle = (low + high) >>> 1;
          if ((halves[middle] as number) <= value) low = middle;
          else high = middle;
        }
        const nearest = Math.min(value - (halves[low] as number), (halves[high] as number) - value);
        expect(Math.abs(rounded(value) - value)).toBe(Math.abs(nearest));
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    [65_519.996, 65_504],
    [65_520, Number.POSITIVE_INFINITY],
    [2 ** -25, 0],
    [2 ** -25 * (1 + 2 ** -23), 2 ** -24],
    [1e-45, 0],
  ])('%d goes to %d', (value, expected) => {
    expect(rounded(value)).toBe(expected);
  });
});

describe('roundToStored', () => {
  it('returns fp32 as it is', () => {
    const vectors = Float32Array.of(0.1, 1e30);
    expect(roundToStored(vectors, 'fp32')).toBe(vectors);
  });

  it('rounds to fp16, and rounds nothing twice', () => {
    const once = roundToStored(Float32Array.of(0.1, -1, 1 / 3), 'fp16');
    expect(once).toEqual(Float32Array.of(0.0999755859375, -1, 0.333251953125));
    expect(roundToStored(once, 'fp16')).toEqual(once);
  });

  it.each([70_000, Number.NaN])('refuses %d, which fp16 cannot hold', (component) => {
    expect(() => roundToStored(Float32Array.of(1, component), 'fp16')).toThrow(/does not fit cache-dtype fp16/);
  });
});
