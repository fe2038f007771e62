import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { QUICKSTART, reportIn, runBundle } from '../helpers/bundle';
import { sharedFolder } from '../helpers/shared-folder';
import { TINY_MODEL } from '../helpers/tiny-model';

const root = sharedFolder();
const words = ['--cache-mode', 'off', '--runner-cache', 'off', '--output', 'vectors.npy', '--progress', 'off'];

function folderOf(name: string): string {
  const folder = path.join(root, name);
  mkdirSync(folder);
  return folder;
}

/** Long enough that a batch of a share takes about a second. */
function writeLongTexts(folder: string): string {
  const lines = readFileSync(path.join(QUICKSTART, 'corpus.txt'), 'utf8').trimEnd().split('\n');
  const texts = Array.from({ length: 400 }, (_, at) =>
    Array.from({ length: 20 }, (_, n) => lines[(at * 7 + n * 31) % lines.length]),
  );
  const corpus = path.join(folder, 'long.txt');
  writeFileSync(corpus, texts.map((parts) => parts.join(' ')).join('\n'));
  return corpus;
}

describe('sessions side by side', () => {
  it('give the vectors that one gives, and count the same', async () => {
    const given = ['--corpus', path.join(QUICKSTART, 'corpus.txt'), '--model', TINY_MODEL, ...words];
    const [one, three] = [folderOf('one'), folderOf('three')];
    expect((await runBundle([...given, '--threads', '1'], { folder: one })).code).toBe(0);
    expect((await runBundle([...given, '--threads', '3'], { folder: three })).code).toBe(0);
    expect(readFileSync(path.join(three, 'vectors.npy')).equals(readFileSync(path.join(one, 'vectors.npy')))).toBe(
      true,
    );
    const [first, second] = [reportIn(one).texts, reportIn(three).texts];
    expect([second.embedded, second.tokens, second.truncated]).toEqual([1200, first.tokens, first.truncated]);
    expect(second.embedMs).toBeLessThanOrEqual(reportIn(three).seconds * 1000);
  }, 120_000);
});

describe('a second signal', () => {
  it('ends a run with code 1 in the middle of a large batch, and does not abort the process', async () => {
    const folder = folderOf('ended');
    const corpus = writeLongTexts(folder);
    const ended = await runBundle(['--corpus', corpus, '--batch-tokens', '1000000', ...words], {
      folder,
      killAfter: 2500,
      signal: 'SIGTERM',
      again: 200,
    });
    expect([ended.code, ended.signal]).toEqual([1, null]);
    expect(ended.stderr).toMatch(/SIGTERM: what is being embedded is stored/);
    expect(ended.stderr).not.toMatch(/terminate called|Napi/);
    // It was the second signal that ended it: an orderly end says more.
    expect(ended.stderr).not.toMatch(/texts were embedded/);
  }, 60_000);
});
