import { cp, rm } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { neededFiles, openOnnxModel } from '../../../src/embedder/model';
import type { Inputs } from '../../../src/inputs/inputs';
import { inputsWith } from '../../../test-support/builders/default-model';
import { ENCODERS, openEncoder } from '../../../test-support/builders/encoders';
import { temporaryFolder } from '../../../test-support/run/temporary-folder';

const folder = temporaryFolder();

async function copied(name: string): Promise<string> {
  const target = folder.path('copy');
  await cp(path.join(ENCODERS, name), target, { recursive: true });
  return target;
}

function open(target: string, overrides: Partial<Inputs> = {}) {
  return openOnnxModel(target, inputsWith(overrides), { digestFolder: undefined });
}

describe('openOnnxModel', () => {
  it.each<[Inputs['dtype'], string]>([
    ['auto', 'onnx/model.onnx'],
    ['fp32', 'onnx/model.onnx'],
    ['fp16', 'onnx/model_fp16.onnx'],
    ['quantized', 'onnx/model_quantized.onnx'],
    ['q4', 'onnx/model_q4.onnx'],
  ])('takes for dtype %s the file %s', async (dtype, file) => {
    const { onnxFile, contract } = await openEncoder('bge', { dtype, prompt: 'none' });
    expect([onnxFile, file in contract.files]).toEqual([file, true]);
    // A processor changes no sum of floating-point numbers by more than rounding.
    expect('processor' in contract).toBe(['q8', 'quantized', 'q4'].includes(dtype));
  });

  it('never takes less exact weights unasked, and says what is there', async () => {
    const target = await copied('bge');
    await rm(path.join(target, 'onnx/model.onnx'));
    expect((await open(target)).onnxFile).toBe('onnx/model_fp16.onnx');
    await rm(path.join(target, 'onnx/model_fp16.onnx'));
    await expect(open(target)).rejects.toThrow(
      /cannot find .*onnx\/model\.onnx or .*onnx\/model_fp16\.onnx\. dtype is auto\. onnx\/ has model_q4\.onnx, model_quantized\.onnx\.$/,
    );
    expect((await open(target, { dtype: 'q4' })).onnxFile).toBe('onnx/model_q4.onnx');
  });

  it('counts every file of external data', async () => {
    const target = await copied('mpnet');
    for (const name of ['model.onnx_data_1', 'model.onnx.data', 'model.onnx_database', 'model_fp16.onnx_data']) {
      await folder.write(`copy/onnx/${name}`, name);
    }
    const { contract } = await open(target);
    expect(Object.keys(contract.files).filter((name) => name.startsWith('onnx/'))).toEqual([
      'onnx/model.onnx',
      'onnx/model.onnx.data',
      'onnx/model.onnx_data',
      'onnx/model.onnx_data_1',
    ]);
  });

  it('takes mean where the model does not say, and tells so unless asked for it', async () => {
    const target = await copied('bge');
    await rm(path.join(target, '1_Pooling'), { recursive: true });
    const opened = async (pooling: 'auto' | 'mean') => {
      const warnings: string[] = [];
      const options = { digestFolder: undefined, warn: (message: string) => void warnings.push(message) };
      const { contract } = await openOnnxModel(target, inputsWith({ pooling, prompt: 'none' }), options);
      return [contract.pooling, warnings];
    };
    expect(await opened('auto')).toEqual(['mean', [expect.stringMatching(/no 1_Pooling.*cls for BGE/)]]);
    expect(await opened('mean')).toEqual(['mean', []]);
  });

  it('keeps as many components as the model says, unless asked for others', async () => {
    const target = await copied('mpnet');
    await folder.write('copy/config_sentence_transformers.json', JSON.stringify({ truncate_dim: 16 }));
    expect((await open(target)).contract.dimensions).toBe(16);
    expect((await open(target, { dimensions: 32 })).contract.dimensions).toBe(32);
  });
});

describe('neededFiles', () => {
  const names = [
    ...[
      'README.md',
      'config.json',
      'tokenizer.json',
      'vocab.txt',
      'model.safetensors',
      'onnx/model.onnx',
      'onnx/model.onnx_data',
    ],
    ...['onnx/model.onnx_data_1', 'onnx/model_q4.onnx', 'onnx/model_q4.onnx_data', 'config_sentence_transformers.json'],
  ];

  it.each<[Inputs['dtype'], string[]]>([
    ['auto', ['onnx/model.onnx', 'onnx/model.onnx_data', 'onnx/model.onnx_data_1']],
    ['q4', ['onnx/model_q4.onnx', 'onnx/model_q4.onnx_data']],
    ['quantized', []],
  ])('are for dtype %s, of the weights, %j', (dtype, weights) => {
    const others = ['config.json', 'tokenizer.json', 'config_sentence_transformers.json'];
    expect(neededFiles(names, dtype).sort()).toEqual([...others, ...weights].sort());
  });
});
