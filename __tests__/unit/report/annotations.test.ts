import { describe, expect, it } from '@jest/globals';
import { annotationsOf } from '../../../src/report/annotations';
import { corpusFacts, runReport } from '../../../test-support/builders/run-report';
import { check, drifted, failedValidation, layer, textVerdict } from '../../../test-support/builders/validation-facts';

const position = (line: number) => ({ source: 'corpus.jsonl', line });
const texts = (count: number) =>
  Array.from({ length: count }, (_, at) =>
    drifted({ name: `text ${at}`, similarity: 0.9 - at / 1000, position: position(at + 1) }),
  );

describe('annotationsOf', () => {
  it('marks texts with faults at their lines, the worst first, and leaves room for the verdict', () => {
    const { shown, rest } = annotationsOf(runReport({ validation: failedValidation([...texts(25), textVerdict(0)]) }));
    expect(shown).toHaveLength(9);
    expect(shown[0]).toEqual({
      level: 'error',
      title: 'Golden text not as approved',
      message:
        'text 24: identity: similarity 0.9123 is below 0.99; 1 of 2 neighbours kept; gone: returns-1; new: invoices-1',
      position: position(25),
    });
    expect(rest).toEqual(['9 of 25 golden texts with faults are marked at their lines; report.html has all.']);
  });

  it('points to the golden set for what the corpus does not hold', () => {
    const { position: _, ...text } = drifted();
    const { shown } = annotationsOf(runReport({ validation: failedValidation([text]) }));
    expect(shown[0]?.position).toEqual({ source: 'golden.jsonl' });
  });

  it('warns of what closes no gate, within what the warnings of the run leave', () => {
    const layers = [layer('identity', { verdict: 'failed', gates: false, checks: [check({ passed: false })] })];
    const validation = failedValidation(texts(25), { layers });
    const count = (warnings: number) => {
      const { shown } = annotationsOf(runReport({ validation, warnings: Array(warnings).fill('told') }));
      expect(shown.every(({ level }) => level === 'warning')).toBe(true);
      return shown.length;
    };
    expect([count(0), count(4), count(12)]).toEqual([9, 5, 0]);
  });

  it('marks skipped records', () => {
    const skippedExamples = [{ position: position(2), reason: 'not\nUTF-8' }];
    const { shown, rest } = annotationsOf(runReport({ corpus: corpusFacts({ skipped: 3, skippedExamples }) }));
    expect(shown).toEqual([
      { level: 'warning', title: 'Record skipped', message: 'no vector: not UTF-8', position: position(2) },
    ]);
    expect(rest).toEqual(['1 of 3 records skipped are marked at their lines; the warning above lists the first.']);
  });

  it('has nothing to say of a run in which all went well', () => {
    expect(annotationsOf(runReport())).toEqual({ shown: [], rest: [] });
  });
});
