import { crc32 } from 'node:zlib';
import { halfBits, widenedHalves } from '../base/half-precision';
import { bytesOf, type StoredDtype, type Vector } from '../base/vector';
import type { TextKey } from '../keys/text-key';
import { KEY_ID_BYTES, SIGNATURE_BYTES, type SigningKeys } from './signature';
import type { VectorSpace } from './vector-cache';

/**
 * The storage format of one vector, in every tier. The payload comes first, then a little-endian trailer: 12 bytes, or 52 if the
 * envelope is signed.
 *
 * | bytes, signed | bytes, unsigned | content |
 * |---|---|---|
 * | 0 to 3 | 0 to 3 | dimensions |
 * | 4, 5 | 4, 5 | `EO` |
 * | 6 | 6 | version: 2 is signed, 1 is unsigned |
 * | 7 | 7 | dtype of the payload: 1 is float32, 2 is float16 (IEEE 754 binary16) |
 * | 8 to 15 | | id of the signing key |
 * | 16 to 47 | | HMAC-SHA256 over the names, the payload and the 16 bytes before |
 * | 48 to 51 | 8 to 11 | CRC-32 over the fingerprint (hex), the text key (base64url), and all bytes before |
 *
 * Checksum and signature cover the names as well as the payload, so they also detect swapped values. The signature also covers
 * the trust scope, so a signature from an untrusted run is invalid under a trusted name. A run without a key still detects damage
 * by the checksum. The checksum comes last, so a check is one pass over the whole envelope: a CRC over its own value ends in a
 * constant.
 */
const HEAD_BYTES = 8;
const CHECKSUM_BYTES = 4;
const UNSIGNED = { version: 1, bytes: HEAD_BYTES + CHECKSUM_BYTES } as const;
const SIGNED = { version: 2, bytes: HEAD_BYTES + KEY_ID_BYTES + SIGNATURE_BYTES + CHECKSUM_BYTES } as const;
/** For each dtype: its number in the trailer, and the bytes per component. */
const DTYPES: Readonly<Record<StoredDtype, { number: number; bytes: number }>> = {
  fp32: { number: 1, bytes: 4 },
  fp16: { number: 2, bytes: 2 },
};
/** The CRC-32 of any message followed by its own CRC. */
const CRC_RESIDUE = 0x2144df1c;

/** Why an envelope is rejected: it is damaged or belongs to another key, or no known key signed it. */
export type Refusal = 'corrupt' | 'unsigned';

export class EnvelopeCodec {
  /** Size of every envelope it writes. */
  readonly bytes: number;
  readonly dimensions: number;
  readonly dtype: StoredDtype;
  private readonly payloadBytes: number;
  private readonly unsignedHead: Buffer;
  private readonly signedHead: Buffer;
  private readonly keys: SigningKeys | undefined;
  private readonly seed: number;
  /** The signed text before the text key. Scope and fingerprint hold no line break, so it is unambiguous. */
  private readonly signedNames: string;

  constructor({ fingerprint, dimensions, dtype = 'fp32', scope = '', signingKeys }: VectorSpace) {
    this.dimensions = dimensions;
    this.dtype = dtype;
    this.keys = signingKeys;
    this.payloadBytes = dimensions * DTYPES[dtype].bytes;
    this.bytes = this.payloadBytes + (signingKeys ? SIGNED : UNSIGNED).bytes;
    this.unsignedHead = headOf(UNSIGNED.version, dimensions, dtype);
    this.signedHead = headOf(SIGNED.version, dimensions, dtype);
    this.seed = crc32(fingerprint);
    this.signedNames = `embed-once envelope ${SIGNED.version}\n${scope}\n${fingerprint}\n`;
  }

  /** Returns whether envelopes of this length may belong to this space, signed or unsigned. */
  reads(bytes: number): boolean {
    return bytes === this.payloadBytes + UNSIGNED.bytes || bytes === this.payloadBytes + SIGNED.bytes;
  }

  /** Writes the envelope of `vector` into `target` at `offset`. Rounds to nearest, ties to even, for fp16. */
  write(key: TextKey, vector: Vector, target: Buffer, offset = 0): void {
    if (vector.length !== this.dimensions) {
      throw new RangeError(`the vector has ${vector.length} components instead of ${this.dimensions}`);
    }
    const end = offset + this.bytes - CHECKSUM_BYTES;
    if (this.dtype === 'fp16') {
      for (let at = 0; at < vector.length; at++) {
        target.writeUInt16LE(halfBits(vector[at] as number), offset + 2 * at);
      }
    } else {
      target.set(bytesOf(vector), offset);
    }
    const afterHead = offset + this.payloadBytes + HEAD_BYTES;
    target.set(this.keys ? this.signedHead : this.unsignedHead, offset + this.payloadBytes);
    if (this.keys) {
      const signature = afterHead + KEY_ID_BYTES;
      target.set(this.keys.id, afterHead);
      target.set(this.keys.sign(this.signedNames + key, target.subarray(offset, signature)), signature);
    }
    target.writeUInt32LE(crc32(target.subarray(offset, end), crc32(key, this.seed)), end);
  }

