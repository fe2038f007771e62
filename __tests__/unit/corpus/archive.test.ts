import { execFileSync } from 'node:child_process';
import { readFile, symlink } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { packTar } from 'modern-tar';
import { CorpusError } from '../../../src/errors';
import { fixture, readCorpus, readingFailure } from '../../helpers/corpus';
import { temporaryFolder } from '../../helpers/temporary-folder';

const SKIP = { onBadRecord: 'skip' } as const;

describe('a tar archive', () => {
  const folder = temporaryFolder();

  async function archive(name: string, files: Readonly<Record<string, string | Uint8Array>>, tar = '--format=gnu') {
    for (const [file, content] of Object.entries(files)) await folder.write(`in/${file}`, content);
    const names = Object.keys(files);
    execFileSync('tar', [tar, '-C', folder.path('in'), '-caf', folder.path(name), ...names]);
    return folder.path(name);
  }

  it.each(['a.tar', 'a.tar.gz', 'a.tgz'])('%s is read file by file, each in its format, in its order', async (name) => {
    const file = await archive(name, {
      'z.txt': 'one\ntwo\n',
      'docs/a.md': '# Three\n',
      'rows.csv.gz': gzipSync('text\nfour\n'),
      'rows.parquet': await readFile(fixture('rows-zstd.parquet')),
      'empty.txt': '',
    });
    const { records, facts } = await readCorpus([file], SKIP);
    expect(
      records.map(({ text, source, line, id }) => [text, path.relative(file, source), line, id]).slice(0, 5),
    ).toEqual([
      ['one', 'z.txt', 1, undefined],
      ['two', 'z.txt', 2, undefined],
      ['Three', 'docs/a.md', 1, `${file}/docs/a.md#three`],
      ['four', 'rows.csv.gz', 2, undefined],
      ['eins', 'rows.parquet', 1, '1'],
    ]);
    expect(facts.bytesRead).toBe(facts.bytesTotal);
  });

  it('is read all in one format where one is given', async () => {
    const file = await archive('a.tar', { 'a.log': 'one\n', 'b.csv': 'two\n' });
    const { records } = await readCorpus([file], { format: 'text' });
    expect(records.map(({ text }) => text)).toEqual(['one', 'two']);
  });

  it('may hold long names, in the ways that GNU and POSIX have', async () => {
    const long = `${'d'.repeat(90)}/${'e'.repeat(90)}/${'f'.repeat(90)}.txt`;
    for (const format of ['--format=gnu', '--format=posix']) {
      const { records } = await readCorpus([await archive('a.tar', { [long]: 'one\n' }, format)]);
      expect(records.map(({ source }) => source.endsWith(long))).toEqual([true]);
    }
  });

  it('is no way out of it: names with .. are only names, and links are left out, and told', async () => {
    await folder.write('secret.txt', 'secret\n');
    await folder.write('in/a.txt', 'one\n');
    await symlink('../secret.txt', folder.path('in/link.txt'));
    const file = folder.path('a.tar');
    const names = ['--transform=s,^a.txt,../../a\\n::error::.txt,', 'a.txt', 'link.txt'];
    execFileSync('tar', ['-C', folder.path('in'), '-Pcf', file, ...names]);
    const { records, warnings } = await readCorpus([file]);
    expect(records.map(({ text }) => text)).toEqual(['one']);
    expect(records[0]?.source).not.toContain('\n');
    expect(warnings).toEqual([
      expect.stringContaining(
        `1 of 2 entries of ${file} are links or of other kinds and were left out, link.txt first`,
      ),
    ]);
  });

  it('names the file in it, and the line, that is bad', async () => {
    const file = await archive('a.tar.gz', { 'a.txt': 'one\n', 'b.jsonl': '{"text":"two"}\n{}\n', 'c.txt': 'three\n' });
    const failure = await readingFailure([file]);
    expect(failure).toMatchObject({ position: { source: `${file}/b.jsonl`, line: 2 } });
    const { records, facts } = await readCorpus([file], SKIP);
    expect([records.map(({ text }) => text), facts.skipped]).toEqual([['one', 'two', 'three'], 1]);
  });

  it('fails wherever it was cut', async () => {
    const whole = await readFile(await archive('whole.tar', { 'a.txt': 'one\n', 'b.txt': 'two\n'.repeat(300) }));
    const end = whole.length - [...whole].reverse().findIndex((byte) => byte !== 0);
    const unnoticed: number[] = [];
    for (let length = 1; length < end; length += 97) {
      const cut = await folder.write('cut.tar', whole.subarray(0, length));
      const failure = await readCorpus([cut], SKIP).then(
        () => undefined,
        (error: unknown) => error,
      );
      if (failure) expect(failure).toBeInstanceOf(CorpusError);
      else unnoticed.push(length);
    }
    expect(unnoticed).toEqual([]);
    // Cut between two files, too.
    const cut = await folder.write('cut.tar', whole.subarray(0, 1024));
    await expect(readCorpus([cut])).rejects.toThrow('cannot read');
  });

  it('that is something else is an error', async () => {
    const file = await folder.write('a.tar', 'just text\n'.repeat(200));
    expect((await readingFailure([file])).message).toContain(`cannot read ${file}`);
  });

  it('neither hangs nor loses a line, whatever was changed in it', async () => {
    const whole = Buffer.from(
      await packTar([
        { header: { name: 'a.txt', size: 8, type: 'file' }, body: 'one\ntwo\n' },
        { header: { name: 'b.txt', size: 6, type: 'file' }, body: 'three\n' },
      ]),
    );
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 2047 }), fc.nat({ max: 255 }), async (at, value) => {
        const changed = Buffer.from(whole);
        changed[at] = value;
        const file = await folder.write('changed.tar', changed);
        const read = await readCorpus([file], { ...SKIP, format: 'text' }).catch((error: unknown) => error);
        if (read instanceof Error) expect(read).toBeInstanceOf(CorpusError);
      }),
      { numRuns: 150 },
    );
  });
});
