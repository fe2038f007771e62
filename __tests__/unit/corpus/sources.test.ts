import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { CorpusError } from '../../../src/base/errors';
import { findSources } from '../../../src/corpus/sources';
import type { Inputs } from '../../../src/inputs/inputs';
import { CORPUS_INPUTS } from '../../../test-support/builders/corpus';
import { temporaryFolder } from '../../../test-support/run/temporary-folder';

describe('findSources', () => {
  const folder = temporaryFolder();

  async function find(patterns: readonly string[], asked: Inputs['format'] = 'auto') {
    const warnings: string[] = [];
    const corpus = patterns.map((pattern) => (pattern === '-' ? pattern : folder.path(pattern)));
    const sources = await findSources({ ...CORPUS_INPUTS, corpus, format: asked }, (message) => warnings.push(message));
    const names = sources.map(({ origin: { name } }) =>
      name === 'stdin' ? '-' : path.relative(folder.path(), path.resolve(name)),
    );
    return { sources, names, warnings };
  }

  async function write(...names: string[]): Promise<void> {
    for (const name of names) await folder.write(name, 'text\n');
  }

  it.each([
    ['a.txt', 'text', undefined],
    ['a.text', 'text', undefined],
    ['README', 'text', undefined],
    ['a.jsonl', 'jsonl', undefined],
    ['a.ndjson', 'jsonl', undefined],
    ['A.JSONL', 'jsonl', undefined],
    ['a.jsonl.gz', 'jsonl', '.gz'],
    ['a.txt.zst', 'text', '.zst'],
    ['A.TXT.GZ', 'text', '.gz'],
    ['dump.gz', 'text', '.gz'],
    ['a.json', 'json', undefined],
    ['a.csv.gz', 'csv', '.gz'],
    ['a.tsv', 'tsv', undefined],
    ['a.md', 'markdown', undefined],
    ['a.HTM', 'html', undefined],
    ['a.parquet', 'parquet', undefined],
    ['a.pdf', 'pdf', undefined],
  ])('reads %s as %s, compression %s', async (name, format, compression) => {
    await write(name);
    const { sources } = await find([name]);
    expect(sources).toEqual([
      {
        origin: expect.objectContaining({ name: folder.path(name), bytes: 5 }),
        format: expect.objectContaining({ name: format }),
        compression,
      },
    ]);
  });

  it('takes the format asked for, whatever the name says', async () => {
    await write('a.txt', 'b.csv', 'c.md.gz');
    const { sources } = await find(['a.txt', 'b.csv', 'c.md.gz'], 'jsonl');
    expect(
      sources.map(({ format, compression }) => [format === 'archive' ? format : format.name, compression]),
    ).toEqual([
      ['jsonl', undefined],
      ['jsonl', undefined],
      ['jsonl', '.gz'],
    ]);
  });

  it.each([
    ['auto', 'text'],
    ['jsonl', 'jsonl'],
  ] as const)('reads stdin, asked for as %s, as %s of unknown size', async (asked, format) => {
    const { sources } = await find(['-'], asked);
    expect(sources).toEqual([
      {
        origin: expect.objectContaining({ name: 'stdin', bytes: undefined }),
        format: expect.objectContaining({ name: format }),
        compression: undefined,
      },
    ]);
  });

  it('keeps the order given, and sorts by name within a glob', async () => {
    await write('b.txt', 'a.txt', 'sub/z.txt', 'sub/deep/c.txt', 'sub/no.png', 'x10.jsonl', 'x2.jsonl');
    expect((await find(['b.txt', '*.jsonl', '-', 'a.txt'])).names).toEqual([
      'b.txt',
      'x10.jsonl',
      'x2.jsonl',
      '-',
      'a.txt',
    ]);
    expect((await find(['**/*.txt'])).names).toEqual(['a.txt', 'b.txt', 'sub/deep/c.txt', 'sub/z.txt']);
  });

  it('takes the files of a folder, of the kinds it knows, and says which it left out', async () => {
    await write('data/b.jsonl', 'data/a.txt', 'data/sub/c.txt.gz', 'data/image.png', 'data/sub/page.doc');
    const { names, warnings } = await find(['data']);
    expect(names).toEqual(['data/a.txt', 'data/b.jsonl', 'data/sub/c.txt.gz']);
    expect(warnings).toEqual([expect.stringContaining('2 of 5 files')]);
    expect(warnings[0]).toContain('image.png');
  });

  it('takes every file of a folder where the format is given', async () => {
    await write('data/a.txt', 'data/b.csv');
    const { names, warnings } = await find(['data'], 'text');
    expect(names).toEqual(['data/a.txt', 'data/b.csv']);
    expect(warnings).toEqual([]);
  });

  it('takes a file for what it is though its name looks like a glob', async () => {
    await write('a[1].txt', 'a1.txt');
    expect((await find(['a[1].txt'])).names).toEqual(['a[1].txt']);
  });

  it.each([
    ['a file that is not there', 'absent.txt', 'cannot read'],
    ['a folder that is not there', 'absent/', 'cannot read'],
    ['a glob that matches nothing', '*.jsonl', 'no file matches'],
    ['a folder of other kinds', 'pictures', '.jsonl'],
    ['an extension it does not know', 'table.xls', 'Set format to text, jsonl, json'],
    ['an unknown extension under a compression', 'table.xls.gz', 'cannot tell the format'],
    ['a glob that matches an unknown extension', '*.xls', 'table.xls'],
  ])('refuses %s', async (_, pattern, message) => {
    await write('pictures/a.png', 'table.xls', 'table.xls.gz');
    const failure = find([pattern]);
    await expect(failure).rejects.toThrow(CorpusError);
    await expect(failure).rejects.toThrow(message);
  });
});
