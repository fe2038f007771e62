/** A vector: little-endian float32 components, as in the model and the output. */
export type Vector = Float32Array;

/** The storage type of components. A cache always returns float32. */
export type StoredDtype = 'fp32' | 'fp16';

/** Returns the bytes of a view, without copying. */
export function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** Returns the Euclidean length, in double precision: no square of a float32 overflows it. */
export function lengthOf(vector: Vector): number {
  let squares = 0;
  for (let at = 0; at < vector.length; at++) squares += (vector[at] as number) * (vector[at] as number);
  return Math.sqrt(squares);
}

/** Returns |found − computed| ÷ |computed|, with Euclidean lengths: detects rotated as well as scaled vectors. */
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
