import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { EnvelopeCodec, VectorSlab } from '../../../src/cache/envelope';
import { textKey } from '../../../src/keys/text-key';

const FINGERPRINT = 'ab'.repeat(32);
const KEY = textKey('a');

/** Any float32 there is, as its bits: every NaN, both zeros, denormals, infinities. */
const anyBits = fc.oneof(
  fc.integer({ min: 0, max: 0xffff_ffff }),
  fc.constantFrom(0x8000_0000, 0x7fc0_0001, 0xffff_ffff, 0x7f80_0001, 0x0000_0001, 0x7f80_0000),
);

function vectorOf(bits: readonly number[]): Float32Array {
  return new Float32Array(Uint32Array.from(bits).buffer);
}

function bitsOf(vector: Float32Array): number[] {
  return [...new Uint32Array(vector.slice().buffer)];
}

function codec(dimensions: number, fingerprint = FINGERPRINT): EnvelopeCodec {
  return new EnvelopeCodec({ fingerprint, dimensions });
}

function read(reader: EnvelopeCodec, key: string, envelope: Uint8Array): Float32Array | undefined {
  const taken = new VectorSlab(1, reader).take(key, envelope);
  return typeof taken === 'string' ? undefined : taken;
}

describe('EnvelopeCodec', () => {
  it('gives back any vector bit for bit', () => {
    fc.assert(
      fc.property(fc.array(anyBits, { minLength: 1, maxLength: 40 }), fc.string(), (bits, text) => {
        const { length } = bits;
        const envelope = codec(length).encode(textKey(text), vectorOf(bits));
        const vector = read(codec(length), textKey(text), envelope);
        expect(vector && bitsOf(vector)).toEqual(bits);
      }),
    );
  });

  it('has the bytes that its table says', () => {
    // Computed with Python's struct and zlib.crc32.
    expect(codec(2).encode(KEY, Float32Array.of(1, -2)).toString('hex')).toBe(
      '0000803f000000c002000000454f010157f2644b',
    );
  });

  it('has two bytes a component for fp16, and says so', () => {
    const half = new EnvelopeCodec({ fingerprint: FINGERPRINT, dimensions: 3, dtype: 'fp16' });
    const envelope = half.encode(KEY, Float32Array.of(1, -2, 0.1));
    // 0x3c00, 0xc000, 0x2e66 by Python's struct.pack('<e').
    expect(envelope.subarray(0, -4).toString('hex')).toBe('003c00c0662e03000000454f0102');
    expect(read(half, KEY, envelope)).toEqual(Float32Array.of(1, -2, 0.0999755859375));
  });

  it('refuses the envelope of another dtype', () => {
    const half = (dimensions: number) => new EnvelopeCodec({ fingerprint: FINGERPRINT, dimensions, dtype: 'fp16' });
    expect(read(codec(2), KEY, half(2).encode(KEY, Float32Array.of(1, 2)))).toBeUndefined();
    expect(read(half(2), KEY, codec(2).encode(KEY, Float32Array.of(1, 2)))).toBeUndefined();
    // Of the same length.
    expect(read(codec(2), KEY, half(4).encode(KEY, Float32Array.of(1, 2, 3, 4)))).toBeUndefined();
  });

  it('writes at an offset and nowhere else', () => {
    const target = Buffer.alloc(40, 0xee);
    codec(2).write(KEY, Float32Array.of(1, -2), target, 11);
    expect(target.subarray(0, 11).equals(Buffer.alloc(11, 0xee))).toBe(true);
    expect(target.subarray(31).equals(Buffer.alloc(9, 0xee))).toBe(true);
    expect(target.subarray(11, 31).equals(codec(2).encode(KEY, Float32Array.of(1, -2)))).toBe(true);
  });

  it('takes the part of a larger array that a vector is a view of', () => {
    const rows = Float32Array.of(1, 2, 3, 4, 5, 6);
    expect([...(read(codec(2), KEY, codec(2).encode(KEY, rows.subarray(2, 4))) ?? [])]).toEqual([3, 4]);
  });

  const dimensions = 8;
  const vector = Float32Array.from({ length: dimensions }, (_, at) => Math.sin(at));
  const envelope = codec(dimensions).encode(KEY, vector);

  it('refuses an envelope with any one bit flipped', () => {
    for (let bit = 0; bit < envelope.length * 8; bit++) {
      const damaged = Buffer.from(envelope);
      damaged[bit >> 3] = (damaged[bit >> 3] as number) ^ (1 << (bit & 7));
      expect([bit, read(codec(dimensions), KEY, damaged)]).toEqual([bit, undefined]);
    }
  });

  it('refuses an envelope cut at any byte, or longer than it should be', () => {
    for (let length = 0; length < envelope.length; length++) {
      const cut = envelope.subarray(0, length);
      expect([length, read(codec(dimensions), KEY, cut)]).toEqual([length, undefined]);
    }
    expect(read(codec(dimensions), KEY, Buffer.concat([envelope, Buffer.alloc(1)]))).toBeUndefined();
    expect(read(codec(dimensions), KEY, Buffer.concat([envelope, envelope]))).toBeUndefined();
  });

  it.each([
    ['another text', codec(dimensions), textKey('b')],
    ['another fingerprint', codec(dimensions, `ac${'ab'.repeat(31)}`), KEY],
    ['fewer dimensions', codec(dimensions - 1), KEY],
    ['more dimensions', codec(dimensions + 1), KEY],
  ])('refuses the envelope of %s', (_, writer, key) => {
    const length = (writer.bytes - codec(0).bytes) / Float32Array.BYTES_PER_ELEMENT;
    const other = writer.encode(
      key,
      Float32Array.from({ length }, (_, at) => Math.sin(at)),
    );
    expect(read(writer, key, other)).toBeDefined();
    expect(read(codec(dimensions), KEY, other)).toBeUndefined();
    expect(read(writer, key, envelope)).toBeUndefined();
  });

  it('does not write a vector of other dimensions', () => {
    expect(() => codec(3).encode(KEY, Float32Array.of(1, 2))).toThrow('2 components instead of 3');
  });
});

describe('VectorSlab', () => {
  it('packs the vectors it takes side by side, and gives the place of one it refused to the next', () => {
    const three = codec(3);
    const slab = new VectorSlab(2, three);
    const first = slab.take(KEY, three.encode(KEY, Float32Array.of(1, 1, 1)));
    expect(slab.take(KEY, three.encode(textKey('b'), Float32Array.of(9, 9, 9)))).toBe('corrupt');
    const second = slab.take(KEY, three.encode(KEY, Float32Array.of(2, 2, 2)));
    expect([first, second]).toEqual([Float32Array.of(1, 1, 1), Float32Array.of(2, 2, 2)]);
    expect((second as Float32Array).byteOffset).toBe(12);
  });
});
