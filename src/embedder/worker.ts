import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { messageOf } from '../errors';
import type { WorkerAnswer, WorkerQuestion, WorkerStart } from './in-worker';
import { NativeWork } from './native-work';
import { OnnxEmbedder } from './onnx';
import { loadRuntime } from './runtime';

/**
 * The other side of EmbedderInWorker: a bundle of its own, so that a run without misses reads neither this code, nor the
 * runtime, nor the model.
 */
const { model, options, nativeWork } = workerData as WorkerStart;
const folder = path.dirname(fileURLToPath(import.meta.url));
const opening = loadRuntime(folder).then((runtime) =>
  OnnxEmbedder.open(model, options, new NativeWork(nativeWork).counted(runtime)),
);
// Whoever asks gets the failure.
opening.catch(() => {});

/** Questions are answered one after another. */
let answered: Promise<void> = Promise.resolve();
parentPort?.on('message', (question: WorkerQuestion) => {
  answered = answered.then(() => answer(question));
});

async function answer({ id, texts }: WorkerQuestion): Promise<void> {
  const tell = (news: Omit<WorkerAnswer, 'id'>) => parentPort?.postMessage({ id, ...news } satisfies WorkerAnswer);
  try {
    const embedder = await opening;
    tell({ begun: true });
    const embedded = await embedder.embed(texts, (done) => tell({ done }));
    parentPort?.postMessage({ id, embedded } satisfies WorkerAnswer, [embedded.vectors.buffer as ArrayBuffer]);
  } catch (error) {
    tell({ failure: messageOf(error) });
  }
}
