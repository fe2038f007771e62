import { availableParallelism } from 'node:os';
import path from 'node:path';
import type { Inputs } from '../inputs';
import { CommandEmbedder } from './command';
import type { Embedder } from './embedder';
import { type CommandModel, externalModel, type ServiceModel } from './external-model';
import { EmbedderInWorker } from './in-worker';
import { type ModelInputs, type OnnxModel, type OpenModelOptions, openOnnxModel } from './model';
import { ServiceEmbedder } from './service';

/** What embeds, known by its contract but not loaded. */
export type Model = OnnxModel | ServiceModel | CommandModel;

type ExternalInputs = Parameters<typeof externalModel>[0];
type EmbedderInputs = Pick<
  Inputs,
  'threads' | 'batchTokens' | 'embedderApiKey' | 'embedderConcurrency' | 'embedderBatch'
>;

/** @throws InputError if the model, or an input about it, cannot be used */
export async function openModel(inputs: ModelInputs & ExternalInputs, options: OpenModelOptions): Promise<Model> {
  return inputs.embedder === 'onnx' ? openOnnxModel(inputs, options) : externalModel(inputs);
}

/**
 * With openModel the only place that decides what embeds. Nothing is loaded, started or asked until the first text.
 * @param bundle folder of the main bundle; the embedder's own lies beside it
 */
export function openEmbedder(model: Model, inputs: EmbedderInputs, bundle: string): Embedder {
  switch (model.kind) {
    case 'onnx': {
      const options = { batchTokens: inputs.batchTokens, threads: inputs.threads || availableParallelism() };
      return new EmbedderInWorker(path.join(bundle, 'embedder', 'index.js'), { model, options });
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
