import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Pace } from '../../../src/report/pace';

/** The rate at the end of a run whose records are done at these rates, each for so many seconds, looked after ten times a second. */
function rateAfter(...parts: readonly (readonly [rate: number, seconds: number])[]): number {
  const pace = new Pace();
  let [done, tenths, rate] = [0, 0, 0];
  for (const [perSecond, seconds] of parts) {
    for (let tenth = 0; tenth < seconds * 10; tenth++) {
      done += perSecond / 10;
      rate = pace.rate(++tenths / 10, done);
    }
  }
  return rate;
}

describe('Pace', () => {
  it.each<[string, [number, number][], number]>([
    [
      'of the whole run, while it is short',
      [
        [100, 3],
        [200, 3],
      ],
      150,
    ],
    [
      'of late: hits that were found at first do not count for ever',
      [
        [100_000, 60],
        [50, 60],
      ],
      50,
    ],
    [
      'of late, where it goes faster now',
      [
        [50, 60],
        [100_000, 60],
      ],
      100_000,
    ],
  ])('is the rate %s', (_, parts, expected) => {
    expect(rateAfter(...parts) / expected).toBeCloseTo(1, 1);
  });

  it('is not 0 between the bursts of what comes seldom', () => {
    const pace = new Pace();
    const rates = Array.from({ length: 600 }, (_, second) => pace.rate(second, Math.floor(second / 60) * 600));
    expect(rates.slice(60).filter((rate) => rate < 5 || rate > 20)).toEqual([]);
  });

  it('is a number, never below 0, and keeps few moments', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(50), fc.nat(1000)), { maxLength: 50 }), (steps) => {
        const pace = new Pace();
        let [seconds, done] = [0, 0];
        for (const [passed, more] of steps) {
          seconds += passed;
          done += more;
          const rate = pace.rate(seconds, done);
          expect(rate >= 0 && Number.isFinite(rate)).toBe(true);
        }
      }),
    );
  });
});
