import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parityTexts } from '../../test-support/builders/default-model';
import { TINY_MODEL } from '../../test-support/builders/tiny-model';
import { type BundleOptions, reportIn, runBundle } from '../../test-support/run/bundle';
import { sharedFolder } from '../../test-support/run/shared-folder';

const root = sharedFolder();
const TINY = ['--model', TINY_MODEL, '--runner-cache-path', path.join(root, 'cache'), '--progress', 'off'];
/** No worker may start, and neither the embedder, nor its runtime, can be found. */
const WITHOUT_MODEL = {
  bundle: path.join(bundleWithoutEmbedder(), 'index.js'),
  environment: { NODE_OPTIONS: `--import=${path.resolve('test-support/run/forbid-workers.mjs')}` },
};

function bundleWithoutEmbedder(): string {
  const folder = path.join(root, 'bundle');
  cpSync('dist', folder, { recursive: true, filter: (source) => !/dist\/(bin|model|embedder)$/.test(source) });
  symlinkSync(path.resolve('dist/model'), path.join(folder, 'model'));
  return folder;
}

function folderOf(name: string): string {
  mkdirSync(path.join(root, name), { recursive: true });
  return path.join(root, name);
}

function write(name: string, records: readonly object[]): string {
  const file = path.join(root, name);
  writeFileSync(file, `${records.map((record) => JSON.stringify(record)).join('\n')}\n`);
  return file;
}

const run = (words: string[], folder: string, more: Partial<BundleOptions> = {}) =>
  runBundle(words, { folder, ...more });
