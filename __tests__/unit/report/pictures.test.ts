import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { originPicture, similarityPicture } from '../../../src/report/pictures';
import type { RunReport } from '../../../src/report/run-report';
import type { Similarities } from '../../../src/report/sections/model';
import { runDocument } from '../../../src/report/sections/run';
import { originsOf } from '../../../src/report/sections/tiers';
import { resolveFacts, runReport, tierFacts } from '../../../test-support/builders/run-report';
import { layer, richValidation, validation } from '../../../test-support/builders/validation-facts';

const picture = (facts: Partial<ReturnType<typeof resolveFacts>>) =>
  originPicture(
    originsOf({
      texts: { ...resolveFacts(facts), hitRate: 0.5 },
      tiers: [tierFacts(), tierFacts({ name: 'runner cache' })],
    }),
  );

/** The histogram that the model of a run has for this validation. */
const histogram = (facts: RunReport['validation']) => {
  const { sections } = runDocument(runReport(facts && { validation: facts }));
  const found = sections.find(({ id }) => id === 'similarity')?.facts[0]?.value;
  return found ? similarityPicture(found as Similarities) : [];
};

describe('originPicture', () => {
  it('has a square for each 4% of texts, by where they came from', () => {
    expect(picture({})).toEqual([
      `${'🟦'.repeat(19)}${'🟪'.repeat(2)}${'🟧'.repeat(4)}`,
      '',
      '🟦 900 found in redis (75.0%) · 🟪 100 found in runner cache (8.3%) · 🟧 200 embedded (16.7%)',
      '',
    ]);
  });

  it('tells what others embedded, and what is missing', () => {
    const [bar, , legend] = picture({ hits: 0, hitsByTier: {}, misses: 100, sharedByOthers: 40, embedded: 20 });
    expect(bar).toBe(`${'🟨'.repeat(10)}${'🟧'.repeat(5)}${'⬜'.repeat(10)}`);
    expect(legend).toBe(
      '🟨 40 embedded by another run meanwhile (40.0%) · 🟧 20 embedded (20.0%) · ⬜ 40 missing (40.0%)',
    );
  });

  it('shows even one text among a million, and is empty without any', () => {
    expect(picture({ hitsByTier: { redis: 999_999 }, misses: 1, embedded: 1 })[0]).toBe(`${'🟦'.repeat(24)}🟧`);
    expect(picture({ hitsByTier: {}, misses: 0, embedded: 0 })).toEqual([]);
  });

  it('always has 25 squares, and each part one', () => {
    const texts = fc.integer({ min: 0, max: 1_000_000 });
    fc.assert(
      fc.property(texts, texts, texts, texts, (redis, runner, embedded, others) => {
        const misses = embedded + others;
        const [bar = ''] = picture({
          hitsByTier: { redis, 'runner cache': runner },
          misses,
          embedded,
          sharedByOthers: others,
        });
        const parts = [redis, runner, embedded, others].filter((part) => part > 0).length;
        expect([...bar]).toHaveLength(parts > 0 ? 25 : 0);
        expect(new Set(bar).size).toBe(parts);
      }),
    );
  });
});

describe('similarityPicture', () => {
  it('draws the histogram, open where texts drifted, and marks what is below the threshold', () => {
    const lines = histogram(richValidation());
    expect(lines[0]).toMatch(/^<details open><summary>.*: lowest 0\.9011, mean 0\.\d+, threshold 0\.99<\/summary>$/);
    expect(lines).toContain('  from    texts   ✗ below 0.99');
    expect(lines).toContain('✗ 0.9011      1  ▊');
    expect(lines).toContain(`  0.9950     55  ${'█'.repeat(40)}`);
    // Steps without a text are one row.
    expect(lines.join('\n')).not.toMatch(/…\n {2}…/);
  });

  it('is folded where all is well, a sentence where all are one, and nothing where nothing was compared', () => {
    expect(histogram(richValidation({ faulty: 0 }))[0]).toMatch(/^<details><summary>/);
    const similarity = { min: 1, mean: 1, quantiles: [], histogram: [{ from: 1, to: 1, texts: 5 }] };
    expect(histogram({ ...validation(), similarity })[0]).toBe(
      'Similarity to the approved vectors: lowest 1.0000, mean 1.0000, threshold 0.99.',
    );
    expect(histogram(validation())).toEqual([]);
  });

  it('names no threshold where identity was not judged', () => {
    const layers = [layer('identity', { verdict: 'skipped' })];
    expect(histogram({ ...richValidation(), layers }).join('\n')).not.toMatch(/threshold|✗/);
  });
});
