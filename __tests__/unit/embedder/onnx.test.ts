import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { InferenceSession } from 'onnxruntime-node';
import type { OnnxModel } from '../../../src/embedder/model';
import { openOnnxModel } from '../../../src/embedder/model';
import { OnnxEmbedder } from '../../../src/embedder/onnx';
import { loadRuntime, type Runtime } from '../../../src/embedder/runtime';
import { inputsWith } from '../../helpers/default-model';
import { TINY_MODEL } from '../../helpers/tiny-model';
import { texts } from '../../helpers/vectors';

let runtime: Runtime;
let model: OnnxModel;
let reference: OnnxEmbedder;
beforeAll(async () => {
  runtime = await loadRuntime(path.resolve('dist/embedder'));
  model = await openOnnxModel(TINY_MODEL, inputsWith(), { digestFolder: undefined });
  reference = await OnnxEmbedder.open(model, { batchTokens: 4096, threads: 1 }, runtime);
});
afterAll(() => reference.close());

/** A stand-in for memory that ends: the real session, which refuses more than so many cells in one batch. */
function shortOfMemory(cells: number, asked: number[], message = 'CUDA failure 2: out of memory'): Runtime {
  const create = async (file: string, options: InferenceSession.SessionOptions) => {
    const session = await runtime.InferenceSession.create(file, options);
    const run = async (feeds: InferenceSession.FeedsType) => {
      const [rows = 0, tokens = 0] = feeds.input_ids?.dims ?? [];
      asked.push(rows * tokens);
      if (rows * tokens > cells) throw new Error(message);
      return session.run(feeds);
    };
    return { inputNames: session.inputNames, outputNames: session.outputNames, run, release: () => session.release() };
  };
  return { ...runtime, InferenceSession: { create } } as unknown as Runtime;
}

describe('an embedder whose memory does not suffice for a batch', () => {
  it('halves it until it does, gives the same vectors, and does not try so much again', async () => {
    const asked: number[] = [];
    const embedder = await OnnxEmbedder.open(model, { batchTokens: 4096, threads: 1 }, shortOfMemory(200, asked));
    const done: number[] = [];
    const { vectors } = await embedder.embed(texts(100), (some) => done.push(some));
    expect(vectors).toEqual((await reference.embed(texts(100))).vectors);
    expect(done.reduce((sum, some) => sum + some, 0)).toBe(100);
    expect(Math.max(...asked)).toBeGreaterThan(200);
    asked.length = 0;
    await embedder.embed(texts(100));
    expect(Math.max(...asked)).toBeLessThanOrEqual(200);
    await embedder.close();
  });

  it('ends when a single text is too much', async () => {
    const embedder = await OnnxEmbedder.open(model, { batchTokens: 4096, threads: 1 }, shortOfMemory(0, []));
    await expect(embedder.embed(texts(4))).rejects.toThrow(
      /^inference failed on 1 texts of \d+ tokens: CUDA failure 2/,
    );
    await embedder.close();
  });

  it('halves nothing when something else is wrong', async () => {
    const asked: number[] = [];
    const broken = shortOfMemory(0, asked, 'CUDA failure 700: an illegal memory access was encountered');
    const embedder = await OnnxEmbedder.open(model, { batchTokens: 4096, threads: 1 }, broken);
    await expect(embedder.embed(texts(4))).rejects.toThrow(/illegal memory access/);
    expect(asked).toHaveLength(1);
    await embedder.close();
  });
});
