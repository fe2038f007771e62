import { expect, it } from '@jest/globals';
import { deviceName } from '../../../src/plan/device';

const ONNX = { embedder: 'onnx', threads: 3 } as const;

it('a device is named by kind, threads and processor, as long as no GPU is decided on', () => {
  expect(deviceName(ONNX)).toMatch(/^cpu-3-[a-z0-9-]+$/);
  expect(deviceName(ONNX, { used: 'cpu' })).toBe(deviceName(ONNX));
});

it('a GPU is named by its own name, and not by threads', () => {
  expect(deviceName(ONNX, { used: 'cuda', name: 'NVIDIA A100-SXM4-40GB' })).toBe('cuda-nvidia-a100-sxm4-40gb');
});

it('a GPU whose name is not known is named by the processor beside it', () => {
  expect(`cpu-3-${deviceName(ONNX, { used: 'webgpu' }).slice('webgpu-'.length)}`).toBe(deviceName(ONNX));
});

it('what embeds elsewhere is named by its kind', () => {
  expect(deviceName({ embedder: 'openai', threads: 3 })).toBe('openai');
});
