import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decimalArray, MAX_DECIMAL_BYTES, writeDecimal } from '../../../src/base/decimal';

const JSON_NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;
const AT = 3;

function fromBits(bits: number): number {
  return new Float32Array(Uint32Array.of(bits).buffer)[0] as number;
}

function toBits(value: number): number {
  return new Uint32Array(Float32Array.of(value).buffer)[0] as number;
}

function written(value: number): string {
  const target = Buffer.alloc(64, '#');
  return target.toString('latin1', AT, writeDecimal(value, target, AT));
}

function isExact(value: number): boolean {
  const text = written(value);
  return JSON_NUMBER.test(text) && Math.fround(Number(text)) === value;
}

function isTooLong(value: number): boolean {
  return written(value).length > MAX_DECIMAL_BYTES;
}

const finite = fc
  .oneof(
    fc.integer({ min: 0, max: 0xffff_ffff }),
    // Where fixed and scientific notation meet, and what normalized vectors hold.
    fc.float({ min: -1, max: 1, noNaN: true }).map(toBits),
    fc.float({ min: Math.fround(-0.00011), max: Math.fround(0.00011), noNaN: true }).map(toBits),
    // Denormals.
    fc.integer({ min: 0, max: 0x7f_ffff }),
    fc.integer({ min: 0x8000_0000, max: 0x807f_ffff }),
  )
  .map(fromBits)
  .filter(Number.isFinite);

const NOTABLE = [
  ...[0, 1, -1, 0.1, 0.01, 0.001, 0.0001, 0.00001, 1e-6, 1e-7, 0.5, 123456.789, 1e9, 1e20, 1.2345679e20, 1e21, 1e22],
  ...[0x0000_0001, 0x007f_ffff, 0x0080_0000, 0x7f7f_ffff, 0x3f7f_ffff, 0x3f80_0001].map(fromBits),
].flatMap((value) => [Math.fround(value), Math.fround(-value)]);

/** The neighbours of each power of ten: where rounding carries into another digit. */
const AROUND_POWERS = Array.from({ length: 84 }, (_, at) => toBits(Math.fround(10 ** (at - 45)))).flatMap((bits) =>
  [-2, -1, 0, 1, 2].map((step) => fromBits(Math.max(0, bits + step))).filter(Number.isFinite),
);

describe('writeDecimal', () => {
  it('writes a JSON number that is read back as the same float32', () => {
    fc.assert(
      fc.property(fc.array(finite, { minLength: 100, maxLength: 300 }), (values) => {
        expect(values.filter((value) => !isExact(value)).map((value) => [value, written(value)])).toEqual([]);
      }),
    );
  });

  it('does so for notable numbers, and around every power of ten', () => {
    const inexact = [...NOTABLE, ...AROUND_POWERS].filter((value) => !isExact(value));
    expect(inexact.map((value) => [value, written(value)])).toEqual([]);
  });

  it(`never takes more than ${MAX_DECIMAL_BYTES} bytes`, () => {
    expect([...NOTABLE, ...AROUND_POWERS].filter(isTooLong).map(written)).toEqual([]);
    fc.assert(
      fc.property(fc.array(finite, { minLength: 100, maxLength: 300 }), (values) => {
        expect(values.filter(isTooLong).map(written)).toEqual([]);
      }),
    );
  });

  it('writes where it is told to, and says where the next byte goes', () => {
    const target = Buffer.alloc(20, '#');
    expect(writeDecimal(-0.25, target, AT)).toBe(AT + 5);
    expect(target.toString('latin1', 0, AT + 5)).toBe('###-0.25');
  });

  it.each([
    [0, '0'],
    [1, '1'],
    [0.5, '0.5'],
    [-0.25, '-0.25'],
    [0.1, '0.100000001'],
    [0.001, '0.00100000005'],
    [1e-10, '1.00000001e-10'],
    [16777216, '16777216'],
  ])('writes the float32 nearest to %d as %s', (value, text) => {
    expect(written(Math.fround(value))).toBe(text);
  });
});

describe('an array of float32 numbers', () => {
  it('is JSON that gives them back exactly', () => {
    const numbers = fc.float32Array({ noNaN: true, noDefaultInfinity: true, maxLength: 50 });
    fc.assert(
      fc.property(numbers, (vector) =>
        expect(Float32Array.from(JSON.parse(decimalArray(vector)))).toEqual(vector.map((one) => one + 0)),
      ),
    );
    expect(decimalArray(Float32Array.of(-123456790000000000000, 0.5))).toBe('[-123456790000000000000,0.5]');
  });
});
