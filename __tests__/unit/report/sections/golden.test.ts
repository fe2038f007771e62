import { describe, expect, it } from '@jest/globals';
import { approvalLine, approvalRefusal, diffLines } from '../../../../src/report/sections/golden';
import { approval, goldenDiff } from '../../../../test-support/builders/approval-facts';
import { accountText, runReport, summaryText } from '../../../../test-support/builders/run-report';

const DRIFTED = approval({
  outcome: 'refused',
  version: 1,
  replaces: true,
  diff: goldenDiff({
    added: Array.from({ length: 12 }, (_, at) => `new ${at}`),
    otherContract: 20,
    contract: [{ part: 'pooling', change: 'changed', from: 'mean', to: 'cls' }],
    vectors: {
      compared: 20,
      changed: 2,
      otherDimensions: 0,
      similarity: { min: 0.41234, mean: 0.9 },
      worst: [{ name: 'refunds', excerpt: '<b>Money\nback | now', similarity: 0.41234 }],
    },
    neighbours: {
      compared: 20,
      moved: 1,
      meanRecall: 0.96,
      worst: [
        { name: 'refunds', excerpt: '', recall: 0.5, gone: ['returns'], came: ['cakes', 'tea', 'milk', 'rum', 'gin'] },
      ],
    },
  }),
});

describe('an approval as lines', () => {
  it.each([
    [{}, 'golden.jsonl, version 2: 20 golden texts, 9 neighbours each among golden texts'],
    [
      { neighboursFrom: 'corpus' as const },
      'golden.jsonl, version 2: 20 golden texts, 9 neighbours each among the corpus',
    ],
    [
      { outcome: 'unchanged' as const },
      'golden.jsonl, version 2: 20 golden texts, 9 neighbours each among golden texts',
    ],
    [{ outcome: 'refused' as const, version: 1 }, 'golden.jsonl stays at version 1'],
  ])('says what was done: %j', (overrides, line) => {
    expect(approvalLine(approval(overrides))).toBe(line);
  });

  it('gives each change a line, and what changed most below it', () => {
    expect(diffLines(approval())).toEqual([]);
    expect(diffLines(DRIFTED).map(({ text, details = [] }) => [text, details.length, details.at(-1)])).toEqual([
      ['12 texts approved for the first time', 11, 'and 2 more, in report.json'],
      ['20 texts approved under another embedding contract', 1, 'pooling changed: mean → cls'],
      [
        '2 of 20 approved vectors change: similarity at least 0.4123, mean 0.9000',
        1,
        '0.4123  refunds: "<b>Money back | now"',
      ],
      [
        'neighbours of 1 of 20 texts change, 96.0% of all kept',
        1,
        '50.0% kept  refunds: − returns; + cakes, tea, milk and 2 more',
      ],
    ]);
  });

  it('says of a refusal what would be lost, and what to do', () => {
    expect(approvalRefusal(approval())).toBeUndefined();
    expect(approvalRefusal(DRIFTED)).toBe(
      'golden-set: golden.jsonl was not written: 2 of 20 approved vectors would change, and approve: new never replaces approved facts. If the change is intended, set approve: all; approve: dry-run previews it.',
    );
    const contract = approval({ outcome: 'refused', diff: goldenDiff({ otherContract: 1 }) });
    expect(approvalRefusal(contract)).toContain('1 text was approved under another embedding contract');
  });

  it('is in the account, and in the summary with nothing that could be markup', () => {
    const report = runReport({ mode: 'golden', approved: DRIFTED });
    expect(accountText(report)).toContain('\n                  pooling changed: mean → cls\n');
    const summary = summaryText(report);
    expect(summary).toContain('**Golden set**: ❌ not written: golden.jsonl stays at version 1');
    expect(summary).toContain('  - 0.4123 refunds: "\\<b\\>Money back \\| now"');
  });

  it('tells of a proposal what was chosen and what comes next', () => {
    const kinds = { cluster: 24, 'near duplicates': 8 };
    const report = runReport({ proposed: { path: 'g.jsonl', texts: 32, candidates: 1200, kinds } });
    const line =
      '32 golden texts of 1,200 candidates, written to g.jsonl: 24 cluster, 8 near duplicates. Review them, then approve them: mode golden without propose';
    expect(accountText(report)).toContain(`  proposed      ${line}\n`);
    expect(summaryText(report)).toContain(`**Proposed**: ${line}`);
  });
});