const linesOf = (file: string) =>
  readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('a corpus of a thousand pages that is cut', () => {
  const sentences = parityTexts()
    .slice(0, 1000)
    .map(({ text }) => text.replace(/[^a-z ]/gi, '').trim())
    .filter((text) => text.length > 20 && text.length < 90)
    .map((text) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`);
  const paragraphs = Array.from({ length: 4000 }, (_, at) =>
    [0, 1, 2].map((one) => sentences[(at * 31 + one * (1 + (at % 17))) % sentences.length]).join(' '),
  );
  /** All pages in one text: nothing but their own words says where it is cut. */
  const book = (all: readonly string[]) => [{ id: 'book', text: all.join('\n\n') }];
  const words = (corpus: string, output: string, overlap = '0') => [
    ...['--corpus', corpus, '--chunk-size', '60', '--chunk-overlap', overlap, '--output', output],
    ...TINY,
  ];
  const folder = folderOf('book');
  const first = write('book.jsonl', book(paragraphs));

  it('is embedded chunk by chunk, and none is longer than the model reads', async () => {
    const { code, stdout, stderr } = await run(words(first, 'first.jsonl'), folder);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/corpus .* chunks of 1 longer text/);
    const { corpus, texts } = reportIn(folder);
    const rows = linesOf(path.join(folder, 'first.jsonl'));
    expect(rows.length).toBe(corpus?.records);
    expect(rows.length).toBeGreaterThan(1000);
    expect(texts).toMatchObject({ truncated: 0 });
    expect(texts.embedded).toBe(texts.unique);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  });

  it('needs the tokenizer and nothing else of the model when all is there', async () => {
    const { code, stderr } = await run(words(first, 'again.jsonl'), folder, WITHOUT_MODEL);
    expect([code, stderr]).toEqual([0, '']);
    expect(reportIn(folder).texts).toMatchObject({ misses: 0, embedded: 0 });
    const [again, before] = ['again.jsonl', 'first.jsonl'].map(
      (name) => readFileSync(path.join(folder, name)) as Buffer,
    );
    expect(again?.equals(before as Buffer)).toBe(true);
  });

  const editedBook = (at: number) => {
    const edited = [...paragraphs];
    edited[at] = (edited[at] as string).replace(/\w+\.$/, 'quite otherwise.');
    return write('edited.jsonl', book(edited));
  };

  it.each([3, 700, 1999, 2500])('misses three chunks at most when paragraph %i is edited', async (at) => {
    const { code } = await run(['plan', ...words(editedBook(at), 'none.jsonl')], folder, WITHOUT_MODEL);
    expect(code).toBe(0);
    const { misses, unique } = reportIn(folder).texts;
    expect(misses).toBeGreaterThan(0);
    expect(misses).toBeLessThanOrEqual(3);
    expect(unique).toBeGreaterThan(1000);
  });

  // Towards the end, where all has been looked up: this model is so fast that lookups are paused once it has embedded something.
  it.each([3800, 3990])('embeds three chunks at most when paragraph %i is edited', async (at) => {
    const { code } = await run(words(editedBook(at), 'edited.jsonl'), folder);
    expect(code).toBe(0);
    const { embedded, misses } = reportIn(folder).texts;
    expect(embedded).toBeGreaterThan(0);
    expect(embedded).toBeLessThanOrEqual(3);
    expect(misses).toBe(embedded);
  });

  it('is planned and embedded by shards as the same chunks that a run looks up', async () => {
    const part = write('part.jsonl', book(paragraphs.slice(0, 300).map((text) => text.replace('.', ' anew.'))));
    const sharded = [...words(part, 'part.jsonl', '12'), '--plan-path', 'plan.jsonl'];
    const planned = await run(['plan', ...sharded, '--shards', '2'], folder, WITHOUT_MODEL);
    expect([planned.code, planned.stderr]).toEqual([0, 'warning: --output is not read by mode plan\n']);
    const { misses } = reportIn(folder).texts;
    expect(misses).toBeGreaterThan(50);
    for (const shard of ['1/2', '2/2'])
      expect((await run(['embed', ...sharded, '--shard', shard], folder)).code).toBe(0);
    expect((await run(sharded, folder, WITHOUT_MODEL)).code).toBe(0);
    const { unique, ...texts } = reportIn(folder).texts;
    expect(texts).toMatchObject({ hits: unique, misses: 0 });
  });

  it('is refused where chunks would be longer than the model reads', async () => {
    const { code, stderr } = await run([...words(first, 'none.jsonl'), '--max-tokens', '32'], folder);
    expect(code).toBe(2);
    expect(stderr).toContain(
      'chunk-size: 60 is more than the model reads: 32 tokens (max-tokens), of which 2 are special tokens. Use at most 30.',
    );
  });
});

describe('records', () => {
  it('with one id for two texts end the run, and both places are named', async () => {
    const folder = folderOf('ids');
    const corpus = write('ids.jsonl', [
      { id: 'a', text: 'one' },
      { id: 'b', text: 'two' },
      { id: 'a', text: 'three' },
    ]);
    const { code, stderr } = await run(['--corpus', corpus, ...TINY], folder);
    expect(code).toBe(2);
    expect(stderr).toContain(`${corpus}:3: the id "a" belongs to another text at ${corpus}:1`);
    expect(existsSync(path.join(folder, 'output/embeddings.jsonl'))).toBe(false);
    expect((await run(['--corpus', corpus, '--on-bad-record', 'skip', ...TINY], folder)).code).toBe(0);
    expect(reportIn(folder).corpus).toMatchObject({ records: 2, skipped: 1 });
  });

  it('that changed since the last run are listed, so that an index can follow', async () => {
    const folder = folderOf('changes');
    const words = (corpus: string) => [
      '--corpus',
      corpus,
      '--records-state',
      'records.state',
      '--changes',
      'changes.jsonl',
      '--golden-set',
      'golden.jsonl',
      ...TINY,
    ];
    const before = write('before.jsonl', [
      { id: 'a', text: 'one' },
      { id: 'b', text: 'two' },
      { id: 'c', text: 'three' },
    ]);
    const after = write('after.jsonl', [
      { id: 'c', text: 'three' },
      { id: 'b', text: 'other' },
      { id: 'd', text: 'four' },
    ]);
    writeFileSync(path.join(folder, 'golden.jsonl'), '{"name":"one","text":"one"}\n{"name":"two","text":"two"}\n');
    expect((await run(['golden', '--golden-set', 'golden.jsonl', ...TINY], folder)).code).toBe(0);
    expect((await run(words(before), folder)).code).toBe(0);
    const { changes } = reportIn(folder);
    expect(changes).toMatchObject({
      added: 3,
      changed: 0,
      removed: 0,
      unchanged: 0,
      recorded: true,
      path: 'changes.jsonl',
    });

    // A gate that is closed: who follows the list is not to take what it let nobody have.
    const state = readFileSync(path.join(folder, 'records.state'));
    const closed = await run([...words(after), '--pooling', 'cls', '--validation-profile', 'same-model'], folder);
    expect(closed.code).toBe(3);
    expect(reportIn(folder).changes).toMatchObject({ recorded: false });
    expect(readFileSync(path.join(folder, 'records.state'))).toEqual(state);

    const { code, stdout } = await run(words(after), folder);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /records +1 added, 1 changed, 1 removed, 1 unchanged, since the run of .*; listed in changes\.jsonl/,
    );
    const listed = linesOf(path.join(folder, 'changes.jsonl')).map(({ id, change }) => `${change} ${id}`);
    expect(listed.toSorted()).toEqual(['added d', 'changed b', 'removed a']);
  });
});
