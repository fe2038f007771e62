import { describe, expect, it } from '@jest/globals';
import { checkIdentity } from '../../../../src/validation/checks/identity';

const text = (name: string, similarity: number, nearest = { name, similarity }) => ({ name, similarity, nearest });

describe('checkIdentity', () => {
  it('passes where each text is nearest to itself and similar enough', () => {
    const { checks, faults } = checkIdentity([text('a', 1), text('b', 0.995)], 0.99);
    expect(faults).toEqual([]);
    expect(checks).toMatchObject([
      { name: 'self@1', value: 1, threshold: 1, passed: true },
      { name: 'similarity', value: 0.995, threshold: 0.99, passed: true, failing: [] },
    ]);
  });

  it('fails below the threshold, the worst first', () => {
    const { checks, faults } = checkIdentity([text('a', 0.98), text('b', 0.5), text('c', 1)], 0.99);
    expect(checks[1]).toMatchObject({ value: 0.5, passed: false, failing: ['b', 'a'] });
    expect(checks[1]).not.toHaveProperty('unseen');
    expect(faults).toEqual([
      { position: 0, message: 'similarity 0.9800 is below 0.99' },
      { position: 1, message: 'similarity 0.5000 is below 0.99' },
    ]);
  });

  it('fails where another is nearer, though the threshold is kept', () => {
    const { checks, faults } = checkIdentity([text('a', 0.995, { name: 'b', similarity: 0.999 })], 0.99);
    expect(checks.map(({ passed }) => passed)).toEqual([false, true]);
    expect(faults[0]?.message).toBe('nearest to the approved vector of b (0.9990), not to its own (0.9950)');
  });

  it('takes a twin that is as near for the text itself', () => {
    expect(checkIdentity([text('a', 1, { name: 'twin', similarity: 1 + 1e-8 })], 0.99).faults).toEqual([]);
  });

  it('fails where there is no vector to be similar', () => {
    expect(checkIdentity([{ name: 'a', similarity: 0 }], 0.99).checks[1]?.passed).toBe(false);
    expect(checkIdentity([{ name: 'a', similarity: Number.NaN }], 0.99).checks[1]?.passed).toBe(false);
  });
});
