import { describe, expect, it } from '@jest/globals';
import { hitRate, OUTPUTS, outputsOf } from '../../../src/report/run-report';
import { FINGERPRINT, planFacts, resolveFacts, runReport } from '../../../test-support/builders/run-report';
import { validation } from '../../../test-support/builders/validation-facts';

describe('outputsOf', () => {
  it('gives every output as a string', () => {
    expect(outputsOf(runReport(), 'output/report/report.json')).toEqual({
      total: '1500',
      unique: '1200',
      hits: '1000',
      misses: '200',
      embedded: '200',
      'hit-rate': '0.8333',
      fingerprint: FINGERPRINT,
      dimensions: '384',
      'output-path': 'output/embeddings.jsonl',
      validation: 'none',
      'has-misses': 'true',
      shards: '[]',
      'plan-path': '',
      changes: '',
      'changes-path': '',
      'report-path': 'output/report/report.json',
    });
  });

  it('gives the shards of a plan as an array for a job matrix', () => {
    const shards = [1, 2, 3].map((tokens) => ({ texts: 1, tokens }));
    const outputs = outputsOf(runReport({ plan: planFacts({ path: 'plan.jsonl', shards }) }), '');
    expect(JSON.parse(outputs.shards)).toEqual(['1/3', '2/3', '3/3']);
    expect(outputs).toMatchObject({ 'plan-path': 'plan.jsonl', 'has-misses': 'true' });
  });

  it('says that nothing is missing', () => {
    const texts = { ...resolveFacts({ misses: 0 }), hitRate: 1 };
    const outputs = outputsOf(runReport({ texts, plan: planFacts({ path: 'plan.jsonl', misses: 0, shards: [] }) }), '');
    expect(outputs).toMatchObject({ 'has-misses': 'false', shards: '[]', 'plan-path': 'plan.jsonl' });
  });

  it('counts what changed since the last run, and names the file that lists it', () => {
    const counts = { added: 3, changed: 2, removed: 0, unchanged: 1500 };
    const changes = { ...counts, recorded: true, state: 'state/docs', path: 'output/changes.jsonl' };
    expect(outputsOf(runReport({ changes }), '')).toMatchObject({
      changes: '{"added":3,"changed":2,"removed":0,"unchanged":1500}',
      'changes-path': 'output/changes.jsonl',
    });
  });

  it('gives exactly the outputs that are described', () => {
    expect(Object.keys(outputsOf(runReport(), '')).sort()).toEqual(Object.keys(OUTPUTS).sort());
  });

  it.each([
    [true, 'passed'],
    [false, 'failed'],
  ])('of a validation with passed %s is %s', (passed, text) => {
    expect(outputsOf(runReport({ validation: validation({ passed }) }), '').validation).toBe(text);
  });

  it('has empty paths where nothing was written, and counts texts where no corpus was read', () => {
    const { corpus, ...rest } = runReport({ output: { format: 'none', files: [], rows: 1500 } });
    const report = { ...rest, texts: { ...resolveFacts({ records: 40 }), hitRate: 1 } };
    expect(outputsOf(report, '')).toMatchObject({
      'output-path': '',
      'report-path': '',
      total: '40',
      'hit-rate': '1.0000',
    });
  });
});

describe('hitRate', () => {
  it.each([
    [0, 0, 1],
    [4, 0, 0],
    [4, 3, 0.75],
    [4, 4, 1],
  ])('of %d unique texts and %d hits is %d', (unique, hits, rate) => {
    expect(hitRate({ unique, hits })).toBe(rate);
  });
});
