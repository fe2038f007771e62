import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import * as runtime from 'onnxruntime-node';
import type { OnnxModel } from '../../src/embedder/model';
import { OnnxEmbedder } from '../../src/embedder/onnx';
import { TextTokenizer } from '../../src/embedder/tokenizer';
import type { Inputs } from '../../src/inputs/inputs';
import type { Pooling } from '../../src/keys/embedding-contract';
import { cosine } from '../../src/validation/knn/exact';
import { openDefaultModel } from '../../test-support/builders/default-model';
import {
  encoderTexts,
  largestDifference,
  MAX_TOKENS,
  openEncoder,
  referenceIds,
  referenceVectors,
  SIZE,
} from '../../test-support/builders/encoders';

const texts = encoderTexts();
const vectorAt = (vectors: Float32Array, index: number) => vectors.subarray(index * SIZE, (index + 1) * SIZE);

function embedderOf(model: OnnxModel, batchTokens = 512): Promise<OnnxEmbedder> {
  return OnnxEmbedder.open(model, { batchTokens, threads: 1 }, runtime);
}

/** As runs do: what a model wants before a text is there before it is embedded. */
function prefixed(model: OnnxModel, some: readonly string[]): string[] {
  return some.map((text) => model.contract.textPrefix + text);
}

describe.each(['bge', 'mpnet', 'e5', 'modernbert', 'nomic'])('the tokenizer of %s', (name) => {
  it('gives the ids of the reference for real and nasty texts', async () => {
    const { folder, contract } = await openEncoder(name);
    const tokenizer = await TextTokenizer.open(folder, contract.maxTokens);
    const reference = referenceIds(name);
    const different = texts.filter((text, index) => String(tokenizer.encode(text).ids) !== String(reference[index]));
    expect(reference).toHaveLength(texts.length);
    expect(different).toEqual([]);
    expect(Math.max(...reference.map((ids) => ids.length))).toBe(MAX_TOKENS);
  });
});

/** How far components may be from those of torch in fp32, and what makes the vectors those of sentence-transformers. */
describe.each<[string, Partial<Inputs>, number, object]>([
  ['bge', {}, 2e-6, { pooling: 'cls', normalize: true, textPrefix: '' }],
  ['bge', { dtype: 'fp16' }, 2e-3, { pooling: 'cls', dtype: 'fp16' }],
  ['mpnet', {}, 2e-6, { pooling: 'mean', normalize: true, textPrefix: '', maxTokens: MAX_TOKENS }],
  ['e5', { prompt: 'query' }, 2e-6, { pooling: 'mean', normalize: true, textPrefix: 'query: ' }],
  ['modernbert', {}, 2e-6, { pooling: 'mean', normalize: true, textPrefix: '' }],
  ['modernbert', { dtype: 'fp16' }, 2e-3, { dtype: 'fp16' }],
  ['nomic', {}, 5e-6, { pooling: 'mean', normalize: false, textPrefix: 'search_document: ' }],
])('%s with %j', (name, inputs, tolerance, contract) => {
  it(`gives the vectors of sentence-transformers within ${tolerance}`, async () => {
    const model = await openEncoder(name, inputs);
    expect(model.contract).toMatchObject({ dimensions: SIZE, maxTokens: MAX_TOKENS, ...contract });
    const embedder = await embedderOf(model);
    const reference = referenceVectors(name);
    const count = reference.length / SIZE;
    const { vectors } = await embedder.embed(prefixed(model, texts.slice(0, count)));
    await embedder.close();
    expect(count).toBe(120);
    expect(largestDifference(vectors, reference)).toBeLessThanOrEqual(tolerance);
  });
});

