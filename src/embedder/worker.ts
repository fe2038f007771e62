import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { messageOf } from '../errors';
import { openOnDevice } from './device/open-on-device';
import type { WorkerAnswer, WorkerQuestion, WorkerStart } from './in-worker';

/**
 * The other side of EmbedderInWorker: a bundle of its own, so that a run without misses reads neither this code, nor the
 * runtime, nor the model.
 */
const opening = openOnDevice({
  ...(workerData as WorkerStart),
  bundle: path.dirname(fileURLToPath(import.meta.url)),
});
// Whoever asks gets the failure.
opening.catch(() => {});

/** Whether it was told where texts are embedded. */
let told = false;

/** Questions are answered one after another: each has all of the processor. */
let answered: Promise<void> = Promise.resolve();
parentPort?.on('message', (question: WorkerQuestion) => {
  answered = answered.then(() => answer(question));
});

async function answer({ id, texts }: WorkerQuestion): Promise<void> {
  const progress = (done: number) => parentPort?.postMessage({ id, done } satisfies WorkerAnswer);
  try {
    const { embedder, device } = await opening;
    if (!told) parentPort?.postMessage({ id, device } satisfies WorkerAnswer);
    told = true;
    const embedded = await embedder.embed(texts, progress);
    parentPort?.postMessage({ id, embedded } satisfies WorkerAnswer, [embedded.vectors.buffer as ArrayBuffer]);
  } catch (error) {
    parentPort?.postMessage({ id, failure: messageOf(error) } satisfies WorkerAnswer);
  }
}
