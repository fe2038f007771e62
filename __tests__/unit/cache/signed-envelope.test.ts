import { crc32 } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { EnvelopeCodec, VectorSlab } from '../../../src/cache/envelope';
import { SigningKeys } from '../../../src/cache/signature';
import type { VectorSpace } from '../../../src/cache/vector-cache';
import { textKey } from '../../../src/keys/text-key';

const FINGERPRINT = 'ab'.repeat(32);
const KEY = textKey('a');
const [OLD, NEW] = ['old-'.repeat(8), 'new-'.repeat(8)];
const VECTOR = Float32Array.from({ length: 8 }, (_, at) => Math.sin(at));

function codec(keys: readonly string[], space: Partial<VectorSpace> = {}): EnvelopeCodec {
  const signing = keys.length > 0 ? { signingKeys: new SigningKeys(keys) } : {};
  return new EnvelopeCodec({ fingerprint: FINGERPRINT, dimensions: VECTOR.length, ...signing, ...space });
}

const take = (reader: EnvelopeCodec, envelope: Uint8Array, key = KEY) => new VectorSlab(1, reader).take(key, envelope);

/** As someone without the key would forge it: with a checksum that is right. */
function withChecksum(envelope: Buffer, key = KEY, fingerprint = FINGERPRINT): Buffer {
  const forged = Buffer.from(envelope);
  const end = forged.length - 4;
  forged.writeUInt32LE(crc32(forged.subarray(0, end), crc32(key, crc32(fingerprint))), end);
  return forged;
}

function flipped(envelope: Buffer, bit: number): Buffer {
  const damaged = Buffer.from(envelope);
  damaged[bit >> 3] = (damaged[bit >> 3] as number) ^ (1 << (bit & 7));
  return damaged;
}

describe('a signed envelope', () => {
  const envelope = codec([OLD]).encode(KEY, VECTOR);

  it('has the bytes that its table says, and others in another scope', () => {
    const hex = (scope?: string) =>
      codec([OLD], { dimensions: 2, ...(scope !== undefined && { scope }) })
        .encode(KEY, Float32Array.of(1, -2))
        .toString('hex');
    // Computed with Python's struct, hmac and zlib.crc32.
    const beginning = '0000803f000000c002000000454f0201a7bb59c5a2cca50e';
    expect(hex()).toBe(`${beginning}aaf153a174ceaa95f9adc0fbeb9a70a4d6aacde1022e3286f7e28ff262aa26f86d773635`);
    expect(hex('pr-1')).toBe(`${beginning}d4212e8dede03a3d7baf9611388417a7910cc391b4204e6514d3b81c657e89f24282b6af`);
  });

  it('gives back its vector to whoever has the key, and to whoever has none', () => {
    for (const reader of [codec([OLD]), codec([])]) expect(take(reader, envelope)).toEqual(VECTOR);
    expect(codec([OLD]).viewAt(KEY, Buffer.concat([envelope, envelope]), envelope.length, envelope.length)).toEqual(
      VECTOR,
    );
  });

  it('stores fp16 as well', () => {
    const half = codec([OLD], { dtype: 'fp16' });
    const stored = half.encode(
      KEY,
      Float32Array.from(VECTOR, () => 0.5),
    );
    expect(stored).toHaveLength(8 * 2 + 52);
    expect(take(half, stored)).toEqual(Float32Array.from(VECTOR, () => 0.5));
  });

  it('is corrupt with any one bit flipped, with a key and without', () => {
    const readers = [codec([OLD]), codec([])];
    for (let bit = 0; bit < envelope.length * 8; bit++) {
      for (const reader of readers) expect([bit, take(reader, flipped(envelope, bit))]).toEqual([bit, 'corrupt']);
    }
  });

  it('is refused with any one bit flipped and a checksum that is right', () => {
    const reader = codec([OLD]);
    const trailer = 8 * (envelope.length - 52);
    for (let bit = 0; bit < (envelope.length - 4) * 8; bit++) {
      const inHead = bit >= trailer && bit < trailer + 64;
      const refusal = take(reader, withChecksum(flipped(envelope, bit)));
      expect([bit, refusal]).toEqual([bit, inHead ? 'corrupt' : 'unsigned']);
    }
  });

  it('is refused cut at any byte, or longer than it should be', () => {
    for (let length = 0; length < envelope.length; length++) {
      expect(take(codec([OLD]), envelope.subarray(0, length))).toBe('corrupt');
    }
    expect(take(codec([OLD]), Buffer.concat([envelope, Buffer.alloc(4)]))).toBe('corrupt');
  });

  it.each<[string, Partial<VectorSpace>, string]>([
    ['another text', {}, textKey('b')],
    ['another fingerprint', { fingerprint: 'cd'.repeat(32) }, KEY],
    ['another scope', { scope: 'pr-1' }, KEY],
  ])('is refused as that of %s, also with the checksum made right for it', (_, space, key) => {
    const reader = codec([OLD], space);
    expect(take(reader, reader.encode(key, VECTOR), key)).toEqual(VECTOR);
    expect(take(reader, withChecksum(envelope, key, space.fingerprint), key)).toBe('unsigned');
  });

  it('is not the same for a scope and fingerprint that read alike when joined', () => {
    const one = codec([OLD], { scope: 'ab', fingerprint: FINGERPRINT });
    const two = codec([OLD], { scope: 'ab-ab', fingerprint: FINGERPRINT });
    expect(one.encode(KEY, VECTOR).equals(two.encode(KEY, VECTOR))).toBe(false);
  });

  it('is read with the key that it names, whichever of ours that is', () => {
    expect(take(codec([NEW, OLD]), envelope)).toEqual(VECTOR);
    expect(take(codec([OLD, NEW]), codec([NEW, OLD]).encode(KEY, VECTOR))).toEqual(VECTOR);
    expect(take(codec([NEW]), envelope)).toBe('unsigned');
  });
});

describe('an unsigned envelope', () => {
  it('is refused by whoever has a key, and counts as corrupt only where it is', () => {
    const envelope = codec([]).encode(KEY, VECTOR);
    expect(take(codec([]), envelope)).toEqual(VECTOR);
    expect(take(codec([OLD]), envelope)).toBe('unsigned');
    expect(take(codec([OLD]), flipped(envelope, 3))).toBe('corrupt');
  });

  it('cannot pass for a signed one by its version alone', () => {
    const forged = codec([]).encode(KEY, VECTOR);
    forged[VECTOR.byteLength + 6] = 2;
    expect(take(codec([OLD]), withChecksum(forged))).toBe('corrupt');
    expect(take(codec([]), withChecksum(forged))).toBe('corrupt');
  });
});
