import { execFileSync } from 'node:child_process';
import { readFile, symlink, truncate } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { packTar } from 'modern-tar';
import { CorpusError } from '../../../src/base/errors';
import { fixture, readCorpus, readingFailure } from '../../../test-support/builders/corpus';
import { temporaryFolder } from '../../../test-support/run/temporary-folder';

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
      expect.stringContaining(`ignored 1 of 2 entries of ${file}: links or unknown formats; the first is link.txt`),
    ]);
  });

  it('is no way out of it by names from the root either', async () => {
    const file = await archive('a.tar', { 'a.txt': 'one\n' });
    execFileSync('tar', ['-C', folder.path('in'), '-Pcf', file, '--transform=s,^,/etc/,', 'a.txt']);
    const { records } = await readCorpus([file]);
    expect(records.map(({ text, source }) => [text, source])).toEqual([['one', `${file}//etc/a.txt`]]);
  });

  // Found by trying them: their holes were left out, or the table of their holes was taken for text.
  it.each(['--format=gnu', '--format=pax', '--sparse-version=0.0', '--sparse-version=0.1'])(
    'with a sparse file of %s is refused: what is stored of it is not what it holds',
    async (format) => {
      const file = await folder.write('in/holes.txt', `one\n`);
      await truncate(file, 2 ** 20);
      await folder.write('in/z.txt', 'two\n');
      const tar = folder.path('a.tar');
      const way = format.startsWith('--format') ? [format] : ['--format=pax', format];
      execFileSync('tar', [...way, '-S', '-C', folder.path('in'), '-cf', tar, 'holes.txt', 'z.txt']);
      const failure = await readingFailure([tar], SKIP);
      expect(failure).toBeInstanceOf(CorpusError);
      expect(failure.message).toMatch(/cannot read .*a\.tar: its entry .*holes\.txt is a sparse file/);
    },
  );

  it('may have entries of kinds that nobody knows, which are left out, and told', async () => {
    const entries = ['a.txt', 'b.txt', 'c.txt'].map((name, at) => {
      return { header: { name, size: 4, type: 'file' as const }, body: ['one\n', 'two\n', 'end\n'][at] as string };
    });
    const bytes = Buffer.from(await packTar(entries));
    // The second, a list of a folder's files, as incremental archives of GNU have it.
    setKind(bytes, 1024, 'D');
    const file = await folder.write('a.tar', bytes);
    const { records, warnings } = await readCorpus([file]);
    expect(records.map(({ text }) => text)).toEqual(['one', 'end']);
    expect(warnings).toEqual([expect.stringContaining('1 of 3 entries')]);
  });

  it('knows the kinds of entries however long their descriptions are, and whatever their size', async () => {
    for (const format of ['--format=gnu', '--format=posix', '--format=ustar', '--format=v7']) {
      const long = format === '--format=v7' ? 'e' : `${'d'.repeat(80)}/${'e'.repeat(90)}`;
      const names = [1, 511, 512, 513, 5000].map((size) => `${long}-${size}.txt`);
      const file = await archive(
        'a.tar',
        Object.fromEntries(names.map((name) => [name, `${'x'.repeat(Number(/(\d+)\.txt$/.exec(name)?.[1]))}\n`])),
        format,
      );
      const { records, warnings } = await readCorpus([file]);
      expect(records.map(({ text }) => text.length)).toEqual([1, 511, 512, 513, 5000]);
      expect(warnings).toEqual([]);
    }
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

/** Changes the letter of the kind in a header, and its checksum with it. */
function setKind(tar: Buffer, header: number, kind: string): void {
  const [before, after] = [tar[header + 156] as number, kind.charCodeAt(0)];
  tar[header + 156] = after;
  const sum = Number.parseInt(tar.toString('latin1', header + 148, header + 154), 8) + after - before;
  tar.write(sum.toString(8).padStart(6, '0'), header + 148, 'latin1');
}
