import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CorpusError } from '../../../src/base/errors';
import { ReaderThread } from '../../../src/corpus/reader-thread';
import { fixture, readCorpus, readingFailure } from '../../../test-support/builders/corpus';
import { temporaryFolder } from '../../../test-support/run/temporary-folder';

const TEXTS = ['eins', 'zwei ä', 'drei\nZeilen', 'vier 😀', 'sechs'];
const SKIP = { onBadRecord: 'skip' } as const;
/** As `types` in scripts/fixtures/corpora/make.py has them. */
const FIRST_OF_TYPES = {
  flag: true,
  i8: -128,
  u16: 65_535,
  u32: 4_294_967_295,
  i64: '-9223372036854775808',
  u64: '18446744073709551615',
  half: 1.5,
  double: 0.1,
  dec9: 1_234_567.89,
  dec18: '1234567890123456.78',
  dec38: '123456789012345678901234567890.12345678',
  prices: ['1234567890123456.78', -0.01, null],
  bill: { a: { sum: '1234567890123456.78' } },
  date: '1969-12-31',
  time: 86_399_999_999,
  ms: '2026-11-22T06:30:15.123Z',
  us: '2026-11-22T06:30:15.123456Z',
  ns: '2026-11-22T06:30:15.123456789Z',
  bytes: 'AP8=',
  large: 'groß',
  none: null,
  vector: [1, 2],
  structs: [{ a: 1, b: ['x', null] }, null],
  deep: { s: { t: [['a'], [], null] } },
  code: 5,
  uuid: '00010203-0405-0607-0809-0a0b0c0d0e0f',
  json: { a: 1 },
};
const SECOND_OF_TYPES = {
  flag: false,
  i8: 127,
  u16: 1,
  u32: 1,
  i64: 2 ** 53 - 1,
  u64: 1,
  half: null,
  double: null,
  dec9: -0.01,
  dec18: -0.01,
  dec38: -1e-8,
  prices: [],
  bill: {},
  date: '2026-11-22',
  time: 0,
  ms: '1900-01-01T00:00:00.000Z',
  us: '1900-01-01T00:00:00.000Z',
  ns: '1969-12-31T23:59:59.999999999Z',
  bytes: '',
  large: '',
  none: null,
  vector: [3, 4],
  structs: [],
  deep: { s: null },
  code: 6,
  uuid: '00000000-0000-0000-0000-000000000000',
  json: 'no JSON',
};

