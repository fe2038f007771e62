import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Lines, MAX_RECORD_BYTES, readLines, trimText } from '../../../src/corpus/lines';
import { failingContext, pieces, recordingContext } from '../../../test-support/builders/format-context';

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const MEBIBYTE = Buffer.alloc(2 ** 20, 'a');

type NumberedLine = [number: number, text: string | undefined];

async function numbered(lines: AsyncIterable<Lines>): Promise<NumberedLine[]> {
  const all: NumberedLine[] = [];
  for await (const { texts, first } of lines) all.push(...texts.map((text, at): NumberedLine => [first + at, text]));
  return all;
}

/** What readLines is to find, from all bytes at once. */
function splitWhole(bytes: Buffer): NumberedLine[] {
  const body = bytes.subarray(0, 3).equals(BYTE_ORDER_MARK) ? bytes.subarray(3) : bytes;
  const lines: Buffer[] = [];
  let line: number[] = [];
  for (const byte of body) {
    if (byte !== 0x0a) {
      line.push(byte);
      continue;
    }
    lines.push(Buffer.from(line));
    line = [];
  }
  if (line.length > 0) lines.push(Buffer.from(line));
  return lines.map((content, at) => [at + 1, decoded(content)]);
}

function decoded(line: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(line);
  } catch {
    return undefined;
  }
}

function cut(bytes: Buffer, lengths: readonly number[]): Buffer[] {
  const parts: Buffer[] = [];
  for (let from = 0, turn = 0; from < bytes.length; turn++) {
    const length = lengths[turn % lengths.length] as number;
    parts.push(bytes.subarray(from, from + length));
    from += length;
  }
  return parts;
}

describe('readLines', () => {
  const fragment = fc.constantFrom<Buffer[]>(
    ...['\n', '\n', '\n\n', '\r\n', 'a', 'word', 'é', '€', '😀', ' ', '\ufeff', '\ufffd', '\u2028'].map((text) =>
      Buffer.from(text),
    ),
    // Not UTF-8: a byte that is never part of it, a character cut short, an encoded surrogate, an overlong slash.
    Buffer.from([0xff]),
    Buffer.from([0xe2, 0x82]),
    Buffer.from([0xed, 0xa0, 0x80]),
    Buffer.from([0xc0, 0xaf]),
  );

  it('gives the same lines however the bytes are cut, as splitting the whole', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fragment, { maxLength: 30 }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }),
        fc.boolean(),
        async (fragments, lengths, mark) => {
          const bytes = Buffer.concat([...(mark ? [BYTE_ORDER_MARK] : []), ...fragments]);
          const context = recordingContext();
          const lines = await numbered(readLines(pieces(...cut(bytes, lengths)), context));
          const expected = splitWhole(bytes);
          expect(lines).toEqual(expected);
          const bad = expected.filter(([, text]) => text === undefined).map(([line]) => line);
          expect(context.bads.map(({ line }) => line)).toEqual(bad);
        },
      ),
      { numRuns: 500 },
    );
  });

  it.each<[string, (string | Buffer)[], NumberedLine[]]>([
    ['no bytes', [], []],
    ['empty pieces', ['', '', ''], []],
    ['a byte order mark alone', [BYTE_ORDER_MARK], []],
    ['a byte order mark in pieces', [BYTE_ORDER_MARK.subarray(0, 1), BYTE_ORDER_MARK.subarray(1), 'a'], [[1, 'a']]],
    [
      'a later byte order mark, which is text',
      ['a\n\ufeffb\n'],
      [
        [1, 'a'],
        [2, '\ufeffb'],
      ],
    ],
    [
      'a last line without newline',
      ['a\nb'],
      [
        [1, 'a'],
        [2, 'b'],
      ],
    ],
    [
      'a last line with newline',
      ['a\nb\n'],
      [
        [1, 'a'],
        [2, 'b'],
      ],
    ],
    [
      'empty lines',
      ['\n\na\n\n'],
      [
        [1, ''],
        [2, ''],
        [3, 'a'],
        [4, ''],
      ],
    ],
    [
      'CRLF, whose CR is left',
      ['a\r\n', 'b\r', '\n'],
      [
        [1, 'a\r'],
        [2, 'b\r'],
      ],
    ],
    ['a character cut in two', [Buffer.from('é').subarray(0, 1), Buffer.from('é\n').subarray(1)], [[1, 'é']]],
  ])('reads %s', async (_, parts, expected) => {
    expect(await numbered(readLines(pieces(...parts), failingContext()))).toEqual(expected);
  });

  it('names the line and column that is not UTF-8, and keeps the numbers of the others', async () => {
    const context = recordingContext();
    const bytes = Buffer.concat([Buffer.from('a\nnaïve '), Buffer.from([0xff]), Buffer.from('\nc\n')]);
    expect(await numbered(readLines(pieces(bytes), context))).toEqual([
      [1, 'a'],
      [2, undefined],
      [3, 'c'],
    ]);
    expect(context.bads).toEqual([{ line: 2, reason: 'the line is not valid UTF-8, from column 7 on' }]);
  });

  it.each([
    ['a byte that is never part of it', [0x61, 0xff, 0x62], 2],
    ['a replacement character of its own before it', [0x61, 0xef, 0xbf, 0xbd, 0x62, 0xff], 4],
    // 0xef is also the first byte of the replacement character that decoding puts in its place.
    ['a first byte that nothing follows', [0x61, 0xef, 0x62], 2],
  ])('names the column of the first bad byte: %s', async (_, bytes, column) => {
    const context = recordingContext();
    await numbered(readLines(pieces(Uint8Array.from(bytes)), context));
    expect(context.bads[0]?.reason).toContain(`column ${column} `);
  });

  it('lets a bad line end reading where the context does', async () => {
    await expect(numbered(readLines(pieces('ok\n', Buffer.from([0xff])), failingContext()))).rejects.toThrow('2: ');
  });

  it('keeps a line as long as may be', async () => {
    const count = MAX_RECORD_BYTES / MEBIBYTE.length;
    const lines = await numbered(readLines(repeated(count, '\nb\n'), failingContext()));
    expect(lines.map(([line, text]) => [line, text?.length])).toEqual([
      [1, MAX_RECORD_BYTES],
      [2, 1],
    ]);
  });

  it('fails at a longer line without reading on', async () => {
    const read: number[] = [];
    const context = failingContext();
    await expect(numbered(readLines(repeated(1000, '\n', read), context))).rejects.toThrow('longer than 16 MiB');
    expect(read).toHaveLength(MAX_RECORD_BYTES / MEBIBYTE.length + 1);
  });

  it('skips a longer line without holding it, tells of it once, and numbers go on', async () => {
    const context = recordingContext();
    // More than the longest string or one Buffer.concat would take.
    const lines = readLines(joined(pieces('a\n'), repeated(600, '\nb\nc'), repeated(20, '\nd\n')), context);
    expect(await numbered(lines)).toEqual([
      [1, 'a'],
      [2, undefined],
      [3, 'b'],
      [4, undefined],
      [5, 'd'],
    ]);
    expect(context.bads).toEqual([
      { line: 2, reason: 'the line is longer than 16 MiB' },
      { line: 4, reason: 'the line is longer than 16 MiB' },
    ]);
  });
});

