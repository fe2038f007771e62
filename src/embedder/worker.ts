import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { DeviceUnusable, messageOf } from '../base/errors';
import { openOnGpu } from './device/open-on-gpu';
import type { WorkerAnswer, WorkerQuestion, WorkerStart } from './in-worker';
import { NativeWork } from './native-work';
import { OnnxEmbedder } from './onnx';
import { loadRuntime } from './runtime';

/** Worker thread of EmbedderInWorker, in its own bundle: a run without misses loads neither this code, the runtime nor the model. */
const { model, options, nativeWork } = workerData as WorkerStart;
const folder = path.dirname(fileURLToPath(import.meta.url));
const opening = open();
// Each question reports the failure.
opening.catch(() => {});

async function open() {
  const runtime = new NativeWork(nativeWork).counted(await loadRuntime(folder, options.natives));
  const { device } = options;
  if (device) return openOnGpu(model, { ...options, device }, runtime);
  return { embedder: await OnnxEmbedder.open(model, options, runtime) };
}

/** Answers one question after another. */
let answered: Promise<void> = Promise.resolve();
parentPort?.on('message', (question: WorkerQuestion) => {
  answered = answered.then(() => answer(question));
});

async function answer({ texts }: WorkerQuestion): Promise<void> {
  const tell = (news: WorkerAnswer) => parentPort?.postMessage(news);
  try {
    const { embedder, ...found } = await opening;
    tell({ begun: true, ...found });
    const embedded = await embedder.embed(texts, (done) => tell({ done }));
    parentPort?.postMessage({ embedded } satisfies WorkerAnswer, [embedded.vectors.buffer as ArrayBuffer]);
  } catch (error) {
    tell(error instanceof DeviceUnusable ? { unusable: error.fault } : { failure: messageOf(error) });
  }
}
