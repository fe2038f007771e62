import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import * as runtime from 'onnxruntime-node';
import { roundToStored } from '../../src/cache/stored';
import { OnnxEmbedder } from '../../src/embedder/onnx';
import { TextTokenizer } from '../../src/embedder/tokenizer';
import { cosine } from '../../src/validation/knn/exact';
import {
  DEFAULT_MODEL,
  MODELS_FOLDER,
  openDefaultModel,
  parityTexts,
  parityVectors,
  REAL_TEXTS,
} from '../../test-support/builders/default-model';

const DIMENSIONS = 384;
const MAX_TOKENS = 256;
const fixture = parityTexts();
const texts = fixture.slice(0, REAL_TEXTS).map(({ text }) => text);

describe('the default model', () => {
  let embedder: OnnxEmbedder;
  let vectors: Float32Array;
  const vectorAt = (index: number, all = vectors) => all.subarray(index * DIMENSIONS, (index + 1) * DIMENSIONS);

  beforeAll(async () => {
    embedder = await OnnxEmbedder.open(await openDefaultModel(), { batchTokens: 4096, threads: 2 }, runtime);
    vectors = (await embedder.embed(texts)).vectors;
  });
  afterAll(() => embedder.close());

  it('is what its provenance says', () => {
    const { out } = JSON.parse(readFileSync(path.join(DEFAULT_MODEL, 'provenance.json'), 'utf8'));
    expect(Object.keys(out)).toContain('onnx/model.onnx');
    for (const [name, digest] of Object.entries(out)) {
      const bytes = readFileSync(path.join(DEFAULT_MODEL, name));
      expect([name, createHash('sha256').update(bytes).digest('hex')]).toEqual([name, digest]);
    }
  });

  it('tokenizes real and nasty texts as the reference tokenizer does', async () => {
    const tokenizer = await TextTokenizer.open(DEFAULT_MODEL, MAX_TOKENS);
    const different = fixture.filter(({ text, ids }) => String(tokenizer.encode(text).ids) !== String(ids));
    expect(fixture).toHaveLength(REAL_TEXTS + 200);
    expect(different).toEqual([]);
  });

  it('gives the vectors of sentence-transformers with the published fp32 weights', () => {
    const reference = parityVectors();
    const similarities = texts.map((_, index) => cosine(vectorAt(index), vectorAt(index, reference)));
    expect(similarities.reduce((sum, similarity) => sum + similarity, 0) / texts.length).toBeGreaterThanOrEqual(0.9995);
    expect(Math.min(...similarities)).toBeGreaterThanOrEqual(0.998);
  });

  it('loses no more by fp16 in the cache than docs/redis.md says', () => {
    const stored = roundToStored(vectors, 'fp16');
    expect(Math.max(...texts.map((_, at) => distance(vectorAt(at), vectorAt(at, stored))))).toBeLessThan(9.7e-5);
    expect(Math.min(...texts.map((_, at) => cosine(vectorAt(at), vectorAt(at, stored))))).toBeGreaterThan(0.9999999);
  });

  it("gives the vectors of Transformers.js' own pipeline on the same weights", () => {
    // Not the truncated ones: that pipeline drops the closing [SEP] when it cuts, the reference tokenizer does not.
    const sample = texts.map((_, index) => index).filter((index) => index % 4 === 0 && isWhole(index));
    const script = path.resolve('test-support/run/transformers-pipeline.mjs');
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, MODELS_FOLDER, 'all-MiniLM-L6-v2'], {
      input: JSON.stringify(sample.map((index) => texts[index])),
      maxBuffer: 2 ** 30,
    });
    expect([status, status === 0 ? '' : String(stderr)]).toEqual([0, '']);
    const theirs = new Float32Array(Uint8Array.from(stdout).buffer);
    expect(theirs).toHaveLength(sample.length * DIMENSIONS);
    expect(sample.length).toBeGreaterThan(400);
    const differences = sample.map((index, row) => largestDifference(vectorAt(index), vectorAt(row, theirs)));
    expect(Math.max(...differences)).toBeLessThanOrEqual(1e-4);
  });

  it('gives a text the same vector alone and in any batch', async () => {
    const sample = texts.map((_, index) => index).filter((index) => index % 23 === 0);
    const apart = (index: number, vector: Float32Array) => largestDifference(vector, vectorAt(index));
    for (const index of sample) {
      const alone = await embedder.embed([texts[index] as string]);
      expect(apart(index, alone.vectors)).toBeLessThanOrEqual(1e-5);
    }
    const batches = fc.tuple(fc.subarray(sample, { minLength: 1 }), fc.integer({ min: 1, max: 3000 }), fc.boolean());
    const property = fc.asyncProperty(batches, async ([some, batchTokens, backwards]) => {
      const mates = backwards ? some.toReversed() : some;
      const other = await OnnxEmbedder.open(await openDefaultModel(), { batchTokens, threads: 1 }, runtime);
      const together = await other.embed(mates.map((index) => texts[index] as string));
      await other.close();
      for (const [row, index] of mates.entries()) {
        expect(apart(index, vectorAt(row, together.vectors))).toBeLessThanOrEqual(1e-5);
      }
    });
    await fc.assert(property, { numRuns: 6 });
  });

  it('counts texts that are cut, and tokens as they went in', async () => {
    const long = 'word '.repeat(1000);
    const { tokens, truncated } = await embedder.embed(['two words', long]);
    expect(truncated).toBe(1);
    expect(tokens).toBe(4 + MAX_TOKENS);
  });

  function isWhole(index: number): boolean {
    return (fixture[index]?.ids.length ?? MAX_TOKENS) < MAX_TOKENS;
  }
});

function largestDifference(a: Float32Array, b: Float32Array): number {
  return a.reduce((largest, component, at) => Math.max(largest, Math.abs(component - (b[at] as number))), 0);
}

/** The largest difference of two components. */
function distance(a: Float32Array, b: Float32Array): number {
  return a.reduce((largest, component, at) => Math.max(largest, Math.abs(component - (b[at] as number))), 0);
}
