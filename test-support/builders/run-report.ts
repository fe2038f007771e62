import type { TierFacts } from '../../src/cache/guarded-tier';
import type { CorpusFacts } from '../../src/corpus/record';
import type { PlanFacts } from '../../src/plan/plan-facts';
import { accountOf, renderAccount } from '../../src/report/account';
import { renderHtml } from '../../src/report/html/page';
import { REPORT_SCHEMA, type RunReport } from '../../src/report/run-report';
import { runDocument } from '../../src/report/sections/run';
import { renderSummary } from '../../src/report/summary';
import type { ResolveFacts } from '../../src/resolve/resolve';
import { contract } from './contract';

export const FINGERPRINT = 'ab'.repeat(32);

/** A corpus of 1,500 records, read whole. */
export function corpusFacts(overrides: Partial<CorpusFacts> = {}): CorpusFacts {
  return {
    files: 1,
    bytesTotal: 60_000,
    bytesRead: 60_000,
    records: 1500,
    blank: 0,
    skipped: 0,
    skippedExamples: [],
    ...overrides,
  };
}

/** 1,200 different texts, 1,000 of which were there. */
export function resolveFacts(overrides: Partial<ResolveFacts> = {}): ResolveFacts {
  return {
    records: 1500,
    unique: 1200,
    hits: 1000,
    hitsByTier: { redis: 900, 'runner cache': 100 },
    misses: 200,
    embedded: 200,
    sharedByOthers: 0,
    computedTwice: 0,
    tokens: 5000,
    truncated: 0,
    embedMs: 2000,
    loadMs: 0,
    ...overrides,
  };
}

export function tierFacts(overrides: Partial<TierFacts> = {}): TierFacts {
  return {
    name: 'redis',
    location: 'redis://cache:6379',
    asked: 1200,
    found: 900,
    corrupt: 0,
    unsigned: 0,
    written: 0,
    adopted: 0,
    lookupMs: 10,
    writeMs: 5,
    failedCalls: 0,
    missed: 0,
    madeUp: 0,
    changes: [],
    ...overrides,
  };
}

/** 200 texts are missing, of one file of two; this model has run three times on one CPU. */
export function planFacts(overrides: Partial<PlanFacts> = {}): PlanFacts {
  const span = (expected: number) => ({ expected, low: expected / 2, high: expected * 2 });
  return {
    files: [
      { file: 'a.txt', records: 900, unique: 700, hitsByTier: { redis: 700 }, misses: 0, tokens: 0 },
      { file: 'b.txt', records: 600, unique: 500, hitsByTier: { redis: 300 }, misses: 200, tokens: 5000 },
    ],
    misses: 200,
    tokens: 5000,
    truncated: 0,
    shards: [
      { texts: 98, tokens: 2502 },
      { texts: 102, tokens: 2498 },
    ],
    predictions: [
      {
        device: 'cpu-2-x',
        runs: 3,
        tokensPerSecond: 1000,
        seconds: span(6),
        longestShardSeconds: span(3),
        cost: span(0.0012),
      },
    ],
    notKnown: ['cuda'],
    costUnknown: false,
    ...overrides,
  };
}

export function runReport(overrides: Partial<RunReport> = {}): RunReport {
  return {
    schema: REPORT_SCHEMA,
    version: '1.2.3',
    mode: 'run',
    started: '2025-01-02T03:04:05.000Z',
    seconds: 3.5,
    settings: {},
    model: { name: 'all-MiniLM-L6-v2', fingerprint: FINGERPRINT, contract: contract() },
    trust: { scope: { name: 'trusted', source: 'default', why: 'no event says otherwise' }, keyIds: [] },
    corpus: corpusFacts(),
    texts: { ...resolveFacts(), hitRate: 1000 / 1200 },
    tiers: [tierFacts()],
    output: { format: 'jsonl', files: [{ path: 'output/embeddings.jsonl', bytes: 12_345_678 }], rows: 1500 },
    warnings: [],
    ...overrides,
  };
}

/** Returns the account of a run. */
export function accountText(report: RunReport): string {
  return renderAccount(accountOf(runDocument(report)));
}

/** Returns the job summary of a run. */
export function summaryText(report: RunReport): string {
  return renderSummary(runDocument(report));
}

/** Returns the page of a run. */
export function pageText(report: RunReport): string {
  return renderHtml(report, runDocument(report));
}
