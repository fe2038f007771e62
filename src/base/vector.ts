/** A vector: little-endian float32 components, as the model and the output have them. */
export type Vector = Float32Array;

/** How components are stored. What a cache gives back is float32 in any case. */
export type StoredDtype = 'fp32' | 'fp16';

/** |found − computed| ÷ |computed|, with Euclidean lengths: sees a turned vector as well as a stretched one. */
export function relativeDeviation(found: Vector, computed: Vector): number {
  let difference = 0;
  let length = 0;
  for (let at = 0; at < computed.length; at++) {
    difference += ((found[at] as number) - (computed[at] as number)) ** 2;
    length += (computed[at] as number) ** 2;
  }
  if (difference === 0) return 0;
  return length === 0 ? Number.MAX_VALUE : Math.sqrt(difference / length);
}
