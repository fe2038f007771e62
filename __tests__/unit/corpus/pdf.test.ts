import { readFile } from 'node:fs/promises';
import { deflateSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CorpusError } from '../../../src/base/errors';
import { ReaderThread } from '../../../src/corpus/reader-thread';
import { fixture, readCorpus, readingFailure } from '../../../test-support/builders/corpus';
import { temporaryFolder } from '../../../test-support/run/temporary-folder';

const SKIP = { onBadRecord: 'skip' } as const;

describe('pdfFormat', () => {
  const folder = temporaryFolder();

  it.each(['pages.pdf', 'object-streams.pdf'])('makes a record of each page of %s that has text', async (name) => {
    const file = fixture(name);
    const { records, facts } = await readCorpus([file]);
    expect(records).toEqual([
      { text: 'First page\nsecond line', source: file, line: 1, id: `${file}#1`, metadata: { page: 1 } },
      { text: 'Größe: fünf €', source: file, line: 3, id: `${file}#3`, metadata: { page: 3 } },
    ]);
    expect(facts).toMatchObject({ records: 2, blank: 1, skipped: 0 });
  });

  it('names a page that is an image', async () => {
    const file = fixture('scanned.pdf');
    const failure = await readingFailure([file]);
    expect(failure).toBeInstanceOf(CorpusError);
    expect(failure.message).toContain(`${file}: page 2: the page is an image without text`);
    const { records, facts } = await readCorpus([file], SKIP);
    expect(records.map(({ text }) => text)).toEqual(['Cover']);
    expect(facts.skippedExamples.map(({ position }) => position)).toEqual([{ source: file, place: 'page 2' }]);
  });

  it('names a file that needs a password, and goes on with the next one', async () => {
    const file = fixture('encrypted.pdf');
    expect((await readingFailure([file])).message).toContain(`${file}: the document is encrypted and needs a password`);
    const { records, facts } = await readCorpus([file, fixture('pages.pdf')], SKIP);
    expect([records.length, facts.skipped]).toEqual([2, 1]);
  });

  // 250 kB that become 256 MiB; found by trying one of 3 GB, which took 4.3 GB of memory.
  it('gives up a page that takes too much memory, and reads the next file', async () => {
    const before = ReaderThread.mostGrowth;
    ReaderThread.mostGrowth = 64 * 2 ** 20;
    const file = await folder.write('bomb.pdf', documentOf(Buffer.alloc(256 * 2 ** 20, ' ')));
    const failure = await readingFailure([file]).finally(() => {
      ReaderThread.mostGrowth = before;
    });
    expect(failure.message).toContain(`${file}: page 1: the page cannot be read: it takes more than 0.0625 GiB`);
    expect((await readCorpus([fixture('pages.pdf')], SKIP)).records).toHaveLength(2);
  });

  it('reads a file that only its owner may print', async () => {
    expect((await readCorpus([fixture('owner-locked.pdf')])).records.map(({ text }) => text)).toEqual(['offen']);
  });

  it('names a page whose font is not in the file, so that its characters cannot be told', async () => {
    const file = fixture('font-elsewhere.pdf');
    const failure = await readingFailure([file]);
    expect(failure.message).toContain(`${file}: page 1: the page cannot be read whole: a font is not in the file`);
  });

  it.each([
    ['nothing', ''],
    ['something else', 'no pdf\n'],
    ['a header alone', '%PDF-1.7\n'],
  ])('names a file with %s in it as one that cannot be read', async (_, content) => {
    const file = await folder.write('a.pdf', content);
    expect((await readingFailure([file])).message).toContain(`${file}: the document cannot be read`);
  });

  it('accounts for every file, whatever was changed in it', async () => {
    const whole = await readFile(fixture('pages.pdf'));
    const good = fixture('owner-locked.pdf');
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat({ max: whole.length - 1 }), fc.nat({ max: 255 })), { minLength: 1, maxLength: 8 }),
        fc.option(fc.nat({ max: whole.length })),
        async (changes, cut) => {
          const changed = Buffer.from(whole);
          for (const [at, value] of changes) changed[at] = value;
          const file = await folder.write('changed.pdf', changed.subarray(0, cut ?? whole.length));
          const { facts, records } = await readCorpus([file, good], SKIP);
          expect(facts.records + facts.skipped + facts.blank).toBeGreaterThanOrEqual(2);
          expect(records.at(-1)?.text).toBe('offen');
        },
      ),
      { numRuns: 40 },
    );
  });
});

/** A PDF of one page that draws this. */
function documentOf(content: Buffer): Buffer {
  const stream = deflateSync(content, { level: 1 });
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<<>>>>',
    `<</Length ${stream.length}/Filter/FlateDecode>>\nstream\n${stream.toString('latin1')}\nendstream`,
  ];
  let body = '%PDF-1.4\n';
  const places = objects.map((object, at) => {
    const place = body.length;
    body += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(place).padStart(10, '0')} 00000 n \n`;
  });
  const trailer = `trailer<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${body.length}\n%%EOF`;
  return Buffer.from(
    `${body}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join('')}${trailer}`,
    'latin1',
  );
}
