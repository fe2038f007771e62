import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { excerptOf, neighboursAmongGolden } from '../../../../src/validation/golden/golden-neighbours';
import { cosine } from '../../../../src/validation/knn/exact';

function yardstick(name: string, vector: readonly number[]) {
  return { name, text: `text of ${name}`, vector: Float32Array.from(vector) };
}

describe('neighboursAmongGolden', () => {
  it('names the nearest of the others, nearest first, with similarity and excerpt', () => {
    const texts = [yardstick('a', [1, 0]), yardstick('b', [3, 4]), yardstick('c', [0, 3]), yardstick('d', [-1, 0])];
    const [ofA, , ofC] = neighboursAmongGolden(texts, 2);
    expect(ofA).toEqual([
      { name: 'b', excerpt: 'text of b', similarity: 0.6 },
      { name: 'c', excerpt: 'text of c', similarity: 0 },
    ]);
    expect(ofC?.map(({ name }) => name)).toEqual(['b', 'a']);
  });

  it('gives as many as there are', () => {
    expect(neighboursAmongGolden([yardstick('a', [1])], 5)).toEqual([[]]);
    expect(neighboursAmongGolden([], 5)).toEqual([]);
  });

  it('orders equally near ones by name, wherever they stand', () => {
    const texts = ['q', 'z', 'a', 'm'].map((name) => yardstick(name, name === 'q' ? [1, 0] : [0.6, 0.8]));
    expect(neighboursAmongGolden(texts, 2)[0]?.map(({ name }) => name)).toEqual(['a', 'm']);
  });

  it('agrees with comparing every text with every other', () => {
    const component = fc.integer({ min: -9, max: 9 });
    const vectors = fc.array(fc.array(component, { minLength: 5, maxLength: 5 }), { minLength: 2, maxLength: 30 });
    fc.assert(
      fc.property(vectors, fc.integer({ min: 1, max: 12 }), (rows, k) => {
        const texts = rows.map((row, at) => yardstick(`n${at}`, row));
        for (const [at, near] of neighboursAmongGolden(texts, k).entries()) {
          const all = texts
            .filter((_, other) => other !== at)
            .map(({ vector }) => cosine((texts[at] as (typeof texts)[number]).vector, vector))
            .sort((a, b) => b - a);
          expect(near).toHaveLength(Math.min(k, texts.length - 1));
          for (const [rank, { similarity }] of near.entries()) expect(similarity).toBeCloseTo(all[rank] as number, 5);
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe('excerptOf', () => {
  it('is one line of at most 200 characters, whole ones', () => {
    expect(excerptOf('a\n b')).toBe('a b');
    const long = excerptOf(`${'x'.repeat(198)}😀😀`);
    expect(long).toBe(`${'x'.repeat(198)}…`);
    expect(excerptOf('y'.repeat(200))).toBe('y'.repeat(200));
  });
});
