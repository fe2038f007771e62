import { DeviceUnusable } from '../../base/errors';
import type { Gpu } from './choose';

/** What ONNX Runtime says for what, and what to do. Its own message goes on for lines about its source files. */
const KNOWN: readonly { readonly said: RegExp; readonly advice: string }[] = [
  {
    said: /Failed to get a WebGPU adapter: [^\n]*/,
    advice: 'Install libvulkan1 and the Vulkan driver of the GPU, see docs/gpu-runners.md, or use --device cpu.',
  },
  {
    said: /Program \w+ requires f16 but the device does not support it/,
    advice:
      'The model has 16-bit weights, which this GPU cannot compute with. Use a model with 32-bit weights, or --device cpu.',
  },
  {
    said: /CUDA failure \d+: [^;]*[^; ]/,
    advice: 'See docs/gpu-runners.md for what it needs, or use --device cpu.',
  },
  {
    said: /Failed to load shared library/,
    advice:
      'What the loader said about it is in the lines before this one. See docs/gpu-runners.md, or use --device cpu.',
  },
];
const LONGEST = 500;

/** What a failure on a GPU came from, and what to do about it. */
export function explainFailure(device: Gpu, message: string, cause: unknown): DeviceUnusable {
  for (const { said, advice } of KNOWN) {
    const part = said.exec(message)?.[0];
    if (part) return new DeviceUnusable({ device, said: part.trim(), advice }, { cause });
  }
  const shown = message.length <= LONGEST ? message : `${message.slice(0, LONGEST)}…`;
  return new DeviceUnusable({ device, said: shown.trim().replace(/\.$/, ''), advice: '' }, { cause });
}

/**
 * Whether an inference failed for want of memory, so that a smaller batch may do: the words of ONNX Runtime's arena, of CUDA, cuBLAS and
 * cuDNN, of Vulkan, and of the C++ library.
 */
export function isOutOfMemory(message: string): boolean {
  return /failed to allocate memory|available memory of \d+ is smaller|out.of.memory|CUDA failure 2\b|ALLOC_FAILED|OUT_OF_(DEVICE|HOST)_MEMORY|bad_alloc/i.test(
    message,
  );
}
