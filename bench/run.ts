/**
 * Measures the built bundle against its peers, prints one table and keeps it in `results`.
 *
 *   npx tsx bench/run.ts [a] [b] [c] [d] [e] [f] [g] [k] [o] [p] [r] [v]     all unless named
 *
 * They are: warm path, cold path, peak memory, runner cache, shared work, cost curve, embedder, chunking, outputs, plan, reading, validation.
 * COST_CURVE_RECORDS=100000 ends the cost curve there; EMBEDDER_TEXTS=20000,2000 is how many short and long texts part g embeds.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { version } from '../package.json';
import { openModel } from '../src/embedder/open';
import { parseInputs } from '../src/inputs/parse-inputs';
import type { Bench, Row } from './bench';
import { Bundle } from './bundle';
import { measureChunking } from './chunking';
import { measureColdPath } from './cold-path';
import { measureCostCurve } from './cost-curve';
import { measureEmbedder } from './embedder';
import { describeMachine } from './machine';
import { measureOutputs } from './outputs';
import { measurePeakMemory } from './peak-memory';
import { measurePlan } from './plan';
import { measureReading } from './reading';
import { keepResults, renderTable } from './results';
import { measureRunnerCache } from './runner-cache';
import { measureSharedWork } from './shared-work';
import { readGlosses } from './texts';
import { measureValidation } from './validation';
import { measureWarmPath } from './warm-path';

const PARTS: Readonly<Record<string, (bench: Bench) => Promise<Row[]>>> = {
  a: measureWarmPath,
  b: measureColdPath,
  c: measurePeakMemory,
  d: measureRunnerCache,
  e: measureSharedWork,
  f: measureCostCurve,
  o: measureOutputs,
  p: measurePlan,
  g: measureEmbedder,
  k: measureChunking,
  r: measureReading,
  v: measureValidation,
};

async function main(): Promise<void> {
  const all = Object.keys(PARTS);
  const words = process.argv.slice(2);
  const unknown = words.find((word) => !all.includes(word));
  if (unknown !== undefined) throw new Error(`${unknown}: there is no such part; there are ${all.join(', ')}`);
  const parts = all.filter((part) => words.length === 0 || words.includes(part));

  const folder = mkdtempSync(path.join(tmpdir(), 'embed-once-bench-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

  const started = new Date().toISOString();
  const machine = await describeMachine(folder);
  const bench = await openBench(folder);
  const rows: Row[] = [];
  for (const part of parts) rows.push(...((await PARTS[part]?.(bench)) ?? []));
  const results = { started, parts, bundle: { version, sha256: bench.bundle.sha256 }, machine, rows };
  const file = await keepResults(results, parts.length === all.length);
  console.log(renderTable(rows));
  bench.log(`kept in ${file}`);
}

async function openBench(folder: string): Promise<Bench> {
  const bundle = await Bundle.copy(folder);
  const { inputs: defaults } = parseInputs({ arguments: ['--corpus', 'given later'], environment: {} });
  const model = await openModel(defaults, {
    defaultModel: bundle.defaultModel,
    cacheFolder: folder,
    remembersDigests: false,
    warn: () => {},
  });
  return { bundle, model, defaults, glosses: await readGlosses(), folder, log: (message) => console.error(message) };
}

await main();
