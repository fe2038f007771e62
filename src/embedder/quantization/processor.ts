import { readFile } from 'node:fs/promises';
import { arch, cpus } from 'node:os';

/** Raised when a change of row-wise.ts changes what a rewritten graph computes. Part of the contract. */
export const ROW_WISE = 'row-wise/1';

export interface Processor {
  /** As Node names it: x64, arm64. */
  readonly arch: string;
  /** Text of /proc/cpuinfo; empty where there is none. */
  readonly cpuinfo: string;
  /** For systems without /proc/cpuinfo. */
  readonly model: string;
}

/** Flags that decide which of its kernels ONNX Runtime takes for integer products, most able first, by architecture. */
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
/** Those that add pairs of 8-bit products in 16 bits, where large ones do not fit. */
const SATURATING = ['avx512', 'avx2'];

/**
 * The class of processors that give the same vectors in 8 bits. Integer products are exact in each of them, but the fp32 steps
 * between are rounded in another order, and one step of an activation is much larger than such a difference.
 * Where the system does not say what the processor can, its model is a class of its own.
 */
export function instructionSet({ arch, cpuinfo, model }: Processor): string {
  const [, line = ''] = /^(?:flags|Features)\s*:(.*)$/m.exec(cpuinfo) ?? [];
  const flags = new Set(line.trim().split(/\s+/));
  const known = CLASSES[arch]?.find(([flag]) => flags.has(flag));
  return known ? known[1] : `${arch} ${model}`.trim();
}

/** The largest whole number a weight may become, so that no sum overflows. What is not known may overflow. */
export function weightLimit(instructions: string): 63 | 127 {
  const known = Object.values(CLASSES).some((classes) => classes.some(([, name]) => name === instructions));
  return known && !SATURATING.includes(instructions) ? 127 : 63;
}

export async function readProcessor(): Promise<Processor> {
  const cpuinfo = await readFile('/proc/cpuinfo', 'utf8').catch(() => '');
  return { arch: arch(), cpuinfo, model: cpus()[0]?.model ?? '' };
}
