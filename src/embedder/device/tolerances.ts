import type { EmbeddingContract } from '../../keys/embedding-contract';

/**
 * How far a vector may be from the CPU's to be stored as the same: the length of the difference, as a share of its own. A tenth of what
 * the audit of stored vectors takes for wrong unless told otherwise (`audit-tolerance`), so that texts that fare worse than the canaries
 * are no findings. Sums in another order stay far below it; TF32 and 16-bit arithmetic do not.
 */
export const SHARED_TOLERANCE = 1e-4;
/** The same where a device has keys of its own. More than 16-bit arithmetic should lose; what is beyond is no rounding. */
export const OWN_TOLERANCE = 0.02;
/** How far a component may be from that of the text alone, as a share of the vector's length. */
export const BATCH_TOLERANCE = 1e-5;
/**
 * The same for 16-bit arithmetic whose contract names the device: it rounds by up to 5e-4 (2⁻¹¹) at each operator, where the order of
 * sums shows. On the CPU it came to 1e-4 (docs/models.md).
 */
export const HALF_BATCH_TOLERANCE = 1e-3;
/** Between vectors of two GPUs, each as far from the CPU as it may be, and what batches add to that. */
const BETWEEN_DEVICES = 0.05;

/** Beyond which texts are embedded one by one. */
export function batchTolerance({ device, dtype }: Pick<EmbeddingContract, 'device' | 'dtype'>): number {
  return device !== undefined && dtype === 'fp16' ? HALF_BATCH_TOLERANCE : BATCH_TOLERANCE;
}

/**
 * What the audit of stored vectors is not to take for wrong.
 * @param asked input `audit-tolerance`
 */
export function auditTolerance(asked: number, { device }: Pick<EmbeddingContract, 'device'>): number {
  return device === undefined ? asked : Math.max(asked, BETWEEN_DEVICES);
}
