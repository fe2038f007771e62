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
 * Tokens of a batch at which a processor computes fastest: enough to keep it busy, and few enough that hidden states stay in
 * its cache. all-MiniLM-L6-v2 on one thread with 1 MB of it, in µs a token: 134 for 72 tokens, 107 for 576, 138 for 4,104.
 */
const CPU_BATCH_TOKENS = 512;

/**
 * On a GPU a batch should have whatever is there: texts come in shares of 65,536 characters, which are seldom more tokens. That a batch
 * costs as much as 1,000 tokens is an estimate: some hundred kernels, each started in about 5 µs. docs/unverified.md has it.
 */
const GPU_BATCH_TOKENS = 16_384;
const GPU_BATCH_COST_TOKENS = 1_000;

/** What embeds, known by its contract but not loaded. */
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
  /** The folder of the model that ships with embed-once, for when no model is given. */
  readonly defaultModel: string;
  /** Where models from a hub are kept, and digests of files are remembered. */
  readonly cacheFolder: string;
  /** Whether digests may be remembered there, and believed. */
  readonly remembersDigests: boolean;
  warn(message: string): void;
}

/** @throws InputError if the model, or an input about it, cannot be used */
export async function openModel(inputs: AnyModelInputs, places: ModelPlaces): Promise<Model> {
  if (inputs.embedder !== 'onnx') return externalModel(inputs);
  const named = { ...(inputs.model && { name: path.basename(inputs.model) }) };
  return openOnnxModel(await folderOf(inputs, places), inputs, {
    digestFolder: places.remembersDigests ? places.cacheFolder : undefined,
    warn: places.warn,
    ...named,
  });
}

/** A folder comes before a model of the hub that has the same name. */
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

/** Whether a model is named as hubs name them, `owner/name`. */
function isHubId(model: string): boolean {
  return /^\w[\w.-]*\/\w[\w.-]*$/.test(model);
}

/**
 * With openModel the only place that decides what embeds. Nothing is loaded, started or asked until the first text.
 * @param places folder of the main bundle, which the embedder's own lies beside; and that where native libraries are kept, which is not
 * the runner cache's: that may be restored from places that others can write
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

/** One element a session. */
function optionsOnCpu(model: OnnxModel, inputs: EmbedderInputs): EmbedderOptions[] {
  const weights = [model.onnxFile, `${model.onnxFile}_data`].map((name) => path.join(model.folder, name));
  const plan = planSessions({
    threads: inputs.threads || usableProcessors(),
    weightBytes: weights.reduce((sum, file) => sum + (statSync(file, { throwIfNoEntry: false })?.size ?? 0), 0),
    memoryBytes: Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY),
  });
  return plan.map((threads) => ({ batchTokens: inputs.batchTokens || CPU_BATCH_TOKENS, threads }));
}

/** Threads are for what the GPU does not do, and for the canary texts. */
function optionsOnGpu({ batchTokens, threads }: EmbedderInputs): EmbedderOptions {
  return {
    batchTokens: batchTokens || GPU_BATCH_TOKENS,
    batchCostTokens: GPU_BATCH_COST_TOKENS,
    threads: threads || usableProcessors(),
  };
}
