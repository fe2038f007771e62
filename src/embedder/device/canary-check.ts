import { DeviceUnusable } from '../../base/errors';
import { relativeDeviation } from '../../base/vector';
import type { EmbeddingContract } from '../../keys/embedding-contract';
import type { Embedder } from '../embedder';
import { CANARIES } from './canaries';
import type { Gpu } from './choose';
import type { CanaryFacts } from './device-facts';
import { batchTolerance, OWN_TOLERANCE, SHARED_TOLERANCE } from './tolerances';

interface Compared {
  readonly embedder: Embedder;
  /** The same model on the CPU. */
  readonly reference: Embedder;
  readonly contract: Pick<EmbeddingContract, 'device' | 'dtype'>;
}

/**
 * Embeds the canary texts on a GPU, together and each alone, and on the CPU.
 * @throws DeviceUnusable if a vector is too far from the CPU's
 */
export async function checkCanaries(device: Gpu, { embedder, reference, contract }: Compared): Promise<CanaryFacts> {
  // The batch comes first: a device with too little memory fails at once.
  const { vectors: together } = await embedder.embed(CANARIES);
  const alone = new Float32Array(together.length);
  const dimensions = together.length / CANARIES.length;
  for (const [at, text] of CANARIES.entries()) alone.set((await embedder.embed([text])).vectors, at * dimensions);
  const { vectors: expected } = await reference.embed(CANARIES);

  const own = contract.device !== undefined;
  const fromBatch = Math.max(...compare(together, alone, largestComponent));
  // Written so that NaN counts as a deviation.
  const oneByOne = !(fromBatch <= batchTolerance(contract));
  const fromEach = compare(alone, expected, relativeDeviation);
  const fromCpu = Math.max(...fromEach);
  const tolerance = own ? OWN_TOLERANCE : SHARED_TOLERANCE;
  const beyond = fromEach.filter((deviation) => !(deviation <= tolerance)).length;
  if (beyond === 0) return { texts: CANARIES.length, fromCpu, fromBatch, oneByOne };
  throw new DeviceUnusable({
    device,
    said: `${beyond} of ${CANARIES.length} canary texts have different vectors than on the CPU: by up to ${fromCpu.toExponential(1)} of their length, and the limit is ${tolerance}`,
    advice: own
      ? 'Rounding does not explain that. Use --device cpu.'
      : `Such vectors cannot share keys. Use --device cpu, or --device-vectors own, which gives the vectors of ${device} their own keys.`,
  });
}

type Measure = (found: Float32Array, expected: Float32Array) => number;

/** @returns a deviation for each canary text */
function compare(found: Float32Array, expected: Float32Array, measure: Measure): number[] {
  const dimensions = expected.length / CANARIES.length;
  const row = (vectors: Float32Array, at: number) => vectors.subarray(at * dimensions, (at + 1) * dimensions);
  return CANARIES.map((_, at) => measure(row(found, at), row(expected, at)));
}

/** max |found − expected| ÷ |expected|: this project's measure of how much a batch changes a vector. */
function largestComponent(found: Float32Array, expected: Float32Array): number {
  const largest = found.reduce((most, x, at) => Math.max(most, Math.abs(x - (expected[at] as number))), 0);
  return largest === 0 ? 0 : largest / Math.hypot(...expected);
}
