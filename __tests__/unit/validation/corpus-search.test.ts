import { describe, expect, it } from '@jest/globals';
import { CorpusSearch } from '../../../src/validation/corpus-search';
import { corpusRecord, resolvedWindow } from '../../helpers/resolved-window';

const row = (text: string, vector: number[], line = 1) => ({ record: corpusRecord(text, { line }), vector });

describe('CorpusSearch', () => {
  it('keeps the nearest different texts of all windows, without the text itself', async () => {
    const search = new CorpusSearch(
      [
        { text: 'a', vector: Float32Array.of(1, 0) },
        { text: 'gone', vector: undefined },
      ],
      2,
    );
    await search.take(
      resolvedWindow([row('a', [1, 0]), row('far', [0, 1]), row('near', [1, 0.1], 3), row('near', [1, 0.1])]),
    );
    await search.take(resolvedWindow([row('nearest', [1, 0.05], 9), row('farthest', [-1, 0])]));
    expect((await search.nearest()).map((list) => list.map(({ name, excerpt }) => [name, excerpt]))).toEqual([
      [
        ['corpus.txt:9', 'nearest'],
        ['corpus.txt:3', 'near'],
      ],
      [],
    ]);
  });
});
