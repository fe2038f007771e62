import { describe, expect, it } from '@jest/globals';
import { type CudaFacts, judgeCuda, parseGpus } from '../../../../src/embedder/device/choose';

/** As nvidia-smi prints them for GPU_QUERY (form as documented; not recorded from these machines). */
const L4 = 'NVIDIA L4, 580.95.05, 23034 MiB, 8.9\n';
const FOUR = Array.from({ length: 4 }, () => 'NVIDIA A100-SXM4-40GB, 580.65.06, 40960 MiB, 8.0').join('\n');
const OLD_DRIVER = 'Tesla T4, 535.183.01, 15360 MiB, 7.5\n';
const OLD_GPU = 'Tesla V100-SXM2-16GB, 580.65.06, 16384 MiB, 7.0\n';

const NEEDS_13 = ['libcublas.so.13', 'libcudart.so.13', 'libcuda.so.1'];

function facts(output: string, overrides: Partial<CudaFacts> = {}): CudaFacts {
  return {
    platform: 'linux/x64',
    smi: { output },
    provider: { from: 'ort-dir', needs: NEEDS_13, missing: [] },
    ...overrides,
  };
}

describe('whether CUDA is used', () => {
  it('takes a GPU that has all it needs, and says which', () => {
    expect(judgeCuda(facts(L4))).toEqual({
      usable: true,
      name: 'NVIDIA L4',
      reason: 'NVIDIA L4 with 23034 MiB, driver 580.95.05, compute capability 8.9; CUDA 13, provider from ort-dir',
    });
  });

  it('takes the first of several', () => {
    expect(judgeCuda(facts(FOUR)).reason).toMatch(/^NVIDIA A100-SXM4-40GB, the first of 4 GPUs with 40960 MiB/);
  });

  it.each<[string, CudaFacts, RegExp]>([
    ['another platform', facts(L4, { platform: 'linux/arm64' }), /for linux\/x64, and this is linux\/arm64$/],
    ['no nvidia-smi', facts('', { smi: { failure: 'nvidia-smi is not installed' } }), /^nvidia-smi is not installed$/],
    ['no GPU', facts('No devices were found\n'), /^nvidia-smi lists no GPU$/],
    ['an old driver', facts(OLD_DRIVER), /has driver 535\.183\.01, and CUDA 13 needs 580 or newer$/],
    ['an old GPU', facts(OLD_GPU), /has compute capability 7\.0, and CUDA 13 needs 7\.5 or higher$/],
    [
      'a missing library',
      facts(L4, { provider: { from: 'ort-dir', needs: NEEDS_13, missing: ['libcublas.so.13'] } }),
      /^the loader does not find libcublas\.so\.13, which the CUDA provider from ort-dir needs on NVIDIA L4$/,
    ],
  ])('does not take %s', (_, found, reason) => {
    expect(judgeCuda(found)).toEqual({ usable: false, reason: expect.stringMatching(reason) });
  });

  it('asks of driver and GPU what the CUDA of the provider asks of them', () => {
    const provider = { from: 'ort-dir', needs: ['libcudart.so.12'], missing: [] };
    for (const output of [OLD_DRIVER, OLD_GPU]) expect(judgeCuda(facts(output, { provider })).usable).toBe(true);
  });

  it('reads GPUs among other lines', () => {
    expect(parseGpus(`WARNING: infoROM is corrupted at gpu 0000:00:1E.0\n${L4}`)).toHaveLength(1);
  });
});
