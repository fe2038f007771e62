import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ReaderThread } from '../../../src/corpus/reader-thread';
import { CorpusError } from '../../../src/errors';
import { fixture, readCorpus, readingFailure } from '../../helpers/corpus';
import { temporaryFolder } from '../../helpers/temporary-folder';

const TEXTS = ['eins', 'zwei ä', 'drei\nZeilen', 'vier 😀', 'sechs'];
const SKIP = { onBadRecord: 'skip' } as const;

describe('parquetFormat', () => {
  const folder = temporaryFolder();

  it.each(['none', 'snappy', 'gzip', 'brotli', 'zstd'])('reads pages compressed with %s', async (codec) => {
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
      'there is no column "body" (text-field); there is "id", "text"',
    ],
    ['a compression that it cannot read', 'rows-lz4.parquet', {}, 'LZ4'],
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

  // Found by scripts/soak-readers.ts: an encoding whose blocks have no values, which the library reads for ever.
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
