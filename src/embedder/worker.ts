import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { messageOf } from '../errors';
import type { WorkerAnswer, WorkerQuestion, WorkerStart } from './in-worker';
import { OnnxEmbedder } from './onnx';
import { loadRuntime } from './runtime';

/**
 * The other side of EmbedderInWorker: a bundle of its own, so that a run without misses reads neither this code, nor the
 * runtime, nor the model.
 */
const { model, options } = workerData as WorkerStart;
const folder = path.dirname(fileURLToPath(import.meta.url));
const opening = loadRuntime(folder).then((runtime) => OnnxEmbedder.open(model, options, runtime));
// Whoever asks gets the failure.
opening.catch(() => {});

parentPort?.on('message', async ({ id, texts }: WorkerQuestion) => {
  let answer: WorkerAnswer;
  try {
    const embedder = await opening;
    const progress = (done: number) => parentPort?.postMessage({ id, done } satisfies WorkerAnswer);
    answer = { id, embedded: await embedder.embed(texts, progress) };
  } catch (error) {
    answer = { id, failure: messageOf(error) };
  }
  parentPort?.postMessage(answer, answer.embedded ? [answer.embedded.vectors.buffer as ArrayBuffer] : []);
});
