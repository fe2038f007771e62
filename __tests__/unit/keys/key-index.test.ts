import { describe, expect, it } from '@jest/globals';
import { KeyIndex } from '../../../src/keys/key-index';
import { textKey } from '../../../src/keys/text-key';

/** What the index compares. */
const COMPARED_BITS = 90;

function keys(count: number, from = 0) {
  return Array.from({ length: count }, (_, index) => textKey(`text ${from + index}`));
}

describe('KeyIndex', () => {
  it.each([
    ['that has to grow several times', undefined],
    ['that was made large enough', 20_000],
  ])('agrees with a Map over 20,000 keys, in an index %s', (_, expected) => {
    const index = new KeyIndex(expected);
    const map = new Map<string, number>();
    for (const [at, key] of keys(20_000).entries()) {
      index.set(key, at);
      map.set(key, at);
    }
    // Some are set again, to another value.
    for (const [at, key] of keys(3000, 5000).entries()) {
      index.set(key, 0xffff_fff0 - at);
      map.set(key, 0xffff_fff0 - at);
    }
    expect(index.size).toBe(map.size);
    const different = [...map].filter(([key, value]) => index.get(key) !== value);
    expect(different).toEqual([]);
    expect(keys(5000, 20_000).filter((key) => index.get(key) !== undefined)).toEqual([]);
  });

  it.each([0, 1, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff])('gives back the value %d', (value) => {
    const index = new KeyIndex();
    index.set(textKey('a'), value);
    expect(index.get(textKey('a'))).toBe(value);
  });

  it('has one digest for one set of keys, in any order, set once or again, however it was made', () => {
    const all = keys(3000);
    const [one, other, fewer] = [new KeyIndex(), new KeyIndex(10_000), new KeyIndex()];
    for (const key of all) one.set(key, 1);
    for (const key of [...all, ...all].reverse()) other.getOrSet(key, 2);
    for (const key of all.slice(1)) fewer.set(key, 1);
    expect(other.digest).toBe(one.digest);
    expect(fewer.digest).not.toBe(one.digest);
    fewer.addRaw(Buffer.from(all[0] as string, 'base64url'), 0);
    expect(fewer.digest).toBe(one.digest);
  });

  it('knows a key whose bits are all zero, which an empty slot must not be taken for', () => {
    const zeros = Buffer.alloc(32).toString('base64url');
    const index = new KeyIndex();
    expect(index.get(zeros)).toBeUndefined();
    index.set(zeros, 7);
    expect(index.get(zeros)).toBe(7);
    expect(index.size).toBe(1);
  });

  it(`tells keys apart that differ in any one of their first ${COMPARED_BITS} bits`, () => {
    const raw = Buffer.from(textKey('a'), 'base64url');
    const index = new KeyIndex();
    index.set(raw.toString('base64url'), 1);
    for (let bit = 0; bit < COMPARED_BITS; bit++) {
      const other = Buffer.from(raw);
      other[bit >> 3] = (other[bit >> 3] as number) ^ (0x80 >> (bit & 7));
      expect([bit, index.get(other.toString('base64url'))]).toEqual([bit, undefined]);
    }
  });

  it('names the same slot by raw bytes, wherever they lie, as by text', () => {
    const index = new KeyIndex();
    for (const [at, key] of keys(2000).entries()) {
      const offset = at % 7;
      const bytes = Buffer.concat([Buffer.alloc(offset, 0xee), Buffer.from(key, 'base64url'), Buffer.alloc(3, 0xdd)]);
      index.setRaw(bytes, offset, at);
    }
    expect(keys(2000).map((key) => index.get(key))).toEqual([...keys(2000).keys()]);
    for (const [at, key] of keys(2000).entries()) index.set(key, at + 1);
    expect(index.size).toBe(2000);
    expect(index.get(textKey('text 0'))).toBe(1);
  });

  it('says of each key whether it was there', () => {
    const index = new KeyIndex();
    const asked = [...keys(2000), ...keys(3000)];
    const seen = new Set<string>();
    for (const key of asked) {
      expect(index.getOrSet(key, 0) === undefined).toBe(!seen.has(key));
      seen.add(key);
    }
    expect(index.size).toBe(3000);
  });
});
