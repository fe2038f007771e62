import { describe, expect, it } from '@jest/globals';
import { AuditFailed, CacheError, LimitExceeded, ValidationFailed } from '../../../src/base/errors';
import { renderAccount } from '../../../src/report/account';
import {
  auditPublication,
  enqueuePublication,
  type PublicationContext,
  runPublication,
} from '../../../src/report/publication';
import { auditReport, tierAudit } from '../../../test-support/builders/audit-report';
import { planFacts, runReport } from '../../../test-support/builders/run-report';
import { drifted, failedValidation, validation } from '../../../test-support/builders/validation-facts';

const inputs = { failOnCorrupt: false, goldenSet: 'golden.jsonl' };
const context = (overrides: Partial<PublicationContext['inputs']> = {}) => ({ inputs: { ...inputs, ...overrides } });
const deviating = {
  share: 0.01,
  seed: 'seed',
  eligible: 1000,
  sampled: 32,
  deviating: 1,
  largestDeviation: 0.2,
  tolerance: 0.001,
  gates: false,
  milliseconds: 120,
  named: [{ key: 'ab', source: 'a.txt', line: 3, tier: 'redis', deviation: 0.2 }],
};

describe('the publication of a run', () => {
  it('has every file and output, the report first, and succeeds', () => {
    const published = runPublication(runReport({ validation: validation() }), context());
    expect(Object.keys(published.files())).toEqual([
      'report.json',
      'report.html',
      'junit.xml',
      'summary.md',
      'metrics.prom',
    ]);
    expect(published.outputs('out/report.json')).toMatchObject({ hits: '1000', 'report-path': 'out/report.json' });
    expect(published.warnings).toEqual([]);
    expect(published.failure).toBeUndefined();
    expect(published.comment?.({ marker: '<!-- x -->' })).toContain('Validation passed');
  });

  it('links the run page from the summary of the job, but not from the file', () => {
    const settings = { 'report-dir': { value: 'reports', source: 'flag' } };
    const published = runPublication(runReport({ settings }), { ...context(), runPage: 'https://example.com/1' });
    expect(published.summary).toContain('https://example.com/1#artifacts');
    expect(published.files()['summary.md']).not.toContain('example.com');
  });

  it('fails with all closed gates, and warns of failed checks that close none', () => {
    const report = runReport({ validation: failedValidation([drifted()]), recomputed: deviating });
    const open = runPublication(report, context());
    expect(open.failure).toBeInstanceOf(ValidationFailed);
    expect(open.failure?.message).toBe(
      'validation failed: identity (similarity 0.9123, must be at least 0.99, 1 text). If the change is intended, run mode golden with approve: all and commit golden.jsonl.',
    );
    expect(open.warnings).toHaveLength(1);
    expect(open.warnings[0]).toContain('a.txt:3: ab from redis');
    const closed = runPublication({ ...report, recomputed: { ...deviating, gates: true } }, context());
    expect(closed.warnings).toEqual([]);
    expect(closed.failure?.message).toMatch(/a\.txt:3: ab from redis[\s\S]*\nvalidation failed: identity/);
  });

  it('fails with the limit that a plan exceeds, before any gate', () => {
    const plan = planFacts({ refusal: 'max-misses: 200 texts are missing, and 100 may be.' });
    const published = runPublication(runReport({ mode: 'plan', plan, recomputed: deviating }), context());
    expect(published.failure).toBeInstanceOf(LimitExceeded);
    expect(published.failure?.message).toBe(plan.refusal);
    expect(published.warnings).toEqual([]);
  });
});

describe('the publication of an audit', () => {
  it('has its files, and the path of its report as the only output', () => {
    const published = auditPublication(auditReport(), context());
    expect(Object.keys(published.files())).toEqual(['audit.json', 'metrics.prom', 'summary.md']);
    expect(published.outputs('audit.json')).toEqual({ 'report-path': 'audit.json' });
    expect(published.failure).toBeUndefined();
    expect(published.comment).toBeUndefined();
  });

  it('fails on corrupt entries only with fail-on-corrupt', () => {
    const { failure } = auditPublication(auditReport(), context({ failOnCorrupt: true }));
    expect(failure).toBeInstanceOf(AuditFailed);
    expect(failure?.message).toMatch(/^2 corrupt entries\./);
  });

  it('fails if it is incomplete, whatever it found', () => {
    const tiers = [tierAudit({ failure: 'lost' })];
    const { failure } = auditPublication(auditReport({ tiers }), context({ failOnCorrupt: true }));
    expect(failure).toBeInstanceOf(CacheError);
    expect(failure?.message).toBe('the audit is not complete: redis was not read to the end');
  });
});

it('publishes what mode enqueue added', () => {
  const facts = { address: 'eo1:queue at redis://cache:6379', kind: 'document', added: 2, known: 0 } as const;
  const published = enqueuePublication(facts);
  expect(Object.keys(published.files())).toEqual(['enqueue.json', 'metrics.prom', 'summary.md']);
  expect(renderAccount(published.account)).toBe('2 documents added to eo1:queue at redis://cache:6379');
  expect(published.outputs('')).toEqual({ 'report-path': '' });
});
