import { AUDIT_SCHEMA, type AuditReport, emptyAudit, type TierAudit } from '../../src/audit/audit-report';
import type { DayOfUse } from '../../src/audit/use-ledger';
import { FINGERPRINT } from './run-report';

export function tierAudit(overrides: Partial<TierAudit> = {}): TierAudit {
  return {
    tier: 'redis',
    location: 'redis://cache:6379',
    unusedAfterSeconds: 1_296_000,
    seconds: 2.5,
    fingerprints: [
      {
        ...emptyAudit(FINGERPRINT),
        age: 'orphaned',
        entries: 10,
        bytes: 15_480,
        valid: 8,
        corrupt: 2,
        sampled: 4,
        unused: 1,
      },
    ],
    leases: 0,
    ledgers: 1,
    foreign: 2,
    ...overrides,
  };
}

export function dayOfUse(overrides: Partial<DayOfUse> = {}): DayOfUse {
  return {
    tier: 'redis',
    fingerprint: FINGERPRINT,
    day: '2025-01-02',
    runs: 2,
    unique: 1000,
    hits: 900,
    misses: 100,
    embedded: 90,
    tokens: 1800,
    sharedByOthers: 10,
    computedTwice: 3,
    corrupt: 1,
    bytesReceived: 5000,
    bytesSent: 4000,
    embedMs: 1500,
    ms: 2500,
    ...overrides,
  };
}

export function auditReport(overrides: Partial<AuditReport> = {}): AuditReport {
  return {
    schema: AUDIT_SCHEMA,
    version: '1.2.3',
    mode: 'audit',
    started: '2025-01-02T03:04:05.000Z',
    seconds: 3,
    present: { name: 'all-MiniLM-L6-v2', fingerprint: FINGERPRINT },
    orphanAgeSeconds: 2_592_000,
    prune: { mode: 'off', classes: ['corrupt'] },
    tiers: [tierAudit()],
    use: [dayOfUse()],
    warnings: [],
    ...overrides,
  };
}