it.each<[string, Inputs['dtype'], number]>([
  ['bge', 'quantized', 0.99],
  ['mpnet', 'quantized', 0.99],
  ['bge', 'q4', 0.9],
  ['mpnet', 'q4', 0.9],
])('%s in %s is near to itself in fp32', async (name, dtype, least) => {
  const model = await openEncoder(name, { dtype });
  expect(model.contract.processor).toMatch(/\w/);
  const embedder = await embedderOf(model);
  const reference = referenceVectors(name);
  const { vectors } = await embedder.embed(texts.slice(0, 120));
  await embedder.close();
  const similarities = texts
    .slice(0, 120)
    .map((_, index) => cosine(vectorAt(vectors, index), vectorAt(reference, index)));
  expect(Math.min(...similarities)).toBeGreaterThan(least);
});

const POOLINGS: readonly Pooling[] = ['mean', 'cls', 'last'];
const KINDS: readonly (readonly [string, Inputs['dtype']])[] = [
  ['bge', 'fp32'],
  ['bge', 'fp16'],
  ['bge', 'quantized'],
  ['bge', 'q4'],
  ['mpnet', 'fp32'],
  ['mpnet', 'quantized'],
  ['mpnet', 'q4'],
  ['e5', 'fp32'],
  ['modernbert', 'fp32'],
  ['modernbert', 'fp16'],
  ['nomic', 'fp32'],
  ['all-MiniLM-L6-v2', 'fp32'],
];
const cases = KINDS.flatMap(([name, dtype]) => POOLINGS.map((pooling) => [name, dtype, pooling] as const));

describe.each(cases)('%s in %s, pooled by %s', (name, dtype, pooling) => {
  let embedder: OnnxEmbedder;
  let dimensions: number;
  beforeAll(async () => {
    const inputs = { dtype, pooling, normalize: 'true', prompt: 'none' } as const;
    const model = await (name.startsWith('all-') ? openDefaultModel(inputs) : openEncoder(name, inputs));
    dimensions = model.contract.dimensions;
    embedder = await embedderOf(model);
  });
  afterAll(() => embedder.close());

  it('gives a text the same vector alone and in any batch', async () => {
    const text = fc.oneof(fc.constantFrom(...texts), fc.string({ unit: 'grapheme', maxLength: 60 }));
    const batch = fc.array(text, { minLength: 2, maxLength: 24 });
    await fc.assert(
      fc.asyncProperty(batch, fc.nat(), async (mates, chosen) => {
        const at = chosen % mates.length;
        const alone = await embedder.embed([mates[at] as string]);
        const { vectors } = await embedder.embed(mates);
        const together = vectors.subarray(at * dimensions, (at + 1) * dimensions);
        expect(largestDifference(alone.vectors, together)).toBeLessThanOrEqual(1e-5);
      }),
      { numRuns: name.startsWith('all-') ? 6 : 25 },
    );
  });
});

describe('dimensions', () => {
  it.each([
    ['mpnet', 8],
    ['modernbert', 1],
    ['e5', SIZE],
  ])('of %s, cut to %d, are the first of the vector, with length 1 again', async (name, dimensions) => {
    const [cut, whole] = [
      await openEncoder(name, { dimensions, prompt: 'none' }),
      await openEncoder(name, { prompt: 'none' }),
    ];
    const [short, long] = [await embedderOf(cut), await embedderOf(whole)];
    const some = texts.slice(0, 20);
    const { vectors } = await short.embed(some);
    const full = (await long.embed(some)).vectors;
    await Promise.all([short.close(), long.close()]);
    expect(vectors).toHaveLength(some.length * dimensions);
    for (const index of some.keys()) {
      const first = vectorAt(full, index).slice(0, dimensions);
      const expected = first.map((component) => component / Math.hypot(...first));
      const vector = vectors.subarray(index * dimensions, (index + 1) * dimensions);
      expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
      expect(largestDifference(vector, expected)).toBeLessThanOrEqual(1e-5);
    }
  });

  it('of vectors that are not normalized are cut as they are', async () => {
    const embedder = await embedderOf(await openEncoder('nomic', { dimensions: 5 }));
    const { vectors } = await embedder.embed([`search_document: ${texts[0]}`]);
    await embedder.close();
    expect(largestDifference(vectors, referenceVectors('nomic').subarray(0, 5))).toBeLessThanOrEqual(5e-6);
  });
});
