import { cpus } from 'node:os';
import type { DeviceChoice } from '../embedder/device/device-facts';
import { usableProcessors } from '../embedder/processors';
import type { Inputs } from '../inputs/inputs';

/** Longer names say no more. */
const LONGEST = 60;

/**
 * Returns the device name under which rates are kept: kind, threads and model of the processor, such as `cpu-4-amd-epyc-7763`; kind
 * and name of a GPU, such as `cuda-nvidia-l4`, or of the processor beside it if the GPU's name is unknown; or the kind of embedder.
 * @param choice undefined until the device is chosen, which stands for the CPU
 */
export function deviceName({ embedder, threads }: Pick<Inputs, 'embedder' | 'threads'>, choice?: DeviceChoice): string {
  if (embedder !== 'onnx') return embedder;
  const model = cpus()[0]?.model || process.arch;
  if (choice && choice.used !== 'cpu') return `${choice.used}-${slug(choice.name ?? model)}`;
  return `cpu-${threads || usableProcessors()}-${slug(model)}`;
}

function slug(text: string): string {
  const words = text
    .toLowerCase()
    .replace(/\((r|tm)\)|@.*$|\b(cpu|processor)\b/g, ' ')
    .match(/[a-z0-9]+/g);
  return (words ?? ['unknown']).join('-').slice(0, LONGEST);
}
