import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { jsonFormat } from '../../../src/corpus/json';
import { MAX_RECORD_BYTES } from '../../../src/corpus/lines';
import { collect, failingContext, pieces, recordingContext } from '../../../test-support/builders/format-context';

async function read(...content: (string | Buffer)[]) {
  const context = recordingContext();
  const records = await collect(jsonFormat.read(pieces(...content), context));
  return { records, bads: context.bads, blanks: context.blanks };
}

describe('jsonFormat', () => {
  it('makes a record of each object, as of a line of jsonl, and of each string', async () => {
    const { records } = await read(
      '[\n {"text":" a ","id":"x","tags":["]"]},\n "b, \\"c\\"",\n{"id":7,"text":"d"}\n]\n',
    );
    expect(records).toEqual([
      { text: 'a', source: 'corpus.jsonl', line: 1, id: 'x', metadata: { tags: [']'] } },
      { text: 'b, "c"', source: 'corpus.jsonl', line: 2 },
      { text: 'd', source: 'corpus.jsonl', line: 3, id: '7' },
    ]);
  });

  it.each(['', ' \n', '[]', ' [ \n ] '])('finds no record in %j', async (content) => {
    expect(await read(content)).toEqual({ records: [], bads: [], blanks: 0 });
  });

  it.each([
    ['[{"text":"a"},{"text": broken},{"text":"z"}]', "line 1: the item is not JSON (Unexpected token 'b')"],
    ['[{"text":"a"},\n{"text"},{"text":"z"}]', 'line 2: the item is not JSON'],
    ['[{"text":"a"},,{"text":"z"}]', 'line 1: the item is not JSON (Unexpected end of JSON input)'],
    ['[{"text":"a"},\n\n12,{"text":"z"}]', 'line 3: the item is neither an object nor a string'],
    ['[{"text":"a"},\n{"id":1},{"text":"z"}]', 'line 2: field "text" (text-field) is missing; fields: "id"'],
    ['[{"text":"a"},[1],{"text":"z"}]', 'line 1: the item is neither an object nor a string'],
    ['[{"text":"a"},{"text":"b" "c"},{"text":"z"}]', 'line 1: the item is not JSON'],
    ['[{"text":"a"},{"text":"b\\\nc"},{"text":"z"}]', 'line 1: the item is not JSON'],
    [`[{"text":"a"},{"text":"${'b'.repeat(40)}\\\nc"},{"text":"z"}]`, 'line 1: the item is not JSON'],
  ])('goes on after a bad item in the middle: %s', async (content, reason) => {
    const { records, bads } = await read(content);
    expect(records.map(({ text, line }) => [text, line])).toEqual([
      ['a', 1],
      ['z', 3],
    ]);
    expect(bads).toEqual([{ line: 2, reason: expect.stringContaining(reason) }]);
  });

  it('names an item that is not UTF-8', async () => {
    const { records, bads } = await read('[{"text":"a"},"', Buffer.from([0xff]), '","z"]');
    expect(records).toHaveLength(2);
    expect(bads).toEqual([{ line: 2, reason: 'line 1: the item is not valid UTF-8' }]);
  });

  it.each([
    ['{"text":"a"}\n{"text":"b"}', 'line 1: the file is not a JSON array. If it has one object per line'],
    ['"a"', 'line 1: the file is not a JSON array'],
    ['[{"text":"a"},\n{"text":"b"', 'line 2: item 2 is cut off: the file ends before the array does'],
    ['[{"text":"a"},', 'line 1: item 2 is cut off'],
    ['[{"text":"a"}]\n]', 'line 2: data follows the end'],
    ['[{"text":"a"},\n{"text":"b}\n,{"text":"c"}]', 'line 2: item 2 has a string that does not end in its line'],
    ['[{"text":"a"},{"x":[1},{"text":"c"}]', 'item 2 has a "}" that closes no bracket'],
    [`[${'['.repeat(2000)}`, 'is nested deeper than 1000 levels'],
  ])('cannot skip where it is not clear what follows: %s', async (content, message) => {
    await expect(read(content)).rejects.toThrow(message);
  });

  it('skips an item that is too long without holding it', async () => {
    const block = Buffer.alloc(2 ** 20, 'a');
    const long = Array.from({ length: 5 * (MAX_RECORD_BYTES / block.length) }, () => block);
    const { records, bads } = await read('["a",{"text":"', ...long, '"},"z"]');
    expect(records.map(({ text }) => text)).toEqual(['a', 'z']);
    expect(bads).toEqual([{ line: 2, reason: 'line 1: the item is longer than 16 MiB' }]);
  });

  it('tells of an item that is too long before it has ended', async () => {
    let read = 0;
    async function* endless() {
      for (yield Buffer.from('["one","'); ; read++) yield Buffer.alloc(2 ** 20, 'a');
    }
    await expect(collect(jsonFormat.read(endless(), failingContext()))).rejects.toThrow(
      '2: line 1: the item is longer',
    );
    expect(read).toBeLessThanOrEqual(MAX_RECORD_BYTES / 2 ** 20);
  });

  it('gives the items that JSON.parse gives, however the bytes are cut', async () => {
    const item = fc.record({ text: fc.string({ unit: 'grapheme' }).map((text) => `x${text}x`), more: fc.jsonValue() });
    await fc.assert(
      fc.asyncProperty(
        fc.array(item, { maxLength: 8 }),
        fc.constantFrom(undefined, 1, '\t'),
        fc.integer({ min: 1, max: 9 }),
        async (items, indent, size) => {
          const bytes = Buffer.from(JSON.stringify(items, null, indent));
          const cut = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
            bytes.subarray(at * size, (at + 1) * size),
          );
          const { records, bads } = await read(...cut);
          expect(bads).toEqual([]);
          expect(records.map(({ text, metadata }) => ({ text, more: metadata?.more }))).toEqual(
            JSON.parse(bytes.toString()),
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  it('accounts for every item of an array that was changed anywhere, or fails', async () => {
    const whole = JSON.stringify(Array.from({ length: 5 }, (_, at) => ({ text: `text ${at}`, more: [at, { at }] })));
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: whole.length }),
        fc.nat({ max: 3 }),
        fc.constantFrom('', '"', ',', ':', '}', '{', '[', ']', '\\', 'x', '\n'),
        async (at, remove, insert) => {
          const changed = whole.slice(0, at) + insert + whole.slice(at + remove);
          const found = await read(changed).catch((error: Error) => error);
          if (found instanceof Error) expect(found.message).toMatch(/^line \d+: /);
          else if (isArray(changed))
            expect(found.records.length + found.bads.length + found.blanks).toBe(JSON.parse(changed).length);
          else expect(found.bads.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 500 },
    );
  });
});

function isArray(text: string): boolean {
  try {
    return Array.isArray(JSON.parse(text));
  } catch {
    return false;
  }
}
