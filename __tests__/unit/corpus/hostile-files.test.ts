import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { appendFile, chmod, mkdir, rm, symlink, truncate } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { CorpusError } from '../../../src/base/errors';
import { FORMATS } from '../../../src/corpus/formats';
import { openCorpus } from '../../../src/corpus/read';
import { CORPUS_INPUTS, readCorpus, readingFailure } from '../../../test-support/builders/corpus';
import { collect } from '../../../test-support/builders/format-context';
import { repeatedGzip, repeatedZstd } from '../../../test-support/builders/repeated-bytes';
import { temporaryFolder } from '../../../test-support/run/temporary-folder';

const MEBIBYTE = 2 ** 20;
const SKIP = { onBadRecord: 'skip' } as const;

describe('what a corpus may be made of', () => {
  const folder = temporaryFolder();

  it('a pipe, which is read to its end', async () => {
    const pipe = folder.path('pipe.csv');
    await finished(spawn('mkfifo', [pipe]).stdout);
    const reading = readCorpus([pipe]);
    const writer = createWriteStream(pipe);
    writer.end('id,text\n1,one\n');
    const { records, facts } = await reading;
    expect(records.map(({ text, line }) => [text, line])).toEqual([['one', 2]]);
    expect(facts.bytesTotal).toBeUndefined();
  });

  it('a file that grows while it is read, of which what it had at first counts', async () => {
    const lines = Array.from({ length: 50_000 }, (_, at) => `line ${at}`);
    const file = await folder.write('a.txt', `${lines.join('\n')}\n`);
    const warnings: string[] = [];
    const corpus = await openCorpus({ ...CORPUS_INPUTS, corpus: [file] }, (message) => warnings.push(message));
    let records = 0;
    for await (const some of corpus.records()) {
      records += some.length;
      await appendFile(file, 'another line\n'.repeat(1000));
    }
    expect(records).toBe(lines.length);
    expect(corpus.facts.bytesRead).toBe(corpus.facts.bytesTotal);
    expect(warnings).toEqual([expect.stringContaining(`${file} grew while it was read`)]);
  });

  it('a file that becomes shorter while it is read is an error', async () => {
    const file = await folder.write('a.txt', 'line\n'.repeat(200_000));
    const corpus = await openCorpus({ ...CORPUS_INPUTS, corpus: [file] }, () => {});
    const reading = (async () => {
      for await (const _ of corpus.records()) await truncate(file, 300_000);
    })();
    await expect(reading).rejects.toThrow(CorpusError);
    await expect(reading).rejects.toThrow(`cannot read ${file}: it shrank`);
  });

  it('a file that is deleted while it is read, which is read to its end', async () => {
    const file = await folder.write('a.txt', 'line\n'.repeat(200_000));
    const corpus = await openCorpus({ ...CORPUS_INPUTS, corpus: [file] }, () => {});
    for await (const _ of corpus.records()) await rm(file, { force: true });
    expect(corpus.facts.records).toBe(200_000);
  });

  it('a file that is deleted after it was found, which is an error that names it', async () => {
    const [first, second] = [await folder.write('a.txt', 'one\n'), await folder.write('b.txt', 'two\n')];
    const corpus = await openCorpus({ ...CORPUS_INPUTS, corpus: [first, second] }, () => {});
    await rm(second);
    const reading = collect(corpus.records());
    await expect(reading).rejects.toThrow(CorpusError);
    await expect(reading).rejects.toThrow(`cannot read ${second}: `);
  });

  // Root may read everything.
  (process.getuid?.() === 0 ? it.skip : it)(
    'a file that may not be read, which is an error that names it',
    async () => {
      const file = await folder.write('a.txt', 'one\n');
      await chmod(file, 0);
      const failure = await readingFailure([file]);
      expect(failure).toBeInstanceOf(CorpusError);
      expect(failure.message).toContain(`cannot read ${file}: EACCES`);
    },
  );

  it('a file whose reading fails, which is an error that names it', async () => {
    // Nothing is mapped where it begins, so that the kernel refuses to read it.
    const failure = await readingFailure(['/proc/self/mem'], { format: 'text' });
    expect(failure).toBeInstanceOf(CorpusError);
    expect(failure.message).toMatch(/cannot read \/proc\/self\/mem: .*EIO/);
  });

  it('a folder with the name of a file, of which the files in it are meant', async () => {
    await mkdir(folder.path('a.jsonl'));
    expect((await readingFailure([folder.path('a.jsonl')])).message).toContain('a.jsonl holds no file that ends with');
    await folder.write('a.jsonl/b.txt', 'one\n');
    expect((await readCorpus([folder.path('a.jsonl')])).records.map(({ text }) => text)).toEqual(['one']);
  });

  it('a folder with a circle of links, each file once', async () => {
    await folder.write('data/a.txt', 'one\n');
    await mkdir(folder.path('data/sub'));
    await symlink('..', folder.path('data/sub/up'));
    await symlink('nowhere', folder.path('data/broken.txt'));
    const { records, warnings } = await readCorpus([folder.path('data')]);
    expect(records.map(({ source }) => source)).toEqual([folder.path('data/a.txt')]);
    expect(warnings).toEqual([expect.stringContaining('paths: links to files that are read anyway')]);
  });

  it('a name with a line end in it, which reaches neither log nor id as one', async () => {
    await folder.write('data/a\n::error::b.jsonl', '{}\n{"text":"one"}\n');
    const failure = await readingFailure([folder.path('data')]);
    expect(failure.message).toContain('a\\u000a::error::b.jsonl:1: ');
    expect(failure.message).not.toMatch(/\n::/);
    const { records, facts } = await readCorpus([folder.path('data')], SKIP);
    expect(JSON.stringify([records, facts])).not.toMatch(/\\n::/);
  });

  it.each(FORMATS.map(({ name, extensions }) => [name, extensions[0] as string]))(
    'an empty file of %s, which is none or an error that names it',
    async (format, extension) => {
      const file = await folder.write(`a${extension}`, '');
      const other = await folder.write('other.txt', 'one\n');
      const read = await readCorpus([file, other], SKIP).catch((error: unknown) => error);
      if (format === 'parquet') expect((read as Error).message).toContain(`cannot read ${file}`);
      else expect((read as Awaited<ReturnType<typeof readCorpus>>).records).toHaveLength(1);
    },
  );

  it.each([
    ['gzip', 'gz', repeatedGzip],
    ['zstd', 'zst', repeatedZstd],
  ] as const)(
    'a file of %s that becomes a thousand times as large, read in little memory',
    async (_, end, repeated) => {
      const bytes = repeated(Buffer.from('one\n'), 256 * MEBIBYTE, Buffer.from('\nend\n'));
      expect(bytes.length).toBeLessThan(MEBIBYTE);
      const file = await folder.write(`bomb.txt.${end}`, bytes);
      const before = process.memoryUsage();
      let most = 0;
      const watch = setInterval(() => {
        const { arrayBuffers, heapUsed } = process.memoryUsage();
        most = Math.max(most, arrayBuffers + heapUsed - before.arrayBuffers - before.heapUsed);
      }, 5);
      const { records, facts } = await readCorpus([file], SKIP).finally(() => clearInterval(watch));
      expect([records.map(({ text }) => text), facts.skipped]).toEqual([['one', 'end'], 1]);
      expect(most).toBeLessThan(100 * MEBIBYTE);
    },
  );

  it.each([
    ['csv', 'text\n"', '"\nend\n'],
    ['tsv', 'text\n', '\nend\n'],
    ['json', '["', '","end"]'],
    ['jsonl', '{"text":"', '"}\n{"text":"end"}\n'],
    ['md', '', ''],
    ['html', '<p>', '</p>'],
    ['pdf', '', ''],
  ])('a record of .%s that is far too long, which is one bad record', async (extension, before, after) => {
    const long = Buffer.concat([
      Buffer.from(before),
      Buffer.alloc((extension === 'pdf' ? 136 : 40) * MEBIBYTE, 'a'),
      Buffer.from(after),
    ]);
    const file = await folder.write(`a.${extension}.gz`, gzipSync(long, { level: 1 }));
    const { records, facts } = await readCorpus([file, await folder.write('z.txt', 'end\n')], SKIP);
    expect(facts.skipped).toBe(extension === 'csv' ? facts.skipped : 1);
    expect(new Set(records.map(({ text }) => text))).toEqual(new Set(['end']));
  });

  it.each(['txt', 'csv', 'json', 'md', 'tar', 'parquet', 'pdf'])(
    'a gzip file of .%s that was cut, which is an error',
    async (extension) => {
      const content = gzipSync(Buffer.from('["text\\n",\n"text"]\n'.repeat(20)));
      const file = await folder.write(`a.${extension}.gz`, content.subarray(0, -9));
      const failure = await readingFailure([file], SKIP);
      expect(failure).toBeInstanceOf(CorpusError);
      expect(failure.message).toContain(file);
    },
  );
});
