import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Nearest } from '../../../../src/validation/knn/nearest';

describe('Nearest', () => {
  it('keeps what sorting all that was offered would put first, whatever the order', () => {
    const offers = fc.array(fc.record({ similarity: fc.integer({ min: 0, max: 5 }), tie: fc.nat(1000) }), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(offers, fc.integer({ min: 1, max: 8 }), (all, k) => {
        const nearest = new Nearest<number>(2, k);
        for (const [item, { similarity, tie }] of all.entries()) {
          if (nearest.takes(1, similarity, tie)) nearest.insert(1, similarity, tie, item);
        }
        const sorted = all
          .map((offer, item) => ({ ...offer, item }))
          .sort((a, b) => b.similarity - a.similarity || a.tie - b.tie || a.item - b.item)
          .slice(0, k);
        expect(nearest.of(1)).toEqual(sorted.map(({ item, similarity }) => ({ item, similarity })));
        expect(nearest.of(0)).toEqual([]);
        expect(nearest.worst[1]).toBe(all.length < k ? Number.NEGATIVE_INFINITY : sorted[k - 1]?.similarity);
      }),
    );
  });

  it('of nothing takes nothing', () => {
    expect(new Nearest(1, 0).takes(0, 1, 0)).toBe(false);
  });
});
