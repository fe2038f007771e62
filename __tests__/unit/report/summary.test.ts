import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { RunReport } from '../../../src/report/run-report';
import type { Validation } from '../../../src/validation/validation';
import {
  corpusFacts,
  planFacts,
  resolveFacts,
  runReport,
  summaryText,
  tierFacts,
} from '../../../test-support/builders/run-report';
import { check, drifted, failedValidation, layer, validation } from '../../../test-support/builders/validation-facts';

/** A table row's cells, cut where Markdown cuts them: at each `|` that is not escaped. */
function cells(row: string): string[] {
  return row
    .split(/(?<!\\)(?:\\\\)*\|/)
    .slice(1, -1)
    .map((cell) => cell.trim());
}

/** A validation in which everything that others write is this text. */
function hostile(text: string): Validation {
  const neighbours = [{ name: text, excerpt: text, similarity: 0.5 }];
  return failedValidation([
    drifted({
      name: text,
      excerpt: text,
      presentNeighbours: neighbours,
      faults: [{ layer: 'identity', message: text }],
    }),
  ]);
}

function value(report: RunReport, label: string): string | undefined {
  const rows = summaryText(report).split('\n').map(cells);
  return rows.find(([first]) => first === label)?.[1];
}

describe('the summary', () => {
  it('counts unsigned vectors, and names a trust scope that is not the trusted one', () => {
    expect(value(runReport(), 'Trust scope')).toBeUndefined();
    const scope = { name: 'pr-12', source: 'event', why: 'pull request 12 from a fork' } as const;
    const report = runReport({ trust: { scope, keyIds: [] }, tiers: [tierFacts({ unsigned: 3 })] });
    expect(value(report, 'Trust scope')).toBe('reads trusted and pr-12, writes pr-12: pull request 12 from a fork');
    expect(value(report, 'redis')).toBe('900 of 1,200 found, 3 not signed by a known key (redis://cache:6379)');
  });

  it('has the figures of the run', () => {
    const report = runReport();
    expect(summaryText(report)).toMatch(/^### embed-once: 83\.3% cache hits, 200 texts embedded\n/);
    expect(value(report, 'Corpus')).toBe('1,500 records in 1 file, 1,200 unique');
    expect(value(report, 'Cache hits')).toBe('83.3% (1,000 of 1,200)');
    expect(value(report, 'redis')).toBe('900 of 1,200 found (redis://cache:6379)');
    expect(value(report, 'Embedded')).toBe('200 texts, 5,000 tokens in 2.00 s (100 texts/s, 2,500 tokens/s)');
    expect(value(report, 'Time')).toBe('3.50 s');
    expect(value(report, 'Model')).toBe('all-MiniLM-L6-v2, 384 dimensions, fingerprint abababababababab');
    expect(value(report, 'Skipped')).toBeUndefined();
  });

  it('tells of settings that come from elsewhere', () => {
    const settings = {
      corpus: { value: 'a.txt', source: 'flag' },
      'text-prefix': { value: 'a|*b*', source: 'locked by o|p.yml:3' },
    };
    expect(value(runReport({ settings }), 'Settings')).toBe('text-prefix a\\|\\*b\\*, locked by o\\|p.yml:3');
  });

  it('says why texts were misses, with nothing in it that could be markup', () => {
    expect(summaryText(runReport())).not.toContain('Misses');
    const explanation = { cause: 'contract', changes: [], sentence: 'text-prefix changed: "" → "<b>|"' } as const;
    expect(summaryText(runReport({ explanation }))).toContain('\n**Misses**: text-prefix changed: "" → "\\<b\\>\\|"\n');
  });

  it('tells what was cut or skipped where there is something', () => {
    const texts = { ...resolveFacts({ truncated: 4 }), hitRate: 0.5 };
    const report = runReport({ texts, corpus: corpusFacts({ skipped: 3 }) });
    expect(value(report, 'Embedded')).toContain('4 texts cut to the model limit');
    expect(value(report, 'Skipped')).toBe('⚠️ 3 records: no vector, because on-bad-record is skip');
  });

  it('does without corpus and output', () => {
    const { corpus, output, ...rest } = runReport();
    expect(value(rest, 'Corpus')).toBeUndefined();
    expect(value(rest, 'Output')).toBeUndefined();
  });

  it('shows a path as it is', () => {
    const files = [{ path: 'output/my_vectors [new]#1.npy', bytes: 1000 }];
    const report = runReport({ output: { format: 'npy', files, rows: 1 } });
    // In a code span a backslash is a backslash.
    expect(value(report, 'Output')).toBe('`output/my_vectors [new]#1.npy`, 1.0 kB');
  });

  it('tells of validation before anything else', () => {
    const summary = summaryText(runReport({ validation: validation() }));
    expect(summary.split('\n')[2]).toBe(
      '**✅ Validation passed.** 50 golden texts (golden.jsonl, version 3), no faults.',
    );
    expect(summary).toContain('| identity | ✅ passed | similarity 0.9991, at least 0.99 |');
    expect(summary).toContain(
      '\n**Blind spots**\n\n- identity: with 95% confidence, fewer than 5.8% of texts drifted\n',
    );
    expect(summary).not.toContain('| Golden text |');
  });

  it('shows the twenty worst texts, what is wrong with them, and what to do', () => {
    const texts = Array.from({ length: 25 }, (_, at) =>
      drifted({ name: `text ${at}`, similarity: 0.91234 + at / 1000 }),
    );
    const summary = summaryText(runReport({ validation: failedValidation(texts) }));
    expect(summary).toContain('**❌ Validation failed.** Identity: 25 of 25 golden texts');
    expect(summary).toContain('- If the change is intended, run mode golden with approve: all and commit golden.jsonl');
    expect(summary).toContain('| identity | ❌ failed | similarity 0.9123, must be at least 0.99, 25 texts |');
    expect(summary).toContain(
      '| text 0: How do I get my money back? | 0.9123 | identity: similarity 0.9123 is below 0.99 | 1 of 2 neighbours kept; gone: returns-1; new: invoices-1 |',
    );
    expect(summary).toContain('| text 19: ');
    expect(summary).not.toContain('| text 20: ');
    expect(summary).toContain('… and 5 more, in report.html.');
  });

  it('marks a layer that fails as a warning, and one that was skipped', () => {
    const layers = [
      layer('identity', { verdict: 'failed', gates: false, checks: [check({ value: 0.9, passed: false })] }),
      layer('required', { verdict: 'skipped', gates: false, why: 'no text names | neighbours', checks: [] }),
    ];
    const summary = summaryText(runReport({ validation: failedValidation([drifted()], { passed: true, layers }) }));
    expect(summary).toContain('**⚠️ Validation passed with warnings.**');
    expect(summary).toContain('| identity | ⚠️ failed, warning only | similarity 0.9, must be at least 0.99 |');
    expect(summary).toContain('| required | – skipped | no text names \\| neighbours |');
  });

  it('keeps below what GitHub takes, by whole lines', () => {
    const warnings = Array.from({ length: 3000 }, (_, at) => `${at} ${'ä'.repeat(500)}`);
    const summary = summaryText(runReport({ warnings }));
    expect(Buffer.byteLength(summary)).toBeLessThan(2 ** 20);
    expect(Buffer.byteLength(summary)).toBeGreaterThan(900_000);
    expect(summary).toMatch(/ä\n+… the summary is cut here\. report\.html has the rest\.\n$/);
    expect(summaryText(runReport({ warnings: ['one'] }))).not.toContain('is cut here');
  });

  const AWKWARD = [
    'a|b',
    '\\|',
    'line\nbreak\r\n| new | row |',
    '<img src=x onerror=alert(1)>',
    '[click](javascript:x)',
    '`x`',
  ];

  it.each(AWKWARD)('keeps the text %j of a golden set within its cell and out of the markup', (text) => {
    const summary = summaryText(runReport({ validation: hostile(text) }));
    const rows = summary.split('\n').filter((row) => row.includes('| 0.9123 |'));
    expect(rows).toHaveLength(1);
    expect(cells(rows[0] as string)).toHaveLength(4);
    expect(rows[0]).not.toMatch(/(?<!\\)(?:\\\\)*[<>[\]`]/);
  });

  it('keeps any text within its cell', () => {
    const text = fc.string({ unit: fc.constantFrom('|', '\\', '\n', 'a', '`', '<', ' ', '\u2028', '\r') });
    fc.assert(
      fc.property(text, (awkward) => {
        const summary = summaryText(runReport({ validation: hostile(awkward) }));
        const rows = summary.split(/[\n\r\u2028]/).filter((row) => row.includes('| 0.9123 |'));
        expect(rows.map((row) => cells(row).length)).toEqual([4]);
      }),
    );
  });

  it('shows each warning as one item, out of the markup', () => {
    const summary = summaryText(runReport({ warnings: ['3 records:\n  <b>a.txt</b>:1', 'second'] }));
    const items = summary.split('\n').filter((line) => line.startsWith('- '));
    expect(items).toEqual(['- ⚠️ 3 records: \\<b\\>a.txt\\</b\\>:1', '- ⚠️ second']);
  });

  it('shows a plan with its files, and why it was refused', () => {
    const plan = planFacts({
      path: 'plan.jsonl',
      refusal: 'max-misses: 200 texts are missing, more than the limit of 100.',
    });
    const report = runReport({ mode: 'plan', plan });
    const summary = summaryText(report);
    expect(summary).toMatch(/^### embed-once: 83\.3% cache hits, 200 texts missing\n/);
    expect(value(report, 'Missing')).toBe('200 texts, 5,000 tokens to embed, in 2 shards of 2,498 to 2,502 tokens');
    expect(value(report, 'Predicted')).toMatch(/^6\.00 s \(3\.00 s to 12 s\) on cpu-2-x/);
    expect(summary).toContain('| `b.txt` | 600 | 300 | 200 | 5,000 |');
    expect(summary).not.toContain('a.txt');
    expect(summary).toContain(
      '**❌ Not started: a limit is exceeded.** max-misses: 200 texts are missing, more than the limit of 100.',
    );
  });
});
