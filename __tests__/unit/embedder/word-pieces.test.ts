import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { TextTokenizer } from '../../../src/embedder/tokenizer';
import { WordPieces } from '../../../src/embedder/word-pieces';
import { DEFAULT_MODEL, parityTexts } from '../../../test-support/builders/default-model';
import { ENCODERS } from '../../../test-support/builders/encoders';
import { TINY_MODEL } from '../../../test-support/builders/tiny-model';

describe('countWord', () => {
  it.each([
    DEFAULT_MODEL,
    TINY_MODEL,
    path.join(ENCODERS, 'bge'),
    path.join(ENCODERS, 'nomic'),
    path.join(ENCODERS, 'e5'),
  ])('counts as the tokenizer itself does: %s', async (folder) => {
    const tokenizer = await TextTokenizer.open(folder, 512);
    const words = new Set(
      parityTexts()
        .slice(0, 800)
        .flatMap(({ text }) => text.match(/[a-z0-9]+/gi) ?? []),
    );
    expect(words.size).toBeGreaterThan(1000);
    for (const word of [...words].slice(0, 3000))
      expect([word, tokenizer.countWord(word)]).toEqual([word, tokenizer.count(word)]);
    const letters = [...'aeinorstlABZ0198qxz'];
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 130 }), (word) => {
        expect(tokenizer.countWord(word)).toBe(tokenizer.count(word));
      }),
    );
  });

  it('takes a word that the vocabulary cannot spell, or that is too long, for one token', () => {
    const model = { vocab: { ab: 0, '##c': 1, '##cc': 2 }, max_input_chars_per_word: 6 };
    const pieces = WordPieces.of({ model, normalizer: { lowercase: true } });
    const words = ['ab', 'abc', 'abcc', 'ABccc', 'abd', 'abcd', 'd', 'c', 'abccccc'];
    expect(words.map((word) => pieces.count(word))).toEqual([1, 2, 2, 3, 1, 1, 1, 1, 1]);
    expect(WordPieces.of({ model, normalizer: { lowercase: false } }).count('ABccc')).toBe(1);
  });

  it('is only sure of texts by their words where the tokenizer splits as BERT does', async () => {
    const sure = async (name: string) => (await TextTokenizer.open(path.join(ENCODERS, name), 48)).countsByWord;
    expect(await Promise.all(['bge', 'nomic', 'mpnet', 'e5', 'modernbert'].map(sure))).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });
});
