import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { positionText } from '../../../src/base/errors';
import { FORMATS } from '../../../src/corpus/formats';
import { type CorpusRecord, recordId } from '../../../src/corpus/record';
import { INPUTS } from '../../../src/inputs/inputs';
import { fixture, readCorpus } from '../../../test-support/builders/corpus';
import { repeatedZstd } from '../../../test-support/builders/repeated-bytes';
import { temporaryFolder } from '../../../test-support/run/temporary-folder';
import { startObjectServer } from '../../../test-support/servers/object-server';

/** What docs/corpora.md says of formats is made from this file, and this file from what the tests below found. */
const FACTS = path.resolve('docs/facts/formats.json');

/** A file with a good record, a bad one and another good one. */
interface Sample {
  readonly extension: string;
  readonly content: () => Uint8Array | string | Promise<Uint8Array>;
}

const BAD = Buffer.from([0xff, 0xfe]);

const SAMPLES: Readonly<Record<string, Sample>> = {
  text: { extension: '.txt', content: () => Buffer.concat([Buffer.from('one\n'), BAD, Buffer.from('\nthree\n')]) },
  jsonl: { extension: '.jsonl', content: () => '{"text":"one","n":1}\n{"text":}\n{"text":"three","id":"c"}\n' },
  json: { extension: '.json', content: () => '[{"text":"one","n":1},\n{"text":},\n{"text":"three","id":"c"}]' },
  csv: { extension: '.csv', content: () => 'text,id,n\n"one",,1\ntwo\nthree,c,3\n' },
  tsv: { extension: '.tsv', content: () => 'text\tid\tn\none\t\t1\ntwo\nthree\tc\t3\n' },
  markdown: { extension: '.md', content: () => '---\nkind: x\n---\none\n\n# A\n\n## B\n\nthree\n' },
  html: {
    extension: '.html',
    content: () => '<html lang="en"><title>T</title><p>one</p>\n<h1>A</h1><h2 id="b">B</h2><p>three</p>',
  },
  parquet: { extension: '.parquet', content: () => readFile(fixture('rows-zstd.parquet')) },
  pdf: { extension: '.pdf', content: () => readFile(fixture('scanned.pdf')) },
};

/** What is wrong with a document as a whole, where there is no bad record beside good ones. */
const BAD_DOCUMENTS: Readonly<Record<string, Uint8Array>> = {
  markdown: Buffer.concat([Buffer.from('# A\n'), BAD]),
  html: Buffer.concat([Buffer.from('<p>\n'), BAD]),
};

const found: Record<string, unknown> = {};

describe('every format', () => {
  const folder = temporaryFolder();
  const relative = (name: string) => name.replaceAll(`${folder.path()}/`, '').replaceAll(/https?:\/\/[^/]+\//g, '');

  it('of the input is known, and no other', () => {
    expect(['auto', ...FORMATS.map(({ name }) => name)].sort()).toEqual(INPUTS.format.allowed.split(', ').sort());
    expect(Object.keys(SAMPLES)).toEqual(FORMATS.map(({ name }) => name));
  });

  it.each(FORMATS.map((format) => [format.name, format] as const))(
    '%s: names records and errors, goes on after a bad one, and is read from everywhere',
    async (name, format) => {
      const { extension, content } = SAMPLES[name] as Sample;
      const bytes = Buffer.from(await content());
      const file = await folder.write(`a${extension}`, bytes);
      const bad = BAD_DOCUMENTS[name];
      const before = bad ? [await folder.write(`0${extension}`, bad)] : [];
      const { records, facts } = await readCorpus([...before, file], { onBadRecord: 'skip' });
      expect(facts.skipped).toBe(1);
      expect(records.length).toBeGreaterThan(0);
      const texts = records.map(({ text }) => text);
      const position = facts.skippedExamples[0]?.position;

      const from: Record<string, boolean> = {};
      const same = async (label: string, other: string) => {
        const read = await readCorpus([...before, other], { onBadRecord: 'skip' });
        expect(read.records.map(({ text }) => text)).toEqual(texts);
        from[label] = true;
      };
      await same('gz', await folder.write(`a${extension}.gz`, gzipSync(bytes)));
      execFileSync('tar', ['-C', folder.path(), '-czf', folder.path('a.tgz'), `a${extension}`]);
      await same('tar', folder.path('a.tgz'));
      await same('zst', await folder.write(`a${extension}.zst`, inZstd(bytes)));
      execFileSync('tar', ['-C', folder.path(), '-cf', folder.path('a.tar'), `a${extension}`]);
      await same('tar.zst', await folder.write('a.tar.zst', inZstd(await readFile(folder.path('a.tar')))));
      const server = await startObjectServer({ body: bytes, etag: '"1"', breaksAfter: [Math.floor(bytes.length / 2)] });
      await same('https', `${server.url}/a${extension}`).finally(() => server.close());

      found[name] = {
        extensions: format.extensions,
        ids: ids(records).map(relative),
        error: position && relative(positionText(position)),
        metadata: [...new Set(records.flatMap(({ metadata = {} }) => Object.keys(metadata)))],
        from: Object.keys(from),
      };
    },
  );

  it('is described in the docs as it was found here', async () => {
    const text = `${JSON.stringify(found, null, 2)}\n`;
    if (process.env.WRITE_FACTS === 'true') await writeFile(FACTS, text);
    expect(JSON.parse(await readFile(FACTS, 'utf8'))).toEqual(found);
  });
});

/** In frames that end anywhere. */
function inZstd(bytes: Buffer): Buffer {
  const frames: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += 1000) {
    frames.push(repeatedZstd(bytes.subarray(at, at + 1000), 0, Buffer.alloc(0)));
  }
  return Buffer.concat(frames);
}

/** A few, to show what they are made of. */
function ids(records: readonly CorpusRecord[]): string[] {
  return [...new Set(records.map(recordId))].slice(0, 3);
}
