import { OutputError } from '../base/errors';
import { halfBits } from '../base/half-precision';
import { bytesOf, type Vector } from '../base/vector';
import type { Inputs } from '../inputs/inputs';

export type OutputDtype = Inputs['outputDtype'];

export const COMPONENT_BYTES: Readonly<Record<OutputDtype, number>> = { float32: 4, float16: 2 };

/** Exponent bits of a half that is infinite or NaN. */
const EXPONENT = 0x7c00;

/** Returns room for so many components. Halves are kept as their bits. */
export function componentRoom(dtype: OutputDtype, components: number): Float32Array | Uint16Array {
  return dtype === 'float32' ? new Float32Array(components) : new Uint16Array(components);
}

/**
 * Copies a vector into `room`, from component `at` on, rounded to the nearest half if the room is for halves.
 * @throws OutputError if a component is out of range for a half
 */
export function putComponents(vector: Vector, room: Float32Array | Uint16Array, at: number): void {
  if (room instanceof Float32Array) {
    room.set(vector, at);
    return;
  }
  for (let index = 0; index < vector.length; index++) {
    const component = vector[index] as number;
    const half = halfBits(component);
    if ((half & EXPONENT) === EXPONENT) {
      throw new OutputError(
        `a component of a vector, ${component}, does not fit output-dtype float16. Set output-dtype to float32.`,
      );
    }
    room[at + index] = half;
  }
}

/** Returns the bytes of one vector as an output stores them, little-endian; without rounding they share its memory. */
export function componentBytes(vector: Vector, dtype: OutputDtype): Uint8Array {
  if (dtype === 'float32') return bytesOf(vector);
  const halves = componentRoom(dtype, vector.length);
  putComponents(vector, halves, 0);
  return bytesOf(halves);
}
