/** From here on a magnitude rounds to infinity: half way from the largest half, 65504, to what would be the next. */
const LARGEST_BITS = 0x477ff000;
/** 2^-14, the smallest half that is not denormal. */
const SMALLEST_NORMAL_BITS = 0x38800000;
const INFINITY_BITS = 0x7f800000;
/** The exponent of float32 is biased by 127, that of a half by 15. */
const REBIAS = (127 - 15) << 23;

const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

/** The bits of the IEEE 754 binary16 that is nearest to a float32; of two equally near, the one whose last bit is 0. */
export function halfBits(value: number): number {
  float[0] = value;
  const whole = bits[0] as number;
  const sign = (whole >>> 16) & 0x8000;
  const magnitude = whole & 0x7fffffff;
  if (magnitude > INFINITY_BITS) return sign | 0x7e00;
  if (magnitude >= LARGEST_BITS) return sign | 0x7c00;
  if (magnitude < SMALLEST_NORMAL_BITS) {
    // The last bit of a float32 near 0.5 is worth 2^-24, like that of a denormal half: the addition rounds.
    float[0] = Math.abs(value) + 0.5;
    return sign | ((bits[0] as number) - 0x3f000000);
  }
  return sign | ((magnitude - REBIAS + 0x0fff + ((magnitude >>> 13) & 1)) >>> 13);
}

/** Every half as a float32, which holds each exactly, by its bits. 256 KiB, made when the first is asked for. */
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
