import { describe, expect, it } from '@jest/globals';
import { checkDistribution, driftedComponents, isTelling } from '../../../../src/validation/checks/distribution';
import { areaUnderCurve, domainAuc } from '../../../../src/validation/checks/domain-classifier';
import { randomOf } from '../../../../src/validation/random';

const random = randomOf(9);
const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
const CLOUD = Array.from({ length: 200 }, () => Float32Array.from({ length: 20 }, normal));
const moved = (by: number, components = 20) =>
  CLOUD.map((vector) => vector.map((value, at) => (at < components ? value + by : value)));

const failed = (present: readonly Float32Array[], approved = CLOUD) =>
  checkDistribution(approved, present)
    .checks.filter(({ passed }) => !passed)
    .map(({ name }) => name);

describe('checkDistribution', () => {
  it('passes vectors that are as approved, and hardly changed ones', () => {
    expect(failed(CLOUD)).toEqual([]);
    expect(failed(CLOUD.map((vector) => vector.map((value) => value * (1 + 1e-3 * normal()))))).toEqual([]);
  });

  it('fails where all moved alike', () => {
    expect(failed(moved(0.5))).toEqual(expect.arrayContaining(['mean', 'drifted components', 'classifier AUC']));
  });

  it('fails where vectors got longer', () => {
    expect(failed(CLOUD.map((vector) => vector.map((value) => value * 1.02)))).toEqual(['length']);
  });

  it('does not see vectors that changed places, and says so', () => {
    const { checks } = checkDistribution(CLOUD, [...CLOUD.slice(1), CLOUD[0] as Float32Array]);
    const [, mean, components] = checks;
    expect([mean?.passed, components?.passed]).toEqual([true, true]);
    expect(mean?.unseen).toContain('swapped places');
  });

  it('asks the classifier only where there are texts enough, and nothing of a handful', () => {
    expect([isTelling(134), isTelling(135)]).toEqual([false, true]);
    const some = CLOUD.slice(0, 100);
    expect(checkDistribution(some, some).checks.map(({ name }) => name)).toEqual([
      'length',
      'mean',
      'drifted components',
    ]);
    expect(checkDistribution(CLOUD.slice(0, 9), CLOUD.slice(0, 9)).skipped).toContain('fewer than 10');
  });
});

describe('driftedComponents', () => {
  it('is the share that moved by a tenth of a standard deviation', () => {
    expect(driftedComponents(CLOUD, CLOUD)).toBe(0);
    expect(driftedComponents(CLOUD, moved(0.2, 5))).toBe(0.25);
    expect(driftedComponents(CLOUD, moved(0.02))).toBe(0);
  });
});

describe('domainAuc', () => {
  it('is exactly one half for the same vectors, and grows with what tells them apart', () => {
    expect(domainAuc(CLOUD, CLOUD)).toBe(0.5);
    const [little, much] = [domainAuc(CLOUD, moved(0.3)), domainAuc(CLOUD, moved(3))];
    expect(little).toBeGreaterThan(0.6);
    expect(much).toBeGreaterThan(0.99);
    expect(much).toBeGreaterThan(little);
  });

  it('is the same each time', () => {
    expect(domainAuc(CLOUD, moved(0.3))).toBe(domainAuc(CLOUD, moved(0.3)));
  });
});

describe('areaUnderCurve', () => {
  it.each([
    [[2, 3], [0, 1], 1],
    [[0, 1], [2, 3], 0],
    [[1, 1], [1, 1], 0.5],
    [[1, 2, 3], [0, 1], 5.5 / 6],
  ])('of %j above %j is %d', (higher, lower, expected) => {
    expect(areaUnderCurve(higher, lower)).toBeCloseTo(expected, 12);
  });
});
