import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import * as runtime from 'onnxruntime-node';
import { openOnnxModel } from '../../src/embedder/model';
import { OnnxEmbedder } from '../../src/embedder/onnx';
import { inputsWith } from '../../test-support/builders/default-model';
import { TINY_MODEL } from '../../test-support/builders/tiny-model';
import { QUICKSTART, reportIn, runBundle } from '../../test-support/run/bundle';
import { sharedFolder } from '../../test-support/run/shared-folder';

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
  it('give the vectors that a session alone gives, in the order of the corpus, and count the same', async () => {
    const corpus = path.join(QUICKSTART, 'corpus.txt');
    const folder = folderOf('three');
    const given = ['--corpus', corpus, '--model', TINY_MODEL, '--threads', '3', ...words];
    expect((await runBundle(given, { folder })).code).toBe(0);

    const model = await openOnnxModel(TINY_MODEL, inputsWith(), { digestFolder: undefined });
    const alone = await OnnxEmbedder.open(model, { batchTokens: 4096, threads: 1 }, runtime);
    const { vectors, tokens } = await alone.embed(readFileSync(corpus, 'utf8').trimEnd().split('\n'));
    await alone.close();
    const written = readFileSync(path.join(folder, 'vectors.npy'));
    expect(written.subarray(written.length - vectors.byteLength).equals(Buffer.from(vectors.buffer))).toBe(true);
    const { texts, seconds } = reportIn(folder);
    expect([texts.embedded, texts.tokens]).toEqual([1200, tokens]);
    expect(texts.embedMs).toBeLessThanOrEqual(seconds * 1000);
  }, 60_000);
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
    expect(ended.stderr).toMatch(/SIGTERM: the run stores the texts/);
    expect(ended.stderr).not.toMatch(/terminate called|Napi/);
    // It was the second signal that ended it: an orderly end says more.
    expect(ended.stderr).not.toMatch(/texts were embedded/);
  }, 60_000);
});
