import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { fixture } from '../../test-support/builders/corpus';
import { reportIn, runBundle } from '../../test-support/run/bundle';
import { sharedFolder } from '../../test-support/run/shared-folder';
import { startObjectServer } from '../../test-support/servers/object-server';

const root = sharedFolder();
const MODEL = ['--model', path.resolve('__tests__/fixtures/tiny-model'), '--runner-cache', 'off'];

function folderOf(name: string, files: Readonly<Record<string, string | Buffer>>): string {
  const folder = path.join(root, name);
  mkdirSync(path.join(folder, 'data'), { recursive: true });
  for (const [file, content] of Object.entries(files)) writeFileSync(path.join(folder, 'data', file), content);
  return folder;
}

function rowsIn(folder: string): { id: string; text: string; vector: number[] }[] {
  const lines = readFileSync(path.join(folder, 'output/embeddings.jsonl'), 'utf8').trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line));
}

describe('the bundle', () => {
  it('reads every format with the library that it carries, and gives a row for each record', async () => {
    const folder = folderOf('formats', {
      'a.csv': 'id,text\nc1,csv one\n',
      'b.tsv': 'id\ttext\nt1\ttsv one\n',
      'c.json': '[{"id":"j1","text":"json one"}]',
      'd.md': '---\ntitle: x\n---\n# Markdown\n\none & <b>two</b>\n',
      'e.html': '<h1>Page</h1><p>caf&eacute;</p>',
      'f.jsonl.gz': gzipSync('{"text":"jsonl one"}\n'),
      'i.txt': Buffer.from('\ufeffwide ä\n', 'utf16le'),
    });
    const data = path.join(folder, 'data');
    cpSync(fixture('v2-delta.parquet'), path.join(data, 'g.parquet'));
    cpSync(fixture('pages.pdf'), path.join(data, 'h.pdf'));
    execFileSync('tar', ['-C', data, '-cf', path.join(data, 'z.tar'), 'a.csv', 'h.pdf']);
    const { code, stderr } = await runBundle(['--corpus', 'data', '--on-bad-record', 'skip', ...MODEL], { folder });
    expect(stderr).toContain('1 record skipped');
    expect(code).toBe(0);
    expect(rowsIn(folder).map(({ id, text }) => [id, text.replaceAll(/\s+/g, ' ')])).toEqual([
      ['c1', 'csv one'],
      ['t1', 'tsv one'],
      ['j1', 'json one'],
      ['data/d.md#markdown', 'Markdown one & two'],
      ['data/e.html#page', 'Page café'],
      ['data/f.jsonl.gz:1', 'jsonl one'],
      ...['eins', 'zwei ä', 'drei Zeilen', 'vier 😀'].map((text, at) => [String(at + 1), text]),
      ['6', 'sechs'],
      ['data/h.pdf#1', 'First page second line'],
      ['data/h.pdf#3', 'Größe: fünf €'],
      ['data/i.txt:1', 'wide ä'],
      ['c1', 'csv one'],
      ['data/z.tar/h.pdf#1', 'First page second line'],
      ['data/z.tar/h.pdf#3', 'Größe: fünf €'],
    ]);
    expect(reportIn(folder).corpus).toMatchObject({ files: 10, records: 17, skipped: 1 });
  });

  it('reads an object of S3 over a connection that breaks, and puts no address with a secret into its report', async () => {
    const keys = { id: 'AKID', secret: 'geheim' };
    const body = Buffer.from('id,text\n1,one\n2,two\n');
    const server = await startObjectServer({ body, etag: '"1"', keys, breaksAfter: [12] });
    const folder = folderOf('s3', {});
    const environment = { AWS_ACCESS_KEY_ID: 'AKID', AWS_SECRET_ACCESS_KEY: 'geheim', AWS_ENDPOINT_URL_S3: server.url };
    const words = ['--corpus', 's3://bucket/a.csv\nhttp://user:geheim@127.0.0.1:1/a.csv?sig=geheim', ...MODEL];
    const { code, stderr, stdout } = await runBundle(words, { folder, environment });
    // The second line is an address where nobody answers.
    expect([code, stderr + stdout]).toEqual([2, expect.stringContaining('cannot read http://127.0.0.1:1/a.csv: ')]);
    expect(stderr + stdout).not.toContain('geheim');
    const good = await runBundle(['--corpus', 's3://bucket/a.csv?x=geheim', ...MODEL], { folder, environment });
    await server.close();
    expect([good.code, good.stderr]).toEqual([0, '']);
    expect(rowsIn(folder).map(({ id, text }) => [id, text])).toEqual([
      ['1', 'one'],
      ['2', 'two'],
    ]);
    expect(readFileSync(path.join(folder, 'output/report/report.json'), 'utf8')).not.toContain('geheim');
  });

  it('names file, line and way out of a bad row, and ends with code 2', async () => {
    const folder = folderOf('bad', { 'a.csv': 'id,text\n1,one\n2,two,three\n' });
    const { code, stderr } = await runBundle(['--corpus', 'data/a.csv', ...MODEL], { folder });
    expect(code).toBe(2);
    expect(stderr).toContain(
      'data/a.csv:3: the row has 3 columns, and the header has 2. Fix it, or set on-bad-record to skip',
    );
  });
});
