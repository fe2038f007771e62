import { ModelError } from '../base/errors';
import { halfBits, widenedHalves } from '../base/half-precision';
import type { StoredDtype } from '../base/vector';

/**
 * Vectors as they come back from a cache that stores this dtype, so that a run that computes puts out what a run that finds
 * does. For fp32 they are returned as they are.
 * @throws ModelError if a component is beyond the range of the dtype
 */
export function roundToStored(vectors: Float32Array, dtype: StoredDtype = 'fp32'): Float32Array {
  if (dtype === 'fp32') return vectors;
  const widen = widenedHalves();
  return vectors.map((component) => {
    const rounded = widen[halfBits(component)] as number;
    if (!Number.isFinite(rounded)) {
      throw new ModelError(
        `a component of a vector, ${component}, does not fit cache-dtype fp16. Set cache-dtype to fp32.`,
      );
    }
    return rounded;
  });
}
