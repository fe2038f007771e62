import { describe, expect, it } from '@jest/globals';
import { InputError } from '../../../src/errors';
import { validate } from '../../../src/validation/gate';
import type { GoldenText } from '../../../src/validation/golden-set';
import { goldenText } from '../../helpers/golden';
import { FINGERPRINT } from '../../helpers/run-report';

const INPUTS = { validationEngine: 'auto', validationThreshold: 0.99, goldenSet: 'golden.jsonl' } as const;
const GOLDEN = [goldenText('a', [1, 0, 0]), goldenText('b', [0, 1, 0]), goldenText('c', [0, 0, 1])];

function judge(
  golden: readonly GoldenText[],
  present: Record<string, readonly number[]>,
  { threshold = 0.99, notInCorpus = [] as string[], fingerprint = FINGERPRINT } = {},
) {
  const vectors = new Map(Object.entries(present).map(([text, vector]) => [text, Float32Array.from(vector)]));
  return validate(golden, { fingerprint, vectors, notInCorpus }, { ...INPUTS, validationThreshold: threshold });
}

describe('validate', () => {
  it('passes where every vector is as approved', async () => {
    expect(await judge(GOLDEN, { a: [1, 0, 0], b: [0, 1, 0], c: [0, 0, 1] })).toEqual({
      passed: true,
      engine: 'exact',
      threshold: 0.99,
      texts: 3,
      similarity: { min: 1, mean: 1 },
      drifted: [],
      notInCorpus: [],
      otherContract: false,
    });
  });

  it('passes within the threshold, and says how near it was', async () => {
    const { passed, similarity } = await judge(GOLDEN, { a: [1, 0.1, 0], b: [0, 1, 0], c: [0, 0, 1] });
    expect(passed).toBe(true);
    expect(similarity.min).toBeCloseTo(1 / Math.hypot(1, 0.1), 6);
    expect(similarity.mean).toBeCloseTo((similarity.min + 2) / 3, 6);
  });

  it.each([
    [0.9, true],
    [0.96, false],
  ])('judges the same vectors by the threshold: at %d passed is %s', async (threshold, passed) => {
    const present = { a: [1, 0.35, 0], b: [0, 1, 0], c: [0, 0, 1] };
    expect((await judge(GOLDEN, present, { threshold })).passed).toBe(passed);
  });

  it('closes below the threshold, the worst text first', async () => {
    const result = await judge(GOLDEN, { a: [1, 0.3, 0], b: [0, 1, 0], c: [0, 1.5, 1] });
    expect(result.passed).toBe(false);
    expect(result.drifted).toEqual([
      {
        name: 'name of c',
        text: 'c',
        similarity: expect.closeTo(1 / Math.hypot(1.5, 1), 6),
        nearest: 'name of b',
        nearestSimilarity: expect.closeTo(1.5 / Math.hypot(1.5, 1), 6),
        reason: 'similarity 0.5547 is below 0.99',
      },
      {
        name: 'name of a',
        text: 'a',
        similarity: expect.closeTo(1 / Math.hypot(1, 0.3), 6),
        nearest: 'name of a',
        nearestSimilarity: expect.closeTo(1 / Math.hypot(1, 0.3), 6),
        reason: 'similarity 0.9578 is below 0.99',
      },
    ]);
  });

  it('closes where another golden text is nearer, though the threshold is kept', async () => {
    const golden = [goldenText('a', [1, 0]), goldenText('twin', [1, 0.05])];
    const result = await judge(golden, { a: [1, 0.04], twin: [1, 0.05] });
    expect(result.similarity.min).toBeGreaterThan(0.99);
    expect(result.drifted.map(({ name, nearest, reason }) => [name, nearest, reason])).toEqual([
      ['name of a', 'name of twin', 'another golden text is nearer'],
    ]);
  });

  it('passes where two golden texts have the same approved vector', async () => {
    const golden = [goldenText('a', [1, 0]), goldenText('same', [1, 0]), goldenText('b', [0, 1])];
    expect((await judge(golden, { a: [1, 0], same: [1, 0], b: [0, 1] })).passed).toBe(true);
  });

  it.each([
    ['zero', [0, 0, 0]],
    ['not a number', [Number.NaN, 0, 0]],
    ['the opposite', [-1, 0, 0]],
  ])('closes where a vector is %s', async (_, vector) => {
    const result = await judge(GOLDEN, { a: vector, b: [0, 1, 0], c: [0, 0, 1] });
    expect(result.drifted.map(({ name }) => name)).toEqual(['name of a']);
  });

  it('passes on which texts the corpus does not hold, and judges them like the rest', async () => {
    const good = await judge(GOLDEN, { a: [1, 0, 0], b: [0, 1, 0], c: [0, 0, 1] }, { notInCorpus: ['name of b'] });
    expect([good.passed, good.notInCorpus]).toEqual([true, ['name of b']]);
    const bad = await judge(GOLDEN, { a: [1, 0, 0], b: [1, 0, 0], c: [0, 0, 1] }, { notInCorpus: ['name of b'] });
    expect([bad.passed, bad.notInCorpus]).toEqual([false, ['name of b']]);
  });

  it('says where a vector was approved under another contract, and judges it all the same', async () => {
    const present = { a: [1, 0, 0], b: [0, 1, 0], c: [0, 0, 1] };
    const result = await judge(GOLDEN, present, { fingerprint: 'cd'.repeat(32) });
    expect([result.passed, result.otherContract]).toEqual([true, true]);
    const approved = { vector: Float32Array.of(0, 0, 1), fingerprint: 'cd'.repeat(32), neighbours: [] };
    const mixed = [...GOLDEN.slice(0, 2), goldenText('c', [], { approved })];
    expect((await judge(mixed, present)).otherContract).toBe(true);
  });

  it('cannot judge texts without an approved vector', async () => {
    const { approved, ...unapproved } = goldenText('b', []);
    const failure = judge([GOLDEN[0] as GoldenText, unapproved], { a: [1, 0, 0], b: [0, 1, 0] });
    await expect(failure).rejects.toThrow(InputError);
    await expect(failure).rejects.toThrow('1 of 2 texts in golden.jsonl have no approved vector, name of b first');
  });

  it('cannot compare vectors of other dimensions', async () => {
    const golden = [goldenText('a', [1, 0]), goldenText('b', [0, 1, 0])];
    const failure = judge(golden, { a: [1, 0], b: [0, 1] });
    await expect(failure).rejects.toThrow(InputError);
    await expect(failure).rejects.toThrow(
      'name of b in golden.jsonl was approved with 3 dimensions, and the model gives 2',
    );
  });
});
