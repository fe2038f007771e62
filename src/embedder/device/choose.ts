/** Names of ONNX Runtime's execution providers. */
export type Gpu = 'cuda' | 'webgpu';

export type Device = 'cpu' | Gpu;

/** Values of the input `device`. */
export type DeviceAsked = 'auto' | Device;

/** Arguments of nvidia-smi, which prints one line per GPU. */
export const GPU_QUERY = ['--query-gpu=name,driver_version,memory.total,compute_cap', '--format=csv,noheader'];

/** Facts about this machine and its NVIDIA GPUs. */
export interface CudaFacts {
  /** Such as `linux/x64`. */
  readonly platform: string;
  /** The output of nvidia-smi, or the reason why it printed nothing. */
  readonly smi: { readonly output: string } | { readonly failure: string };
  /** ONNX Runtime's CUDA provider; undefined if it has not been found yet. */
  readonly provider?: ProviderFacts;
}

interface ProviderFacts {
  /** Where it comes from, for messages. */
  readonly from: string;
  /** CUDA libraries it needs, such as `libcublas.so.13`. */
  readonly needs: readonly string[];
  /** The needed libraries that the loader would not find. */
  readonly missing: readonly string[];
}

interface ListedGpu {
  readonly name: string;
  readonly driver: string;
  /** As nvidia-smi prints it, such as `23034 MiB`. */
  readonly memory: string;
  readonly computeCapability: string;
}

export interface CudaVerdict {
  readonly usable: boolean;
  /** One sentence without its full stop. */
  readonly reason: string;
  /** Name of the usable GPU. */
  readonly name?: string;
}

/**
 * Requirements of each CUDA release: the lowest driver version (docs.nvidia.com/deploy/cuda-compatibility, minor version
 * compatibility) and the lowest compute capability (CUDA 12.0 dropped Kepler; CUDA 13.0 dropped Maxwell, Pascal and Volta: see
 * their release notes).
 */
const CUDA_NEEDS: Readonly<Record<string, { readonly driver: number; readonly computeCapability: number }>> = {
  '12': { driver: 525, computeCapability: 5.0 },
  '13': { driver: 580, computeCapability: 7.5 },
};

/**
 * Decides whether the first NVIDIA GPU is usable, and gives the reason: if it is not, the first requirement that is not met.
 * @param facts without `provider`, the verdict says whether to look for one
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
      `the loader does not find ${provider.missing.join(', ')}, which the CUDA provider from ${provider.from} needs on ${name}`,
    );
  }
  return {
    usable: true,
    name: gpu.name,
    reason: `${name} with ${gpu.memory}, driver ${gpu.driver}, compute capability ${gpu.computeCapability}; CUDA ${cuda}, provider from ${provider.from}`,
  };
}

/** Parses the lines that nvidia-smi prints for GPU_QUERY, and ignores others, such as warnings. */
export function parseGpus(output: string): ListedGpu[] {
  return output.split('\n').flatMap((line) => {
    const [name, driver, memory, computeCapability] = line.split(',').map((value) => value.trim());
    if (!name || !driver || !memory || !computeCapability || !/^\d+(\.\d+)+$/.test(driver)) return [];
    return [{ name, driver, memory, computeCapability }];
  });
}

/** The major release of CUDA, from the version of its runtime library. */
function cudaOf(needs: readonly string[]): string {
  return needs.map((name) => /^libcudart\.so\.(\d+)$/.exec(name)?.[1]).find((major) => major !== undefined) ?? '';
}

function no(reason: string): CudaVerdict {
  return { usable: false, reason };
}
