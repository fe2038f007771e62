/** Magnitudes from here on round to infinity: halfway from the largest half, 65504, to the next step. */
const LARGEST_BITS = 0x477ff000;
/** 2^-14, the smallest normal half. */
const SMALLEST_NORMAL_BITS = 0x38800000;
const INFINITY_BITS = 0x7f800000;
/** The exponent bias is 127 for float32 and 15 for a half. */
const REBIAS = (127 - 15) << 23;

const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

/** Returns the bits of the IEEE 754 binary16 nearest to a float32; a tie goes to the one whose last bit is 0. */
export function halfBits(value: number): number {
  float[0] = value;
  const whole = bits[0] as number;
  const sign = (whole >>> 16) & 0x8000;
  const magnitude = whole & 0x7fffffff;
  if (magnitude > INFINITY_BITS) return sign | 0x7e00;
  if (magnitude >= LARGEST_BITS) return sign | 0x7c00;
  if (magnitude < SMALLEST_NORMAL_BITS) {
    // The last bit of a float32 near 0.5 is worth 2^-24, as in a denormal half, so the addition rounds.
    float[0] = Math.abs(value) + 0.5;
    return sign | ((bits[0] as number) - 0x3f000000);
  }
  return sign | ((magnitude - REBIAS + 0x0fff + ((magnitude >>> 13) & 1)) >>> 13);
}

/** Returns every half as an exact float32, indexed by its bits. 256 KiB, built on first use. */
export function widenedHalves(): Float32Array {
  table ??= Float32Array.from({ length: 0x10000 }, (_, half) => widened(half));
  return table;
}

let table: Float32Array | undefined;

function widened(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >>> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0x1f) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
