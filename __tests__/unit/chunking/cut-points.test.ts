import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cutPoints } from '../../../src/chunking/cut-points';

const ones = (count: number) => new Array<number>(count).fill(1);

describe('cutPoints', () => {
  it('does not cut what is short enough', () => {
    expect(cutPoints(ones(12), ones(12), 12)).toEqual([0]);
    expect(cutPoints([], [], 12)).toEqual([0]);
  });

  it('cuts at the best boundary within reach, and not beside either end', () => {
    const priorities = ones(20);
    priorities[9] = 5;
    expect(cutPoints(ones(20), priorities, 12)).toEqual([0, 9]);
    // Within a third of a chunk of an end, even the best is none.
    priorities[1] = 9;
    priorities[19] = 9;
    expect(cutPoints(ones(20), priorities, 12)).toEqual([0, 9]);
  });

  it('cuts what has no best boundary all the same, into full chunks', () => {
    expect(cutPoints(ones(40), ones(40), 12)).toEqual([0, 12, 24, 36]);
    const cuts = cutPoints(ones(4000), ones(4000), 12);
    for (const [at, cut] of cuts.entries()) expect((cuts[at + 1] ?? 4000) - cut).toBeLessThanOrEqual(12);
  });

  it('cuts the same behind an anchor, whatever stands before it', () => {
    const priority = fc.integer({ min: 1, max: 9 });
    const before = fc.array(priority, { minLength: 5, maxLength: 60 });
    const after = fc.array(priority, { minLength: 5, maxLength: 60 });
    fc.assert(
      fc.property(before, before, after, (one, other, rest) => {
        const behind = (start: number[]) => {
          const priorities = [...start, 10, ...rest];
          const cuts = cutPoints(ones(priorities.length), priorities, 12).map((cut) => cut - start.length);
          return cuts.filter((cut) => cut >= 0);
        };
        // Both are too long for one chunk, so that both are cut.
        fc.pre(Math.min(one.length, other.length) + rest.length > 12);
        expect(behind(one)).toEqual(behind(other));
        expect(behind(one)[0]).toBe(0);
      }),
    );
  });

  it('leaves a piece that alone is too long by itself, at the end too', () => {
    expect(cutPoints([5, 40, 5, 40], [0, 1, 1, 1], 12)).toEqual([0, 1, 2, 3]);
  });

  it('never makes a chunk too long or of nothing, where pieces are small', () => {
    const pieces = fc.array(
      fc.record({ tokens: fc.integer({ min: 1, max: 3 }), priority: fc.integer({ min: 0, max: 9 }) }),
      { maxLength: 300 },
    );
    fc.assert(
      fc.property(pieces, (all) => {
        const tokens = all.map((piece) => piece.tokens);
        const cuts = cutPoints(
          tokens,
          all.map(({ priority }) => priority),
          12,
        );
        for (const [at, cut] of cuts.entries()) {
          const chunk = tokens.slice(cut, cuts[at + 1]);
          if (tokens.length > 0) expect(chunk.length).toBeGreaterThan(0);
          const sum = chunk.reduce((total, its) => total + its, 0);
          expect(sum).toBeLessThanOrEqual(12);
          if (cuts.length > 1) expect(sum).toBeGreaterThanOrEqual(3);
        }
      }),
    );
  });
});
