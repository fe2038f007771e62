import { describe, expect, it } from '@jest/globals';
import { CANARIES } from '../../../../src/embedder/device/canaries';
import { checkParity, PARITY_TOLERANCE } from '../../../../src/embedder/device/parity';
import type { Embedder } from '../../../../src/embedder/embedder';

/** No model: a stand-in whose vectors point along the first axis, the last of them turned by `turned` of its length. */
function standIn(turned: number): Embedder {
  return {
    async embed(texts) {
      const vectors = new Float32Array(texts.length * 2);
      for (const at of texts.keys()) vectors[at * 2] = 1;
      vectors[vectors.length - 1] = turned;
      return { vectors, tokens: 0, truncated: 0, milliseconds: 0 };
    },
    async close() {},
  };
}

describe('the parity check', () => {
  it('passes what differs within the tolerance, and says by how much', async () => {
    const parity = await checkParity('cuda', standIn(PARITY_TOLERANCE * 0.9), standIn(0));
    expect(parity).toEqual({ texts: 32, largestDeviation: expect.closeTo(9e-5, 7) });
  });

  it.each([PARITY_TOLERANCE * 1.1, Number.NaN])('refuses one vector of 32 that is turned by %p', async (turned) => {
    await expect(checkParity('cuda', standIn(turned), standIn(0))).rejects.toThrow(
      /1 of 32 canary texts have other vectors there than on the CPU.*--device cpu, or --device-vectors own/,
    );
  });

  it('has texts that are all different', () => {
    expect(new Set(CANARIES).size).toBe(32);
  });
});
