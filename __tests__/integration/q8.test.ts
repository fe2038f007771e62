import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import * as runtime from 'onnxruntime-node';
import { OnnxEmbedder } from '../../src/embedder/onnx';
import { bytesField, integerField, writeFields } from '../../src/embedder/protobuf';
import { quantizeRowWise } from '../../src/embedder/quantization/row-wise';
import { cosine } from '../../src/validation/knn/exact';
import { openDefaultModel, parityTexts, REAL_TEXTS } from '../../test-support/builders/default-model';
import { TINY_MODEL } from '../../test-support/builders/tiny-model';

const DIMENSIONS = 384;
const texts = parityTexts()
  .slice(0, REAL_TEXTS)
  .filter((_, index) => index % 5 === 0)
  .map(({ text }) => text);

describe('dtype q8', () => {
  let q8: OnnxEmbedder;
  let vectors: Float32Array;
  const vectorAt = (index: number, all = vectors) => all.subarray(index * DIMENSIONS, (index + 1) * DIMENSIONS);

  beforeAll(async () => {
    q8 = await OnnxEmbedder.open(await openDefaultModel({ dtype: 'q8' }), { batchTokens: 2048, threads: 2 }, runtime);
    vectors = (await q8.embed(texts)).vectors;
  });
  afterAll(() => q8.close());

  it('loses no more than docs/quantization.md says', async () => {
    const fp32 = await OnnxEmbedder.open(await openDefaultModel(), { batchTokens: 2048, threads: 2 }, runtime);
    const exact = (await fp32.embed(texts)).vectors;
    await fp32.close();
    const similarities = texts.map((_, index) => cosine(vectorAt(index), vectorAt(index, exact)));
    // Where weights have 7 bits, more is lost.
    const [mean, least] = (await openDefaultModel({ dtype: 'q8' })).contract.quantization?.endsWith('±127')
      ? [0.9987, 0.995]
      : [0.997, 0.99];
    expect(similarities.reduce((sum, similarity) => sum + similarity, 0) / texts.length).toBeGreaterThan(mean);
    expect(Math.min(...similarities)).toBeGreaterThan(least);
    // It would be 1 if nothing had been quantized.
    expect(Math.max(...similarities)).toBeLessThan(0.99999);
  });

  it('gives a text exactly the same vector alone and in any batch', async () => {
    const positions = fc.uniqueArray(fc.nat({ max: texts.length - 1 }), { minLength: 1, maxLength: 9 });
    await fc.assert(
      fc.asyncProperty(positions, async (batch) => {
        const together = await q8.embed(batch.map((position) => texts[position] as string));
        const different = batch.filter((position, row) => {
          const [now, before] = [vectorAt(row, together.vectors), vectorAt(position)];
          return now.some((component, at) => component !== before[at]);
        });
        expect(different).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it('has a contract of its own, and is never what auto takes', async () => {
    const [auto, exact, quantized] = await Promise.all(
      (['auto', 'fp32', 'q8'] as const).map((dtype) => openDefaultModel({ dtype })),
    );
    expect(auto?.contract).toEqual(exact?.contract);
    expect(exact?.contract).not.toHaveProperty('processor');
    expect(quantized?.contract).toMatchObject({
      dtype: 'q8',
      quantization: expect.stringMatching(/^row-wise\/\d+, weights to ±(63|127)$/),
      processor: expect.stringMatching(/./),
    });
    expect(quantized?.fingerprint).not.toBe(exact?.fingerprint);
  });

  it('refuses weights in another file', () => {
    const fields = [integerField(14, 1), bytesField(8, 'table')];
    const graph = writeFields([bytesField(5, writeFields(fields))]);
    const model = writeFields([bytesField(8, writeFields([integerField(2, 17)])), bytesField(7, graph)]);
    expect(() => quantizeRowWise(model, 127)).toThrow(/q8 needs the weights inside the .onnx file/);
  });

  it('refuses a model without products', () => {
    const bytes = readFileSync(path.join(TINY_MODEL, 'onnx/model.onnx'));
    expect(() => quantizeRowWise(bytes, 127)).toThrow(/q8 found no product with fp32 weights/);
  });
});
