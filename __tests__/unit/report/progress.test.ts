import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Moment, momentOf, renderProgress } from '../../../src/report/progress';
import { corpusFacts, resolveFacts } from '../../helpers/run-report';

function moment(overrides: Partial<Moment> = {}): Moment {
  return { seconds: 10, done: 500, total: 2000, hits: 300, embedded: 200, ...overrides };
}

describe('momentOf', () => {
  it('counts as done what was found, embedded or repeats', () => {
    const texts = resolveFacts({ records: 1000, unique: 900, hits: 500, embedded: 200 });
    expect(momentOf(corpusFacts(), texts, 7)).toMatchObject({ seconds: 7, done: 800, hits: 500, embedded: 200 });
  });

  it('counts as done, where nothing is embedded, whatever was asked for', () => {
    const texts = resolveFacts({ records: 1000, unique: 900, hits: 500, misses: 300, embedded: 0 });
    const planning = momentOf(corpusFacts({ bytesTotal: undefined }), texts, 10, false);
    expect(planning).toMatchObject({ done: 900, hits: 500, misses: 300 });
    expect(renderProgress(planning, false)).toBe('900 records, 90/s, 500 hits, 300 missing');
  });

  it('reckons the total from what has been read', () => {
    const corpus = corpusFacts({ bytesTotal: 10_000, bytesRead: 2500, records: 100 });
    expect(momentOf(corpus, resolveFacts(), 1).total).toBe(400);
  });

  it.each([
    ['all is read', { bytesTotal: 100, bytesRead: 100, records: 7 }, 7],
    ['more was read than the file held before', { bytesTotal: 100, bytesRead: 150, records: 7 }, 7],
    ['nothing is read yet', { bytesTotal: 100, bytesRead: 0, records: 0 }, undefined],
    ['a source does not say its size', { bytesTotal: undefined, bytesRead: 50, records: 7 }, undefined],
  ])('where %s, the total is %3$s', (_, facts, total) => {
    expect(momentOf(corpusFacts(facts), resolveFacts(), 1).total).toBe(total);
  });
});

describe('renderProgress', () => {
  it('says how far, how fast, and how long it will take', () => {
    expect(renderProgress(moment(), false)).toBe(
      '25.0 %, 500 of 2,000 records, 50/s, 30 s left, 300 hits, 200 embedded',
    );
  });

  it('tells time left in whole seconds', () => {
    expect(renderProgress(moment({ done: 1800 }), false)).toContain(', 2 s left, ');
  });

  it('does not guess while only repeats are done', () => {
    expect(renderProgress(moment({ done: 2, hits: 0, embedded: 0 }), false)).toBe(
      '0.1 %, 2 of 2,000 records, 0 hits, 0 embedded',
    );
  });

  it('draws a bar', () => {
    expect(renderProgress(moment(), true)).toMatch(/^█{6}░{18} 25\.0 %, 500 of/);
    expect(renderProgress(moment({ done: 2000 }), true)).toMatch(/^█{24} 100 %, /);
    expect(renderProgress(moment({ done: 0 }), true)).toMatch(/^░{24} 0 %, /);
  });

  it.each([true, false])('does without a total, with bar %s', (bar) => {
    expect(renderProgress(moment({ total: undefined }), bar)).toBe('500 records, 50/s, 300 hits, 200 embedded');
  });

  it.each([
    { done: 0, seconds: 0 },
    { done: 0, total: 0 },
    { done: 0, total: undefined, seconds: 0 },
    { done: 5, seconds: 0 },
  ])('says nothing that is no number: %j', (overrides) => {
    expect(renderProgress(moment(overrides), true)).not.toMatch(/NaN|Infinity|undefined/);
  });

  it('never goes above 100 %, beyond its bar, or below no time left', () => {
    const moments = fc.record({
      seconds: fc.nat(100_000),
      done: fc.nat(100_000),
      total: fc.nat(100_000),
      hits: fc.nat(1000),
      embedded: fc.nat(1000),
    });
    fc.assert(
      fc.property(moments, (any) => {
        const line = renderProgress(any, true);
        const shares = [...line.matchAll(/(\d+(?:\.\d+)?) %/g)].map(([, share]) => Number(share));
        expect(shares.filter((share) => share > 100)).toEqual([]);
        expect([...line].filter((character) => '█░'.includes(character)).length).toBeLessThanOrEqual(24);
        expect(line).not.toMatch(/-\d/);
      }),
    );
  });
});
