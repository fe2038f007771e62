import { statSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { totalmem } from 'node:os';
import path from 'node:path';
import type { Inputs } from '../inputs/inputs';
import { CommandEmbedder } from './command';
import { EmbedderOnDevice } from './device/embedder-on-device';
import type { Embedder, EmbedderOptions } from './embedder';
import { type CommandModel, externalModel, type ServiceModel } from './external-model';
import { type ModelInputs, neededFiles, type OnnxModel, openOnnxModel } from './model';
import { usableProcessors } from './processors';
import { ServiceEmbedder } from './service';
import { planSessions } from './session-plan';

/**
 * Tokens per batch at which a core computes fastest: enough to keep it busy, and few enough that hidden states stay in its cache.
 * all-MiniLM-L6-v2 on one thread with 1 MB of cache, in µs per token: 134 for 72 tokens, 107 for 576, 138 for 4,104.
 */
const CPU_BATCH_TOKENS = 512;

/**
 * On a GPU a batch should take all texts of a share, which has 65,536 characters and seldom more tokens. The cost of 1,000 tokens per
 * batch is an estimate: about a hundred kernels, each started in about 5 µs (see docs/unverified.md).
 */
const GPU_BATCH_TOKENS = 16_384;
const GPU_BATCH_COST_TOKENS = 1_000;

/** A model with its contract, not loaded yet. */
export type Model = OnnxModel | ServiceModel | CommandModel;

type ExternalInputs = Parameters<typeof externalModel>[0];
type AnyModelInputs = ModelInputs & ExternalInputs & Pick<Inputs, 'hubEndpoint' | 'hubToken' | 'hubOffline'>;
type EmbedderInputs = Pick<
  Inputs,
  | 'threads'
  | 'batchTokens'
  | 'embedderApiKey'
  | 'embedderConcurrency'
  | 'embedderBatch'
  | 'device'
  | 'ortDir'
  | 'ortUrl'
  | 'ortSha256'
>;

export interface ModelPlaces {
  /** Folder of the model that ships with embed-once, used if no model is given. */
  readonly defaultModel: string;
  /** Folder for models from a hub and for digests of files. */
  readonly cacheFolder: string;
  /** Whether digests may be stored there and trusted. */
  readonly remembersDigests: boolean;
  warn(message: string): void;
}

/** @throws InputError if the model, or an input about it, is unusable */
export async function openModel(inputs: AnyModelInputs, places: ModelPlaces): Promise<Model> {
  if (inputs.embedder !== 'onnx') return externalModel(inputs);
  const named = { ...(inputs.model && { name: path.basename(inputs.model) }) };
  return openOnnxModel(await folderOf(inputs, places), inputs, {
    digestFolder: places.remembersDigests ? places.cacheFolder : undefined,
    warn: places.warn,
    ...named,
  });
}

/** A folder takes precedence over a model of the hub with the same name. */
async function folderOf(inputs: AnyModelInputs, { defaultModel, cacheFolder, warn }: ModelPlaces): Promise<string> {
  const folder = path.resolve(inputs.model || defaultModel);
  if (!isHubId(inputs.model) || (await stat(folder).catch(() => undefined))?.isDirectory()) return folder;
  const { hubModel } = await import('./hub');
  return hubModel(inputs.model, inputs.revision, {
    endpoint: inputs.hubEndpoint,
    token: inputs.hubToken,
    offline: inputs.hubOffline,
    folder: cacheFolder,
    warn,
    needed: (names) => neededFiles(names, inputs.dtype),
  });
}

/** Whether the name has the form of a hub's, `owner/name`. */
function isHubId(model: string): boolean {
  return /^\w[\w.-]*\/\w[\w.-]*$/.test(model);
}

/**
 * Chooses the embedder; only this function and openModel do. Nothing is loaded, started or requested before the first text.
 * @param places the folder of the main bundle, which also contains the embedder's bundle, and the folder for native libraries. The latter
 * is never in the runner cache, which may be restored from places that others can write.
 */
export function openEmbedder(
  model: Model,
  inputs: EmbedderInputs,
  { bundle, nativesFolder }: { readonly bundle: string; readonly nativesFolder: string },
): Embedder {
  switch (model.kind) {
    case 'onnx':
      return new EmbedderOnDevice(
        {
          asked: inputs.device,
          ortDir: inputs.ortDir && path.resolve(inputs.ortDir),
          ortUrl: inputs.ortUrl,
          ortSha256: inputs.ortSha256,
          nativesFolder,
          bundle,
        },
        {
          model,
          workerFile: path.join(bundle, 'embedder', 'index.js'),
          onCpu: () => optionsOnCpu(model, inputs),
          onGpu: () => optionsOnGpu(inputs),
        },
      );
    case 'service':
      return new ServiceEmbedder(model, {
        apiKey: inputs.embedderApiKey,
        concurrency: inputs.embedderConcurrency,
        batch: inputs.embedderBatch,
      });
    case 'command':
      return new CommandEmbedder(model);
  }
}

/** @returns one element per session */
function optionsOnCpu(model: OnnxModel, inputs: EmbedderInputs): EmbedderOptions[] {
  const weights = [model.onnxFile, `${model.onnxFile}_data`].map((name) => path.join(model.folder, name));
  const plan = planSessions({
    threads: inputs.threads || usableProcessors(),
    weightBytes: weights.reduce((sum, file) => sum + (statSync(file, { throwIfNoEntry: false })?.size ?? 0), 0),
    memoryBytes: Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY),
  });
  return plan.map((threads) => ({ batchTokens: inputs.batchTokens || CPU_BATCH_TOKENS, threads }));
}

/** Threads compute operators that the GPU does not support, and the canary texts on the CPU. */
function optionsOnGpu({ batchTokens, threads }: EmbedderInputs): EmbedderOptions {
  return {
    batchTokens: batchTokens || GPU_BATCH_TOKENS,
    batchCostTokens: GPU_BATCH_COST_TOKENS,
    threads: threads || usableProcessors(),
  };
}
