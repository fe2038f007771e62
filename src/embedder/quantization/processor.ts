import { readFile } from 'node:fs/promises';
import { arch, cpus } from 'node:os';

/** Part of the contract. Raise it when a change of row-wise.ts changes the results of a rewritten graph. */
export const ROW_WISE = 'row-wise/1';

export interface Processor {
  /** Node's name: x64, arm64. */
  readonly arch: string;
  /** Text of /proc/cpuinfo; empty if it does not exist. */
  readonly cpuinfo: string;
  /** For systems without /proc/cpuinfo. */
  readonly model: string;
}

/** By architecture: CPU flags that decide which integer kernels ONNX Runtime uses, most capable first. */
const CLASSES: Readonly<Record<string, readonly (readonly [flag: string, name: string])[]>> = {
  x64: [
    ['amx_int8', 'amx-int8'],
    ['avx512_vnni', 'avx512-vnni'],
    ['avx_vnni', 'avx-vnni'],
    ['avx512bw', 'avx512'],
    ['avx2', 'avx2'],
  ],
  arm64: [
    ['i8mm', 'neon-i8mm'],
    ['asimddp', 'neon-dotprod'],
    ['asimd', 'neon'],
  ],
};
/** Classes that add pairs of 8-bit products in 16 bits, which large sums overflow. */
const SATURATING = ['avx512', 'avx2'];

/**
 * The class of processors that compute the same vectors in 8 bits. Integer products are exact in all classes, but the fp32 steps in
 * between round in different orders, and one 8-bit step of an activation is much larger than such a difference.
 * If the system does not list the flags of the processor, its model forms its own class.
 */
export function instructionSet({ arch, cpuinfo, model }: Processor): string {
  const [, line = ''] = /^(?:flags|Features)\s*:(.*)$/m.exec(cpuinfo) ?? [];
  const flags = new Set(line.trim().split(/\s+/));
  const known = CLASSES[arch]?.find(([flag]) => flags.has(flag));
  return known ? known[1] : `${arch} ${model}`.trim();
}

/** The largest integer for a weight at which no sum overflows. An unknown processor is assumed to overflow. */
export function weightLimit(instructions: string): 63 | 127 {
  const known = Object.values(CLASSES).some((classes) => classes.some(([, name]) => name === instructions));
  return known && !SATURATING.includes(instructions) ? 127 : 63;
}

export async function readProcessor(): Promise<Processor> {
  const cpuinfo = await readFile('/proc/cpuinfo', 'utf8').catch(() => '');
  return { arch: arch(), cpuinfo, model: cpus()[0]?.model ?? '' };
}
