import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { openCorpus } from '../../../src/corpus/read';
import { ReadingProgress } from '../../../src/corpus/reading-progress';
import { CORPUS_INPUTS, fixture } from '../../../test-support/builders/corpus';
import { corpusFacts } from '../../../test-support/builders/run-report';
import { temporaryFolder } from '../../../test-support/run/temporary-folder';
import { startObjectServer } from '../../../test-support/servers/object-server';

const LINES = 60_000;
const lines = Array.from({ length: LINES }, (_, at) => `line ${at} of a corpus of some size, ${(at * 7919) % LINES}`);

describe('what is reckoned of a corpus while it is read', () => {
  const folder = temporaryFolder();

  /** What the total was said to be, whenever records were given, and at the end. */
  async function totals(...corpus: string[]): Promise<(number | undefined)[]> {
    const opened = await openCorpus({ ...CORPUS_INPUTS, corpus, onBadRecord: 'skip' }, () => {});
    const said: (number | undefined)[] = [];
    for await (const _ of opened.records()) said.push(opened.progress?.total);
    return [...said, opened.progress?.total];
  }

  it.each<[string, string, (line: string) => string]>([
    ['text', '', (line) => `${line}\n`],
    ['jsonl', '', (line) => `${JSON.stringify({ text: line })}\n`],
    ['csv', 'id,text\n', (line) => `,"${line}"\n`],
    ['json', '["z"', (line) => `,${JSON.stringify(line)}`],
  ])('is right to a few percent from the first records of .%s on, and exact at its end', async (end, head, record) => {
    const file = await folder.write(`a.${end}`, `${head}${lines.map(record).join('')}${end === 'json' ? ']' : ''}`);
    const said = await totals(file);
    expect(said.length).toBeGreaterThan(5);
    for (const total of said) expect(Math.abs((total ?? 0) / LINES - 1)).toBeLessThan(0.1);
    expect(said.at(-1)).toBe(end === 'json' ? LINES + 1 : LINES);
  });

  it('goes by compressed bytes where files are compressed, of which some are read ahead', async () => {
    const file = await folder.write('a.txt.gz', gzipSync(lines.join('\n'), { level: 0 }));
    const said = await totals(file);
    expect(said.length).toBeGreaterThan(5);
    for (const total of said.slice(Math.floor(said.length / 2))) expect(total).toBeGreaterThan(LINES / 2);
    for (const total of said) expect(total).toBeLessThan(LINES * 1.1);
    expect(said.at(-1)).toBe(LINES);
  });

  it('goes by the length that a server gives', async () => {
    const server = await startObjectServer({ body: Buffer.from(lines.join('\n')), etag: '"1"' });
    const said = await totals(`${server.url}/a.txt`).finally(() => server.close());
    expect(said.length).toBeGreaterThan(5);
    for (const total of said) expect(Math.abs((total ?? 0) / LINES - 1)).toBeLessThan(0.1);
  });

  it('is corrected where the files after the first hold others', async () => {
    const short = await folder.write('a.txt', 'a\n'.repeat(1000));
    const long = await folder.write('b.txt', `${'b'.repeat(9_999)}\n`.repeat(100));
    const said = await totals(short, long);
    expect(said[0]).toBeGreaterThan(100_000);
    expect(said.at(-2)).toBeLessThan(2000);
    expect(said.at(-1)).toBe(1100);
  });

  it('is right for formats that read ahead, which say where they are', async () => {
    // Of the pages two have a text; of the rows five.
    expect(await totals(fixture('pages.pdf'))).toEqual([3, 3, 2]);
    expect(await totals(fixture('rows-zstd.parquet'))).toEqual([7, 7, 5]);
    // A row group a row, of three; the last has no text.
    expect(await totals(fixture('types-v2-lz4.parquet'))).toEqual([3, 3, 2]);
    const packed = await folder.write('a.parquet.gz', gzipSync(await readFile(fixture('types-v2-lz4.parquet'))));
    expect(await totals(packed)).toEqual([3, 3, 2]);
  });

  it('is nothing where a source does not say its size, until it has been read', async () => {
    const facts = corpusFacts({ bytesTotal: undefined, bytesRead: 0, records: 0 });
    const progress = new ReadingProgress(facts);
    progress.begin(undefined);
    facts.records = 100;
    facts.bytesRead = 1000;
    progress.settle();
    expect(progress.total).toBeUndefined();
    progress.end();
    expect(progress.total).toBe(100);
  });

  it('waits for the first long text to be cut where texts are cut', () => {
    const facts = {
      ...corpusFacts({ bytesTotal: 1000, bytesRead: 0, records: 0 }),
      chunked: { records: 0, chunks: 0 },
    };
    const progress = new ReadingProgress(facts);
    progress.begin(1000);
    facts.bytesRead = 500;
    facts.records = 1;
    expect(progress.total).toBeUndefined();
    facts.records = 40;
    progress.settle();
    expect(progress.total).toBe(80);
  });

  it('never falls below what was given', () => {
    const facts = corpusFacts({ bytesTotal: 1000, bytesRead: 990, records: 10 });
    const progress = new ReadingProgress(facts);
    progress.begin(1000);
    facts.bytesRead = 1980;
    progress.settle();
    facts.records = 50;
    expect(progress.total).toBe(50);
  });
});
