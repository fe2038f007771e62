import { describe, expect, it } from '@jest/globals';
import { CANARIES } from '../../../../src/embedder/device/canaries';
import { checkCanaries } from '../../../../src/embedder/device/canary-check';
import {
  BATCH_TOLERANCE,
  HALF_BATCH_TOLERANCE,
  OWN_TOLERANCE,
  SHARED_TOLERANCE,
} from '../../../../src/embedder/device/tolerances';
import type { Embedder } from '../../../../src/embedder/embedder';

interface Turned {
  /** Of its length, the vector of every text. */
  readonly always?: number;
  /** The vector of the last of several texts, besides. */
  readonly together?: number;
}

/** No model: a stand-in whose vectors point along the first axis, turned by so much. */
function standIn({ always = 0, together = 0 }: Turned = {}): Embedder {
  return {
    async embed(texts) {
      const vectors = new Float32Array(texts.length * 2);
      for (const at of texts.keys()) vectors.set([1, always], at * 2);
      if (texts.length > 1) vectors[vectors.length - 1] = always + together;
      return { vectors, tokens: 0, truncated: 0, milliseconds: 0 };
    },
    async close() {},
  };
}

const SHARED = { dtype: 'fp32' } as const;
const OWN_HALF = { dtype: 'fp16', device: 'cuda' } as const;

function check(turned: Turned, contract: typeof SHARED | typeof OWN_HALF = SHARED) {
  return checkCanaries('cuda', { embedder: standIn(turned), reference: standIn(), contract });
}

describe('canary texts', () => {
  it('are all different', () => {
    expect(new Set(CANARIES).size).toBe(32);
  });

  it('say how far a device is from the CPU, if that is allowed', async () => {
    const found = await check({ always: SHARED_TOLERANCE * 0.9 });
    expect(found).toEqual({ texts: 32, fromCpu: expect.closeTo(9e-5, 7), fromBatch: 0, oneByOne: false });
  });

  it.each([SHARED_TOLERANCE * 1.1, Number.NaN])('do not let a device turn vectors by %p', async (always) => {
    await expect(check({ always })).rejects.toThrow(
      /32 of 32 canary texts have different vectors than on the CPU.*--device cpu, or --device-vectors own/,
    );
  });

  it('let a device with keys of its own round more, but not do something else', async () => {
    const found = await check({ always: OWN_TOLERANCE * 0.9 }, OWN_HALF);
    expect(found.fromCpu).toBeCloseTo(OWN_TOLERANCE * 0.9, 5);
    await expect(check({ always: OWN_TOLERANCE * 1.1 }, OWN_HALF)).rejects.toThrow(
      /Rounding does not explain that\. Use --device cpu/,
    );
  });

  it.each([
    ['fp32', SHARED, BATCH_TOLERANCE],
    ['fp16 in a contract that names the device', OWN_HALF, HALF_BATCH_TOLERANCE],
  ])(
    'let batch-mates move a vector of %s as far as is promised, else have texts embedded one by one',
    async (_, contract, tolerance) => {
      expect(await check({ together: tolerance * 0.9 }, contract)).toMatchObject({ fromCpu: 0, oneByOne: false });
      expect(await check({ together: tolerance * 1.1 }, contract)).toMatchObject({ fromCpu: 0, oneByOne: true });
      expect((await check({ together: Number.NaN }, contract)).oneByOne).toBe(true);
    },
  );
});
