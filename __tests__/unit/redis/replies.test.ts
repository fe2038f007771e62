import { describe, expect, it } from '@jest/globals';
import { ServerAnswer } from '../../../src/redis/connection';
import { ReplyReader } from '../../../src/redis/replies';

/** What a listener is told: each element with its index, each end with its kind. Bytes as text, errors as their message. */
function toldOf(wire: Buffer, pieceBytes: number): unknown[] {
  const told: unknown[] = [];
  const reader = new ReplyReader({
    element(value, index, push) {
      const shown = value instanceof ServerAnswer ? { answer: value.message } : value;
      told.push([Buffer.isBuffer(shown) ? `bytes ${shown.toString('latin1')}` : shown, index, push]);
    },
    end: (kind) => told.push(kind),
  });
  for (let from = 0; from < wire.length; ) {
    const room = reader.room();
    const count = wire.copy(room, 0, from, Math.min(from + pieceBytes, from + room.length));
    reader.read(count);
    from += count;
  }
  return told;
}

describe('ReplyReader', () => {
  it.each([
    ['a status', '+OK\r\n', [['OK', 0, false], 'one']],
    ['an error', '-WRONGTYPE not this\r\n', [[{ answer: 'WRONGTYPE not this' }, 0, false], 'one']],
    ['a number below 0', ':-2\r\n', [[-2, 0, false], 'one']],
    ['a null', '_\r\n', [[null, 0, false], 'one']],
    ['a null of RESP2', '*2\r\n$-1\r\n:1\r\n', [[null, 0, false], [1, 1, false], 'aggregate']],
    ['bytes that look like replies', '$8\r\n*1\r\n:1\r\n\r\n', [['bytes *1\r\n:1\r\n', 0, false], 'one']],
    ['no bytes', '$0\r\n\r\n', [['bytes ', 0, false], 'one']],
    ['an array of one', '*1\r\n$1\r\na\r\n', [['bytes a', 0, false], 'aggregate']],
    ['an array of none', '*0\r\n', ['aggregate']],
    [
      'values and gaps',
      '*3\r\n$1\r\na\r\n_\r\n$2\r\nbc\r\n',
      [['bytes a', 0, false], [null, 1, false], ['bytes bc', 2, false], 'aggregate'],
    ],
    [
      'a map that holds an empty array and a full one',
      '%2\r\n+a\r\n*0\r\n+b\r\n*2\r\n:1\r\n:2\r\n',
      [['a', 0, false], ['b', 1, false], [1, 2, false], [2, 3, false], 'aggregate'],
    ],
    [
      'a push before a reply',
      '>2\r\n+message\r\n+x\r\n:1\r\n',
      [['message', 0, true], ['x', 1, true], 'push', [1, 0, false], 'one'],
    ],
  ])('tells %s, in whatever pieces it comes', (_, wire, expected) => {
    const bytes = Buffer.from(wire, 'latin1');
    for (let piece = 1; piece <= bytes.length; piece++) expect(toldOf(bytes, piece)).toEqual(expected);
  });

  it('keeps what is under way apart from what was told, over many rooms', () => {
    const values = Array.from({ length: 2_000 }, (_, index) => String(index).padStart(1_000, '.'));
    const wire = `*${values.length}\r\n${values.map((value) => `$1000\r\n${value}\r\n`).join('')}`;
    const told = toldOf(Buffer.from(wire), 70_001);
    expect(told.pop()).toBe('aggregate');
    expect(told).toEqual(values.map((value, index) => [`bytes ${value}`, index, false]));
  });

  it('makes room for a value that is larger than any before', () => {
    const value = 'v'.repeat(3_000_000);
    expect(toldOf(Buffer.from(`$${value.length}\r\n${value}\r\n+OK\r\n`), 65_536)).toEqual([
      [`bytes ${value}`, 0, false],
      'one',
      ['OK', 0, false],
      'one',
    ]);
  });

  it('rejects bytes that are not a Redis reply', () => {
    expect(() => toldOf(Buffer.from('HTTP/1.1 400 Bad Request\r\n'), 100)).toThrow(/begins with byte 72/);
  });
});
