import { crc32 } from 'node:zlib';
import type { TextKey } from '../keys/text-key';
import { halfBits, widenedHalves } from './half-precision';
import type { StoredDtype, Vector, VectorSpace } from './vector-cache';

/**
 * How one vector is stored, in every tier. The payload comes first, then twelve bytes, little-endian:
 *
 * | bytes | what |
 * |---|---|
 * | 0 to 3 | dimensions |
 * | 4, 5 | `EO` |
 * | 6 | version, 1 |
 * | 7 | dtype of the payload: 1 is float32, 2 is float16 (IEEE 754 binary16) |
 * | 8 to 11 | CRC-32 over the fingerprint (hex), the text key (base64url), the payload and the eight bytes before |
 *
 * Since the checksum covers the names as well as the payload, a value that was swapped with another's is caught too. It
 * stands last because then checking is one pass over the whole: a CRC that runs on over its own value ends in a constant.
 */
const TRAILER_BYTES = 12;
const CHECKSUM_BYTES = 4;
export const ENVELOPE_VERSION = 1;
/** By dtype: its number in the trailer, and the bytes of a component. */
const DTYPES: Readonly<Record<StoredDtype, { number: number; bytes: number }>> = {
  fp32: { number: 1, bytes: 4 },
  fp16: { number: 2, bytes: 2 },
};
/** What CRC-32 comes to over any message with its own CRC behind it. */
const CRC_RESIDUE = 0x2144df1c;

export class EnvelopeCodec {
  /** Of every envelope in this space. */
  readonly bytes: number;
  readonly dimensions: number;
  readonly dtype: StoredDtype;
  private readonly payloadBytes: number;
  private readonly trailer: Buffer;
  private readonly seed: number;

  constructor({ fingerprint, dimensions, dtype = 'fp32' }: VectorSpace) {
    this.dimensions = dimensions;
    this.dtype = dtype;
    this.payloadBytes = dimensions * DTYPES[dtype].bytes;
    this.bytes = this.payloadBytes + TRAILER_BYTES;
    this.trailer = Buffer.from([0, 0, 0, 0, 0x45, 0x4f, ENVELOPE_VERSION, DTYPES[dtype].number]);
    this.trailer.writeUInt32LE(dimensions, 0);
    this.seed = crc32(fingerprint);
  }

  /** Writes the envelope of `vector` into `target` at `offset`. For fp16 it rounds, to nearest and then to even. */
  write(key: TextKey, vector: Vector, target: Buffer, offset = 0): void {
    if (vector.length !== this.dimensions) {
      throw new RangeError(`a vector of ${vector.length} components in a space of ${this.dimensions}`);
    }
    const end = offset + this.bytes - CHECKSUM_BYTES;
    if (this.dtype === 'fp16') {
      for (let at = 0; at < vector.length; at++) {
        target.writeUInt16LE(halfBits(vector[at] as number), offset + 2 * at);
      }
    } else {
      target.set(new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength), offset);
    }
    target.set(this.trailer, offset + this.payloadBytes);
    target.writeUInt32LE(crc32(target.subarray(offset, end), crc32(key, this.seed)), end);
  }

  encode(key: TextKey, vector: Vector): Buffer {
    const target = Buffer.allocUnsafe(this.bytes);
    this.write(key, vector, target);
    return target;
  }

  /** Whether an envelope is whole, of this version and space, and belongs to `key`. */
  isValid(key: TextKey, envelope: Uint8Array): boolean {
    if (envelope.length !== this.bytes) return false;
    for (let at = 0; at < this.trailer.length; at++) {
      if (envelope[this.payloadBytes + at] !== this.trailer[at]) return false;
    }
    return crc32(envelope, crc32(key, this.seed)) === CRC_RESIDUE;
  }

  /**
   * For fp32 only: the vector of the envelope at `offset` (a multiple of 4) of `bytes`, where it lies: no copy is made, so that whoever
   * keeps it keeps all of `bytes`.
   * @returns undefined if the envelope is not to be trusted
   */
  viewAt(key: TextKey, bytes: Buffer, offset: number): Vector | undefined {
    if (!this.isValid(key, bytes.subarray(offset, offset + this.bytes))) return undefined;
    return new Float32Array(bytes.buffer, bytes.byteOffset + offset, this.dimensions);
  }
}

/** What the trailer of an envelope says of it. Nothing of it is checked. */
export interface EnvelopeForm {
  readonly version: number;
  readonly dimensions: number;
  /** Absent where the number is none that this code knows. */
  readonly dtype?: StoredDtype;
}

/** @returns undefined if there is no trailer where it should be */
export function envelopeForm(envelope: Uint8Array): EnvelopeForm | undefined {
  if (envelope.length < TRAILER_BYTES) return undefined;
  const trailer = Buffer.from(envelope.buffer, envelope.byteOffset + envelope.length - TRAILER_BYTES, TRAILER_BYTES);
  if (trailer[4] !== 0x45 || trailer[5] !== 0x4f) return undefined;
  const dtype = (Object.keys(DTYPES) as StoredDtype[]).find((one) => DTYPES[one].number === trailer[7]);
  return { version: trailer[6] as number, dimensions: trailer.readUInt32LE(0), ...(dtype && { dtype }) };
}

/** Takes vectors out of envelopes, into one allocation for all of a lookup: one for each would cost more than reading it. */
export class VectorSlab {
  private readonly components: Float32Array;
  private readonly bytes: Uint8Array;
  private used = 0;

  /** @param count most vectors that will be taken */
  constructor(
    count: number,
    private readonly codec: EnvelopeCodec,
  ) {
    // The last envelope is copied with its trailer, like the others, whose trailers the next vector covers. Not zeroed:
    // only what was copied is ever shown.
    const { buffer } = Buffer.allocUnsafeSlow(
      count * codec.dimensions * Float32Array.BYTES_PER_ELEMENT + TRAILER_BYTES,
    );
    this.components = new Float32Array(buffer);
    this.bytes = new Uint8Array(buffer);
  }

  /** @returns the vector, or undefined if the envelope is not to be trusted */
  take(key: TextKey, envelope: Uint8Array): Vector | undefined {
    if (!this.codec.isValid(key, envelope)) return undefined;
    const start = this.used++ * this.codec.dimensions;
    const end = start + this.codec.dimensions;
    if (this.codec.dtype === 'fp16') {
      const widen = widenedHalves();
      for (let at = start, byte = 0; at < end; at++, byte += 2) {
        this.components[at] = widen[(envelope[byte] as number) | ((envelope[byte + 1] as number) << 8)] as number;
      }
    } else {
      this.bytes.set(envelope, start * Float32Array.BYTES_PER_ELEMENT);
    }
    return this.components.subarray(start, end);
  }
}
