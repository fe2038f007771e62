import { availableParallelism, cpus } from 'node:os';
import type { Inputs } from '../inputs';

/** Longer names say no more. */
const LONGEST = 60;

/** What embeds here, as rates are kept by: kind, threads and model of processor, such as `cpu-4-amd-epyc-7763`; or the kind of embedder. */
export function deviceName({ embedder, threads }: Pick<Inputs, 'embedder' | 'threads'>): string {
  if (embedder !== 'onnx') return embedder;
  const model = cpus()[0]?.model || process.arch;
  return `cpu-${threads || availableParallelism()}-${slug(model)}`;
}

function slug(text: string): string {
  const words = text
    .toLowerCase()
    .replace(/\((r|tm)\)|@.*$|\b(cpu|processor)\b/g, ' ')
    .match(/[a-z0-9]+/g);
  return (words ?? ['unknown']).join('-').slice(0, LONGEST);
}
