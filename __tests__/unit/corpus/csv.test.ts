import { describe, expect, it } from '@jest/globals';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { CorpusError } from '../../../src/base/errors';
import { csvFormat, tsvFormat } from '../../../src/corpus/csv';
import { type Row, RowCutter } from '../../../src/corpus/csv-rows';
import type { FormatInputs } from '../../../src/corpus/format';
import { MAX_RECORD_BYTES } from '../../../src/corpus/lines';
import { collect, failingContext, pieces, recordingContext } from '../../../test-support/builders/format-context';

async function read(content: string | Buffer[], inputs: Partial<FormatInputs> = {}, format = csvFormat) {
  const context = recordingContext(inputs);
  const parts = typeof content === 'string' ? [content] : content;
  const records = await collect(format.read(pieces(...parts), context));
  return { records, bads: context.bads, blanks: context.blanks };
}

/** Text and line of each record. */
async function texts(content: string, inputs?: Partial<FormatInputs>) {
  const { records, bads } = await read(content, inputs);
  return { texts: records.map(({ text, line }) => [text, line]), bads: bads.map(({ line }) => line) };
}

describe('csvFormat', () => {
  it('takes text, id and metadata from the columns that the header names', async () => {
    const { records } = await read('id,n,text\r\nx,1, a \r\n,2,b\r\n');
    expect(records).toEqual([
      { text: 'a', source: 'corpus.jsonl', line: 2, id: 'x', metadata: { n: '1' } },
      { text: 'b', source: 'corpus.jsonl', line: 3, metadata: { n: '2' } },
    ]);
  });

  it('takes columns by number where there is no header', async () => {
    const { records } = await read('x,a,1\ny,b,2\n', { csvHeader: false, textField: '1', idField: '0' });
    expect(records).toEqual([
      { text: 'a', source: 'corpus.jsonl', line: 1, id: 'x', metadata: { '2': '1' } },
      { text: 'b', source: 'corpus.jsonl', line: 2, id: 'y', metadata: { '2': '2' } },
    ]);
  });

  it('names columns without a name, or with one that is there before, by their numbers', async () => {
    const { records } = await read('text,n,,n\na,1,2,3\n');
    expect(records[0]?.metadata).toEqual({ n: '1', '2': '2', '3': '3' });
  });

  it('takes quotes off, over delimiters and line ends, and two for one', async () => {
    const { records } = await read('id,text\r\n"1","a, ""b""\r\nmore"\r\n2,"c\nd"\r\n"3",""\n');
    expect(records.map(({ id, text, line }) => [id, text, line])).toEqual([
      ['1', 'a, "b"\r\nmore', 2],
      ['2', 'c\nd', 4],
    ]);
  });

  it('takes a quote within a cell as a character', async () => {
    expect(await texts('text,n\n5" pipe,1\na "b" c,"2"\n')).toEqual({
      texts: [
        ['5" pipe', 2],
        ['a "b" c', 3],
      ],
      bads: [],
    });
  });

  it('takes the delimiter that is given', async () => {
    expect((await texts('n;text\n1;a,b\n', { csvDelimiter: ';' })).texts).toEqual([['a,b', 2]]);
  });

  it('counts empty lines and empty texts as blank', async () => {
    const { records, bads, blanks } = await read('text,n\n\n ,1\n  \r\na,2\n');
    expect([records.length, bads.length, blanks]).toEqual([1, 0, 3]);
  });

  it('names the line, and both counts, of a row with other columns than the header', async () => {
    const rows = ['id,text', ...Array.from({ length: 9 }, (_, at) => `${at},text ${at}`)];
    rows[7] = '6,"text\n6",too,many';
    const { records, bads } = await read(`${rows.join('\n')}\n`);
    expect(bads).toEqual([{ line: 8, reason: 'the row has 4 columns, and the header has 2' }]);
    expect(records.map(({ id }) => id)).toEqual(['0', '1', '2', '3', '4', '5', '7', '8']);
    expect(records.at(-1)?.line).toBe(11);
  });

  it('says which columns there are where that of the text is not', async () => {
    const failure = read('a,b\n1,2\n');
    await expect(failure).rejects.toThrow(CorpusError);
    await expect(failure).rejects.toThrow(
      'corpus.jsonl:1: column "text" (text-field) is missing; the header has "a", "b"',
    );
    await expect(read('a,b\n', { csvHeader: false, textField: '2' })).rejects.toThrow('named 0 to 1');
  });

  it('refuses a header that names the text twice', async () => {
    await expect(read('text,text\n1,2\n')).rejects.toThrow('several columns "text"');
  });

  it('gives up only one line for a quote that is never closed', async () => {
    const { records, bads } = await read('text,n\na,1\n"b,2\nc,3\nd,4\n');
    expect(records.map(({ text, line }) => [text, line])).toEqual([
      ['a', 2],
      ['c', 4],
      ['d', 5],
    ]);
    expect(bads).toEqual([{ line: 3, reason: 'the quote that opens cell 1 is not closed before the end of the file' }]);
  });

  it('gives up only one line for a quote that a later row seems to close', async () => {
    const { texts: found, bads } = await texts('n,text\n1,"oops\n2,fine\n3,"good, text"\n4,last\n');
    expect(found).toEqual([
      ['fine', 3],
      ['good, text', 4],
      ['last', 5],
    ]);
    expect(bads).toEqual([2]);
  });

  it('does not look for the end of a quote further than a record may be long, nor twice', async () => {
    // Each of these lines opens a quote where none is open, and opens the next where one is.
    const line = `a",b,"${'x'.repeat(4089)}\n`;
    const count = MAX_RECORD_BYTES / line.length;
    const { records, bads } = await read([
      Buffer.from('text,n,m\n'),
      Buffer.from(line.repeat(count + 1)),
      Buffer.from('z,1,2\n'),
    ]);
    expect(bads).toHaveLength(count + 1);
    expect(bads[0]?.reason).toMatch(/^the quote that opens cell \d+ is not closed within 16 MiB$/);
    expect(bads.at(-1)).toEqual({ line: count + 2, reason: 'the quote that opens cell 3 is not closed in its line' });
    expect(records.map(({ text }) => text)).toEqual(['z']);
  });

  it('counts a line that is not UTF-8 in a quoted cell, and the row it breaks', async () => {
    const { records, bads } = await read([
      Buffer.from('text,n\n"a\n'),
      Buffer.from([0xff, 0x0a]),
      Buffer.from('b",1\nc,2\n'),
    ]);
    expect(records.map(({ text }) => text)).toEqual(['b"', 'c']);
    expect(bads.map(({ line }) => line)).toEqual([3, 2]);
  });

  it('ends at the first bad row where the context does', async () => {
    await expect(collect(csvFormat.read(pieces('text,n\na\n'), failingContext()))).rejects.toThrow(
      '2: the row has 1 column,',
    );
  });

  it.each(['', '\ufeff', '\n\n'])('reads a file that holds %j as none', async (content) => {
    expect((await read(content)).records).toEqual([]);
  });

  it('survives a line of nothing but quotes and delimiters', async () => {
    const { bads } = await read(`text\n${'"",'.repeat(1_000_000)}\n`);
    expect(bads).toEqual([{ line: 2, reason: 'the row has 1000001 columns, and the header has 1' }]);
  });

  it('gives back what another writer wrote, however the bytes are cut', async () => {
    const cell = fc.oneof(
      fc.string({
        unit: fc.constantFrom('a', 'é', '😀', '"', ',', ';', '\t', '\n', '\r\n', ' ', '\ufeff'),
        maxLength: 8,
      }),
      fc.string({ unit: 'binary', maxLength: 6 }).filter((text) => text.isWellFormed()),
    );
    const rows = fc.array(fc.tuple(cell, cell, cell), { maxLength: 12 });
    const options = fc.record({
      delimiter: fc.constantFrom(',', ';', '|'),
      record_delimiter: fc.constantFrom('\n', '\r\n'),
      quoted: fc.boolean(),
      eof: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(rows, options, fc.integer({ min: 1, max: 9 }), async (rows, options, size) => {
        // Other writers leave a lone CR as it is; it ends no line here, and is taken off where it stands before one.
        const numbered = rows.map(([id, , more], at) => [`i${id}`, `t${at}`, more.replace(/\r(?!\n)/g, '')]);
        // Their LF alone is quoted only where it ends rows.
        const quoted = options.quoted || options.record_delimiter === '\r\n';
        const bytes = Buffer.from(stringify([['id', 'text', 'more'], ...numbered], { ...options, quoted }));
        const cut = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
          bytes.subarray(at * size, (at + 1) * size),
        );
        const { records, bads } = await read(cut, { csvDelimiter: options.delimiter });
        expect(bads).toEqual([]);
        expect(records.map(({ id, text, metadata }) => [id, text, metadata?.more])).toEqual(numbered);
      }),
      { numRuns: 300 },
    );
  });
});

describe('RowCutter', () => {
  it('accounts for each line of anything: in a row, as blank, or as bad', () => {
    const piece = fc.constantFrom('a', '"', '""', ',', '\n', '\r\n', 'text', '"x"', '"x\ny"', ' ', '"\n"', ',"');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), fc.integer({ min: 1, max: 5 }), (parts, size) => {
        const context = recordingContext();
        const cutter = new RowCutter(',', context);
        const lines = parts.join('').split('\n');
        const rows: Row[] = [];
        for (let at = 0; at < lines.length; at += size) {
          rows.push(...cutter.cut({ texts: lines.slice(at, at + size), first: at + 1 }));
        }
        rows.push(...cutter.end());
        const inRows = rows.reduce((sum, { cells }) => sum + cells.join('').split('\n').length, 0);
        expect(inRows + context.bads.length + context.blanks).toBe(lines.length);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('tsvFormat', () => {
  it('takes tabs, and all else as csv', async () => {
    const { records } = await read('id\ttext\nx\ta,b\ny\t"c\td"\n', { csvDelimiter: ';' }, tsvFormat);
    expect(records.map(({ id, text }) => [id, text])).toEqual([
      ['x', 'a,b'],
      ['y', 'c\td'],
    ]);
  });
});
