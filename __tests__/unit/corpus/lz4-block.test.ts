import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decompressLz4Block, decompressOldLz4 } from '../../../src/corpus/lz4-block';

const decoded = (bytes: readonly number[], length: number) =>
  Buffer.from(decompressLz4Block(Uint8Array.from(bytes), length)).toString('latin1');
const letters = (text: string) => [...Buffer.from(text)];

/** `abcd`, five bytes from four before, which reach into what they write, and `xyz`. */
const BLOCK = [0x41, ...letters('abcd'), 4, 0, 0x30, ...letters('xyz')];

describe('decompressLz4Block', () => {
  it.each<[string, number[], string]>([
    ['nothing', [0], ''],
    ['literals alone', [0x30, ...letters('abc')], 'abc'],
    ['a match that reaches into what it writes', BLOCK, 'abcdabcdaxyz'],
    ['lengths that go on', [0xf0, 255, 1, ...letters('a'.repeat(271))], 'a'.repeat(271)],
    [
      'a match whose length goes on',
      [0x1f, ...letters('a'), 1, 0, 255, 0, 0x10, ...letters('b')],
      `${'a'.repeat(275)}b`,
    ],
  ])('reads %s', (_, block, expected) => {
    expect(decoded(block, expected.length)).toBe(expected);
  });

  it.each<[string, number[], number, string]>([
    ['comes to less than it should', BLOCK, 13, 'has 12 bytes instead of 13'],
    ['comes to more', BLOCK, 11, 'points outside itself'],
    [
      'has a match before its beginning',
      [0x41, ...letters('abcd'), 5, 0, 0x30, ...letters('xyz')],
      12,
      'outside itself',
    ],
    ['has a match at no distance', [0x41, ...letters('abcd'), 0, 0, 0x30, ...letters('xyz')], 12, 'outside itself'],
    ['ends within literals', [0x40, ...letters('abc')], 4, 'points outside itself'],
    ['ends within a length', [0xf0, 255], 300, 'ends too early'],
    ['ends within a distance', [0x11, 97, 1], 7, 'ends too early'],
  ])('refuses a block that %s', (_, block, length, message) => {
    expect(() => decoded(block, length)).toThrow(message);
  });

  it('gives as many bytes as it should, or fails, whatever they are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.nat(100), (block, length) => {
        for (const decompress of [decompressLz4Block, decompressOldLz4]) {
          try {
            expect(decompress(block, length)).toHaveLength(length);
          } catch (error) {
            expect((error as Error).message).toMatch(/^an LZ4 block /);
          }
        }
      }),
      { numRuns: 1000 },
    );
  });
});
