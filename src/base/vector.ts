/** A vector: little-endian float32 components, as the model and the output have them. */
export type Vector = Float32Array;

/** How components are stored. What a cache gives back is float32 in any case. */
export type StoredDtype = 'fp32' | 'fp16';

/** The memory of a view, byte by byte. */
export function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** Euclidean length, in double precision, in which no square of a float32 overflows. */
export function lengthOf(vector: Vector): number {
  let squares = 0;
  for (let at = 0; at < vector.length; at++) squares += (vector[at] as number) * (vector[at] as number);
  return Math.sqrt(squares);
}

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