  encode(key: TextKey, vector: Vector): Buffer {
    const target = Buffer.allocUnsafe(this.bytes);
    this.write(key, vector, target);
    return target;
  }

  /** Returns why an envelope is rejected for `key`; undefined if it is accepted. */
  refusal(key: TextKey, envelope: Uint8Array): Refusal | undefined {
    if (!this.isWhole(key, envelope)) return 'corrupt';
    return this.keys === undefined || this.isSigned(key, envelope, this.keys) ? undefined : 'unsigned';
  }

  /** Returns whether an envelope is undamaged and belongs to this space and `key`. Does not verify the writer. */
  isWhole(key: TextKey, envelope: Uint8Array): boolean {
    if (!this.reads(envelope.length)) return false;
    const head = envelope.length === this.payloadBytes + SIGNED.bytes ? this.signedHead : this.unsignedHead;
    for (let at = 0; at < HEAD_BYTES; at++) {
      if (envelope[this.payloadBytes + at] !== head[at]) return false;
    }
    return crc32(envelope, crc32(key, this.seed)) === CRC_RESIDUE;
  }

  /**
   * Returns the vector of the envelope of `length` bytes at `offset` (a multiple of 4) in `bytes`, without a copy: a caller that
   * keeps the vector keeps all of `bytes`. For fp32 only.
   */
  viewAt(key: TextKey, bytes: Buffer, offset: number, length: number): Vector | Refusal {
    return (
      this.refusal(key, bytes.subarray(offset, offset + length)) ??
      new Float32Array(bytes.buffer, bytes.byteOffset + offset, this.dimensions)
    );
  }

  private isSigned(key: TextKey, envelope: Uint8Array, keys: SigningKeys): boolean {
    if (envelope.length !== this.payloadBytes + SIGNED.bytes) return false;
    const id = this.payloadBytes + HEAD_BYTES;
    const signature = id + KEY_ID_BYTES;
    return keys.verify(
      envelope.subarray(id, signature),
      this.signedNames + key,
      envelope.subarray(0, signature),
      envelope.subarray(signature, signature + SIGNATURE_BYTES),
    );
  }
}

function headOf(version: number, dimensions: number, dtype: StoredDtype): Buffer {
  const head = Buffer.from([0, 0, 0, 0, 0x45, 0x4f, version, DTYPES[dtype].number]);
  head.writeUInt32LE(dimensions, 0);
  return head;
}

/** The unchecked fields of an envelope's trailer. */
export interface EnvelopeForm {
  readonly version: number;
  readonly dimensions: number;
  /** Absent if this code does not know the number. */
  readonly dtype?: StoredDtype;
}

/** @returns undefined if the trailer of neither a signed nor an unsigned envelope is in its place */
export function envelopeForm(envelope: Uint8Array): EnvelopeForm | undefined {
  const signed = formAt(envelope, SIGNED.bytes);
  return signed?.version === SIGNED.version ? signed : formAt(envelope, UNSIGNED.bytes);
}

/** @param bytes the trailer, which begins with the head */
function formAt(envelope: Uint8Array, bytes: number): EnvelopeForm | undefined {
  if (envelope.length < bytes) return undefined;
  const head = Buffer.from(envelope.buffer, envelope.byteOffset + envelope.length - bytes, HEAD_BYTES);
  if (head[4] !== 0x45 || head[5] !== 0x4f) return undefined;
  const dtype = (Object.keys(DTYPES) as StoredDtype[]).find((one) => DTYPES[one].number === head[7]);
  return { version: head[6] as number, dimensions: head.readUInt32LE(0), ...(dtype && { dtype }) };
}

/** Returns whether the envelope has a signature, by any key. */
export function isSigned({ version }: EnvelopeForm): boolean {
  return version === SIGNED.version;
}

/** Returns whether this code can read envelopes of a version. */
export function knowsVersion(version: number): boolean {
  return version === UNSIGNED.version || version === SIGNED.version;
}

/** Copies vectors out of envelopes into one allocation per lookup: one per vector would cost more than reading it. */
export class VectorSlab {
  private readonly components: Float32Array;
  private readonly bytes: Uint8Array;
  private used = 0;

  /** @param count the maximum number of vectors to take */
  constructor(
    count: number,
    private readonly codec: EnvelopeCodec,
  ) {
    // Envelopes are copied with their trailers, and each next vector overwrites the trailer before it; the last one needs the
    // extra room. Not zeroed: callers see only copied bytes.
    const { buffer } = Buffer.allocUnsafeSlow(count * codec.dimensions * Float32Array.BYTES_PER_ELEMENT + SIGNED.bytes);
    this.components = new Float32Array(buffer);
    this.bytes = new Uint8Array(buffer);
  }

  /** @returns the vector, or why the envelope is rejected */
  take(key: TextKey, envelope: Uint8Array): Vector | Refusal {
    const refusal = this.codec.refusal(key, envelope);
    if (refusal) return refusal;
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
