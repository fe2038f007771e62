import { rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CorpusRecord } from '../src/corpus/record';
import { type OutputInputs, openOutput } from '../src/output/open';
import type { ResolvedWindow } from '../src/resolve/window';
import { syntheticVector } from '../test-support/builders/synthetic-vector';
import type { Bench, Comparison, Row } from './bench';
import { runProcess } from './child-process';
import { perSecond, threeDigits } from './comparison';
import { openPythonEnvironment } from './python-environment';
import { median } from './statistics';

const ROWS = 200 * 1024;
const WINDOW = 1024;
const DIMENSIONS = 384;
const ROUNDS = 3;
const GOAL = 200_000;

const WAYS: readonly (readonly [name: string, inputs: Partial<OutputInputs>])[] = [
  ['parquet', { outputFormat: 'parquet' }],
  ['parquet, float16', { outputFormat: 'parquet', outputDtype: 'float16' }],
  ['parquet, 4 shards with a manifest', { outputFormat: 'parquet', outputShardRows: ROWS / 4 }],
  ['arrow', { outputFormat: 'arrow' }],
  ['safetensors', { outputFormat: 'safetensors' }],
  ['npy', { outputFormat: 'npy' }],
  ['jsonl', { outputFormat: 'jsonl' }],
];
const PEERS = ['plain', 'zstd'] as const;

/** How many vectors of 384 floats, with id and text, each output takes in a second, and pyarrow in the same run. */
export async function measureOutputs(bench: Bench): Promise<Row[]> {
  const python = await openPythonEnvironment('outputs');
  const windows = syntheticWindows();
  const ours = WAYS.map((): Written[] => []);
  const peers = PEERS.map((): number[] => []);
  // Loads the libraries, and lets them be compiled.
  for (const [, inputs] of WAYS) await writeOnce(bench, windows, inputs);
  for (let round = 0; round < ROUNDS; round++) {
    bench.log(`outputs: round ${round + 1} of ${ROUNDS}`);
    for (const [at, [, inputs]] of WAYS.entries()) ours[at]?.push(await writeOnce(bench, windows, inputs));
    for (const [at, way] of PEERS.entries()) peers[at]?.push(await writeWithPyarrow(bench, python, way));
  }
  const best = median(peers[0] ?? []);
  const rows = WAYS.map(([name], at): Row => {
    const values = (ours[at] ?? []).map(({ seconds }) => ROWS / seconds);
    const rate = `${perSecond(
      ROWS,
      (ours[at] ?? []).map(({ processor }) => processor),
      'vectors',
    )} of processor time`;
    const comparison = name === 'parquet' && { comparison: against(median(values), best) };
    return { part: 'o', name: `output ${name}`, unit: 'vectors/s', values, rate, ...comparison };
  });
  const peerRows = PEERS.map((way, at): Row => {
    const values = peers[at] ?? [];
    return { part: 'o', name: `pyarrow, parquet, vectors ${way}`, unit: 'vectors/s', values };
  });
  return [...rows, ...peerRows];
}

function against(rate: number, peer: number): Comparison {
  return {
    text: `${threeDigits(rate / peer)} times the rate of pyarrow with vectors plain`,
    value: rate / peer,
    goal: { text: `≥ ${GOAL.toLocaleString('en-US')} vectors/s`, reached: rate >= GOAL },
  };
}

/** In seconds, from opening the output until it has its name. */
interface Written {
  readonly seconds: number;
  /** User and system, of all threads. */
  readonly processor: number;
}

async function writeOnce(
  { folder, model }: Bench,
  windows: readonly ResolvedWindow[],
  inputs: Partial<OutputInputs>,
): Promise<Written> {
  const target = path.join(folder, 'outputs');
  const whole = { outputFormat: 'auto', outputDtype: 'float32', outputShardRows: 0, ...inputs } as const;
  const [started, before] = [performance.now(), process.cpuUsage()];
  const output = await openOutput({ output: path.join(target, 'vectors'), ...whole }, model);
  for (const window of windows) await output.write(window);
  await output.finish(ROWS);
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(before);
  await rm(target, { recursive: true });
  return { seconds, processor: (user + system) / 1e6 };
}

async function writeWithPyarrow({ folder }: Bench, python: string, way: string): Promise<number> {
  const file = path.join(folder, 'peer.parquet');
  const script = fileURLToPath(new URL('peers/write_parquet.py', import.meta.url));
  const { stdout } = await runProcess(python, [script, file, String(ROWS), way], { folder });
  await rm(file);
  return ROWS / Number(stdout);
}

/** All windows share the same vectors; ids and texts are their own. */
function syntheticWindows(): ResolvedWindow[] {
  const vectors = Array.from({ length: WINDOW }, (_, at) => syntheticVector(at, DIMENSIONS));
  const firsts = vectors.map(() => true);
  return Array.from({ length: ROWS / WINDOW }, (_, window) => {
    const records = vectors.map((_, at): CorpusRecord => {
      const number = window * WINDOW + at;
      return { id: `record-${number}`, text: `the text of record ${number}, of some length`, source: 'bench', line: 1 };
    });
    // No output in question looks at keys.
    return { records, keys: [], vectors, firsts };
  });
}
