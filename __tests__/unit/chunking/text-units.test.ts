import { describe, expect, it } from '@jest/globals';
import { boundaryHash, LEVELS, unitsOf } from '../../../src/chunking/text-units';

const names = Object.fromEntries(Object.entries(LEVELS).map(([name, level]) => [level, name]));

/** Each piece with the kind of place before it; a token a word, or a character of a part of one. */
function piecesOf(text: string, { most = 20, heading }: { most?: number; heading?: string } = {}): string[] {
  const units = unitsOf(text, { most, count: () => 1, spaceCounts: false, heading });
  return units.starts.map((start, at) => `${names[units.levels[at] as number]}: ${text.slice(start, units.ends[at])}`);
}

describe('unitsOf', () => {
  it('knows headings, what belongs to them, paragraphs, sentences and lines', () => {
    const lines = ['# Title', '', 'One. Two', 'goes on? Yes!', '', '## Next ##', 'Three.'];
    for (const end of ['\n', '\r\n']) {
      expect(piecesOf(lines.join(end))).toEqual([
        'heading: # Title',
        'glued: One.',
        'sentence: Two',
        'line: goes on?',
        'sentence: Yes!',
        'heading: ## Next ##',
        'glued: Three.',
      ]);
    }
    expect(piecesOf('#tag is none\n\n####### nor is this')).toEqual([
      expect.stringMatching('tag'),
      expect.stringMatching(/^paragraph/),
    ]);
  });

  it('takes the heading that is known of a text for one', () => {
    expect(piecesOf('Install\n\nFirst.', { heading: 'Install' })[1]).toBe('glued: First.');
    expect(piecesOf('Install\n\nFirst.', { heading: 'Inst' })[1]).toBe('paragraph: First.');
    expect(piecesOf('Install it.\n\nFirst.', { heading: 'Install' })[1]).toBe('paragraph: First.');
  });

  it.each([
    ['J. S. Bach wrote it. So there.', ['J. S. Bach wrote it.', 'So there.']],
    [
      'See e.g. this. And "that." Or (both!) of them…  Well',
      ['See e.g. this.', 'And "that."', 'Or (both!) of them…', 'Well'],
    ],
    ['Version 1.2 of a.b.c is out', ['Version 1.2 of a.b.c is out']],
    ['これは文です。「もう一つ。」さらに！終わり', ['これは文です。', '「もう一つ。」', 'さらに！', '終わり']],
  ])('finds the sentences of %j', (text, expected) => {
    expect(piecesOf(text).map((piece) => piece.replace(/^\w+: /, ''))).toEqual(expected);
  });

  it('cuts a sentence that is too long into words, and a word that is too long into characters', () => {
    expect(piecesOf('One two three. Four', { most: 2 })).toEqual([
      'word: One',
      'word: two',
      'word: three.',
      'sentence: Four',
    ]);
    const family = '👩‍👩‍👧‍👦';
    const pieces = piecesOf(`a ${`${family}e\u0301x`.repeat(40)}`);
    expect(pieces.slice(0, 5)).toEqual([
      'word: a',
      `word: ${family}`,
      'character: e\u0301',
      'character: x',
      `character: ${family}`,
    ]);
  });

  it('finds nothing in nothing', () => {
    expect(piecesOf('')).toEqual([]);
    expect(piecesOf(' \r\n\t\u3000')).toEqual([]);
  });
});

describe('boundaryHash', () => {
  it('depends on the 32 characters that follow, and on nothing else', () => {
    const text = 'x'.repeat(50);
    expect(boundaryHash(text, 0)).toBe(boundaryHash(`before ${text}after`, 7));
    expect(boundaryHash(`${'a'.repeat(31)}b`, 0)).not.toBe(boundaryHash(`${'a'.repeat(31)}c`, 0));
    expect(boundaryHash(`${'a'.repeat(32)}b`, 0)).toBe(boundaryHash(`${'a'.repeat(32)}c`, 0));
  });
});
