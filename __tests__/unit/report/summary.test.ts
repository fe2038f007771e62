import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { RunReport } from '../../../src/report/run-report';
import { renderSummary } from '../../../src/report/summary';
import {
  corpusFacts,
  drift,
  failedValidation,
  planFacts,
  resolveFacts,
  runReport,
  tierFacts,
  validation,
} from '../../helpers/run-report';

/** A table row's cells, cut where Markdown cuts them: at each `|` that is not escaped. */
function cells(row: string): string[] {
  return row
    .split(/(?<!\\)(?:\\\\)*\|/)
    .slice(1, -1)
    .map((cell) => cell.trim());
}

function value(report: RunReport, label: string): string | undefined {
  const rows = renderSummary(report).split('\n').map(cells);
  return rows.find(([first]) => first === label)?.[1];
}

describe('renderSummary', () => {
  it('has what was not signed, and a trust scope that is not the trusted one', () => {
    expect(value(runReport(), 'Trust scope')).toBeUndefined();
    expect(value(runReport(), 'Not signed by a known key, embedded again')).toBeUndefined();
    const scope = { name: 'pr-12', source: 'event', why: 'pull request 12 from a fork' } as const;
    const report = runReport({ trust: { scope, keyIds: [] }, tiers: [tierFacts({ unsigned: 3 })] });
    expect(value(report, 'Trust scope')).toBe('pr-12: pull request 12 from a fork');
    expect(value(report, 'Not signed by a known key, embedded again')).toBe('3');
  });

  it('has the figures of the run', () => {
    const report = runReport();
    expect(renderSummary(report)).toMatch(/^### embed-once: 83\.3 % hits, 200 texts embedded\n/);
    expect(value(report, 'Records')).toBe('1,500');
    expect(value(report, 'Unique texts')).toBe('1,200');
    expect(value(report, 'Hits')).toBe('1,000 (83.3 %)');
    expect(value(report, '– from redis')).toBe('900');
    expect(value(report, '– from runner cache')).toBe('100');
    expect(value(report, 'Embedded')).toBe('200');
    expect(value(report, 'Time')).toBe('3.50 s');
    expect(value(report, 'Fingerprint')).toBe('`abababababababab`');
    expect(value(report, 'Cut to the model’s length')).toBeUndefined();
    expect(value(report, '**Skipped records**')).toBeUndefined();
  });

  it('tells of settings that come from elsewhere', () => {
    const settings = {
      corpus: { value: 'a.txt', source: 'flag' },
      'text-prefix': { value: 'a|*b*', source: 'locked by o|p.yml:3' },
    };
    expect(value(runReport({ settings }), 'Setting text-prefix')).toBe('a\\|\\*b\\*, locked by o\\|p.yml:3');
    expect(value(runReport({ settings }), 'Setting corpus')).toBeUndefined();
  });

  it('says why texts were misses, with nothing in it that could be markup', () => {
    expect(value(runReport(), 'Misses')).toBeUndefined();
    const explanation = { cause: 'contract', changes: [], sentence: 'text-prefix changed: "" → "<b>|"' } as const;
    expect(value(runReport({ explanation }), 'Misses')).toBe('text-prefix changed: "" → "\\<b\\>\\|"');
  });

  it('tells what was cut or skipped where there is something', () => {
    const texts = { ...resolveFacts({ truncated: 4 }), hitRate: 0.5 };
    const report = runReport({ texts, corpus: corpusFacts({ skipped: 3 }) });
    expect(value(report, 'Cut to the model’s length')).toBe('4');
    expect(value(report, '**Skipped records**')).toBe('3');
  });

  it('does without corpus and output', () => {
    const { corpus, output, ...rest } = runReport();
    expect(value(rest, 'Records')).toBeUndefined();
    expect(value(rest, 'Output')).toBeUndefined();
  });

  it('shows a path as it is', () => {
    const files = [{ path: 'output/my_vectors [new]#1.npy', bytes: 1000 }];
    const report = runReport({ output: { format: 'npy', files, rows: 1 } });
    // In a code span a backslash is a backslash.
    expect(value(report, 'Output')).toBe('`output/my_vectors [new]#1.npy`, 1.0 kB');
  });

  it('tells of validation', () => {
    const passed = renderSummary(runReport({ validation: validation() }));
    expect(passed).toContain('**✅ Validation passed**: 50 of 50 golden texts are as approved');
    expect(passed).not.toContain('| Golden text |');
    const drifted = Array.from({ length: 25 }, (_, at) => drift({ name: `text ${at}` }));
    const failed = renderSummary(runReport({ validation: failedValidation(drifted) }));
    expect(failed).toContain('**❌ Validation failed**: 25 of 50 golden texts are as approved');
    expect(failed).toContain('| | ❌ | similarity | 0.9123 | at least 0.9900 |');
    expect(failed).toContain('| text 19: How do I get my money back? | identity: similarity 0.9123 is below 0.99 |');
    expect(failed).not.toContain('| text 20: ');
    expect(failed).toContain('… and 5 more.');
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
    const faults = [{ layer: 'identity', message: `0.9123 ${text}` } as const];
    const drifted = [drift({ name: text, excerpt: text, faults })];
    const summary = renderSummary(runReport({ validation: validation({ passed: false, texts: drifted }) }));
    const rows = summary.split('\n').filter((row) => row.includes('0.9123'));
    expect(rows).toHaveLength(1);
    expect(cells(rows[0] as string)).toHaveLength(2);
    expect(rows[0]).not.toMatch(/(?<!\\)(?:\\\\)*[<>[\]`]/);
  });

  it('keeps any text within its cell', () => {
    const text = fc.string({ unit: fc.constantFrom('|', '\\', '\n', 'a', '`', '<', ' ', '\u2028', '\r') });
    fc.assert(
      fc.property(text, (awkward) => {
        const faults = [{ layer: 'identity', message: `0.9123 ${awkward}` } as const];
        const drifted = [drift({ name: awkward, excerpt: awkward, faults })];
        const summary = renderSummary(runReport({ validation: validation({ passed: false, texts: drifted }) }));
        const rows = summary.split(/[\n\r\u2028]/).filter((row) => row.includes('0.9123'));
        expect(rows.map((row) => cells(row).length)).toEqual([2]);
      }),
    );
  });

  it('shows each warning as one quoted line, out of the markup', () => {
    const summary = renderSummary(runReport({ warnings: ['3 records:\n  <b>a.txt</b>:1', 'second'] }));
    const quoted = summary.split('\n').filter((line) => line.startsWith('> '));
    expect(quoted).toEqual(['> ⚠️ 3 records: \\<b\\>a.txt\\</b\\>:1', '> ⚠️ second']);
  });

  it('shows a plan with its files, and why it was refused', () => {
    const plan = planFacts({ path: 'plan.jsonl', refusal: 'max-misses: 200 texts are missing, and 100 may be.' });
    const report = runReport({ mode: 'plan', plan });
    const summary = renderSummary(report);
    expect(summary).toMatch(/^### embed-once: 83\.3 % hits, 200 texts missing\n/);
    expect(value(report, 'Missing')).toBe('200 texts, 5,000 tokens to embed, in 2 shards of 2,498 to 2,502 tokens');
    expect(value(report, 'Predicted')).toMatch(/^6\.00 s \(3\.00 s to 12 s\) on cpu-2-x/);
    expect(value(report, 'Embedded')).toBeUndefined();
    expect(summary).toContain('| `b.txt` | 600 | 300 | 200 | 5,000 |');
    expect(summary).not.toContain('a.txt');
    expect(summary).toContain('**❌ max-misses: 200 texts are missing, and 100 may be.**');
  });
});
