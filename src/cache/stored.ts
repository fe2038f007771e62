import { ModelError } from '../base/errors';
import { halfBits, widenedHalves } from '../base/half-precision';
import type { StoredDtype } from '../base/vector';

/**
 * Rounds vectors to the values that a cache of this dtype returns, so computed and cached vectors are equal. Returns fp32 vectors
 * unchanged.
 * @throws ModelError if a component exceeds the range of the dtype
 */
export function roundToStored(vectors: Float32Array, dtype: StoredDtype = 'fp32'): Float32Array {
  if (dtype === 'fp32') return vectors;
  const widen = widenedHalves();
  return vectors.map((component) => {
    const rounded = widen[halfBits(component)] as number;
    if (!Number.isFinite(rounded)) {
      throw new ModelError(`the vector component ${component} does not fit cache-dtype fp16. Set cache-dtype to fp32.`);
    }
    return rounded;
  });
}
