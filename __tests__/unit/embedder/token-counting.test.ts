import { cp, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { openTokenCounting } from '../../../src/embedder/token-counting';
import { TextTokenizer } from '../../../src/embedder/tokenizer';
import { DEFAULT_MODEL, parityTexts } from '../../../test-support/builders/default-model';
import { ENCODERS } from '../../../test-support/builders/encoders';
import { temporaryFolder } from '../../../test-support/run/temporary-folder';

const temporary = temporaryFolder();
const FOLDERS = [DEFAULT_MODEL, ...['bge', 'mpnet', 'e5', 'modernbert'].map((name) => path.join(ENCODERS, name))];
const open = (folder: string, lowercase = false) => TextTokenizer.open(folder, 10_000_000, { lowercase });

/** As many as the tokenizer makes of it. */
const tokensOf = (tokenizer: TextTokenizer, text: string) =>
  tokenizer.encode(text).ids.length - tokenizer.specialTokens;

/** What depends on what stands beside it, in one tokenizer or another. */
const NASTY = [
  '\u0301',
  '\u0308\u0327',
  'e\u0301',
  '\u0085',
  '\u00a0',
  '\u2003',
  '\u3000',
  '\ufeff',
  '\u200d',
  '\u200b',
  '\u00ad',
  '\u0000',
  '\u000b',
  '\u007f',
  '\u0600',
  '\r\n',
  '\n\n',
  '\t',
  '  ',
  ' ',
  'Σ',
  'ΟΔΟΣ',
  "'",
  "don't we'LL",
  '漢字かな',
  '。',
  '豈',
  '𠀀𠀁',
  'ﬁ',
  'ﷺ',
  '①',
  'ｶﾞ',
  '한국어',
  '각',
  '👩‍👩‍👧‍👦🏽',
  '🏽',
  '🇩🇪',
  '▁',
  '[SEP]',
  '[SEP',
  '<s>',
  '</s>',
  '<mask>',
  '＜s＞',
  '[\u0000SEP]',
  '<s\u0301>',
  '≮s>',
  '[MAS\u212a]',
  '[UNK]',
  '<unk>',
  'İ',
  'ß',
  'naïve',
  '1,234.56',
  'x'.repeat(110),
  '漢'.repeat(400),
  '-'.repeat(1100),
];
const nasty = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...NASTY) },
      fc.string({ unit: 'grapheme', maxLength: 12 }),
      fc.string({ unit: fc.constantFrom(...'aeinorstlABZ019 .,-\n'), maxLength: 30 }),
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((parts) => parts.join('').toWellFormed());

