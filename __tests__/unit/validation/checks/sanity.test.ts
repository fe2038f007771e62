import { describe, expect, it } from '@jest/globals';
import { checkSanity } from '../../../../src/validation/checks/sanity';

const vector = (...components: number[]) => Float32Array.from(components);
const APPROVED = [vector(1, 0, 0), vector(0, 1, 0), vector(0, 0, 1)];

function sane(present: (Float32Array | undefined)[], overrides = {}) {
  const { checks, faults } = checkSanity({
    names: ['a', 'b', 'c'],
    approved: APPROVED,
    present,
    dimensions: 3,
    normalized: true,
    mayMerge: false,
    ...overrides,
  });
  return {
    failed: checks.filter(({ passed }) => !passed).map(({ name, failing }) => [name, ...failing]),
    checks,
    faults,
  };
}

describe('checkSanity', () => {
  it('passes what is a vector, and says what could have gone unseen', () => {
    const { failed, checks, faults } = sane(APPROVED);
    expect([failed, faults]).toEqual([[], []]);
    expect(checks.map(({ name }) => name)).toEqual([
      'missing',
      'dimensions',
      'not finite',
      'zero',
      'length',
      'identical',
    ]);
    expect(checks[3]?.unseen).toBe('with 95% confidence, fewer than 63.2% of texts have one');
  });

  it.each([
    ['missing', undefined, 'there is no present vector'],
    ['dimensions', vector(1, 0), 'the vector has 2 dimensions, not 3'],
    ['not finite', vector(Number.NaN, 1, 0), 'components are infinite or not a number'],
    ['not finite', vector(1, Number.NEGATIVE_INFINITY, 0), 'components are infinite or not a number'],
    ['zero', vector(0, 0, 0), 'the vector is zero'],
    ['length', vector(0, 1.002, 0), 'the length of the vector is 1.002, not 1'],
  ])('fails "%s" for %p', (name, bad, message) => {
    const { failed, faults } = sane([APPROVED[0], bad, APPROVED[2]]);
    expect(failed).toEqual([[name, 'b']]);
    expect(faults).toEqual([{ position: 1, message }]);
  });

  it('takes lengths as they are where nothing is normalized, and as fp16 rounds them where it is', () => {
    expect(sane([APPROVED[0], vector(0, 9, 0), APPROVED[2]], { normalized: false }).failed).toEqual([]);
    expect(sane([APPROVED[0], vector(0, 1.0005, 0), APPROVED[2]]).failed).toEqual([]);
  });

  it('fails where texts got the same vector, but not where they were approved with the same', () => {
    const { failed, faults } = sane([APPROVED[0], APPROVED[0], APPROVED[2]]);
    expect(failed).toEqual([['identical', 'b']]);
    expect(faults).toEqual([{ position: 1, message: 'the same vector as a' }]);
    const approved = [APPROVED[0], APPROVED[0], APPROVED[2]];
    expect(sane([APPROVED[1], APPROVED[1], APPROVED[2]], { approved }).failed).toEqual([]);
  });

  it('allows another model to take a few texts for the same', () => {
    const names = Array.from({ length: 40 }, (_, at) => `t${at}`);
    const approved = names.map((_, at) => vector(1, at, at * at));
    const merged = (count: number) =>
      approved.map((one, at) => (at > 0 && at <= count ? (approved[0] as Float32Array) : one));
    const judge = (count: number, mayMerge: boolean) =>
      sane(merged(count), { names, approved, normalized: false, mayMerge }).failed.length;
    expect([judge(2, true), judge(3, true), judge(1, false)]).toEqual([0, 1, 1]);
  });
});
