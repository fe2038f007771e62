import { relativeDeviation } from '../../recompute-audit';
import type { Embedder } from '../embedder';
import { CANARIES } from './canaries';
import type { Device } from './choose';
import { DeviceUnusable } from './failure';

/**
 * How far a vector from a GPU may be from the CPU's, as a share of its length, to be stored as the same. A tenth of what the audit of
 * stored vectors takes for wrong unless told otherwise (`audit-tolerance`), so that texts that fare worse than the canaries are no
 * findings. Sums in another order stay far below it; TF32 and 16-bit arithmetic do not.
 */
export const PARITY_TOLERANCE = 1e-4;

export interface Parity {
  readonly texts: number;
  /** |device − CPU| ÷ |CPU|, of the worst text. */
  readonly largestDeviation: number;
}

/**
 * Embeds the canary texts on a device and on the CPU.
 * @throws DeviceUnusable if their vectors are not the same within the tolerance
 */
export async function checkParity(device: Device, embedder: Embedder, reference: Embedder): Promise<Parity> {
  const [found, expected] = [await embedder.embed(CANARIES), await reference.embed(CANARIES)];
  const dimensions = expected.vectors.length / CANARIES.length;
  const row = (vectors: Float32Array, at: number) => vectors.subarray(at * dimensions, (at + 1) * dimensions);
  const deviations = CANARIES.map((_, at) => relativeDeviation(row(found.vectors, at), row(expected.vectors, at)));
  const largestDeviation = Math.max(...deviations);
  const beyond = deviations.filter((deviation) => !(deviation <= PARITY_TOLERANCE)).length;
  if (beyond === 0) return { texts: CANARIES.length, largestDeviation };
  throw new DeviceUnusable(
    device,
    `${beyond} of ${CANARIES.length} canary texts have other vectors there than on the CPU, by up to ${largestDeviation.toExponential(1)} of their length, and ${PARITY_TOLERANCE} is allowed`,
    `They may not share keys. Use --device cpu, or --device-vectors own, which gives the vectors of ${device} keys of their own.`,
  );
}
