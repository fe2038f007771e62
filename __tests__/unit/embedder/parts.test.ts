import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { partsByLength } from '../../../src/embedder/parts';

function forAll(check: (parts: number[][], lengths: readonly number[], most: number) => void): void {
  const lengths = fc.array(fc.integer({ min: 0, max: 3000 }), { maxLength: 60 });
  fc.assert(
    fc.property(lengths, fc.integer({ min: 1, max: 20 }), (all, most) => check(partsByLength(all, most), all, most)),
    { numRuns: 300 },
  );
}

describe('partsByLength', () => {
  it('holds every position exactly once, in no empty part, and no more parts than asked for', () => {
    forAll((parts, lengths, most) => {
      expect(parts.flat().sort((a, b) => a - b)).toEqual([...lengths.keys()]);
      expect(parts.filter((part) => part.length === 0)).toEqual([]);
      expect(parts.length).toBeLessThanOrEqual(most);
    });
  });

  it('gives no part more than its share and one text', () => {
    forAll((parts, lengths, most) => {
      const total = lengths.reduce((sum, length) => sum + length, 0);
      const share = Math.max(total / most, 2000);
      for (const part of parts) {
        const sum = part.reduce((characters, position) => characters + (lengths[position] as number), 0);
        expect(sum).toBeLessThanOrEqual(share + Math.max(...lengths) + 1e-6);
      }
    });
  });

  it('puts texts of like length together', () => {
    forAll((parts, lengths) => {
      const order = parts.flat().map((position) => lengths[position] as number);
      expect(order).toEqual([...order].sort((a, b) => b - a));
    });
  });

  it('leaves a few short texts to one session', () => {
    expect(partsByLength(new Array(20).fill(80), 8)).toHaveLength(1);
    expect(partsByLength(new Array(256).fill(80), 2)).toHaveLength(2);
  });
});
