import { describe, expect, it } from '@jest/globals';
import type { RunReport } from '../../../../src/report/run-report';
import { verdictOf } from '../../../../src/report/sections/verdict';
import { approval, goldenDiff } from '../../../../test-support/builders/approval-facts';
import { planFacts, runReport } from '../../../../test-support/builders/run-report';
import { drifted, failedValidation, layer, validation } from '../../../../test-support/builders/validation-facts';

const RECOMPUTED = {
  share: 1,
  seed: 'x',
  tolerance: 0.001,
  eligible: 10,
  sampled: 10,
  gates: false,
  largestDeviation: 0.5,
  deviating: 2,
  named: [],
  milliseconds: 5,
};

const PROPOSED = { path: 'g.jsonl', texts: 32, candidates: 1200, kinds: { cluster: 32 } };

describe('verdictOf', () => {
  it('names the failed layers, and says where to look', () => {
    const layers = [
      layer('identity', { verdict: 'failed' }),
      layer('required', { verdict: 'failed' }),
      layer('sanity'),
    ];
    const verdict = verdictOf(runReport({ validation: failedValidation([drifted()], { layers }) }));
    expect(verdict).toMatchObject({ state: 'failed', title: 'Validation failed' });
    expect(verdict.sentence).toBe('Identity and required: 1 of 1 golden text (golden.jsonl, version 3) has faults.');
    expect(verdict.advice).toHaveLength(3);
    expect(verdict.advice.at(-1)).toBe(
      'If the change is intended, run mode golden with approve: all and commit golden.jsonl. If not, revert it. The last approval is at commit 0123456789ab.',
    );
  });

  it('tells what is known to have changed, before anything else', () => {
    const failed = failedValidation([drifted()], { profile: 'cross-model' });
    const validation = { ...failed, goldenSet: { ...failed.goldenSet, fingerprint: 'cd'.repeat(32) } };
    const explanation = { cause: 'contract', changes: [], sentence: 'pooling changed: mean → cls' } as const;
    expect(verdictOf(runReport({ validation, explanation })).advice.slice(0, 3)).toEqual([
      'The embedding contract has changed since the approval: fingerprint cdcdcdcdcdcdcdcd then, abababababababab now.',
      'Since the last run: pooling changed: mean → cls.',
      'Do not mix present and approved vectors in one index: they come from different models.',
    ]);
  });

  it.each([
    [true, 'Validation passed with warnings'],
    [false, 'Validation failed as a warning only'],
  ])('warns of layers that do not fail the run, if passed is %s', (passed, title) => {
    const layers = [layer('identity', { verdict: 'failed', gates: false })];
    const verdict = verdictOf(runReport({ validation: failedValidation([drifted()], { passed, layers }) }));
    expect(verdict).toMatchObject({ state: 'warned', title });
    expect(verdict.sentence).toMatch(/^Identity \(warning only\): 1 of 1 /);
  });

  it('says that all is as approved, and of another model that vectors must not be mixed', () => {
    const passed = verdictOf(runReport({ validation: validation() }));
    expect(passed).toEqual({
      state: 'passed',
      title: 'Validation passed',
      sentence: '50 golden texts (golden.jsonl, version 3), no faults.',
      advice: [],
    });
    const { advice } = verdictOf(runReport({ validation: validation({ profile: 'cross-model' }) }));
    expect(advice).toEqual([expect.stringContaining('Do not mix')]);
  });

  it('takes a limit before validation, and validation before the audit', () => {
    const failed = failedValidation();
    const plan = planFacts({ refusal: 'max-misses: 200 texts are missing.' });
    expect(verdictOf(runReport({ plan, validation: failed })).sentence).toBe('max-misses: 200 texts are missing.');
    expect(verdictOf(runReport({ recomputed: RECOMPUTED, validation: failed })).title).toBe('Validation failed');
    expect(verdictOf(runReport({ recomputed: RECOMPUTED, validation: validation() }))).toMatchObject({
      state: 'warned',
      sentence: '2 of 10 recomputed vectors deviate by more than 0.001 and were replaced.',
    });
    expect(verdictOf(runReport({ recomputed: { ...RECOMPUTED, gates: true } })).state).toBe('failed');
  });

  it.each([
    [{ mode: 'plan', plan: planFacts() }, '200 texts missing'],
    [{ mode: 'plan', plan: planFacts({ misses: 0 }) }, 'Nothing is missing'],
    [{ mode: 'golden', approved: approval() }, 'Golden set approved'],
    [{ mode: 'golden', approved: approval({ outcome: 'unchanged' }) }, 'Golden set unchanged'],
    [{ mode: 'golden', approved: approval({ outcome: 'dry-run' }) }, 'Approval previewed'],
    [{ mode: 'golden', proposed: PROPOSED }, 'Golden set proposed'],
    [{}, 'Done, not validated'],
  ] as [Partial<RunReport>, string][])('of %j without validation is %s', (overrides, title) => {
    expect(verdictOf(runReport(overrides))).toMatchObject({ state: 'neutral', title });
  });

  it('is a failure where an approval was refused, with what would be lost', () => {
    const vectors = { ...goldenDiff().vectors, changed: 2 };
    const refused = approval({ outcome: 'refused', replaces: true, diff: goldenDiff({ vectors }) });
    expect(verdictOf(runReport({ mode: 'golden', approved: refused }))).toMatchObject({
      state: 'failed',
      title: 'Golden set not approved',
      sentence: expect.stringContaining('2 of 20 approved vectors would change'),
    });
  });
});
