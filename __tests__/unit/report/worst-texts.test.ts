import { describe, expect, it } from '@jest/globals';
import { faulty, worstFirst } from '../../../src/report/worst-texts';
import { textVerdict, validation } from '../../../test-support/builders/validation-facts';

describe('worstFirst', () => {
  it('puts faults before similarity, similarity before recall, and keeps the order of the golden set otherwise', () => {
    const faults = [{ layer: 'required', message: 'x' }] as const;
    const { similarity: _, ...without } = textVerdict(5, { recall: 0.9 });
    const texts = [
      textVerdict(0),
      textVerdict(1, { similarity: 0.5 }),
      textVerdict(2, { recall: 0.5 }),
      textVerdict(3, { similarity: 0.99, faults }),
      textVerdict(4, { similarity: 0.9, faults }),
      without,
      textVerdict(6),
    ];
    expect(worstFirst({ texts, profile: 'same-model' }).map(({ at }) => at)).toEqual([4, 3, 1, 2, 0, 6, 5]);
    expect(worstFirst({ texts, profile: 'cross-model' }).map(({ at }) => at)).toEqual([4, 3, 2, 5, 1, 0, 6]);
    expect(faulty({ texts })).toBe(2);
    expect(faulty(validation())).toBe(0);
  });
});
