import { describe, expect, it } from '@jest/globals';
import { renderAuditAccount, renderAuditSummary } from '../../../src/report/audit-account';
import { auditReport, dayOfUse, tierAudit } from '../../../test-support/builders/audit-report';

describe('the account of an audit', () => {
  it('has a row for each fingerprint, and one for each day', () => {
    const lines = renderAuditAccount(auditReport()).split('\n');
    expect(lines[0]).toBe('redis (redis://cache:6379), 2.50 s');
    expect(lines[2]?.split(/ {2,}/)).toEqual([
      '',
      'abababababababab',
      'orphaned',
      '–',
      '10',
      '15.5 kB',
      '2',
      '0',
      '0',
      '0',
      '0',
      '25.0 % of 4',
    ]);
    expect(lines[3]).toBe('  besides: 1 ledger, 2 keys of others');
    expect(lines[7]?.split(/ {2,}/).slice(1)).toEqual([
      '2025-01-02',
      'redis',
      'abababababababab',
      '2',
      '1,000',
      '90.0 %',
      '90',
      '3',
      '1',
    ]);
    expect(lines.at(-1)).toBe('10 entries, 2 corrupt');
  });

  it('keeps columns under their titles', () => {
    const [, head = '', row = ''] = renderAuditAccount(auditReport()).split('\n');
    expect(row.indexOf('orphaned')).toBe(head.indexOf('age'));
    expect(row.indexOf('10') + 2).toBe(head.indexOf('entries') + 'entries'.length);
  });

  it('shows the last 14 days that there are', () => {
    const use = Array.from({ length: 20 }, (_, at) => dayOfUse({ day: `2025-01-${String(at + 1).padStart(2, '0')}` }));
    const account = renderAuditAccount(auditReport({ use: use.reverse() }));
    expect(account.match(/2025-01-\d\d/g)).toHaveLength(14);
    expect(account).not.toContain('2025-01-06');
  });

  it('says what a dry run would take, and what pruning took', () => {
    const fingerprints = tierAudit().fingerprints.map((one) => ({ ...one, pruned: 2, prunedBytes: 3000 }));
    const last = (mode: 'dry-run' | 'on') =>
      renderAuditAccount(auditReport({ tiers: [tierAudit({ fingerprints })], prune: { mode, classes: ['corrupt'] } }))
        .split('\n')
        .at(-1);
    expect(last('dry-run')).toContain('prune on would take (corrupt): 2 vectors, 3.0 kB. Nothing was changed');
    expect(last('on')).toContain('pruned (corrupt): 2 vectors, 3.0 kB');
  });

  it('tells a tier that was not looked at to the end from an empty one', () => {
    const gone = renderAuditAccount(auditReport({ tiers: [tierAudit({ fingerprints: [], failure: 'x' })] }));
    expect(gone).toContain('NOT TO THE END\n  no vectors');
  });

  it('is Markdown on a summary page, in which warnings are no markup', () => {
    const summary = renderAuditSummary(auditReport({ warnings: ['a|b_c'] }));
    expect(summary).toContain('| abababababababab | orphaned | – | 10 |');
    expect(summary).toContain('a\\|b\\_c');
  });
});
