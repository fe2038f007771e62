import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import type { InferenceSession } from 'onnxruntime-node';
import { messageOf } from '../../base/errors';
import { NativeWork } from '../../embedder/native-work';
import { loadRuntime, type Runtime } from '../../embedder/runtime';
import { CandidateScan } from './candidate-scan';
import type { CandidateAnswer, CandidateQuestion, CandidateWorkerStart } from './candidates-in-worker';
import { PRODUCTS, productGraph, ROWS } from './product-graph';

/** The worker of CandidatesInWorker: a separate bundle, so a small validation does not read the runtime. */
const { queries, k, threads, nativeWork } = workerData as CandidateWorkerStart;
const scan = new CandidateScan(queries.count, k);

interface Loaded {
  readonly runtime: Runtime;
  readonly session: InferenceSession;
}

const loading = load();
/** Answers questions in sequence; the first answer tells whether the runtime loaded. */
let answered: Promise<void> = loading.then(
  () => tell({}),
  (error) => tell({ failure: messageOf(error) }),
);
parentPort?.on('message', (question: CandidateQuestion) => {
  answered = answered.then(() => answer(question));
});

async function load(): Promise<Loaded> {
  const folder = path.dirname(fileURLToPath(import.meta.url));
  const runtime = new NativeWork(nativeWork).counted(await loadRuntime(folder));
  const session = await runtime.InferenceSession.create(productGraph(queries), {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    logSeverityLevel: 3,
    // As in the embedder: a thread that spins while it waits takes CPU time from others.
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  });
  return { runtime, session };
}

async function answer({ components, ties }: CandidateQuestion): Promise<void> {
  try {
    const { runtime, session } = await loading;
    const rows = new runtime.Tensor('float32', components, [ties.length, queries.dimensions]);
    const { [PRODUCTS]: products } = await session.run({ [ROWS]: rows });
    tell({ candidates: scan.pick(products?.data as Float32Array, ties) });
  } catch (error) {
    tell({ failure: messageOf(error) });
  }
}

function tell(news: CandidateAnswer): void {
  const { candidates } = news;
  const moved = candidates ? [candidates.queries, candidates.rows, candidates.similarities] : [];
  parentPort?.postMessage(
    news,
    moved.map(({ buffer }) => buffer),
  );
}