describe('parquetFormat', () => {
  const folder = temporaryFolder();

  it.each(['none', 'snappy', 'gzip', 'brotli', 'zstd', 'lz4'])('reads pages compressed with %s', async (codec) => {
    const { records, facts } = await readCorpus([fixture(`rows-${codec}.parquet`)], SKIP);
    expect(records.map(({ text, line, id }) => [text, line, id])).toEqual(
      TEXTS.map((text, at) => [text, at < 4 ? at + 1 : at + 2, String(at < 4 ? at + 1 : at + 2)]),
    );
    // The fifth row has no text, the seventh an empty one.
    expect([facts.records, facts.skipped, facts.blank]).toEqual([5, 1, 1]);
    expect(facts.skippedExamples).toEqual([
      {
        position: { source: fixture(`rows-${codec}.parquet`), place: 'row 5' },
        reason: expect.stringContaining('field "text" (text-field) is not a string'),
      },
    ]);
  });

  it.each(['lz4-raw', 'lz4-block', 'lz4-hadoop'])('reads %s, blocks of some size', async (name) => {
    const { records } = await readCorpus([fixture(`${name}.parquet`)]);
    expect(records.map(({ text, id }) => [text, id])).toEqual(
      Array.from({ length: 2000 }, (_, row) => [`the text of row ${row}, and more of it`, String(row)]),
    );
  });

  it('refuses a compression that it cannot read, by its name', async () => {
    const bytes = await readFile(fixture('rows-lz4.parquet'));
    // In the footer: codec, LZ4_RAW and then LZO, and the beginning of what follows.
    const [codec, other] = [Buffer.from([0x15, 0x0e, 0x16]), Buffer.from([0x15, 0x06, 0x16])];
    for (let at = bytes.indexOf(codec); at >= 0; at = bytes.indexOf(codec, at)) other.copy(bytes, at);
    const file = await folder.write('lzo.parquet', bytes);
    expect((await readingFailure([file], SKIP)).message).toContain(`cannot read ${file}: parquet unsupported`);
    expect((await readingFailure([file], SKIP)).message).toContain('LZO');
  });

  it.each(['types', 'types-v2-brotli', 'types-v2-lz4'])(
    'gives of each type what was written, to the last digit: %s',
    async (name) => {
      const { records, facts } = await readCorpus([fixture(`${name}.parquet`)], SKIP);
      expect(records.map(({ text, metadata }) => [text, metadata])).toEqual([
        ['eins', FIRST_OF_TYPES],
        ['zwei', SECOND_OF_TYPES],
      ]);
      expect([facts.records, facts.skipped]).toEqual([2, 1]);
    },
  );

  it.each([
    ['int96', { us: '2026-11-22T06:30:15.123456000Z', ns: '2026-11-22T06:30:15.123456789Z' }],
    ['duckdb', { price: 12.5, list: [1, 2], struct: { a: '2026-11-22' }, time: '2026-11-22T06:30:15.123456Z' }],
    ['polars', { list: [1.5], flag: true }],
  ])('reads what others write: %s', async (name, metadata) => {
    const { records, facts } = await readCorpus([fixture(`${name}.parquet`)], SKIP);
    expect(records[0]?.metadata).toMatchObject(metadata);
    expect([records.map(({ text }) => text), facts.skipped]).toEqual([['eins', 'zwei'], 1]);
  });

  it('takes bytes as text where they are asked for as text, and as bytes elsewhere', async () => {
    const file = fixture('types.parquet');
    const failure = await readingFailure([file], { textField: 'bytes' });
    expect(failure.message).toContain(`${file}: row 1: the row holds a string that is not valid UTF-8`);
    const { records } = await readCorpus([fixture('not-utf8.parquet')], SKIP);
    expect(records.map(({ text }) => text)).toEqual(['gut', 'gut']);
  });

  it('keeps nested and dictionary columns as metadata that JSON can hold', async () => {
    const { records } = await readCorpus([fixture('rows-zstd.parquet')], SKIP);
    expect(records[0]?.metadata).toEqual({
      doc: { text: 'eins', lang: 'de' },
      kind: 'a',
      tags: ['x', 'y'],
      pairs: { k: 1 },
      at: '2026-11-22T06:30:00.000Z',
      score: 0.5,
    });
    expect(records[1]?.metadata).toMatchObject({ kind: 'b', tags: [], score: null });
    expect(records[2]?.metadata).toMatchObject({ tags: null });
    expect(() => JSON.stringify(records)).not.toThrow();
  });

  it('takes the text from within a struct, and leaves the rest of that', async () => {
    const { records } = await readCorpus([fixture('rows-snappy.parquet')], { ...SKIP, textField: 'doc.text' });
    expect(records.map(({ text }) => text)).toEqual(TEXTS);
    expect(records[0]?.metadata).toMatchObject({ doc: { lang: 'de' }, text: 'eins' });
  });

  it('reads newer pages and encodings, and an integer too large for a number as id', async () => {
    const { records } = await readCorpus([fixture('v2-delta.parquet')], SKIP);
    expect(records.map(({ text }) => text)).toEqual(TEXTS);
    const { records: ids } = await readCorpus([fixture('rows-zstd.parquet')], { textField: 'doc.lang' });
    expect(ids.at(-1)?.id).toBe(String(2n ** 60n));
  });

  it('names the row of a string that is not UTF-8', async () => {
    const file = fixture('not-utf8.parquet');
    expect((await readingFailure([file])).message).toContain(
      `${file}: row 2: the row holds a string that is not valid UTF-8`,
    );
    const { records, facts } = await readCorpus([file], SKIP);
    expect(records.map(({ text, line }) => [text, line])).toEqual([
      ['gut', 1],
      ['gut', 3],
    ]);
    expect(facts.skipped).toBe(1);
  });

  it.each([
    [
      'a column that is not there',
      'rows-zstd.parquet',
      { textField: 'body' },
      'column "body" (text-field) is missing; columns: "id", "text"',
    ],
    ['a file without rows', 'no-rows.parquet', {}, 'there is no record'],
  ])('refuses %s', async (_, name, inputs, message) => {
    const failure = await readingFailure([fixture(name)], inputs);
    expect(failure).toBeInstanceOf(CorpusError);
    expect(failure.message).toContain(message);
  });

  it('reads a file that comes as a stream', async () => {
    const { gzipSync } = await import('node:zlib');
    const file = await folder.write('a.parquet.gz', gzipSync(await readFile(fixture('rows-zstd.parquet'))));
    expect((await readCorpus([file], SKIP)).records.map(({ text }) => text)).toEqual(TEXTS);
  });

  it('fails, with the name of the file, wherever it is cut', async () => {
    const whole = await readFile(fixture('v2-delta.parquet'));
    for (let length = 0; length < whole.length; length += 7) {
      const file = await folder.write('cut.parquet', whole.subarray(0, length));
      const failure = await readingFailure([file], SKIP);
      expect(failure).toBeInstanceOf(CorpusError);
      expect(failure.message).toContain(file);
    }
  });

  // Found by scripts/soak/readers.ts: an encoding whose blocks have no values, which the library reads for ever.
  it('gives up a file that never ends being read, and reads the next one', async () => {
    const before = ReaderThread.longestStep;
    ReaderThread.longestStep = 2000;
    const failure = await readingFailure([fixture('endless.parquet')]).finally(() => {
      ReaderThread.longestStep = before;
    });
    expect(failure.message).toContain(
      `cannot read ${fixture('endless.parquet')}: cannot be read: it takes longer than 2 s`,
    );
    expect((await readCorpus([fixture('rows-zstd.parquet')], SKIP)).records).toHaveLength(5);
  });

  it('gives every row, or fails, whatever byte was changed', async () => {
    const whole = await readFile(fixture('rows-zstd.parquet'));
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: whole.length - 1 }), fc.nat({ max: 255 }), async (at, value) => {
        const changed = Buffer.from(whole);
        changed[at] = value;
        const file = await folder.write('changed.parquet', changed);
        const read = await readCorpus([file], SKIP).catch((error: unknown) => error);
        if (read instanceof Error) expect(read).toBeInstanceOf(CorpusError);
        else expect(accountedFor(read as Awaited<ReturnType<typeof readCorpus>>)).toBe(7);
      }),
      { numRuns: 150 },
    );
  });
});

function accountedFor({ facts }: Awaited<ReturnType<typeof readCorpus>>): number {
  return facts.records + facts.skipped + facts.blank;
}
