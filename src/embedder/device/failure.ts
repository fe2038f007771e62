import { DeviceUnusable } from '../../base/errors';
import type { Gpu } from './choose';

/** Known errors of ONNX Runtime, each with its fix. The regular expression drops lines of source-file details from the message. */
const KNOWN: readonly { readonly said: RegExp; readonly advice: string }[] = [
  {
    said: /Failed to get a WebGPU adapter: [^\n]*/,
    advice: 'Install libvulkan1 and the Vulkan driver of the GPU (see docs/gpu-runners.md), or use --device cpu.',
  },
  {
    said: /Program \w+ requires f16 but the device does not support it/,
    advice:
      'The model has 16-bit weights, which this GPU does not support. Use a model with 32-bit weights, or --device cpu.',
  },
  {
    said: /CUDA failure \d+: [^;]*[^; ]/,
    advice: 'See the requirements in docs/gpu-runners.md, or use --device cpu.',
  },
  {
    said: /Failed to load shared library/,
    advice: 'The lines above show the message of the loader. See docs/gpu-runners.md, or use --device cpu.',
  },
];
const LONGEST = 500;

/** Names the cause of a failure on a GPU and its fix. */
export function explainFailure(device: Gpu, message: string, cause: unknown): DeviceUnusable {
  for (const { said, advice } of KNOWN) {
    const part = said.exec(message)?.[0];
    if (part) return new DeviceUnusable({ device, said: part.trim(), advice }, { cause });
  }
  const shown = message.length <= LONGEST ? message : `${message.slice(0, LONGEST)}…`;
  return new DeviceUnusable({ device, said: shown.trim().replace(/\.$/, ''), advice: '' }, { cause });
}

/**
 * Whether an inference ran out of memory, so a smaller batch may succeed. Matches messages of ONNX Runtime's arena, CUDA, cuBLAS,
 * cuDNN, Vulkan and the C++ library.
 */
export function isOutOfMemory(message: string): boolean {
  return /failed to allocate memory|available memory of \d+ is smaller|out.of.memory|CUDA failure 2\b|ALLOC_FAILED|OUT_OF_(DEVICE|HOST)_MEMORY|bad_alloc/i.test(
    message,
  );
}
