import { describe, expect, it } from '@jest/globals';
import { checkNeighbourhood } from '../../../../src/validation/checks/neighbourhood';

const text = (name: string, approved: string, present: string) => ({
  name,
  approved: [...approved],
  present: [...present].map((key, rank) => ({ key, similarity: 1 - rank / 10 })),
});
const judge = (texts: ReturnType<typeof text>[], threshold = 0.9) => checkNeighbourhood(texts, 4, threshold);
const failed = (texts: ReturnType<typeof text>[], threshold?: number) =>
  judge(texts, threshold)
    .checks.filter(({ passed }) => !passed)
    .map(({ name }) => name);

describe('checkNeighbourhood', () => {
  it('passes where neighbours stay, and tells of no text that lost a few', () => {
    const texts = [...'abcdefghijk'].map((name) => text(name, '1234', '1234'));
    const { checks, faults } = judge([...texts, text('x', '1234', '1239')]);
    expect(checks.map(({ name, passed }) => [name, passed])).toEqual([
      ['recall@4', true],
      ['jaccard@4', true],
      ['overlap@4', true],
      ['lost', true],
    ]);
    expect(faults).toEqual([]);
    expect(checks[0]?.value).toBeCloseTo(1 - 1 / 48, 12);
    expect(checks[0]?.unseen).toBe(
      'with 95% confidence, fewer than 33.9% of texts lost more than 10% of their neighbours',
    );
  });

  it('fails where the mean is below, and names the texts that lost most first', () => {
    const { checks, faults } = judge([text('a', '1234', '1234'), text('b', '1234', '1256'), text('c', '1234', '1678')]);
    expect(checks[0]).toMatchObject({ passed: false, failing: ['c', 'b'] });
    expect(faults).toEqual([
      { position: 2, message: '1 of 4 approved neighbours are among the 4 nearest' },
      { position: 1, message: '2 of 4 approved neighbours are among the 4 nearest' },
    ]);
  });

  it('judges the order by the rank-biased overlap alone', () => {
    expect(failed([text('a', '1234', '4321')], 0.9)).toEqual(['overlap@4']);
  });

  it('judges both by the bar that is given', () => {
    const texts = [text('a', '1234', '1256')];
    expect(failed(texts, 0.5)).toEqual([]);
    expect(failed(texts, 0.51)).toContain('recall@4');
  });

  it('fails for one text that has no neighbour left among many that have all', () => {
    const texts = Array.from({ length: 99 }, (_, at) => text(`t${at}`, '1234', '1234'));
    expect(failed([...texts, text('gone', '1234', '')])).toEqual(['lost']);
  });
});
