import { describe, expect, it } from '@jest/globals';
import { wordRarity } from '../../../../src/validation/golden/word-rarity';

describe('wordRarity', () => {
  it('is the mean over the words of a text of ln(texts ÷ texts with the word), whatever their case', () => {
    const [first, second, empty] = wordRarity(['The cat', 'the dog, the dog', '—']);
    expect(first).toEqual({ words: 2, mean: (Math.log(3 / 2) + Math.log(3)) / 2, rarest: 'cat' });
    expect(second).toEqual({ words: 4, mean: (Math.log(3 / 2) + Math.log(3)) / 2, rarest: 'dog' });
    expect(empty).toEqual({ words: 0, mean: 0, rarest: '' });
  });

  it('takes each character for a word where there are no spaces between them', () => {
    expect(wordRarity(['東京都 abc 1', '京'])[0]).toMatchObject({ words: 5, rarest: '東' });
  });
});
