import { describe, expect, it } from '@jest/globals';
import { openDefaultModel } from '../../../test-support/builders/default-model';

describe('cache-dtype', () => {
  it('is part of the embedding contract for fp16, and leaves the fingerprint of fp32 as it always was', async () => {
    const fp32 = await openDefaultModel();
    const fp16 = await openDefaultModel({ cacheDtype: 'fp16' });
    expect(fp32.contract).not.toHaveProperty('cacheDtype');
    expect(fp16.contract).toEqual({ ...fp32.contract, cacheDtype: 'fp16' });
    expect(fp16.fingerprint).not.toBe(fp32.fingerprint);
  });
});
