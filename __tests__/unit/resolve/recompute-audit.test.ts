import { describe, expect, it } from '@jest/globals';
import { relativeDeviation } from '../../../src/base/vector';
import { textKey } from '../../../src/keys/text-key';
import { chanceOfNotice, noticeChances, RecomputeAudit } from '../../../src/resolve/recompute-audit';
import { texts } from '../../../test-support/builders/vectors';

const keys = texts(20_000).map(textKey);
const WHERE = { key: 'k', source: 'a.txt', line: 7, tier: 'redis' };

function audit(sample: 'auto' | number, seed = 'a seed') {
  return new RecomputeAudit({ sample, seed, tolerance: 0.001, gates: false });
}

describe('drawing', () => {
  it.each([0.001, 0.05, 0.5])('takes the share asked for: %d', (share) => {
    const drawing = audit(share);
    const drawn = keys.filter((key) => drawing.draws(key)).length;
    // Four standard deviations of as many independent draws.
    expect(Math.abs(drawn - share * keys.length)).toBeLessThan(4 * Math.sqrt(keys.length * share * (1 - share)));
    expect(drawing.facts.eligible).toBe(keys.length);
  });

  it('takes all of them for 1, and none for 0', () => {
    const [all, none] = [audit(1), audit(0)];
    expect(keys.every((key) => all.draws(key))).toBe(true);
    expect(keys.some((key) => none.draws(key))).toBe(false);
  });

  it('is the same for the same seed, and of two seeds independent of each other', () => {
    const [first, again, other] = [audit(0.5), audit(0.5), audit(0.5, 'another seed')];
    const agree = keys.filter((key) => {
      const drawn = first.draws(key);
      expect(again.draws(key)).toBe(drawn);
      return other.draws(key) === drawn;
    }).length;
    expect(Math.abs(agree - keys.length / 2)).toBeLessThan(4 * Math.sqrt(keys.length / 4));
  });

  it('cannot be foreseen where no seed is given', () => {
    expect(audit(0.5, '').facts.seed).not.toBe(audit(0.5, '').facts.seed);
    expect(audit(0.5, '').facts.seed).toMatch(/^[0-9a-f]{16}$/);
  });

  it('auto applies only where the model is loaded anyway, a number always, and 0 never', () => {
    expect([audit('auto').appliesTo(false), audit('auto').appliesTo(true)]).toEqual([false, true]);
    expect([audit(0.1).appliesTo(false), audit(0).appliesTo(true)]).toEqual([true, false]);
    expect(audit('auto').facts.share).toBe(0.001);
  });
});

describe('judging', () => {
  it('sees a vector that was turned, stretched or emptied, and none that is only rounded otherwise', () => {
    const computed = Float32Array.of(0.6, 0.8, 0);
    expect(relativeDeviation(computed, computed)).toBe(0);
    expect(relativeDeviation(Float32Array.of(1.2, 1.6, 0), computed)).toBeCloseTo(1, 6);
    expect(relativeDeviation(Float32Array.of(0.8, 0.6, 0), computed)).toBeCloseTo(0.2 * Math.SQRT2, 6);
    expect(relativeDeviation(Float32Array.of(0, 0, 0), computed)).toBeCloseTo(1, 6);
    expect(relativeDeviation(Float32Array.of(0.6000001, 0.8, 0), computed)).toBeLessThan(1e-6);
    expect(relativeDeviation(computed, Float32Array.of(0, 0, 0))).toBe(Number.MAX_VALUE);
  });

  it('counts and names what deviates', () => {
    const judging = audit(1);
    expect(judging.judge(Float32Array.of(1, 0.0005), Float32Array.of(1, 0), WHERE)).toBe(false);
    expect(judging.judge(Float32Array.of(1, 0.002), Float32Array.of(1, 0), WHERE)).toBe(true);
    expect(judging.facts).toMatchObject({
      sampled: 2,
      deviating: 1,
      named: [{ ...WHERE, deviation: expect.closeTo(0.002, 6) }],
    });
    expect(judging.facts.largestDeviation).toBeCloseTo(0.002, 6);
  });

  it('names only so many, and counts them all', () => {
    const judging = audit(1);
    for (let at = 0; at < 150; at++) judging.judge(Float32Array.of(0), Float32Array.of(1), WHERE);
    expect([judging.facts.deviating, judging.facts.named.length]).toEqual([150, 100]);
  });
});

it('the chance of notice is that of at least one draw', () => {
  expect(chanceOfNotice(0.25, 4)).toBeCloseTo(1 - 0.75 ** 4, 12);
  expect([chanceOfNotice(0, 10), chanceOfNotice(1, 10), chanceOfNotice(0.5, 0)]).toEqual([0, 1, 0]);
  const { facts } = audit(0.01);
  facts.eligible = 10_000;
  expect(noticeChances(facts)).toEqual([
    { poisonedShare: 0.01, chance: expect.closeTo(1 - 0.99 ** 100, 12) },
    { poisonedShare: 0.001, chance: expect.closeTo(1 - 0.99 ** 10, 12) },
  ]);
});
