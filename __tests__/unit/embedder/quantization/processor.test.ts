import { describe, expect, it } from '@jest/globals';
import { instructionSet, weightLimit } from '../../../../src/embedder/quantization/processor';

const x64 = (flags: string) => ({
  arch: 'x64',
  cpuinfo: `processor\t: 0\nflags\t\t: fpu ${flags} sse2\nbugs\t: \n`,
  model: 'A',
});
const arm64 = (features: string) => ({
  arch: 'arm64',
  cpuinfo: `processor\t: 0\nFeatures\t: fp ${features}\n`,
  model: 'B',
});

describe('the class of instruction sets', () => {
  it.each([
    ['amx-int8', x64('avx2 avx512bw avx512_vnni amx_int8')],
    ['avx512-vnni', x64('avx2 avx_vnni avx512bw avx512_vnni')],
    ['avx-vnni', x64('avx2 avx_vnni')],
    ['avx512', x64('avx2 avx512bw')],
    ['avx2', x64('avx avx2')],
    ['neon-i8mm', arm64('asimd asimddp i8mm')],
    ['neon-dotprod', arm64('asimd asimddp')],
    ['neon', arm64('asimd')],
  ])('is %s by the most able of the flags', (name, processor) => {
    expect(instructionSet(processor)).toBe(name);
  });

  it('does not take part of a flag for it', () => {
    expect(instructionSet(x64('avx2x xavx2'))).toBe('x64 A');
  });

  it('is the model where the system does not say what the processor can', () => {
    expect(instructionSet({ arch: 'arm64', cpuinfo: '', model: 'Apple M1' })).toBe('arm64 Apple M1');
  });

  it('leaves weights a bit smaller where sums of products are kept in 16 bits, or may be', () => {
    const limits = ['amx-int8', 'avx512-vnni', 'avx-vnni', 'avx512', 'avx2', 'neon', 'arm64 Apple M1'].map(weightLimit);
    expect(limits).toEqual([127, 127, 127, 63, 63, 127, 63]);
  });
});
