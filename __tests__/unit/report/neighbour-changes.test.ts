import { describe, expect, it } from '@jest/globals';
import { neighbourChanges } from '../../../src/report/neighbour-changes';
import { neighbour } from '../../../test-support/builders/validation-facts';

describe('neighbourChanges', () => {
  it('says of each neighbour whether it was kept, where it was, is gone or new', () => {
    const { approved, present, kept } = neighbourChanges({
      approvedNeighbours: [neighbour(1, 0.9), neighbour(2, 0.8), neighbour(3, 0.7)],
      presentNeighbours: [neighbour(3, 0.85), neighbour(1, 0.8), neighbour(9, 0.6)],
    });
    expect(approved.map(({ fate, place, otherPlace }) => [fate, place, otherPlace])).toEqual([
      ['kept', 1, 2],
      ['gone', 2, undefined],
      ['kept', 3, 1],
    ]);
    expect(present.map(({ fate, place, otherPlace, similarity }) => [fate, place, otherPlace, similarity])).toEqual([
      ['kept', 1, 3, 0.85],
      ['kept', 2, 1, 0.8],
      ['new', 3, undefined, 0.6],
    ]);
    expect(kept).toBe(2);
  });

  it('does without any', () => {
    expect(neighbourChanges({ approvedNeighbours: [], presentNeighbours: [] })).toEqual({
      approved: [],
      present: [],
      kept: 0,
    });
  });
});
