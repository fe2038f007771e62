import { describe, expect, it } from '@jest/globals';
import type { AuditReport } from '../../../../src/audit/audit-report';
import { accountOf, renderAccount } from '../../../../src/report/account';
import { auditDocument } from '../../../../src/report/sections/audit';
import { renderSummary } from '../../../../src/report/summary';
import { auditReport, dayOfUse, tierAudit } from '../../../../test-support/builders/audit-report';

function accountText(report: AuditReport): string {
  return renderAccount(accountOf(auditDocument(report)));
}

describe('the account of an audit', () => {
  it('has a row for each fingerprint, and one for each day', () => {
    const lines = accountText(auditReport()).split('\n');
    expect(lines[0]).toBe('  redis         10 entries, 2 corrupt, read in 2.50 s  (redis://cache:6379)');
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
      '25.0% of 4',
    ]);
    expect(lines[3]).toBe('  other keys    1 ledger, 2 foreign keys');
    expect(lines[6]?.split(/ {2,}/).slice(1)).toEqual([
      '2025-01-02',
      'redis',
      'abababababababab',
      '2',
      '1,000',
      '90.0%',
      '90',
      '3',
      '1',
    ]);
    expect(lines.at(-1)).toBe('10 entries, 2 corrupt');
  });

  it('keeps columns under their titles', () => {
    const [, head = '', row = ''] = accountText(auditReport()).split('\n');
    expect(row.indexOf('orphaned')).toBe(head.indexOf('age'));
    expect(row.indexOf('10') + 2).toBe(head.indexOf('entries') + 'entries'.length);
  });

  it('shows the last 14 days that there are', () => {
    const use = Array.from({ length: 20 }, (_, at) => dayOfUse({ day: `2025-01-${String(at + 1).padStart(2, '0')}` }));
    const account = accountText(auditReport({ use: use.reverse() }));
    expect(account.match(/2025-01-\d\d/g)).toHaveLength(14);
    expect(account).not.toContain('2025-01-06');
  });

  it('says what a dry run would take, and what pruning took', () => {
    const fingerprints = tierAudit().fingerprints.map((one) => ({ ...one, pruned: 2, prunedBytes: 3000 }));
    const last = (mode: 'dry-run' | 'on') =>
      accountText(auditReport({ tiers: [tierAudit({ fingerprints })], prune: { mode, classes: ['corrupt'] } }))
        .split('\n')
        .at(-1);
    expect(last('dry-run')).toContain('prune: on would remove (corrupt): 2 vectors, 3.0 kB; nothing was changed');
    expect(last('on')).toContain('pruned (corrupt): 2 vectors, 3.0 kB');
  });

  it('tells an incomplete tier from an empty one', () => {
    const gone = accountText(auditReport({ tiers: [tierAudit({ fingerprints: [], failure: 'x' })] }));
    expect(gone).toContain('no vectors, read in 2.50 s  (redis://cache:6379)\n                INCOMPLETE: x');
  });

  it('is Markdown on a summary page, in which warnings are no markup', () => {
    const summary = renderSummary(auditDocument(auditReport({ warnings: ['a|b_c'] })));
    expect(summary).toContain('| abababababababab | orphaned | – | 10 |');
    expect(summary).toContain('a\\|b\\_c');
  });
});
