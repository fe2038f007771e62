import path from 'node:path';
import { messageOf } from '../../errors';
import type { Embedder, EmbedderOptions } from '../embedder';
import type { OnnxModel } from '../model';
import { OnnxEmbedder } from '../onnx';
import { loadRuntime, type Runtime } from '../runtime';
import { archiveOf } from './archive';
import { type CudaFacts, type CudaVerdict, type Device, type DeviceAsked, judgeCuda } from './choose';
import { DeviceUnusable, explainFailure } from './failure';
import { askNvidiaSmi } from './nvidia-smi';
import { checkParity, type Parity } from './parity';
import { cudaLibrary, findProvider, runtimeWithProvider } from './provider';
import { missingLibraries, neededLibraries } from './shared-libraries';

/** A GPU is not busy with what keeps a CPU busy: so many times `batch-tokens` are in its batches. */
const GPU_BATCHES = 16;

/** What was asked for, and where things are. Plain data: it crosses to the worker thread. */
export interface DeviceOptions {
  readonly asked: DeviceAsked;
  /** Whether the vectors of a GPU have the keys of the CPU's, so that they must be the same. */
  readonly shared: boolean;
  readonly ortDir: string;
  readonly ortUrl: string;
  readonly ortSha256: string;
  readonly cacheFolder: string;
}

/** Where a run embedded, for reports. */
export interface DeviceFacts {
  readonly used: Device;
  /** One sentence, without its full stop. */
  readonly reason: string;
  /** Of the canary texts; absent on the CPU, and where vectors of a device have keys of their own. */
  readonly parity?: Parity;
}

export interface OpenedEmbedder {
  readonly embedder: Embedder;
  readonly device: DeviceFacts;
}

/** What opening needs, all of it besides the device. */
interface Opening {
  readonly model: OnnxModel;
  readonly options: EmbedderOptions;
  readonly device: DeviceOptions;
  /** Folder of the running bundle. */
  readonly bundle: string;
}

/**
 * Decides where the model is computed, and loads it there. `auto` ends on the CPU whatever goes wrong with a GPU; a GPU that was asked
 * for by name is used or the run ends.
 * @throws ModelError
 */
export async function openOnDevice(opening: Opening): Promise<OpenedEmbedder> {
  switch (opening.device.asked) {
    case 'cpu':
      return openOnCpu(opening, 'it was asked for');
    case 'webgpu':
      return openOnGpu('webgpu', opening, await loadRuntime(opening.bundle), 'it was asked for');
    case 'cuda':
      return openOnCuda(opening);
    case 'auto':
      return openOnCuda(opening).catch((error) =>
        openOnCpu(opening, error instanceof DeviceUnusable ? error.said : messageOf(error)),
      );
  }
}

async function openOnCpu(opening: Opening, reason: string): Promise<OpenedEmbedder> {
  const runtime = await loadRuntime(opening.bundle);
  const embedder = await OnnxEmbedder.open(opening.model, opening.options, runtime);
  return { embedder, device: { used: 'cpu', reason } };
}

async function openOnCuda(opening: Opening): Promise<OpenedEmbedder> {
  const { verdict, natives } = await inspectCuda(opening);
  if (!natives) throw new DeviceUnusable('cuda', verdict.reason, 'See docs/gpu-runners.md, or use --device cpu.');
  // TF32 rounds factors to 11 bits, and ONNX Runtime for Node has no option against it; NVIDIA's libraries read this when they
  // start. And the first GPU shall be the one that nvidia-smi lists first.
  Object.assign(process.env, { NVIDIA_TF32_OVERRIDE: '0', CUDA_DEVICE_ORDER: 'PCI_BUS_ID' });
  return openOnGpu('cuda', opening, await loadRuntime(opening.bundle, natives), verdict.reason);
}

/** @returns whether CUDA can be used and, only then, the folder of a runtime that has the provider */
async function inspectCuda({
  device,
  bundle,
}: Opening): Promise<{ readonly verdict: CudaVerdict; readonly natives?: string }> {
  const facts: CudaFacts = { platform: `${process.platform}/${process.arch}`, smi: await askNvidiaSmi() };
  const machine = judgeCuda(facts);
  if (!machine.usable) return { verdict: machine };
  const provider = await findProvider({
    folder: device.ortDir,
    workingFolder: process.cwd(),
    cacheFolder: device.cacheFolder,
    archive: archiveOf(device.ortUrl, device.ortSha256, device.asked === 'cuda'),
  });
  if (!provider) {
    const reason = `${machine.reason} is there, but ONNX Runtime's CUDA provider is not: --device cuda fetches it once, 247 MB`;
    return { verdict: { usable: false, reason } };
  }
  const needs = (await neededLibraries(cudaLibrary(provider))).filter((name) => /^lib(cu|nv)/.test(name));
  const missing = await missingLibraries(needs, process.env.LD_LIBRARY_PATH ?? '');
  const verdict = judgeCuda({ ...facts, provider: { from: provider.from, needs, missing } });
  if (!verdict.usable) return { verdict };
  const own = path.join(bundle, '..', 'bin', 'napi-v6', 'linux', 'x64');
  return { verdict, natives: await runtimeWithProvider(provider, own, device.cacheFolder) };
}

async function openOnGpu(
  device: 'cuda' | 'webgpu',
  { model, options, device: { shared } }: Opening,
  runtime: Runtime,
  reason: string,
): Promise<OpenedEmbedder> {
  const batchTokens = options.batchTokens * GPU_BATCHES;
  let embedder: OnnxEmbedder | undefined;
  try {
    embedder = await OnnxEmbedder.open(model, { ...options, batchTokens, device }, runtime);
    if (!shared) return { embedder, device: { used: device, reason } };
    const reference = await OnnxEmbedder.open(model, options, runtime);
    try {
      return { embedder, device: { used: device, reason, parity: await checkParity(device, embedder, reference) } };
    } finally {
      await reference.close();
    }
  } catch (error) {
    await embedder?.close();
    throw error instanceof DeviceUnusable ? error : explainFailure(device, messageOf(error), error);
  }
}
