import { describe, expect, it } from '@jest/globals';
import { GoldenVectors } from '../../../../src/validation/golden/golden-vectors';
import { goldenText } from '../../../../test-support/builders/golden';
import { corpusRecord, resolvedWindow } from '../../../../test-support/builders/resolved-window';

describe('GoldenVectors', () => {
  it('takes golden texts from windows going by, and knows which are missing', () => {
    const golden = new GoldenVectors([goldenText('a', []), goldenText('b', []), goldenText('c', [])]);
    expect(golden.missing().map(({ text }) => text)).toEqual(['a', 'b', 'c']);
    golden.take(
      resolvedWindow([
        { record: corpusRecord('x'), vector: [9] },
        { record: corpusRecord('b'), vector: [2] },
      ]),
    );
    expect(golden.missing().map(({ text }) => text)).toEqual(['a', 'c']);
    golden.take(
      resolvedWindow([
        { record: corpusRecord('a'), vector: [1] },
        { record: corpusRecord('c'), vector: [3] },
      ]),
    );
    expect(golden.missing()).toEqual([]);
  });

  it('knows where the corpus has each first', () => {
    const golden = new GoldenVectors([goldenText('a', []), goldenText('b', [])]);
    const at = (line: number) => ({ record: corpusRecord('a', { line }), vector: [line] });
    golden.take(resolvedWindow([at(3), at(5)]));
    golden.take(resolvedWindow([at(8)]));
    expect([...golden.positions]).toEqual([['a', { source: 'corpus.txt', line: 3 }]]);
  });
});