/** A line of `count` MiB, then `end`. */
async function* repeated(count: number, end: string, read: number[] = []): AsyncGenerator<Buffer> {
  for (let at = 0; at < count; at++) {
    read.push(at);
    yield MEBIBYTE;
  }
  yield Buffer.from(end);
}

async function* joined(...streams: AsyncIterable<Buffer>[]): AsyncGenerator<Buffer> {
  for (const stream of streams) yield* stream;
}

/** `[chr(i) for i in range(0x110000) if chr(i).isspace()]` of Python 3: what its `str.strip` takes off. */
const PYTHON_SPACE = new Set(
  [
    ...[0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x1c, 0x1d, 0x1e, 0x1f, 0x20, 0x85, 0xa0, 0x1680, 0x2000, 0x2001, 0x2002],
    ...[0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200a, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000],
  ].map((code) => String.fromCharCode(code)),
);
const ZERO_WIDTH_NO_BREAK_SPACE = '\ufeff';

describe('trimText', () => {
  it('takes off each character that Python takes off, and no other', () => {
    const different: string[] = [];
    for (let code = 0; code < 0x10000; code++) {
      const character = String.fromCharCode(code);
      if (character === ZERO_WIDTH_NO_BREAK_SPACE) continue;
      const expected = PYTHON_SPACE.has(character) ? 'x' : `${character}x${character}`;
      if (trimText(`${character}x${character}`) !== expected) different.push(code.toString(16));
    }
    expect(different).toEqual([]);
  });

  it('leaves U+FEFF, which Python does not count as space and JavaScript does', () => {
    expect(trimText('\ufeffx\ufeff')).toBe('\ufeffx\ufeff');
  });

  it('takes off any mixture from both ends and nothing from within', () => {
    const spaces = fc.array(fc.constantFrom(...PYTHON_SPACE), { maxLength: 5 }).map((all) => all.join(''));
    fc.assert(
      fc.property(spaces, spaces, spaces, (before, within, after) => {
        expect(trimText(`${before}x${within}y${after}`)).toBe(`x${within}y`);
        expect(trimText(before + after)).toBe('');
      }),
    );
  });
});
