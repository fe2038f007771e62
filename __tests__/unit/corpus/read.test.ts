import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { CorpusError } from '../../../src/base/errors';
import { openCorpus } from '../../../src/corpus/read';
import { CORPUS_INPUTS } from '../../../test-support/builders/corpus';
import { collect } from '../../../test-support/builders/format-context';
import { temporaryFolder } from '../../../test-support/run/temporary-folder';

/** `eins`, `zwei` and `däi`, a line each, by `zstd -19`. */
const ZSTD = path.join(path.dirname(fileURLToPath(import.meta.url)), 'fixtures', 'three-lines.txt.zst');

function open(corpus: readonly string[], overrides: { onBadRecord?: 'fail' | 'skip' } = {}) {
  return openCorpus({ ...CORPUS_INPUTS, corpus, ...overrides }, () => {});
}

async function read(corpus: readonly string[], overrides: { onBadRecord?: 'fail' | 'skip' } = {}) {
  const opened = await open(corpus, overrides);
  return { records: await collect(opened.records()), facts: opened.facts };
}

describe('openCorpus', () => {
  const folder = temporaryFolder();

  it('reads all members of a gzip file, and zeros behind them', async () => {
    const members = [gzipSync('one\n'), gzipSync('two\n'), Buffer.alloc(600_000)];
    const { records, facts } = await read([await folder.write('a.txt.gz', Buffer.concat(members))]);
    expect(records.map(({ text }) => text)).toEqual(['one', 'two']);
    expect(facts.bytesRead).toBe(facts.bytesTotal);
  });

  it.each([0, 1, 600_000])('drops nothing of a gzip file that stands behind %d zeros', async (zeros) => {
    const members = [gzipSync('one\n'), Buffer.alloc(zeros), zeros > 0 ? gzipSync('two\n') : Buffer.from('two\n')];
    const file = await folder.write('a.txt.gz', Buffer.concat(members));
    const reading = read([file], { onBadRecord: 'skip' });
    await expect(reading).rejects.toThrow(CorpusError);
    await expect(reading).rejects.toThrow(`cannot read ${file}: `);
  });

  it('reads all files in order, and counts', async () => {
    const text = await folder.write('a.txt', 'one\n\ntwo\n');
    const jsonl = await folder.write('b.jsonl', '{"id":1,"text":"three"}\n');
    const { records, facts } = await read([text, jsonl]);
    expect(records.map(({ text, source, line }) => [text, source, line])).toEqual([
      ['one', text, 1],
      ['two', text, 3],
      ['three', jsonl, 1],
    ]);
    expect(facts).toEqual({
      files: 2,
      bytesTotal: 33,
      bytesRead: 33,
      records: 3,
      blank: 1,
      skipped: 0,
      skippedExamples: [],
    });
  });

  it('reads nothing before it is asked for records', async () => {
    const { facts } = await open([await folder.write('a.txt', 'one\n')]);
    expect(facts).toMatchObject({ bytesTotal: 4, bytesRead: 0, records: 0 });
  });

  it('reads a file of many pieces whole', async () => {
    const lines = Array.from({ length: 60_000 }, (_, at) => `line ${at} é`);
    const { records, facts } = await read([await folder.write('a.txt', lines.join('\n'))]);
    expect(records.map(({ text }) => text)).toEqual(lines);
    expect(records.at(-1)?.line).toBe(60_000);
    expect(facts.bytesRead).toBe(facts.bytesTotal);
  });

  it('says so where there is no record at all', async () => {
    const empty = await folder.write('empty.txt', '');
    const blank = await folder.write('blank.txt', '\n \n');
    const failure = read([empty, blank]);
    await expect(failure).rejects.toThrow(CorpusError);
    await expect(failure).rejects.toThrow('files: 2, blank lines: 2, skipped: 0');
  });

  it('takes an empty file beside another', async () => {
    const { records } = await read([await folder.write('empty.txt', ''), await folder.write('a.txt', 'one')]);
    expect(records).toHaveLength(1);
  });

  it('fails for a file that is not there', async () => {
    await expect(open([folder.path('absent.txt')])).rejects.toThrow(CorpusError);
    await expect(open([folder.path('absent.txt')])).rejects.toThrow('absent.txt');
  });

  it('fails for a file that goes before it is read, by its name', async () => {
    const file = await folder.write('a.txt', 'one');
    const corpus = await open([file]);
    await rm(file);
    const failure = collect(corpus.records());
    await expect(failure).rejects.toThrow(CorpusError);
    await expect(failure).rejects.toThrow(`cannot read ${file}`);
  });
});

