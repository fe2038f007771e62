import { describe, expect, it } from '@jest/globals';
import { compareSamples, KeySample, packSample, SAMPLE_KEYS, unpackSample } from '../../../src/keys/key-sample';
import { textKey } from '../../../src/keys/text-key';

function sampleOf(texts: readonly string[]): readonly string[] {
  const sample = new KeySample();
  for (const text of texts) sample.add(textKey(text));
  return sample.keys;
}

const texts = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => `text ${from + index}`);

describe('a sample of keys', () => {
  it('holds the smallest ones, in order, whatever the order they came in', () => {
    const all = texts(0, 500);
    const expected = all
      .map((text) => textKey(text).slice(0, 8))
      .sort((a, b) => (a < b ? -1 : 1))
      .slice(0, SAMPLE_KEYS);
    expect(sampleOf(all)).toEqual(expected);
    expect(sampleOf(all.reverse())).toEqual(expected);
  });

  it('survives being packed', () => {
    const keys = sampleOf(texts(0, 100));
    expect(unpackSample(packSample(keys))).toEqual(keys);
    expect(unpackSample('')).toEqual([]);
  });

  it('tells which of an earlier sample are in a set, as far as what was drawn from the set can tell', () => {
    const earlier = sampleOf(texts(0, 10_000));
    expect(compareSamples(earlier, sampleOf(texts(10_000, 10_010)))).toEqual({ judged: SAMPLE_KEYS, found: 0 });
    expect(compareSamples(earlier, sampleOf(texts(0, 10_000)))).toEqual({ judged: SAMPLE_KEYS, found: SAMPLE_KEYS });
    // Half of the earlier texts, and as many others: those below the largest that was drawn can be judged.
    const { judged, found } = compareSamples(earlier, sampleOf(texts(5000, 15_000)));
    expect(judged).toBeGreaterThan(30);
    expect(Math.abs(found / judged - 0.5)).toBeLessThan(0.25);
  });
});
