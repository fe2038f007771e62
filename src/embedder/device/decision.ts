import path from 'node:path';
import { DeviceUnusable, messageOf } from '../../base/errors';
import { type ArchiveInputs, archiveOf } from './archive';
import { type CudaFacts, type DeviceAsked, judgeCuda } from './choose';
import type { DeviceChoice } from './device-facts';
import { askNvidiaSmi } from './nvidia-smi';
import { CUDA_LIBRARY, findProvider, runtimeWithProvider } from './provider';
import { missingLibraries, neededLibraries } from './shared-libraries';

export interface DeviceOptions extends ArchiveInputs {
  readonly asked: DeviceAsked;
  /** Input `ort-dir`; empty if not given. */
  readonly ortDir: string;
  /** Folder for native libraries. */
  readonly nativesFolder: string;
  /** Folder of the running bundle, whose sibling `bin` contains the native libraries. */
  readonly bundle: string;
}

/** The device that will compute the model. */
export interface Decision extends DeviceChoice {
  /** One sentence without its full stop. */
  readonly reason: string;
  /** See EmbedderOptions. */
  readonly natives?: string;
}

/**
 * Chooses the device before any part of the model is loaded. `auto` falls back to the CPU if a GPU has any fault.
 * @throws ModelError if a GPU requested by name is unusable
 */
export async function decideDevice(options: DeviceOptions): Promise<Decision> {
  switch (options.asked) {
    case 'cpu':
    case 'webgpu':
      return { used: options.asked, reason: 'it was asked for' };
    case 'cuda':
      return decideCuda(options);
    case 'auto':
      return decideCuda(options).catch((error) => ({ used: 'cpu', reason: whyNot(error) }));
  }
}

/** The fault of a GPU, as the reason for using the CPU. */
export function whyNot(error: unknown): string {
  return error instanceof DeviceUnusable ? error.fault.said : messageOf(error);
}

async function decideCuda(options: DeviceOptions): Promise<Decision> {
  const { asked, ortDir, nativesFolder, bundle } = options;
  const facts: CudaFacts = { platform: `${process.platform}/${process.arch}`, smi: await askNvidiaSmi() };
  const machine = judgeCuda(facts);
  if (!machine.usable) throw unusable(machine.reason);
  const provider = await findProvider({
    folder: ortDir,
    workingFolder: process.cwd(),
    nativesFolder,
    archive: archiveOf(options, asked === 'cuda'),
  });
  if (!provider) {
    throw unusable(
      `ONNX Runtime's CUDA provider for ${machine.reason} is not installed: --device cuda downloads it once (247 MB)`,
    );
  }
  const needs = (await neededLibraries(path.join(provider.folder, CUDA_LIBRARY))).filter((name) =>
    /^lib(cu|nv)/.test(name),
  );
  const missing = await missingLibraries(needs, process.env.LD_LIBRARY_PATH ?? '');
  const verdict = judgeCuda({ ...facts, provider: { from: provider.from, needs, missing } });
  if (!verdict.usable) throw unusable(verdict.reason);
  const own = path.join(bundle, 'bin', 'napi-v6', 'linux', 'x64');
  return {
    used: 'cuda',
    reason: verdict.reason,
    natives: await runtimeWithProvider(provider, own, nativesFolder),
    ...(verdict.name !== undefined && { name: verdict.name }),
  };
}

function unusable(said: string): DeviceUnusable {
  return new DeviceUnusable({ device: 'cuda', said, advice: 'See docs/gpu-runners.md, or use --device cpu.' });
}
