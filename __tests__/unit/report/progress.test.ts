import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Pace } from '../../../src/report/pace';
import { type Moment, momentOf, renderProgress, shortened } from '../../../src/report/progress';
import { resolveFacts } from '../../../test-support/builders/run-report';

function moment(overrides: Partial<Moment> = {}): Moment {
  return { done: 500, total: 2000, rate: 50, hits: 300, hitRate: 0.6, embedded: 200, ...overrides };
}

describe('momentOf', () => {
  it('counts as done what was found, embedded or repeats', () => {
    const texts = resolveFacts({ records: 1000, unique: 900, hits: 500, misses: 250, embedded: 200 });
    expect(momentOf({ texts, total: 2000 }, 8, new Pace())).toEqual({
      done: 800,
      total: 2000,
      rate: 100,
      hits: 500,
      hitRate: 500 / 750,
      embedded: 200,
    });
  });

  it('counts as done, where nothing is embedded, whatever was asked for', () => {
    const texts = resolveFacts({ records: 1000, unique: 900, hits: 500, misses: 300, embedded: 0 });
    const planning = momentOf({ texts, total: undefined, embeds: false }, 10, new Pace());
    expect(planning).toMatchObject({ done: 900, hits: 500, misses: 300 });
    expect(renderProgress(planning, false)).toBe('900 records, 90/s, 500 hits (62.5%), 300 missing');
  });

  it('never has more done than there is', () => {
    const texts = resolveFacts({ records: 1000, unique: 900, hits: 900, embedded: 0 });
    expect(momentOf({ texts, total: 700 }, 1, new Pace()).total).toBe(1000);
  });

  it('knows no hit rate before it has asked for a text', () => {
    const texts = resolveFacts({ records: 0, unique: 0, hits: 0, misses: 0, embedded: 0 });
    expect(renderProgress(momentOf({ texts, total: undefined }, 1, new Pace()), false)).toBe(
      '0 records, 0 hits, 0 embedded',
    );
  });
});

describe('renderProgress', () => {
  it('says how far, how fast, and how long it will take', () => {
    expect(renderProgress(moment(), false)).toBe(
      '25.0%, 500 of 2,000 records, 50/s, 30 s left, 300 hits (60.0%), 200 embedded',
    );
  });

  it('tells time left in whole seconds', () => {
    expect(renderProgress(moment({ done: 1800, rate: 180 }), false)).toContain(', 2 s left, ');
  });

  it('does not guess while only repeats are done', () => {
    expect(renderProgress(moment({ done: 2, hits: 0, hitRate: 0, embedded: 0 }), false)).toBe(
      '0.1%, 2 of 2,000 records, 0 hits (0%), 0 embedded',
    );
  });

  it('draws a bar', () => {
    expect(renderProgress(moment(), true)).toMatch(/^█{3}░{9} 25\.0%, 500 of/);
    expect(renderProgress(moment({ done: 2000 }), true)).toMatch(/^█{12} 100%, /);
    expect(renderProgress(moment({ done: 0 }), true)).toMatch(/^░{12} 0%, /);
  });

  it.each([true, false])('does without a total, with bar %s', (bar) => {
    expect(renderProgress(moment({ total: undefined }), bar)).toBe('500 records, 50/s, 300 hits (60.0%), 200 embedded');
  });

  it.each([
    { done: 0, rate: 0 },
    { done: 0, total: 0 },
    { done: 0, total: undefined, rate: 0 },
    { done: 5, rate: 0 },
  ])('says nothing that is no number: %j', (overrides) => {
    expect(renderProgress(moment(overrides), true)).not.toMatch(/NaN|Infinity|undefined/);
  });

  it('never goes above 100%, beyond its bar, or below no time left', () => {
    const moments = fc.record({
      rate: fc.nat(100_000),
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
        expect([...line].filter((character) => '█░'.includes(character)).length).toBeLessThanOrEqual(12);
        expect(line).not.toMatch(/-\d/);
      }),
    );
  });
});

it('a terminal too narrow for a line gets whole parts of it', () => {
  const line = renderProgress(moment(), true);
  expect(line.length).toBeGreaterThan(79);
  // Cut anywhere, it would end with another number.
  expect(line.startsWith(`${shortened(line, 79)}, 200 embedded`)).toBe(true);
  expect(shortened(line, line.length)).toBe(line);
  expect(shortened('abcdef', 3)).toBe('abc');
});
