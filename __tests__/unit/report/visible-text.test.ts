import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cutToBytes, visibleText } from '../../../src/report/visible-text';

describe('visibleText', () => {
  it.each([
    ['a\u0000b\u001b[31m\u0085', 'a\uFFFDb\uFFFD[31m\uFFFD'],
    ['line\r\nnext\rlast\ttab', 'line\nnext\nlast\ttab'],
    ['\u202Eback\u2066x\u2069', '[U+202E]back[U+2066]x[U+2069]'],
    ['a\uD800b', 'a\uFFFDb'],
    ['שלום, 世界, 👩‍👩‍👧', 'שלום, 世界, 👩‍👩‍👧'],
  ])('of %j is %j', (text, shown) => {
    expect(visibleText(text)).toBe(shown);
  });

  it('shows what it has shown as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(visibleText(visibleText(text))).toBe(visibleText(text));
      }),
    );
  });
});

describe('cutToBytes', () => {
  it('never gives more bytes than allowed, nor half a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 3, max: 40 }), (text, limit) => {
        const cut = cutToBytes(text, limit);
        expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(limit);
        expect(cut.isWellFormed()).toBe(text.isWellFormed());
        if (Buffer.byteLength(text) <= limit) expect(cut).toBe(text);
        else expect(text.startsWith(cut.slice(0, -1))).toBe(true);
      }),
    );
  });
});