describe('on-bad-record', () => {
  const folder = temporaryFolder();
  const bad = (count: number) => `{"text":"first"}\n${'{}\n'.repeat(count)}{"text":"last"}\n`;

  it('fail ends reading with the place, the reason and the way out', async () => {
    const file = await folder.write('a.jsonl', bad(1));
    const failure = read([file], { onBadRecord: 'fail' });
    await expect(failure).rejects.toThrow(CorpusError);
    await expect(failure).rejects.toMatchObject({ position: { source: file, line: 2 } });
    await expect(failure).rejects.toThrow(`${file}:2: field "text" (text-field) is missing`);
    await expect(failure).rejects.toThrow('on-bad-record to skip');
  });

  it('skip goes on, counts all and keeps the first ten as examples', async () => {
    const file = await folder.write('a.jsonl', bad(25));
    const { records, facts } = await read([file], { onBadRecord: 'skip' });
    expect(records.map(({ text, line }) => [text, line])).toEqual([
      ['first', 1],
      ['last', 27],
    ]);
    expect([facts.records, facts.skipped]).toEqual([2, 25]);
    expect(facts.skippedExamples.map(({ position }) => position)).toEqual(
      Array.from({ length: 10 }, (_, at) => ({ source: file, line: at + 2 })),
    );
    expect(facts.skippedExamples[0]?.reason).toContain('is missing');
  });

  it('skip fails all the same where nothing else is left', async () => {
    const file = await folder.write('a.jsonl', '{}\n{}\n');
    await expect(read([file], { onBadRecord: 'skip' })).rejects.toThrow('skipped: 2');
  });

  it('is about lines that are not UTF-8 too', async () => {
    const file = await folder.write('a.txt', Buffer.concat([Buffer.from('ok\n'), Buffer.from([0xff])]));
    await expect(read([file])).rejects.toThrow(`${file}:2: the line is not valid UTF-8`);
    expect((await read([file], { onBadRecord: 'skip' })).facts).toMatchObject({ records: 1, skipped: 1 });
  });
});

describe('a compressed file', () => {
  const folder = temporaryFolder();
  const lines = ['eins', 'zwei', 'däi'];
  const gzip = gzipSync(lines.join('\n'));

  it('is decompressed, and its bytes are counted as they lie on the disk', async () => {
    for (const [name, bytes] of [['a.txt.gz', gzip] as const, ['a.txt.zst', await readFile(ZSTD)] as const]) {
      const { records, facts } = await read([await folder.write(name, bytes)]);
      expect(records.map(({ text }) => text)).toEqual(lines);
      expect([facts.bytesTotal, facts.bytesRead]).toEqual([bytes.length, bytes.length]);
    }
  });

  it('may consist of several, one after the other', async () => {
    for (const [name, bytes] of [
      ['a.txt.gz', gzipSync('x\n')] as const,
      ['a.txt.zst', await readFile(ZSTD)] as const,
    ]) {
      const { records } = await read([await folder.write(name, Buffer.concat([bytes, bytes, bytes]))]);
      expect(records).toHaveLength(name.endsWith('.gz') ? 3 : 9);
    }
  });

  it('that is much larger when decompressed is read whole', async () => {
    const many = Array.from({ length: 100_000 }, (_, at) => `line ${at}`);
    const { records } = await read([await folder.write('a.txt.gz', gzipSync(many.join('\n')))]);
    expect(records.map(({ text }) => text)).toEqual(many);
  });

  it.each(['gz', 'zst'])('.%s that was cut anywhere is an error that names it', async (extension) => {
    const whole = extension === 'gz' ? gzip : await readFile(ZSTD);
    const unnoticed: number[] = [];
    for (let length = 1; length < whole.length; length++) {
      const file = await folder.write(`a.txt.${extension}`, whole.subarray(0, length));
      const failure = await read([file], { onBadRecord: 'skip' }).then(
        () => undefined,
        (error: unknown) => error,
      );
      if (!failure) unnoticed.push(length);
      else {
        expect(failure).toBeInstanceOf(CorpusError);
        expect((failure as CorpusError).message).toContain(`cannot read ${file}`);
        expect((failure as CorpusError).position).toEqual({ source: file });
      }
    }
    expect(unnoticed).toEqual([]);
  });

  it('whose bytes were changed is an error', async () => {
    const changed = Buffer.from(gzip);
    const middle = changed.length - 12;
    changed[middle] = (changed[middle] as number) ^ 1;
    const file = await folder.write('a.txt.gz', changed);
    await expect(read([file])).rejects.toThrow(`cannot read ${file}`);
  });

  it.each(['gz', 'zst'])('.%s that is none is an error', async (extension) => {
    const file = await folder.write(`a.txt.${extension}`, 'just text\n');
    await expect(read([file])).rejects.toThrow(`cannot read ${file}`);
  });
});
