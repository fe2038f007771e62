import { describe, expect, it } from '@jest/globals';
import { openDefaultModel } from '../../../test-support/builders/default-model';

describe('device-vectors', () => {
  it('leaves the fingerprint as it is on the CPU, whatever the device, unless own keys are asked for', async () => {
    const cpu = await openDefaultModel({ device: 'cpu' });
    expect((await openDefaultModel({ device: 'cuda' })).fingerprint).toBe(cpu.fingerprint);
    const own = await openDefaultModel({ device: 'cuda', deviceVectors: 'own' });
    expect(own.contract).toEqual({ ...cpu.contract, device: 'cuda' });
    expect(own.fingerprint).not.toBe(cpu.fingerprint);
  });
});
