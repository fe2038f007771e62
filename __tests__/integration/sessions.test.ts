import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import * as runtime from 'onnxruntime-node';
import { openOnnxModel } from '../../src/embedder/model';
import { OnnxEmbedder } from '../../src/embedder/onnx';
import { inputsWith } from '../../test-support/builders/default-model';
import { TINY_MODEL } from '../../test-support/builders/tiny-model';
import { QUICKSTART, reportIn, runBundle, startBundle } from '../../test-support/run/bundle';
import { sharedFolder } from '../../test-support/run/shared-folder';
import { storedBytes } from '../../test-support/run/stored-bytes';
import { until } from '../../test-support/run/until';

const root = sharedFolder();
const words = ['--output', 'vectors.npy', '--progress', 'off'];

function folderOf(name: string): string {
  const folder = path.join(root, name);
  mkdirSync(folder);
  return folder;
}

/** Two shares, each of them one batch that takes seconds. */
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
    const given = ['--corpus', corpus, '--model', TINY_MODEL, '--threads', '3', '--cache-mode', 'off', ...words];
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
  });
});

describe('a second signal', () => {
  it('ends a run with code 1 in the middle of a large batch, and does not abort the process', async () => {
    const folder = folderOf('ended');
    const corpus = writeLongTexts(folder);
    const run = startBundle(['--corpus', corpus, '--batch-tokens', '1000000', ...words], { folder });
    // The first share is stored while the second is embedded.
    await until(() => storedBytes(folder) > 0);
    run.signal('SIGTERM');
    await until(() => run.stderr.includes('SIGTERM'));
    run.signal('SIGTERM');
    const ended = await run.ended;
    expect([ended.code, ended.signal]).toEqual([1, null]);
    expect(ended.stderr).toMatch(/SIGTERM: the run stores the texts/);
    expect(ended.stderr).not.toMatch(/terminate called|Napi/);
    // It was the second signal that ended it: an orderly end says more.
    expect(ended.stderr).not.toMatch(/texts were embedded/);
  });
});
