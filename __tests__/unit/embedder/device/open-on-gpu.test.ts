import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import * as runtime from 'onnxruntime-node';
import { openOnGpu } from '../../../../src/embedder/device/open-on-gpu';
import { type OnnxModel, openOnnxModel } from '../../../../src/embedder/model';
import { OnnxEmbedder } from '../../../../src/embedder/onnx';
import { inputsWith } from '../../../../test-support/builders/default-model';
import { ENCODERS } from '../../../../test-support/builders/encoders';
import { TINY_MODEL } from '../../../../test-support/builders/tiny-model';
import { texts } from '../../../../test-support/builders/vectors';
import { type DeviceStandIn, deviceRuntime } from '../../../../test-support/run/device-runtime';

const model = await openOnnxModel(TINY_MODEL, inputsWith(), { digestFolder: undefined });

/** WebGPU rather than CUDA, since that leaves the environment of this process alone. */
function open(device: DeviceStandIn, on: OnnxModel = model) {
  const options = { device: 'webgpu', batchTokens: 16_384, batchCostTokens: 1_000, threads: 1 } as const;
  return openOnGpu(on, options, deviceRuntime(runtime, device));
}

async function onCpu(some: readonly string[]): Promise<Float32Array> {
  const embedder = await OnnxEmbedder.open(model, { batchTokens: 1, threads: 1 }, runtime);
  const { vectors } = await embedder.embed(some);
  await embedder.close();
  return vectors;
}

function largestDifference(found: Float32Array, expected: Float32Array): number {
  return found.reduce((most, x, at) => Math.max(most, Math.abs(x - (expected[at] as number))), 0);
}

describe('a model on a GPU', () => {
  it('embeds in large batches, and gives what it gives on the CPU', async () => {
    const asked: number[] = [];
    const { embedder, canaries } = await open({ asked: (cells) => asked.push(cells) });
    expect(canaries).toMatchObject({ texts: 32, oneByOne: false });
    expect(canaries.fromCpu).toBeLessThan(1e-5);
    asked.length = 0;
    const { vectors } = await embedder.embed(texts(100));
    expect(asked).toHaveLength(1);
    expect(largestDifference(vectors, await onCpu(texts(100)))).toBeLessThanOrEqual(1e-5);
    await embedder.close();
  });

  it('halves batches that memory does not suffice for, gives the same vectors, and does not try so much again', async () => {
    const asked: number[] = [];
    const { embedder } = await open({ cells: 600, asked: (cells) => asked.push(cells) });
    // Canary texts are longer than any text here, so that they have found the limit.
    expect(Math.max(...asked)).toBeGreaterThan(600);
    asked.length = 0;
    const done: number[] = [];
    const { vectors } = await embedder.embed(texts(300), (some) => done.push(some));
    expect(Math.max(...asked)).toBeLessThanOrEqual(600);
    expect(asked.length).toBeGreaterThan(1);
    expect(done.reduce((sum, some) => sum + some, 0)).toBe(300);
    expect(largestDifference(vectors, await onCpu(texts(300)))).toBeLessThanOrEqual(1e-5);
    await embedder.close();
  });

  it('is not used when a single text is too much, or something else is wrong', async () => {
    await expect(open({ cells: 0 })).rejects.toThrow(/^device webgpu cannot be used: CUDA failure 2: out of memory\./);
    const asked: number[] = [];
    const broken = { cells: 0, message: 'CUDA failure 700: an illegal memory access was encountered' };
    await expect(open({ ...broken, asked: (cells) => asked.push(cells) })).rejects.toThrow(/illegal memory access/);
    expect(asked).toHaveLength(1);
  });

  it.each([
    ['own', 1],
    ['shared', 20],
  ] as const)('with 16-bit weights and %s keys takes %i batches for 20 texts', async (deviceVectors, batches) => {
    const inputs = inputsWith({ dtype: 'fp16', device: 'webgpu', deviceVectors, prompt: 'none' });
    const half = await openOnnxModel(path.join(ENCODERS, 'bge'), inputs, { digestFolder: undefined });
    const asked: number[] = [];
    const { embedder } = await open({ asked: (cells) => asked.push(cells) }, half);
    asked.length = 0;
    await embedder.embed(texts(20));
    expect(asked).toHaveLength(batches);
    await embedder.close();
  });

  it('embeds one by one when batch-mates move vectors', async () => {
    const asked: number[] = [];
    const { embedder, canaries } = await open({ shift: 1e-3, asked: (cells) => asked.push(cells) });
    expect(canaries.oneByOne).toBe(true);
    asked.length = 0;
    const { vectors } = await embedder.embed(texts(20));
    expect(asked).toHaveLength(20);
    expect(largestDifference(vectors, await onCpu(texts(20)))).toBeLessThanOrEqual(1e-5);
    await embedder.close();
  });
});
