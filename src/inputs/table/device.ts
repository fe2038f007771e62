import { choice, httpUrl, integer, readBy, sha256, text } from '../kinds';
import { EMBEDS, KNOWS_MODEL } from '../modes';

export const DEVICE = readBy(EMBEDS, {
  device: choice(['auto', 'cpu', 'cuda', 'webgpu'], {
    modes: KNOWS_MODEL,
    description:
      'Device that embedder onnx computes on. auto: an NVIDIA GPU if all its libraries are present and its vectors are the same, else the CPU. cuda, webgpu: the run fails if the device is unavailable.',
    default: 'auto',
  }),
  'device-vectors': choice(['shared', 'own'], {
    modes: KNOWS_MODEL,
    description:
      'Keys for vectors of a GPU. shared: the same keys as on the CPU; canary texts must prove that the vectors are the same. own: keys that name the device, so rounding is allowed, for fp16 above all; device must be cuda or webgpu.',
    default: 'shared',
  }),
  'ort-dir': text({
    description:
      'Folder with libonnxruntime_providers_cuda.so and libonnxruntime_providers_shared.so of the same ONNX Runtime version, for device cuda. Empty: those of onnxruntime-node in the working directory, else the download from ort-url.',
    default: '',
  }),
  'ort-url': httpUrl({
    description:
      'Mirror of the archive with these two libraries (wheel, NuGet package or another ZIP), for device cuda. Empty: the Python package onnxruntime-gpu on PyPI, which device auto does not download.',
    default: '',
    secret: true,
  }),
  'ort-sha256': sha256({
    description: 'SHA-256 of the archive at ort-url. Empty: that of the package on PyPI.',
    default: '',
  }),
  threads: integer(0, 1024, {
    modes: [...EMBEDS, 'validate'],
    description:
      'Threads for inference and for exact nearest-neighbour search. 0: one per CPU core that this process may use; container CPU limits are respected.',
    default: '0',
  }),
  'batch-tokens': integer(0, 1_048_576, {
    description:
      'Most tokens per batch, including padding. 0: the number that is fastest on the device. Changes speed and memory, never a vector.',
    default: '0',
  }),
});
