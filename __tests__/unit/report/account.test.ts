import { describe, expect, it } from '@jest/globals';
import type { RunReport } from '../../../src/report/run-report';
import {
  accountText,
  corpusFacts,
  planFacts,
  resolveFacts,
  runReport,
  tierFacts,
} from '../../../test-support/builders/run-report';
import { check, drifted, failedValidation, layer, validation } from '../../../test-support/builders/validation-facts';

/** The line with this label, without it. */
function line(account: string, label: string): string | undefined {
  const found = account.split('\n').find((one) => one.startsWith(`  ${label} `));
  return found?.slice(2 + label.length).trim();
}

const PAUSE = { at: 5, of: 'writes', state: 'open', reason: 'connection lost' } as const;

describe('the account', () => {
  it('tells of model, corpus, tiers, embedding and output, and ends with the share of hits', () => {
    const account = accountText(runReport());
    expect(line(account, 'model')).toBe('all-MiniLM-L6-v2, 384 dimensions, fingerprint abababababababab');
    expect(line(account, 'corpus')).toBe('1,500 records in 1 file, 1,200 unique');
    expect(line(account, 'redis')).toBe('900 of 1,200 found  (redis://cache:6379)');
    expect(line(account, 'embedded')).toBe('200 texts, 5,000 tokens in 2.00 s (100 texts/s, 2,500 tokens/s)');
    expect(line(account, 'output')).toBe('output/embeddings.jsonl, 12.3 MB');
    expect(line(account, 'validation')).toBeUndefined();
    expect(account.split('\n').at(-1)).toBe('83.3% cache hits: 1,000 of 1,200 texts found, 200 embedded, in 3.50 s');
  });

  it('tells what it has left out or cut only where there is something', () => {
    const account = accountText(
      runReport({
        corpus: corpusFacts({ blank: 1, skipped: 3 }),
        texts: { ...resolveFacts({ truncated: 1 }), hitRate: 0.5 },
      }),
    );
    expect(line(account, 'corpus')).toBe('1,500 records in 1 file, 1,200 unique, 1 blank line');
    expect(line(account, 'skipped')).toBe('3 records: no vector, because on-bad-record is skip');
    expect(line(accountText(runReport()), 'skipped')).toBeUndefined();
    expect(line(account, 'embedded')).toMatch(/, 1 text cut to the model limit$/);
  });

  it('tells of chunks and of changed records only where there are any', () => {
    const changes = { added: 1, changed: 2, removed: 3, unchanged: 4000, recorded: true, state: 'state' };
    const of = (overrides: Partial<RunReport>) => accountText(runReport(overrides));
    expect(line(of({ corpus: corpusFacts({ chunked: { records: 2, chunks: 1200 } }) }), 'corpus')).toBe(
      '1,500 records in 1 file, 1,200 unique, 1,200 chunks of 2 longer texts',
    );
    expect(line(of({ corpus: corpusFacts({ chunked: { records: 0, chunks: 0 } }) }), 'corpus')).not.toContain('chunk');
    expect(line(of({}), 'records')).toBeUndefined();
    const counts = '1 added, 2 changed, 3 removed, 4,000 unchanged';
    expect(line(of({ changes }), 'records')).toBe(`${counts}, no earlier run to compare with`);
    const since = { since: '2026-01-02T03:04:05.000Z', path: 'changes.jsonl' };
    expect(line(of({ changes: { ...changes, ...since } }), 'records')).toBe(
      `${counts}, since the run of 2026-01-02T03:04:05.000Z; listed in changes.jsonl`,
    );
    expect(line(of({ changes: { ...changes, recorded: false } }), 'records')).toBe(
      `${counts}, no earlier run to compare with; not recorded, because the run failed a check`,
    );
  });

  it('names the device and why it was taken, and what canary texts came to there', () => {
    const deviceLine = (oneByOne: boolean) => {
      const canaries = { texts: 32, fromCpu: 1.7e-6, fromBatch: 3e-7, oneByOne };
      return line(accountText(runReport({ device: { used: 'cuda', reason: 'NVIDIA L4', canaries } })), 'device');
    };
    const expected =
      'cuda: NVIDIA L4; worst of 32 canary texts deviates 1.7e-6 from the CPU and 3.0e-7 between batches';
    expect(deviceLine(false)).toBe(expected);
    expect(deviceLine(true)).toBe(`${expected}; batching changes vectors too much, so texts are embedded one by one`);
    expect(line(accountText(runReport()), 'device')).toBeUndefined();
  });

  it('says that no model was loaded where nothing was embedded', () => {
    const texts = { ...resolveFacts({ hits: 1200, misses: 0, embedded: 0, tokens: 0, embedMs: 0 }), hitRate: 1 };
    const account = accountText(runReport({ texts }));
    expect(line(account, 'embedded')).toContain('nothing');
    expect(account).toContain('100% cache hits');
    expect(account).not.toMatch(/NaN|Infinity/);
  });

  it('says why texts were misses, where any were', () => {
    expect(line(accountText(runReport()), 'misses')).toBeUndefined();
    const explanation = { cause: 'contract', changes: [], sentence: 'pooling changed: mean → cls' } as const;
    expect(line(accountText(runReport({ explanation })), 'misses')).toBe('pooling changed: mean → cls');
  });

  it('tells of a tier what was stored, adopted, corrupt, and that it failed', () => {
    const tier = tierFacts({
      written: 3,
      adopted: 2,
      corrupt: 1,
      failedCalls: 3,
      missed: 7,
      madeUp: 5,
      changes: [PAUSE],
    });
    expect(line(accountText(runReport({ tiers: [tier] })), 'redis')).toBe(
      '900 of 1,200 found, 3 stored, 2 adopted from another run, 1 corrupt and replaced, 5 stored after a retry, 2 not stored, 3 failed calls, paused once  (redis://cache:6379)',
    );
  });

  it('tells how many were not signed, and names the tiers of the trusted scope in one column with the others', () => {
    const tiers = [tierFacts({ name: 'runner cache (trusted)', unsigned: 3 }), tierFacts()];
    const account = accountText(runReport({ tiers }));
    expect(line(account, 'runner cache (trusted)')).toContain('3 not signed by a known key');
    const starts = account
      .split('\n')
      .slice(0, 5)
      .map((one) => /^ {2}\S+( \S+)* {2,}/.exec(one)?.[0].length);
    expect(new Set(starts).size).toBe(1);
  });

  it.each<[string, RunReport['trust'], string | undefined]>([
    [
      'nothing',
      { scope: { name: 'trusted', source: 'default', why: 'no event says otherwise' }, keyIds: [] },
      undefined,
    ],
    [
      'a key',
      { scope: { name: 'trusted', source: 'default', why: 'no event says otherwise' }, keyIds: ['ab', 'cd'] },
      'trusted: no event says otherwise; signs with key ab, also accepts cd',
    ],
    [
      'an event',
      { scope: { name: 'pr-12', source: 'event', why: 'pull request 12 from a fork' }, keyIds: [] },
      'reads trusted and pr-12, writes pr-12: pull request 12 from a fork',
    ],
  ])('tells of the trust scope where %s decides it', (_, trust, expected) => {
    expect(line(accountText(runReport({ trust })), 'trust scope')).toBe(expected);
  });

  it('tells what went over the network, and what a vector costs the server where it said so', () => {
    const traffic = { commands: 20, roundTrips: 3, bytesSent: 4096, bytesReceived: 2_000_000 };
    const known = tierFacts({ traffic: { ...traffic, bytesPerVector: 1912 } });
    expect(line(accountText(runReport({ tiers: [known] })), 'redis')).toBe(
      '900 of 1,200 found, 2.0 MB received and 4.1 kB sent in 3 round trips, 1,912 bytes of memory per vector  (redis://cache:6379)',
    );
    expect(line(accountText(runReport({ tiers: [tierFacts({ traffic })] })), 'redis')).not.toContain('memory');
  });

  it.each([
    ['that was not asked', { asked: 0, found: 0 }, false],
    ['that could not be opened', { asked: 0, found: 0, failedCalls: 1 }, true],
  ])('a tier %s is shown: %3$s', (_, overrides, shown) => {
    const account = accountText(runReport({ tiers: [tierFacts(overrides)] }));
    expect(line(account, 'redis') !== undefined).toBe(shown);
  });

  it('tells of settings that come from elsewhere, a line each', () => {
    const settings = {
      mode: { value: 'run', source: 'default' },
      corpus: { value: 'a.txt', source: 'flag' },
      output: { value: 'b.npy', source: 'INPUT_OUTPUT' },
      'redis-ttl': { value: '3d', source: 'policy .embed-once.yml:4' },
      'golden-set': { value: '', source: 'EMBED_ONCE_GOLDEN_SET' },
      'cache-mode': { value: 'off', source: 'locked by o.yml:3' },
    };
    const account = accountText(runReport({ settings }));
    expect(line(account, 'settings')).toBe('redis-ttl 3d, policy .embed-once.yml:4');
    expect(account).toContain(
      '4\n                golden-set "", EMBED_ONCE_GOLDEN_SET\n                cache-mode off, locked by o.yml:3\n',
    );
    expect(account).not.toContain('INPUT_OUTPUT');
    expect(line(accountText(runReport()), 'settings')).toBeUndefined();
  });

  it('names every output file', () => {
    const files = [
      { path: 'a.npy', bytes: 1 },
      { path: 'a.ids.jsonl', bytes: 2 },
    ];
    const account = accountText(runReport({ output: { format: 'npy', files, rows: 1 } }));
    expect(account).toContain('a.npy, 1 B');
    expect(account).toContain('a.ids.jsonl, 2 B');
  });

  it('tells that validation passed, by which layers, and what may be unseen', () => {
    const account = accountText(runReport({ validation: validation() }));
    expect(line(account, 'validation')).toBe('passed: 50 golden texts (golden.jsonl, version 3), no faults');
    expect(line(account, 'profile')).toBe('same-model: every approved vector has the present fingerprint');
    expect(line(account, 'neighbours')).toBe(
      '10 nearest among golden texts, 50 vectors; exact (in this process, cosine)',
    );
    expect(account).toContain('\n    identity       passed   similarity 0.9991, at least 0.99\n');
    expect(account).toContain('  blind spots   identity: with 95% confidence, fewer than 5.8% of texts drifted\n');
  });

  it('names the failed layers, and shows the ten worst texts with what is wrong and who came and went', () => {
    const others = Array.from({ length: 11 }, (_, at) => drifted({ name: `text ${at}`, similarity: 0.92 + at / 1000 }));
    const account = accountText(runReport({ validation: failedValidation([...others, drifted()]) }));
    expect(line(account, 'validation')).toBe(
      'FAILED: identity: 12 of 12 golden texts (golden.jsonl, version 3) have faults',
    );
    expect(account).toContain('identity       FAILED   similarity 0.9123, must be at least 0.99, 12 texts');
    expect(account).toContain(
      '\n    ✗ refunds: "How do I get my money back?"\n      identity: similarity 0.9123 is below 0.99\n      1 of 2 neighbours kept; gone: returns-1; new: invoices-1\n    ✗ text 0: ',
    );
    expect(account).toContain('    ✗ text 8: ');
    expect(account).not.toContain('    ✗ text 9: ');
    expect(account).toContain('    and 2 more, in report.html');
  });

  it('says that failed layers only warn, whether validation counts as failed or passed', () => {
    const layers = [
      layer('identity', {
        verdict: 'failed',
        gates: false,
        why: 'fail-on-validation',
        checks: [check({ value: 0.9, passed: false })],
      }),
    ];
    const failed = failedValidation([drifted()], { layers });
    expect(line(accountText(runReport({ validation: failed })), 'validation')).toMatch(
      /^failed, warning only: identity \(warning only\): 1 of 1 /,
    );
    const account = accountText(runReport({ validation: { ...failed, passed: true } }));
    expect(line(account, 'validation')).toMatch(/^passed: identity \(warning only\): 1 of 1 /);
    expect(account).toContain(
      'identity  failed, warning only  fail-on-validation; similarity 0.9, must be at least 0.99',
    );
  });

  it('keeps texts of others in their line, without control characters, and away from its start', () => {
    const text = drifted({ name: '::error::x\n::error::y', excerpt: '\u001b[31mred\r\n\u202eback' });
    const account = accountText(runReport({ validation: failedValidation([text]) }));
    expect(account).toContain('    ✗ ::error::x ::error::y: "\uFFFD[31mred [U+202E]back"\n');
    expect(account.split('\n').filter((one) => one.trim().startsWith('::'))).toEqual([]);
  });

  it('ends with the verdict where nothing but that was asked for', () => {
    const account = accountText(runReport({ mode: 'validate', validation: validation() }));
    expect(account.split('\n').at(-1)).toBe('validation passed: 50 golden texts, in 3.50 s');
    expect(line(account, 'embedded')).toBeUndefined();
  });

  it('tells what a plan found, where, and what it is going to take', () => {
    const account = accountText(runReport({ mode: 'plan', plan: planFacts({ path: 'plan.jsonl', truncated: 1 }) }));
    expect(account.split('\n').slice(3)).toEqual([
      '  missing       200 texts, 5,000 tokens to embed, 1 text longer than the model limit, in 2 shards of 2,498 to 2,502 tokens',
      '  predicted     6.00 s (3.00 s to 12 s) on cpu-2-x, from 3 earlier runs; 3.00 s if all shards run in parallel; cost 0.0012 (0.0006 to 0.0024)',
      '                unknown on cuda: no run with this model has been recorded there',
      '    file   records  hits  missing  tokens to embed',
      '    b.txt      600   300      200            5,000',
      '  plan          plan.jsonl',
      '  output        output/embeddings.jsonl, 12.3 MB',
      '',
      '83.3% cache hits: 1,000 of 1,200 texts found, 200 missing, in 3.50 s',
    ]);
  });

  it('lists the files in which most is missing', () => {
    const files = Array.from({ length: 9 }, (_, at) => ({
      file: `${at}.txt`,
      records: 10,
      unique: 10,
      hitsByTier: {},
      misses: 1,
      tokens: at === 4 ? 50 : at,
    }));
    const account = accountText(runReport({ mode: 'plan', plan: planFacts({ files }) }));
    const rows = account.split('\n').filter((one) => /^ {4}(\d\.txt|and)/.test(one));
    expect(rows.map((one) => one.trim().split('  ')[0])).toEqual([
      '4.txt',
      '8.txt',
      '7.txt',
      '6.txt',
      '5.txt',
      'and 4 more, in report.html',
    ]);
  });

  it('predicts nothing where nothing is missing', () => {
    const account = accountText(runReport({ mode: 'plan', plan: planFacts({ misses: 0, tokens: 0, shards: [] }) }));
    expect(line(account, 'missing')).toBe('nothing');
    expect(account).not.toContain('predicted');
  });

  it('sets what was predicted beside what happened', () => {
    const prediction = {
      device: 'cpu-2-x',
      runs: 1,
      tokens: { expected: 5000, happened: 4990 },
      seconds: { expected: 2.5, low: 1.5, high: 4, happened: 2.25 },
    };
    expect(line(accountText(runReport({ prediction })), 'predicted')).toBe(
      '5,000 tokens, actual 4,990; 2.50 s (1.50 s to 4.00 s) on cpu-2-x, from 1 earlier run, actual 2.25 s',
    );
    const { seconds, ...tokensOnly } = prediction;
    expect(line(accountText(runReport({ prediction: { ...tokensOnly, runs: 0 } })), 'predicted')).toBe(
      '5,000 tokens, actual 4,990; no time, because no run with this model had been recorded on cpu-2-x',
    );
  });

  it.each([
    [{ number: 2, of: 8 }, '2/8 of all texts, by their keys'],
    [
      { number: 2, of: 8, plan: 'plan.jsonl', texts: 60, tokens: 1000, missing: 0 },
      '2/8 of plan.jsonl: 60 texts, 1,000 tokens',
    ],
    [
      { number: 2, of: 8, plan: 'plan.jsonl', texts: 60, tokens: 1000, missing: 4 },
      '2/8 of plan.jsonl: 60 texts, 1,000 tokens, 4 of them no longer in the corpus',
    ],
  ])('names the shard: %#', (shard, expected) => {
    expect(line(accountText(runReport({ mode: 'embed', shard })), 'shard')).toBe(expected);
  });
});
