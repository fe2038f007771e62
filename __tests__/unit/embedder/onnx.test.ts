import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import * as runtime from 'onnxruntime-node';
import { openOnnxModel } from '../../../src/embedder/model';
import { OnnxEmbedder } from '../../../src/embedder/onnx';
import { inputsWith } from '../../helpers/default-model';
import { TINY_DIMENSIONS, TINY_MODEL } from '../../helpers/tiny-model';

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
