import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { jsonlFormat } from '../../../src/corpus/jsonl';
import { collect, pieces, recordingContext } from '../../../test-support/builders/format-context';

async function read(content: string, inputs?: { textField?: string; idField?: string }) {
  const context = recordingContext(inputs);
  const records = await collect(jsonlFormat.read(pieces(content), context));
  return { records, bads: context.bads, blanks: context.blanks };
}

async function reasonFor(line: string): Promise<string> {
  const { records, bads } = await read(`{"text":"before"}\n${line}\n{"text":"after"}\n`);
  expect(records.map(({ text, line }) => [text, line])).toEqual([
    ['before', 1],
    ['after', 3],
  ]);
  expect(bads.map(({ line }) => line)).toEqual([2]);
  return bads[0]?.reason ?? '';
}

describe('jsonlFormat', () => {
  it('takes text, id and metadata from their fields', async () => {
    const { records } = await read(
      '{"text":" a ","id":"x","page":3,"tags":["t"]}\r\n{"id":7,"text":"b"}\n{"text":"c"}',
    );
    expect(records).toEqual([
      { text: 'a', source: 'corpus.jsonl', line: 1, id: 'x', metadata: { page: 3, tags: ['t'] } },
      { text: 'b', source: 'corpus.jsonl', line: 2, id: '7' },
      { text: 'c', source: 'corpus.jsonl', line: 3 },
    ]);
  });

  it('takes them from the fields that text-field and id-field name', async () => {
    const { records } = await read('{"body":"a","key":"x","text":"other","id":"y"}', {
      textField: 'body',
      idField: 'key',
    });
    expect(records).toEqual([
      { text: 'a', source: 'corpus.jsonl', line: 1, id: 'x', metadata: { text: 'other', id: 'y' } },
    ]);
  });

  it('keeps a field named __proto__ as metadata', async () => {
    const { records } = await read('{"text":"a","__proto__":{"x":1}}');
    expect(JSON.stringify(records[0]?.metadata)).toBe('{"__proto__":{"x":1}}');
  });

  it('counts lines and texts with nothing in them as blank', async () => {
    const { records, bads, blanks } = await read('\n  \r\n{"text":""}\n{"text":" \\u001f\\u0085 "}\n{"text":"a"}\n');
    expect(records.map(({ line }) => line)).toEqual([5]);
    expect([bads, blanks]).toEqual([[], 4]);
  });

  it.each([
    ['[1]', 'the line is JSON but not an object'],
    ['null', 'the line is JSON but not an object'],
    ['"text"', 'the line is JSON but not an object'],
    ['12', 'the line is JSON but not an object'],
    ['{}', 'field "text" (text-field) is missing; fields: none'],
    ['{"body":"b","id":1}', 'field "text" (text-field) is missing; fields: "body", "id"'],
    ['{"text":3}', 'field "text" (text-field) is not a string; fields: "text"'],
    ['{"text":null}', 'field "text" (text-field) is not a string; fields: "text"'],
    ['{"text":["a"]}', 'field "text" (text-field) is not a string; fields: "text"'],
    ['{"text":"a\\ud83d"}', 'field "text" holds half of a surrogate pair, which is no character'],
    ['{"text":"a","id":{}}', 'field "id" (id-field) is neither a string nor a number'],
    ['{"text":"a","id":true}', 'field "id" (id-field) is neither a string nor a number'],
    ['{"text":"a","id":null}', 'field "id" (id-field) is neither a string nor a number'],
  ])('says of %s that %s', async (line, reason) => {
    expect(await reasonFor(line)).toBe(reason);
  });

  it('names no more than ten fields of a line that has the wrong ones', async () => {
    const fields = Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`f${at}`, at]));
    const reason = await reasonFor(JSON.stringify(fields));
    expect(reason).toMatch(/"f9"$/);
  });

  // V8 words each of these in its own way, and quotes the line in some.
  const BROKEN = [
    'geheim',
    '"geheim',
    'x"geheim" is not "geheim',
    '{"text": "geheim',
    '{"text": "geheim"',
    '{"text": geheim}',
    '{geheim: 1}',
    '{"text": "geheim" "geheim"}',
    '{"text": "geheim",}',
    '["geheim", ]',
    '{"text": "geheim\\x"}',
    '{"text": "geheim\\u12"}',
    '{"text": "geheim\u0001"}',
    '{"text": "geheim"} geheim',
    '{"n": -, "text": "geheim"}',
    '{"n": 1e, "text": "geheim"}',
    '{"n": 1., "text": "geheim"}',
    '{"n": 01, "text": "geheim"}',
    '{"text": "geheim geheim geheim geheim geheim geheim geheim", "n": tru}',
    '{"n": tru, "text": "geheim geheim geheim geheim geheim geheim geheim"}',
    '{"text": "geheim geheim geheim geheim", "n": geheim, "b": "geheim geheim geheim geheim geheim"}',
    '{"n": "geheim", "m": x", "geheim", "geheim": "is not"',
    'undefined',
    'NaN',
  ];

  it.each(BROKEN)('says that %j is not JSON, and does not show it', async (line) => {
    const reason = await reasonFor(line);
    expect(reason).toMatch(/^the line is not JSON \(.+\)$/);
    expect(reason).not.toMatch(/geheim|undefined|NaN|\\|"/);
  });

  it.each([
    ['{"text": geheim}', "Unexpected token 'g'"],
    ['{"text": "geheim', 'Unterminated string in JSON at position 16'],
  ])('says of %j what is wrong: %s', async (line, what) => {
    const reason = await reasonFor(line);
    expect(reason).toContain(what);
    // A whole sentence: nothing hangs in the air where the quotation was.
    expect(reason).not.toMatch(/is not\)$/);
  });

  it('shows nothing of a line that was broken anywhere', async () => {
    const whole = JSON.stringify({ text: 'geheim, "geheim"... is geheim', id: 'geheim', more: ['geheim', 1.5, true] });
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: whole.length }),
        fc.nat({ max: 4 }),
        fc.constantFrom('', '"', ',', ':', '}', '{', '\\', 'x', '-', '\t', '...'),
        async (at, remove, insert) => {
          const { bads } = await read(whole.slice(0, at) + insert + whole.slice(at + remove));
          for (const { reason } of bads) expect(reason.replace(/; there is.*/, '')).not.toMatch(/geheim|heim|"geh/);
        },
      ),
      { numRuns: 500 },
    );
  });
});
