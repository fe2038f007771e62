import { open } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { syntheticVector } from '../test-support/builders/synthetic-vector';
import type { Bench, Row } from './bench';
import { runProcess } from './child-process';
import { fasterThan, perSecond, threeDigits } from './comparison';
import type { ProbedSearch } from './nearest-probe';
import { openPythonEnvironment } from './python-environment';
import { median } from './statistics';

const ROWS = 100_000;
const QUERIES = 1_000;
const DIMENSIONS = 384;
const NEIGHBOURS = 10;
const ROUNDS = 5;
const GOAL_SECONDS = 2;
/** Few enough that the search in one thread ends in this life. */
const PLAIN_ROWS = 10_000;

/** How long the exact search of 1,000 golden texts in a corpus of 100,000 vectors takes. */
export async function measureValidation(bench: Bench): Promise<Row[]> {
  const files = {
    rows: path.join(bench.folder, 'nearest-rows.f32'),
    some: path.join(bench.folder, 'nearest-some.f32'),
    queries: path.join(bench.folder, 'nearest-queries.f32'),
  };
  await writeVectors(files.rows, ROWS, 0);
  await writeVectors(files.some, PLAIN_ROWS, 0);
  await writeVectors(files.queries, QUERIES, ROWS);
  const python = await openPythonEnvironment('validation');
  const seconds: Record<'own' | 'plain' | 'numpy' | 'faiss', number[]> = { own: [], plain: [], numpy: [], faiss: [] };
  const memory: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    bench.log(`validation: round ${round + 1} of ${ROUNDS}`);
    const own = await probe(files.rows, files.queries, bench.bundle.folder);
    if (!own.usesRuntime) throw new Error('the runtime was not used. Is dist current? npm run build');
    seconds.own.push(own.milliseconds / 1000);
    memory.push(own.residentBytes / 1e6);
    seconds.plain.push((await probe(files.some, files.queries, '')).milliseconds / 1000);
    const script = fileURLToPath(new URL('peers/nearest.py', import.meta.url));
    const words = [script, files.rows, files.queries, DIMENSIONS, NEIGHBOURS].map(String);
    const peers = JSON.parse((await runProcess(python, words, { folder: bench.folder })).stdout);
    for (const peer of ['numpy', 'faiss'] as const) {
      seconds[peer].push(peers[peer].milliseconds / 1000);
      if (String(peers[peer].nearest) !== String(own.nearest)) throw new Error(`${peer} finds others than embed-once`);
    }
  }
  const row = (name: string, values: readonly number[], rows = ROWS) =>
    ({ part: 'v', name, unit: 's', values, rate: perSecond(rows, values, 'vectors') }) as const;
  const what = `${QUERIES.toLocaleString('en-US')} golden texts, ${NEIGHBOURS} neighbours each, exact`;
  const spent = median(seconds.own);
  return [
    {
      ...row(`${what}: among 100,000 vectors of a corpus`, seconds.own),
      comparison: {
        text: `${threeDigits(spent)} s; ${threeDigits(median(memory))} MB resident, of which 154 MB are the corpus`,
        value: spent,
        goal: { text: `≤ ${GOAL_SECONDS} s`, reached: spent <= GOAL_SECONDS },
      },
    },
    {
      ...row('the same in faiss (IndexFlatIP)', seconds.faiss),
      comparison: fasterThan('faiss', seconds.own, seconds.faiss),
    },
    {
      ...row('the same in numpy (matmul, argpartition)', seconds.numpy),
      comparison: fasterThan('numpy', seconds.own, seconds.numpy),
    },
    row('among 10,000 vectors, without ONNX Runtime', seconds.plain, PLAIN_ROWS),
  ];
}

async function writeVectors(file: string, count: number, first: number): Promise<void> {
  const output = await open(file, 'w');
  try {
    for (let number = first; number < first + count; number++) {
      await output.write(new Uint8Array(syntheticVector(number, DIMENSIONS).buffer));
    }
  } finally {
    await output.close();
  }
}

async function probe(rows: string, queries: string, bundle: string): Promise<ProbedSearch> {
  const script = fileURLToPath(new URL('nearest-probe.ts', import.meta.url));
  const words = ['--import', import.meta.resolve('tsx'), script, rows, queries, DIMENSIONS, NEIGHBOURS, bundle];
  const { stdout } = await runProcess(process.execPath, words.map(String), { folder: path.dirname(script) });
  return JSON.parse(stdout);
}
