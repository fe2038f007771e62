import { describe, expect, it } from '@jest/globals';
import type { TierFacts } from '../../../src/cache/guarded-tier';
import type { EarlierRuns, LastRun, SameContractRun } from '../../../src/explanation/earlier-runs';
import { type Evidence, explain } from '../../../src/explanation/explain';
import { partsOf } from '../../../src/keys/contract-parts';
import { contract } from '../../../test-support/builders/contract';
import { FINGERPRINT, tierFacts } from '../../../test-support/builders/run-report';

const NOW = Date.parse('2025-01-02T03:04:05.000Z');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const OTHER = 'cd'.repeat(32);
const SAMPLE = Array.from({ length: 64 }, (_, index) => `sample${String(index).padStart(2, '0')}`);

const NOTHING_KNOWN: EarlierRuns = { contractKnownBy: [], silent: [] };
const redis = (overrides: Partial<TierFacts> = {}) => tierFacts({ found: 0, ...overrides });
const runner = (overrides: Partial<TierFacts> = {}) => tierFacts({ name: 'runner cache', found: 0, ...overrides });

function last(overrides: Partial<LastRun> = {}): LastRun {
  return { at: NOW - 2 * HOUR, fingerprint: OTHER, parts: partsOf(contract({ pooling: 'cls' })), ...overrides };
}

function same(overrides: Partial<SameContractRun> = {}): SameContractRun {
  return {
    at: NOW - 2 * HOUR,
    texts: 1000,
    digest: 'then',
    sample: SAMPLE,
    ttlSeconds: 30 * 86_400,
    owed: 0,
    knownBy: ['redis'],
    ...overrides,
  };
}

/** 1,200 texts of which none was found in Redis, the only tier; nothing is known of earlier runs. */
function evidence(overrides: Partial<Evidence> = {}): Evidence {
  return {
    cacheMode: 'read-write',
    fingerprint: FINGERPRINT,
    parts: partsOf(contract()),
    texts: { unique: 1200, hits: 0, misses: 1200 },
    tiers: [redis()],
    digest: 'now',
    missed: [],
    earlier: NOTHING_KNOWN,
    now: NOW,
    ...overrides,
  };
}

const PARTLY = { unique: 1200, hits: 1190, misses: 10 };
const CHANGED: EarlierRuns = { ...NOTHING_KNOWN, last: last() };
const KNOWN: EarlierRuns = {
  last: last({ fingerprint: FINGERPRINT, parts: partsOf(contract()) }),
  same: same(),
  contractKnownBy: ['redis'],
  silent: [],
};
const PAUSED = [{ at: 5, of: 'lookups', state: 'open', reason: 'connection\n refused.' }] as const;
const SILENT = { unanswered: 1200, failedCalls: 1, asked: 0, changes: [...PAUSED] };

