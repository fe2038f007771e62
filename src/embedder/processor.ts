import { readFile } from 'node:fs/promises';
import { arch, cpus } from 'node:os';

/** Instructions that ONNX Runtime multiplies 8-bit integers with, the ones it prefers first (onnxruntime/core/mlas/lib/platform.cpp). */
const INTEGER_INSTRUCTIONS = ['amx_int8', 'avx512_vnni', 'avx_vnni', 'avx512bw', 'avx2', 'i8mm', 'asimddp'];

/**
 * The class of this machine's processor, for arithmetic whose results depend on it: integers that are multiplied with other
 * instructions are added up, and saturate, in other ways.
 */
export async function processorClass(): Promise<string> {
  const about = await readFile('/proc/cpuinfo', 'utf8').catch(() => undefined);
  // Elsewhere instructions are not told, but the model of the processor is.
  if (about === undefined) return `${arch()} ${cpus()[0]?.model ?? ''}`.trim();
  const [, listed = ''] = /^(?:flags|Features)\s*:(.*)$/m.exec(about) ?? [];
  const instructions = new Set(listed.trim().split(/\s+/));
  const best = INTEGER_INSTRUCTIONS.find((instruction) => instructions.has(instruction));
  return best ? `${arch()} ${best}` : arch();
}
