import { crc32 } from 'node:zlib';
import type { TextKey } from '../keys/text-key';
import type { Vector, VectorSpace } from './vector-cache';

/**
 * How one vector is stored, in every tier. Little-endian:
 *
 * | bytes | what |
 * |---|---|
 * | 0, 1 | `EO` |
 * | 2 | version, 1 |
 * | 3 | dtype of the payload: 1 is float32 |
 * | 4 to 7 | dimensions |
 * | 8 to 11 | CRC-32 over bytes 0 to 7, the fingerprint (hex), the text key (base64url) and the payload |
 * | 12 … | payload |
 *
 * Since the checksum covers the names as well as the payload, a value that was swapped with another's is caught too.
 */
const HEADER_BYTES = 12;
const VERSION = 1;
const FLOAT32 = 1;

export class EnvelopeCodec {
  /** Of every envelope in this space. */
  readonly bytes: number;
  private readonly payloadBytes: number;
  private readonly prefix: Buffer;
  private readonly seed: number;

  constructor(private readonly space: VectorSpace) {
    this.payloadBytes = space.dimensions * Float32Array.BYTES_PER_ELEMENT;
    this.bytes = HEADER_BYTES + this.payloadBytes;
    this.prefix = Buffer.from([0x45, 0x4f, VERSION, FLOAT32, 0, 0, 0, 0]);
    this.prefix.writeUInt32LE(space.dimensions, 4);
    this.seed = crc32(space.fingerprint, crc32(this.prefix));
  }

  /** Writes the envelope of `vector` into `target` at `offset`. */
  write(key: TextKey, vector: Vector, target: Buffer, offset = 0): void {
    if (vector.length !== this.space.dimensions) {
      throw new RangeError(`a vector of ${vector.length} components in a space of ${this.space.dimensions}`);
    }
    const payload = new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength);
    this.prefix.copy(target, offset);
    target.writeUInt32LE(this.checksum(key, payload), offset + this.prefix.length);
    target.set(payload, offset + HEADER_BYTES);
  }

  encode(key: TextKey, vector: Vector): Buffer {
    const target = Buffer.allocUnsafe(this.bytes);
    this.write(key, vector, target);
    return target;
  }

  /**
   * Copies the vector out of an envelope if it is whole and belongs to `key`.
   * @param target where the components go, `dimensions` long
   * @returns false if the envelope is not to be trusted; `target` is then untouched
   */
  read(key: TextKey, envelope: Uint8Array, target: Vector): boolean {
    if (envelope.length !== this.bytes) return false;
    for (let at = 0; at < this.prefix.length; at++) if (envelope[at] !== this.prefix[at]) return false;
    const stored =
      ((envelope[8] as number) |
        ((envelope[9] as number) << 8) |
        ((envelope[10] as number) << 16) |
        ((envelope[11] as number) << 24)) >>>
      0;
    const payload = envelope.subarray(HEADER_BYTES);
    if (this.checksum(key, payload) !== stored) return false;
    new Uint8Array(target.buffer, target.byteOffset, this.payloadBytes).set(payload);
    return true;
  }

  private checksum(key: TextKey, payload: Uint8Array): number {
    return crc32(payload, crc32(key, this.seed));
  }
}

/** Room for the vectors of one lookup in a single allocation: allocating each alone costs more than reading it. */
export class VectorSlab {
  private readonly components: Float32Array;
  private used = 0;

  constructor(
    count: number,
    private readonly dimensions: number,
  ) {
    this.components = new Float32Array(count * dimensions);
  }

  /** The next free vector, all zero. It is taken by `keep` only, so that a failed read leaves no hole. */
  next(): Vector {
    return this.components.subarray(this.used, this.used + this.dimensions);
  }

  keep(vector: Vector): Vector {
    this.used += this.dimensions;
    return vector;
  }
}
