import type { TierFacts } from '../../src/cache/guarded-tier';
import type { CorpusFacts } from '../../src/corpus/record';
import type { PlanFacts } from '../../src/plan/plan-facts';
import { REPORT_SCHEMA, type RunReport } from '../../src/report/run-report';
import type { ResolveFacts } from '../../src/resolve';
import { LAYERS, type TextVerdict, type Validation } from '../../src/validation/validation';
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

/** A golden text that identity found to be another one. */
export function drift(overrides: Partial<TextVerdict> = {}): TextVerdict {
  return {
    name: 'refunds',
    excerpt: 'How do I get my money back?',
    similarity: 0.91234,
    approvedNeighbours: [],
    presentNeighbours: [],
    faults: [{ layer: 'identity', message: 'similarity 0.9123 is below 0.99' }],
    ...overrides,
  };
}

/** A validation of 50 texts that passed. */
export function validation(overrides: Partial<Validation> = {}): Validation {
  return {
    passed: true,
    profile: 'same-model',
    profileReason: 'all golden texts were approved under the present contract',
    goldenSet: { path: 'golden.jsonl', texts: 50 },
    engine: { name: 'exact', description: 'in this process', indexed: 50 },
    k: 10,
    neighboursFrom: 'golden',
    layers: LAYERS.map((layer) => ({ layer, verdict: 'passed', gates: true, checks: [] })),
    texts: Array.from({ length: 50 }, (_, at) => drift({ name: `text ${at}`, faults: [] })),
    similarity: { min: 0.99912, mean: 0.99987, quantiles: [], histogram: [] },
    notInCorpus: [],
    ...overrides,
  };
}

/** The same of 50 texts, some of which drifted. */
export function failedValidation(drifted: readonly TextVerdict[]): Validation {
  const { layers, texts } = validation();
  const check = {
    name: 'similarity',
    description: 'Least similarity.',
    value: 0.91234,
    threshold: 0.99,
    bound: 'at least',
    passed: false,
    failing: drifted.map(({ name }) => name),
  } as const;
  return validation({
    passed: false,
    layers: layers.map((one) => (one.layer === 'identity' ? { ...one, verdict: 'failed', checks: [check] } : one)),
    texts: [...drifted, ...texts.slice(drifted.length)],
  });
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
