import { describe, expect, it } from '@jest/globals';
import type { Rate } from '../../../src/plan/prediction';
import { timeSaved } from '../../../src/plan/time-saved';
import { savedLine } from '../../../src/report/sections/tiers';
import { resolveFacts, runReport } from '../../../test-support/builders/run-report';

const earlier: Rate = {
  device: 'cpu-2-x',
  runs: 2,
  texts: 1000,
  tokens: 20_000,
  milliseconds: 8000,
  squares: 1,
  loadMilliseconds: 0,
};
const measured = (texts: number) => ({
  device: 'cpu-4-y',
  texts,
  tokens: texts * 10,
  milliseconds: texts * 5,
  loadMilliseconds: 9,
});

describe('timeSaved', () => {
  it('takes the rate of this run where it embedded enough, else that of earlier runs', () => {
    const own = { texts: 300, seconds: 1.5, millisecondsPerText: 5, from: 'this run', device: 'cpu-4-y' };
    const others = { texts: 300, seconds: 2.4, millisecondsPerText: 8, from: 'earlier runs', device: 'cpu-2-x' };
    expect(timeSaved(300, measured(100), earlier)).toEqual(own);
    expect(timeSaved(300, measured(99), earlier)).toEqual(others);
    expect(timeSaved(300, measured(0), earlier)).toEqual(others);
    expect(timeSaved(300, measured(1), undefined)).toEqual(own);
  });

  it('is not known without a rate, and nothing where nothing was there', () => {
    expect(timeSaved(300, measured(0), undefined)).toBeUndefined();
    expect(timeSaved(0, measured(100), earlier)).toBeUndefined();
  });
});

describe('savedLine', () => {
  it('says how much, and how that is known', () => {
    const saved = timeSaved(1000, measured(0), earlier);
    expect(savedLine(runReport({ ...(saved && { saved }) }))).toBe(
      'about 8.00 s of embedding: 1,000 cached texts at 8.0 ms per text, measured in earlier runs on cpu-2-x',
    );
    expect(savedLine(runReport())).toMatch(/^unknown, because /);
    expect(savedLine(runReport({ mode: 'plan' }))).toBeUndefined();
    expect(savedLine(runReport({ texts: { ...resolveFacts({ hits: 0 }), hitRate: 0 } }))).toBeUndefined();
  });
});