describe('count', () => {
  it.each(FOLDERS)('says how many tokens there are without making them: %s', async (folder) => {
    const tokenizer = await open(folder);
    for (const { text } of parityTexts().slice(0, 600))
      expect([text, tokenizer.count(text)]).toEqual([text, tokensOf(tokenizer, text)]);
    const short = NASTY.filter(({ length }) => length < 20);
    for (const text of short.flatMap((left) => short.map((right) => `a${left}${right}b`)))
      expect([text, tokenizer.count(text)]).toEqual([text, tokensOf(tokenizer, text)]);
    const lower = await open(folder, true);
    for (const its of [tokenizer, lower]) {
      fc.assert(
        fc.property(nasty, (text) => {
          expect(its.count(text)).toBe(tokensOf(its, text));
        }),
        { numRuns: 100 },
      );
    }
  });

  it.each([
    ['modernbert', { content: '  ', special: false, normalized: true }],
    ['modernbert', { content: '    ', special: false, normalized: true }],
    ['modernbert', { content: '[Å]', special: false, normalized: true }],
    ['modernbert', { content: '<m>', special: true, normalized: false, lstrip: true, rstrip: true }],
    ['e5', { content: '<m>', special: true, normalized: true, lstrip: true }],
    ['bge', { content: '<m>', special: true, normalized: true, lstrip: true }],
  ])('knows the added tokens of %s: %j', async (name, token) => {
    const definition = JSON.parse(await readFile(path.join(ENCODERS, name, 'tokenizer.json'), 'utf8'));
    const added_tokens = [...definition.added_tokens, { id: 300, lstrip: false, rstrip: false, ...token }];
    await cp(path.join(ENCODERS, name), temporary.path(), { recursive: true });
    await temporary.write('tokenizer.json', JSON.stringify({ ...definition, added_tokens }));
    const names = ['<m>', '<M>', '≮m>', '<m\u0301>', '[Å]', '[A\u030a]', '[å]', '＜m＞'];
    const others = [' ', '  ', '   ', '     ', '\n', '\n\n  ', ' one', 'two', '\u0301', 'Σ', '漢字', '\u0000'];
    const texts = fc
      .array(fc.constantFrom(...names, ...others), { minLength: 1, maxLength: 8 })
      .map((parts) => parts.join(''));
    for (const its of [await open(temporary.path()), await open(temporary.path(), true)]) {
      fc.assert(
        fc.property(texts, (text) => {
          expect(its.count(text)).toBe(tokensOf(its, text));
        }),
        { numRuns: 300 },
      );
    }
  });

  it.each(FOLDERS)('says it of what lies between two places: %s', async (folder) => {
    const tokenizer = await open(folder);
    fc.assert(
      fc.property(nasty, fc.nat(), fc.nat(), (text, some, more) => {
        const start = some % (text.length + 1);
        const end = start + (more % (text.length - start + 1));
        const part = text.slice(start, end);
        fc.pre(part.isWellFormed());
        expect(tokenizer.count(text, start, end)).toBe(tokensOf(tokenizer, part));
        expect(tokenizer.countWord(text, start, end)).toBe(tokenizer.countWord(part));
      }),
      { numRuns: 100 },
    );
  });

  it('goes on when more is to be remembered than there is room for', async () => {
    const tokenizer = await open(path.join(ENCODERS, 'bge'));
    const word = (number: number) => `w${number.toString(36)}x`;
    const before = Array.from({ length: 100 }, (_, number) => tokenizer.count(word(number)));
    for (let number = 0; number < 501_000; number++) tokenizer.count(word(number));
    expect(before.map((_, number) => tokenizer.count(word(number)))).toEqual(before);
    expect(before).toEqual(before.map((_, number) => tokensOf(tokenizer, word(number))));
  });

  it('tokenizes where white space changes what stands beside it', async () => {
    const definition = JSON.parse(await readFile(path.join(ENCODERS, 'e5', 'tokenizer.json'), 'utf8'));
    const whole: string[] = [];
    const counting = openTokenCounting({
      definition,
      config: {},
      tokenizer: {} as never,
      lowercase: false,
      normalize: (text) => text.replace(/ \u0301/g, ' ').replace(/[\t\n\r]/g, ' '),
      whole: (text) => whole.push(text),
    });
    for (const text of ['a b', 'e\u0301', 'a \u0301b', ' \u0301']) counting?.count(text, 0, text.length);
    expect(whole).toEqual(['a \u0301b', ' \u0301']);
  });

  it('tokenizes where it is not known how a tokenizer splits', async () => {
    const definition = JSON.parse(await readFile(path.join(ENCODERS, 'modernbert', 'tokenizer.json'), 'utf8'));
    const token = { ...definition.added_tokens[0], content: ' x', id: 300 };
    for (const change of [
      { pre_tokenizer: { ...definition.pre_tokenizer, add_prefix_space: true } },
      { normalizer: { type: 'NFKC' } },
      { model: { ...definition.model, ignore_merges: true } },
      { added_tokens: [...definition.added_tokens, token] },
      { added_tokens: [...definition.added_tokens, { ...token, content: '  ', lstrip: true }] },
    ]) {
      const changed = { ...definition, ...change };
      const never = () => {
        throw new Error('not called');
      };
      const counted = { definition: changed, config: {}, tokenizer: {} as never, lowercase: false };
      expect(openTokenCounting({ ...counted, normalize: never, whole: never })).toBeUndefined();
      await cp(path.join(ENCODERS, 'modernbert'), temporary.path(), { recursive: true });
      await temporary.write('tokenizer.json', JSON.stringify(changed));
      const tokenizer = await open(temporary.path());
      for (const text of ['ａ x xy one  two', ' one']) expect(tokenizer.count(text)).toBe(tokensOf(tokenizer, text));
    }
  });
});
