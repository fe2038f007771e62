import { cpus } from 'node:os';
import type { DeviceChoice } from '../embedder/device/device-facts';
import { usableProcessors } from '../embedder/processors';
import type { Inputs } from '../inputs/inputs';

/** Longer names say no more. */
const LONGEST = 60;

/**
 * What embeds here, as rates are kept by: kind, threads and model of processor, such as `cpu-4-amd-epyc-7763`; kind and name of a GPU,
 * such as `cuda-nvidia-l4`, or of the processor beside it where its own is not known; or the kind of embedder.
 * @param choice undefined as long as nothing is decided, which stands for the CPU
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
