import { availableParallelism } from 'node:os';
import path from 'node:path';
import type { Inputs } from '../inputs';
import type { Embedder } from './embedder';
import { EmbedderInWorker } from './in-worker';
import type { Model } from './model';

/**
 * The only place that decides what embeds. Nothing is loaded until the first text.
 * @param bundle folder of the main bundle; the embedder's own lies beside it
 */
export function openEmbedder(model: Model, inputs: Pick<Inputs, 'threads' | 'batchTokens'>, bundle: string): Embedder {
  const options = { batchTokens: inputs.batchTokens, threads: inputs.threads || availableParallelism() };
  return new EmbedderInWorker(path.join(bundle, 'embedder', 'index.js'), { model, options });
}
