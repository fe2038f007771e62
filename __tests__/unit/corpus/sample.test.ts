import { describe, expect, it } from '@jest/globals';
import { CorpusSample } from '../../../src/corpus/sample';
import { textKey } from '../../../src/keys/text-key';
import { corpusRecord } from '../../../test-support/builders/resolved-window';
import { texts } from '../../../test-support/builders/vectors';

function sampled(list: readonly string[], most: number): string[] {
  const sample = new CorpusSample(most);
  for (const text of list) sample.add(corpusRecord(text));
  return sample.take().map(({ text }) => text);
}

describe('CorpusSample', () => {
  const all = texts(500);
  const byKey = all.toSorted((a, b) => (textKey(a) < textKey(b) ? -1 : 1));

  it.each([1, 7, 100, 499, 500, 2000])(
    'holds the %i texts with the smallest keys, in their order, each once',
    (most) => {
      expect(sampled([...all, ...all], most)).toEqual(byKey.slice(0, most));
      expect(sampled(all.toReversed(), most)).toEqual(byKey.slice(0, most));
    },
  );

  it('never holds more than twice as many', () => {
    const sample = new CorpusSample(10);
    let most = 0;
    for (const text of all) {
      sample.add(corpusRecord(text));
      most = Math.max(most, sample.held);
    }
    expect(most).toBeLessThan(20);
    expect(most).toBeGreaterThan(10);
  });

  it('keeps the id of the first record with a text, and nothing of its metadata', () => {
    const sample = new CorpusSample(3);
    sample.add(corpusRecord('a', { id: 'first', metadata: { large: true } }));
    sample.add(corpusRecord('a', { id: 'second' }));
    expect(sample.take()).toEqual([{ text: 'a', source: 'corpus.txt', line: 1, id: 'first' }]);
  });
});
