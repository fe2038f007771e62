/** As ONNX Runtime calls what computes there. */
export type Gpu = 'cuda' | 'webgpu';

/** Where a model is computed. */
export type Device = 'cpu' | Gpu;

/** What `device` may be asked for. */
export type DeviceAsked = 'auto' | Device;

/** What nvidia-smi is asked for, one line a GPU. */
export const GPU_QUERY = ['--query-gpu=name,driver_version,memory.total,compute_cap', '--format=csv,noheader'];

/** What was found out about this machine and its NVIDIA GPUs. */
export interface CudaFacts {
  /** Such as `linux/x64`. */
  readonly platform: string;
  /** What nvidia-smi printed, or why it printed nothing. */
  readonly smi: { readonly output: string } | { readonly failure: string };
  /** ONNX Runtime's CUDA provider; undefined where there is none yet. */
  readonly provider?: ProviderFacts;
}

interface ProviderFacts {
  /** For people: where it is from. */
  readonly from: string;
  /** Libraries of CUDA that it needs, such as `libcublas.so.13`. */
  readonly needs: readonly string[];
  /** Those of them that the loader would not find. */
  readonly missing: readonly string[];
}

interface ListedGpu {
  readonly name: string;
  readonly driver: string;
  /** As nvidia-smi gives it, such as `23034 MiB`. */
  readonly memory: string;
  readonly computeCapability: string;
}

export interface CudaVerdict {
  readonly usable: boolean;
  /** One sentence, without its full stop. */
  readonly reason: string;
  /** Of the GPU that can be used. */
  readonly name?: string;
}

/**
 * What a release of CUDA asks of a machine: least driver (docs.nvidia.com/deploy/cuda-compatibility, minor version compatibility)
 * and least compute capability (release notes of CUDA 12.0 and 13.0: Kepler went, then Maxwell, Pascal and Volta).
 */
const CUDA_NEEDS: Readonly<Record<string, { readonly driver: number; readonly computeCapability: number }>> = {
  '12': { driver: 525, computeCapability: 5.0 },
  '13': { driver: 580, computeCapability: 7.5 },
};

/**
 * Whether the first NVIDIA GPU can be used, and why, or why not. The first thing that is missing is what is named.
 * @param facts without `provider`: whether it is worth looking for one
 */
export function judgeCuda(facts: CudaFacts): CudaVerdict {
  if (facts.platform !== 'linux/x64') {
    return no(`ONNX Runtime has a CUDA provider for linux/x64, and this is ${facts.platform}`);
  }
  if ('failure' in facts.smi) return no(facts.smi.failure);
  const gpus = parseGpus(facts.smi.output);
  const [gpu] = gpus;
  if (!gpu) return no('nvidia-smi lists no GPU');
  const { provider } = facts;
  const name = gpus.length > 1 ? `${gpu.name}, the first of ${gpus.length} GPUs` : gpu.name;
  if (!provider) return { usable: true, reason: name, name: gpu.name };
  const cuda = cudaOf(provider.needs);
  const needs = CUDA_NEEDS[cuda];
  if (needs && Number.parseFloat(gpu.driver) < needs.driver) {
    return no(`${name} has driver ${gpu.driver}, and CUDA ${cuda} needs ${needs.driver} or newer`);
  }
  if (needs && Number.parseFloat(gpu.computeCapability) < needs.computeCapability) {
    return no(
      `${name} has compute capability ${gpu.computeCapability}, and CUDA ${cuda} needs ${needs.computeCapability.toFixed(1)} or higher`,
    );
  }
  if (provider.missing.length > 0) {
    return no(
      `${name} is there, but the loader does not find ${provider.missing.join(', ')}, which the CUDA provider from ${provider.from} needs`,
    );
  }
  return {
    usable: true,
    name: gpu.name,
    reason: `${name} with ${gpu.memory}, driver ${gpu.driver}, compute capability ${gpu.computeCapability}; CUDA ${cuda}, provider from ${provider.from}`,
  };
}

/** Reads lines as nvidia-smi prints them for GPU_QUERY. Other lines, such as warnings, do not count. */
export function parseGpus(output: string): ListedGpu[] {
  return output.split('\n').flatMap((line) => {
    const [name, driver, memory, computeCapability] = line.split(',').map((value) => value.trim());
    if (!name || !driver || !memory || !computeCapability || !/^\d+(\.\d+)+$/.test(driver)) return [];
    return [{ name, driver, memory, computeCapability }];
  });
}

/** The major release of CUDA that these libraries are of, by that of its runtime. */
function cudaOf(needs: readonly string[]): string {
  return needs.map((name) => /^libcudart\.so\.(\d+)$/.exec(name)?.[1]).find((major) => major !== undefined) ?? '';
}

function no(reason: string): CudaVerdict {
  return { usable: false, reason };
}
