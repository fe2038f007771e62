import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import * as runtime from 'onnxruntime-node';
import { openOnnxModel } from '../../../src/embedder/model';
import { OnnxEmbedder } from '../../../src/embedder/onnx';
import { inputsWith } from '../../../test-support/builders/default-model';
import { TINY_DIMENSIONS, TINY_MODEL } from '../../../test-support/builders/tiny-model';
import { texts } from '../../../test-support/builders/vectors';
import { deviceRuntime } from '../../../test-support/run/device-runtime';

const someTexts = fc.array(
  fc.array(fc.constantFrom('a', 'the', 'cat', 'of', 'house', 'unbelievable', '漢字', '.'), { maxLength: 40 }),
  { minLength: 1, maxLength: 24 },
);

describe('OnnxEmbedder', () => {
  it.each(['mean', 'cls', 'last'] as const)(
    '%s pooling: a text has the same vector in any batch as alone',
    async (pooling) => {
      const model = await openOnnxModel(TINY_MODEL, inputsWith({ pooling }), { digestFolder: undefined });
      const single = await OnnxEmbedder.open(model, { batchTokens: 1, threads: 1 }, runtime);
      const property = fc.asyncProperty(someTexts, fc.integer({ min: 1, max: 600 }), async (words, batchTokens) => {
        const texts = words.map((text) => text.join(' '));
        const embedder = await OnnxEmbedder.open(model, { batchTokens, threads: 1 }, runtime);
        const { vectors } = await embedder.embed(texts);
        await embedder.close();
        const alone = await single.embed(texts);
        const worst = vectors.reduce((most, x, at) => Math.max(most, Math.abs(x - (alone.vectors[at] as number))), 0);
        expect(vectors).toHaveLength(texts.length * TINY_DIMENSIONS);
        expect(worst).toBeLessThanOrEqual(1e-5);
      });
      await fc.assert(property, { numRuns: 25 });
      await single.close();
    },
  );
});

describe('an embedder whose memory does not suffice for a batch', () => {
  /** The provider's name makes the stand-in one; it computes on the CPU. */
  const options = { batchTokens: 4096, threads: 1, device: 'webgpu' } as const;

  async function embedderWith(cells: number, asked: number[], message?: string) {
    const model = await openOnnxModel(TINY_MODEL, inputsWith(), { digestFolder: undefined });
    const device = { cells, asked: (some: number) => asked.push(some), ...(message !== undefined && { message }) };
    return OnnxEmbedder.open(model, options, deviceRuntime(runtime, device));
  }

  it('halves it until it does, gives the same vectors, and does not try so much again', async () => {
    const asked: number[] = [];
    const [embedder, reference] = [await embedderWith(200, asked), await embedderWith(4096, [])];
    const done: number[] = [];
    const { vectors } = await embedder.embed(texts(100), (some) => done.push(some));
    const expected = (await reference.embed(texts(100))).vectors;
    const worst = vectors.reduce((most, x, at) => Math.max(most, Math.abs(x - (expected[at] as number))), 0);
    expect(worst).toBeLessThanOrEqual(1e-5);
    expect(done.reduce((sum, some) => sum + some, 0)).toBe(100);
    expect(Math.max(...asked)).toBeGreaterThan(200);
    asked.length = 0;
    await embedder.embed(texts(100));
    expect(Math.max(...asked)).toBeLessThanOrEqual(200);
    await Promise.all([embedder.close(), reference.close()]);
  });

  it('ends when a single text is too much', async () => {
    const embedder = await embedderWith(0, []);
    await expect(embedder.embed(texts(4))).rejects.toThrow(
      /^inference failed on 1 texts of \d+ tokens: CUDA failure 2/,
    );
    await embedder.close();
  });

  it('halves nothing when something else is wrong', async () => {
    const asked: number[] = [];
    const embedder = await embedderWith(0, asked, 'CUDA failure 700: an illegal memory access was encountered');
    await expect(embedder.embed(texts(4))).rejects.toThrow(/illegal memory access/);
    expect(asked).toHaveLength(1);
    await embedder.close();
  });
});
