import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from '@jest/globals';
import {
  ENCODERS,
  encoderTexts,
  largestDifference,
  referenceVectors,
  SIZE,
} from '../../test-support/builders/encoders';
import { reportIn, runBundle } from '../../test-support/run/bundle';
import { sharedFolder } from '../../test-support/run/shared-folder';

const root = sharedFolder();
/** Of a line each, without what a run trims. */
const texts = encoderTexts().slice(0, 30);
let folder: string;
let folders = 0;
beforeEach(() => {
  folder = path.join(root, String(folders++));
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'corpus.txt'), texts.join('\n'));
});

/** Copies a model into the run's folder. */
function copied(name: string): string {
  cpSync(path.join(ENCODERS, name), path.join(folder, name), { recursive: true });
  return path.join(folder, name);
}

function run(model: string, ...words: string[]) {
  const common = ['--corpus', 'corpus.txt', '--output', 'v.npy', '--runner-cache-path', 'cache', '--model', model];
  return runBundle([...common, ...words], { folder });
}

/** The values of a NumPy file, behind its header. */
function vectorsOf(file: string): Float32Array {
  const bytes = readFileSync(file);
  const start = 10 + bytes.readUInt16LE(8);
  return Float32Array.from({ length: (bytes.length - start) / 4 }, (_, at) => bytes.readFloatLE(start + at * 4));
}

describe('a run', () => {
  it('puts the default prompt of a model before texts, and gives the vectors of sentence-transformers', async () => {
    const { code, stderr } = await run(copied('nomic'));
    expect([code, stderr]).toEqual([0, '']);
    expect(reportIn(folder).model.contract.textPrefix).toBe('search_document: ');
    const reference = referenceVectors('nomic').subarray(0, texts.length * SIZE);
    expect(largestDifference(vectorsOf(path.join(folder, 'v.npy')), reference)).toBeLessThanOrEqual(5e-6);
  });

  it('puts a prompt before texts that is asked for by name; its texts are others than those without', async () => {
    const model = copied('e5');
    expect((await run(model, '--prompt', 'query')).code).toBe(0);
    const reference = referenceVectors('e5').subarray(0, texts.length * SIZE);
    expect(largestDifference(vectorsOf(path.join(folder, 'v.npy')), reference)).toBeLessThanOrEqual(2e-6);

    const { code, stderr } = await run(model);
    expect([code, stderr]).toEqual([0, expect.stringContaining('it has the prompts passage ("passage: "), query')]);
    expect(reportIn(folder).texts.hits).toBe(0);
    // The same prefix, however it is given, is the same vector.
    expect((await run(model, '--text-prefix', 'query: ')).code).toBe(0);
    expect(reportIn(folder).texts.hits).toBe(texts.length);
  });

  it('takes weights in 8 bits that the repository offers', async () => {
    const { code } = await run(copied('bge'), '--dtype', 'quantized', '--prompt', 'none');
    expect(code).toBe(0);
    expect(reportIn(folder).model.contract).toMatchObject({
      dtype: 'quantized',
      processor: expect.stringMatching(/\w/),
    });
  });
});

describe('refused is', () => {
  it('a model of images, with what it takes and gives', async () => {
    const model = copied('bge');
    rmSync(path.join(model, 'tokenizer.json'));
    cpSync(path.join(ENCODERS, 'refused/image.onnx'), path.join(model, 'onnx/model.onnx'));
    const { code, stderr } = await run(model, '--prompt', 'none');
    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(
        /is not a text encoder: tokenizer\.json is missing\. The inputs of onnx\/model\.onnx are pixel_values, its outputs last_hidden_state\./,
      ),
    ]);
  });

  it.each([
    [
      'image',
      /is not a text encoder: its inputs are pixel_values, its outputs last_hidden_state\. A text encoder takes input_ids/,
    ],
    ['decoder', /its inputs are input_ids, attention_mask, past_key_values\.0\.key, its outputs logits\./],
    ['classifier', /its inputs are input_ids, attention_mask, its outputs logits\./],
    [
      'fill-mask',
      /its inputs are input_ids, attention_mask, its outputs logits\. .* returns last_hidden_state or token_embeddings/,
    ],
  ])('a graph of another kind, %s, although there is a tokenizer', async (name, message) => {
    const model = copied('bge');
    cpSync(path.join(ENCODERS, `refused/${name}.onnx`), path.join(model, 'onnx/model.onnx'));
    const { code, stderr } = await run(model, '--prompt', 'none');
    expect([code, stderr]).toEqual([1, expect.stringMatching(message)]);
  });

  it('a model with weights in a file that is not there, or that its key does not count', async () => {
    const model = copied('mpnet');
    const data = path.join(model, 'onnx/model.onnx_data');
    renameSync(data, path.join(model, 'onnx/weights.bin'));
    const { code, stderr } = await run(model);
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/has weights in model\.onnx_data, which is missing or not named model\.onnx_data/),
    ]);
    const onnx = path.join(model, 'onnx/model.onnx');
    const renamed = readFileSync(onnx).toString('latin1').replaceAll('model.onnx_data', 'model.onnx_DATA');
    writeFileSync(onnx, renamed, 'latin1');
    renameSync(path.join(model, 'onnx/weights.bin'), path.join(model, 'onnx/model.onnx_DATA'));
    expect(await run(model)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/has weights in model\.onnx_DATA/),
    });
  });
});
