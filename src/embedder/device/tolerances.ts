import type { EmbeddingContract } from '../../keys/embedding-contract';

/**
 * Largest difference from the CPU's vector, as a fraction of its length, at which both share a key. It is a tenth of the default
 * `audit-tolerance`, so the audit does not report texts that deviate more than the canaries. Sums in another order stay far below
 * it; TF32 and 16-bit arithmetic do not.
 */
export const SHARED_TOLERANCE = 1e-4;
/** The same if a device has its own keys. 16-bit arithmetic should stay below it; a larger difference is not rounding. */
export const OWN_TOLERANCE = 0.02;
/** Largest change that a batch may make to a component, as a fraction of the vector's length. */
export const BATCH_TOLERANCE = 1e-5;
/**
 * The same for 16-bit arithmetic with the device in the contract. Each operator rounds by up to 5e-4 (2⁻¹¹), so the order of sums
 * matters. On the CPU the change was 1e-4 (docs/models.md).
 */
export const HALF_BATCH_TOLERANCE = 1e-3;
/** Between vectors of two GPUs, each at its tolerance from the CPU, plus the effect of batches. */
const BETWEEN_DEVICES = 0.05;

/** Above it, texts are embedded one by one. */
export function batchTolerance({ device, dtype }: Pick<EmbeddingContract, 'device' | 'dtype'>): number {
  return device !== undefined && dtype === 'fp16' ? HALF_BATCH_TOLERANCE : BATCH_TOLERANCE;
}

/**
 * The tolerance of the audit of stored vectors.
 * @param asked input `audit-tolerance`
 */
export function auditTolerance(asked: number, { device }: Pick<EmbeddingContract, 'device'>): number {
  return device === undefined ? asked : Math.max(asked, BETWEEN_DEVICES);
}