describe('why texts were misses', () => {
  it('is no question where none was', () => {
    expect(explain(evidence({ texts: { unique: 1200, hits: 1200, misses: 0 }, earlier: CHANGED }))).toBeUndefined();
  });

  it.each<[string, Partial<Evidence>, string]>([
    ['off', { cacheMode: 'off', tiers: [] }, 'cache-mode is off: no tier was asked, and nothing was stored'],
    [
      'recache',
      { cacheMode: 'recache', earlier: CHANGED },
      'cache-mode is recache: no tier was asked, and computed vectors replace stored ones',
    ],
    [
      'no-tier',
      { tiers: [tierFacts({ name: 'scratch', found: 0 })] },
      'no tier is configured: redis-url is empty, and runner-cache is off',
    ],
    ['contract', { earlier: CHANGED }, 'pooling changed: cls → mean; all 1,200 vectors are new'],
    [
      'contract',
      { earlier: CHANGED, texts: { unique: 1200, hits: 1199, misses: 1 } },
      'pooling changed: cls → mean; 1 of 1,200 vectors is new',
    ],
    [
      'contract',
      { earlier: { ...NOTHING_KNOWN, last: last({ parts: undefined }) } },
      'the embedding contract changed: fingerprint cdcdcdcd… → abababab…, and the earlier contract is unknown; all 1,200 vectors are new',
    ],
    [
      'contract',
      { earlier: CHANGED, tiers: [redis(SILENT), runner()] },
      'pooling changed: cls → mean; all 1,200 vectors were not found; redis gave no answer (connection refused) for 1,200 texts',
    ],
    [
      'unreachable',
      { tiers: [redis(SILENT)] },
      'redis gave no answer (connection refused), so all 1,200 vectors were not looked up',
    ],
    [
      'unreachable',
      { tiers: [redis(SILENT), runner({ found: 1190 })], texts: PARTLY, earlier: KNOWN },
      'redis gave no answer (connection refused), and the runner cache did not have 10 of 1,200 vectors',
    ],
    [
      'unreachable',
      { tiers: [redis({ ...SILENT, failedCalls: 0 }), runner()] },
      'redis was paused (connection refused), and the runner cache had none of the 1,200 vectors',
    ],
    [
      'unsigned',
      { tiers: [redis({ unsigned: 1200 })], earlier: KNOWN },
      'all 1,200 vectors were stored unsigned, or signed with another key',
    ],
    [
      'corrupt',
      { tiers: [redis({ corrupt: 1 })], texts: { unique: 1200, hits: 1199, misses: 1 }, earlier: KNOWN },
      '1 of 1,200 vectors was damaged where stored',
    ],
    [
      'unknown',
      { earlier: { ...NOTHING_KNOWN, silent: ['redis'] } },
      'redis had none of the 1,200 vectors, and the records of earlier runs in redis cannot be read, so there is no run to compare with',
    ],
    [
      'empty',
      { tiers: [redis(), runner()] },
      'no cached vectors for this model yet: redis and the runner cache had none, and no earlier run on this corpus is known',
    ],
    [
      'first-run',
      { earlier: { ...NOTHING_KNOWN, contractKnownBy: ['redis'] } },
      'no earlier run on this corpus is known, and redis had none of the 1,200 vectors',
    ],
    [
      'first-run',
      { texts: PARTLY },
      'no earlier run on this corpus is known, and redis did not have 10 of 1,200 vectors',
    ],
    [
      'expired',
      { earlier: { ...KNOWN, same: same({ at: NOW - 31 * DAY }) } },
      'expired: the last run with this contract was 31 d ago, and redis kept its vectors for 30 d (redis-ttl); all 1,200 vectors were not found',
    ],
    [
      'gone',
      { digest: 'then', texts: PARTLY, earlier: KNOWN },
      'the run 2 h ago had the same contract and the same texts; 10 of 1,200 vectors are no longer in redis (evicted, expired or deleted)',
    ],
    [
      'gone',
      {
        digest: 'then',
        texts: PARTLY,
        earlier: { ...KNOWN, same: same({ owed: 3, knownBy: ['redis', 'runner cache'] }) },
      },
      'the run 2 h ago had the same contract and the same texts, of which 3 could not be stored; 10 of 1,200 vectors are no longer in redis and the runner cache (evicted, expired or deleted)',
    ],
    [
      'texts',
      { texts: PARTLY, earlier: KNOWN, missed: ['other000'] },
      '10 of 1,200 texts are new since the run 2 h ago with the same contract, on 1,000 texts; none of a sample of 64 is missing',
    ],
    [
      'texts',
      { texts: PARTLY, earlier: { ...KNOWN, same: same({ texts: 64 }) }, missed: ['other000'] },
      '10 of 1,200 texts are new since the run 2 h ago with the same contract, on 64 texts; none of those is missing',
    ],
    [
      'texts',
      { texts: PARTLY, earlier: KNOWN, missed: ['other000', 'sample03', 'sample09'] },
      '10 of 1,200 texts were in no tier; of the run 2 h ago with the same contract, on 1,000 texts, 2 of a sample of 64 are gone',
    ],
    [
      'texts',
      { texts: PARTLY, earlier: { ...KNOWN, same: same({ sample: [] }) } },
      '10 of 1,200 texts were in no tier: either new since the run 2 h ago with the same contract, on 1,000 texts, or gone since then',
    ],
  ])('is told for %s', (cause, overrides, sentence) => {
    expect(explain(evidence(overrides))).toMatchObject({ cause, sentence });
  });

  it('tells changes as facts, and with which run it compares', () => {
    expect(explain(evidence({ earlier: CHANGED }))).toMatchObject({
      changes: [{ part: 'pooling', change: 'changed', from: 'cls', to: 'mean' }],
      comparedWith: '2025-01-02T01:04:05.000Z',
    });
  });

  it('blames no change of contract for misses where jobs with two contracts take turns', () => {
    const earlier = { ...KNOWN, last: last() };
    expect(explain(evidence({ texts: PARTLY, earlier }))).toMatchObject({ cause: 'texts', changes: [] });
  });

  it('calls nothing expired that a tier without a time to live had too, or that was to be kept for ever', () => {
    const long = { at: NOW - 31 * DAY, digest: 'now' };
    const both = { ...KNOWN, same: same({ ...long, knownBy: ['redis', 'runner cache'] }) };
    expect(explain(evidence({ earlier: both }))?.cause).toBe('gone');
    const forEver = { ...KNOWN, same: same({ ...long, ttlSeconds: 0 }) };
    expect(explain(evidence({ earlier: forEver }))?.cause).toBe('gone');
  });

  it('does not call gone what a tier that was silent for a while may hold', () => {
    const tiers = [redis({ unanswered: 5, failedCalls: 1, lastFailure: 'no answer within 5 s' })];
    expect(explain(evidence({ digest: 'then', texts: PARTLY, earlier: KNOWN, tiers }))?.sentence).toBe(
      'the run 2 h ago had the same contract and the same texts; 10 of 1,200 vectors were not found; redis gave no answer (no answer within 5 s) for 5 texts',
    );
  });

  it('blames no bad entries for misses that they cannot account for, and tells of them all the same', () => {
    const found = explain(evidence({ texts: PARTLY, earlier: KNOWN, tiers: [redis({ corrupt: 3 })] }));
    expect(found?.cause).toBe('texts');
    expect(found?.sentence).toMatch(/; 3 of them were damaged where stored$/);
    // The runner cache may have had those three.
    const below = [redis({ corrupt: 3 }), runner({ found: 3 })];
    expect(explain(evidence({ texts: PARTLY, earlier: KNOWN, tiers: below }))?.sentence).not.toContain('damaged');
  });
});
