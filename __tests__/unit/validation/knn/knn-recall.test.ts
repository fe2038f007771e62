import { describe, expect, it } from '@jest/globals';
import { countFound, Recall } from '../../../../src/validation/knn/knn-recall';

const neighbours = (...similarities: number[]) =>
  similarities.map((similarity, position) => ({ position, similarity }));

describe('countFound', () => {
  const truth = neighbours(1, 0.9, 0.8);

  it.each([
    ['all', neighbours(1, 0.9, 0.8), 3],
    ['another that is as near', [{ position: 9, similarity: 0.8 }, ...truth.slice(0, 2)], 3],
    ['another that is nearly as near', [{ position: 9, similarity: 0.7991 }, ...truth.slice(0, 2)], 3],
    ['another that is not', [{ position: 9, similarity: 0.7989 }, ...truth.slice(0, 2)], 2],
    ['too few', truth.slice(0, 1), 1],
    ['one twice', [truth[0], truth[0], truth[0]], 1],
    ['more than asked for', neighbours(1, 0.9, 0.8, 0.8), 3],
    ['nothing', [], 0],
  ])('of %s', (_, found, expected) => {
    expect(countFound(found as typeof truth, truth)).toBe(expected);
  });

  it('is nothing of nothing', () => {
    expect(countFound(truth, [])).toBe(0);
  });
});

describe('Recall', () => {
  it('is the share over all that was asked for', () => {
    const recall = new Recall();
    expect(recall.value).toBe(1);
    recall.add(3, 4);
    recall.add(5, 6);
    expect(recall.value).toBeCloseTo(0.8, 12);
  });
});
