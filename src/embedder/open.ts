import { stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import type { Inputs } from '../inputs';
import { CommandEmbedder } from './command';
import type { Embedder } from './embedder';
import { type CommandModel, externalModel, type ServiceModel } from './external-model';
import { EmbedderInWorker } from './in-worker';
import { type ModelInputs, neededFiles, type OnnxModel, openOnnxModel } from './model';
import { ServiceEmbedder } from './service';

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
  | 'deviceVectors'
  | 'ortDir'
  | 'ortUrl'
  | 'ortSha256'
>;

export interface ModelPlaces {
  /** The folder of the model that ships with embed-once, for when no model is given. */
  readonly defaultModel: string;
  /** Where models from a hub are kept, and digests of files are remembered. */
  readonly cacheFolder: string;
  warn(message: string): void;
}

/** @throws InputError if the model, or an input about it, cannot be used */
export async function openModel(inputs: AnyModelInputs, places: ModelPlaces): Promise<Model> {
  if (inputs.embedder !== 'onnx') return externalModel(inputs);
  const named = { ...(inputs.model && { name: path.basename(inputs.model) }) };
  return openOnnxModel(await folderOf(inputs, places), inputs, { digestFolder: places.cacheFolder, ...named });
}

/** A folder comes before a model of the hub that has the same name. */
async function folderOf(inputs: AnyModelInputs, { defaultModel, cacheFolder, warn }: ModelPlaces): Promise<string> {
  const folder = path.resolve(inputs.model || defaultModel);
  if (!isHubId(inputs.model) || (await isFolder(folder))) return folder;
  const { hubModel } = await import('./hub');
  return hubModel(inputs.model, inputs.revision, {
    endpoint: inputs.hubEndpoint,
    token: inputs.hubToken,
    offline: inputs.hubOffline === 'true',
    folder: cacheFolder,
    warn,
    needed: (names) => neededFiles(names, inputs.dtype),
  });
}

/** Whether a model is named as hubs name them, `owner/name`. */
function isHubId(model: string): boolean {
  return /^\w[\w.-]*\/\w[\w.-]*$/.test(model);
}

function isFolder(folder: string): Promise<boolean> {
  return stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/**
 * With openModel the only place that decides what embeds. Nothing is loaded, started or asked until the first text.
 * @param places folder of the main bundle, which the embedder's own lies beside, and that where what is fetched is kept
 */
export function openEmbedder(
  model: Model,
  inputs: EmbedderInputs,
  { bundle, cacheFolder }: { readonly bundle: string; readonly cacheFolder: string },
): Embedder {
  switch (model.kind) {
    case 'onnx': {
      const options = { batchTokens: inputs.batchTokens, threads: inputs.threads || availableParallelism() };
      const { ortUrl, ortSha256 } = inputs;
      const ortDir = inputs.ortDir && path.resolve(inputs.ortDir);
      const shared = inputs.deviceVectors === 'shared';
      const device = {
        asked: inputs.device,
        shared,
        ortDir,
        ortUrl,
        ortSha256,
        cacheFolder: path.resolve(cacheFolder),
      };
      return new EmbedderInWorker(path.join(bundle, 'embedder', 'index.js'), { model, options, device });
    }
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
