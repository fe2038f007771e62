import { statfs } from 'node:fs/promises';
import { freemem } from 'node:os';
import path from 'node:path';
import { RunnerCache } from '../src/cache/runner';
import { textKey } from '../src/keys/text-key';
import { syntheticVector } from '../test-support/builders/synthetic-vector';
import type { RedisServer } from '../test-support/servers/redis-server';
import type { Bench, Curve, Row } from './bench';
import { spread } from './cold-path';
import { perSecond, threeDigits } from './comparison';
import { median, straightLine } from './statistics';
import { textBatches, writeLines } from './texts';
import { fillRedis, startWarmRedis } from './warm-redis';
import { checkHits, checkLastRow, removeOutput } from './warm-run';

const SIZES = [10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000] as const;
/** Beyond them only time would pass: a text costs the same, however many there are. */
const COLD_SIZES = [1_000, 3_000, 10_000];
const ROUNDS = 3;
/** Upper bounds for a record, in bytes. On disk are corpus, runner cache, `npy` and its ids. */
const REDIS_BYTES = 2_200;
const DISK_BYTES = 3_500;
/** For the processes themselves. */
const PROCESS_BYTES = 1e9;

/** One corpus whose vectors come from one place, and what its runs came to, round by round. */
interface Runs {
  readonly curve: Curve;
  readonly records: number;
  readonly corpus: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly seconds: number[];
  /** MB (10⁶ bytes). */
  readonly peaks: number[];
}

type MeasuredRun = Awaited<ReturnType<Bench['bundle']['runForMemory']>>;

/** What a run costs over corpora of all sizes: from Redis, from the runner cache, and, as far as that is bearable, embedded. */
export async function measureCostCurve(bench: Bench): Promise<Row[]> {
  const largest = largestAsked();
  const cold = await measureCold(bench, largest);
  const root = path.join(bench.folder, 'cost-curve-cache');
  const rows: Row[] = [];
  const server = await startWarmRedis(bench, { texts: SIZES[0] });
  try {
    let stored = 0;
    for (const records of SIZES.filter((size) => size <= largest)) {
      if (!(await hasRoom(bench, records, stored))) break;
      if (stored > 0) await fillRedis(server, bench, { texts: records, from: stored });
      await fillRunnerCache(root, bench, records, stored);
      stored = records;
      rows.push(...(await measureWarm(bench, server, root, records)));
    }
  } finally {
    await server.stop();
  }
  return [...rows, ...cold];
}

/** @throws Error for a value of COST_CURVE_RECORDS that ends the curve before it begins */
function largestAsked(): number {
  const { COST_CURVE_RECORDS = String(SIZES.at(-1)) } = process.env;
  if (Number(COST_CURVE_RECORDS) >= SIZES[0]) return Number(COST_CURVE_RECORDS);
  throw new Error(`COST_CURVE_RECORDS is ${COST_CURVE_RECORDS}, and must be a number from ${SIZES[0]} on`);
}

/** Says what a size needs, and whether the machine has it. */
async function hasRoom({ folder, log }: Bench, records: number, stored: number): Promise<boolean> {
  const memory = (records - stored) * REDIS_BYTES + PROCESS_BYTES;
  const disk = records * DISK_BYTES;
  const { bavail, bsize } = await statfs(folder);
  const [freeMemory, freeDisk] = [freemem(), bavail * bsize];
  const gigabytes = (bytes: number) => `${threeDigits(bytes / 1e9)} GB`;
  log(
    `cost curve: ${grouped(records)} records need ${gigabytes(memory)} more memory and up to ${gigabytes(disk)} of disk`,
  );
  if (memory <= freeMemory && disk <= freeDisk) return true;
  log(`cost curve: ends before them; ${gigabytes(freeMemory)} and ${gigabytes(freeDisk)} are free`);
  return false;
}

/** Both tiers in turn, so that what else goes on on this machine meets them alike. */
async function measureWarm(bench: Bench, server: RedisServer, root: string, records: number): Promise<Row[]> {
  const corpus = path.join(bench.folder, `cost-curve-${records}.txt`);
  await writeLines(corpus, textBatches(bench.glosses, records));
  const redis = runsOf('Redis', records, corpus, { 'redis-url': server.url });
  const runner = runsOf('runner cache', records, corpus, {
    'runner-cache': 'on',
    'runner-cache-path': root,
    'runner-cache-max-size': '0',
  });
  for (const runs of [redis, runner]) await runOnce(bench, runs);
  for (let round = 0; round < ROUNDS; round++) {
    bench.log(`cost curve: ${grouped(records)} records, round ${round + 1} of ${ROUNDS}`);
    for (const runs of [redis, runner]) keep(runs, await runOnce(bench, runs));
  }
  // Without what the allocator keeps free.
  const used = Number(/^used_memory:(\d+)/m.exec(String(await server.command('INFO', 'memory')))?.[1]);
  const text = `used_memory ${threeDigits(used / 1e6)} MB: ${grouped(Math.round(used / records))} bytes a vector`;
  const [time, memory] = rowsOf(redis);
  return [{ ...time, comparison: { text, value: used } }, memory, ...rowsOf(runner)];
}

/** The last line says where a straight line leads. */
async function measureCold(bench: Bench, largest: number): Promise<Row[]> {
  const all: Runs[] = [];
  for (const records of COLD_SIZES) {
    const corpus = path.join(bench.folder, `cost-curve-cold-${records}.txt`);
    await writeLines(corpus, textBatches(spread(bench.glosses, records), records));
    const runs = runsOf('embedding', records, corpus, { 'cache-mode': 'off' });
    for (let round = 0; round < ROUNDS; round++) {
      bench.log(`cost curve: ${grouped(records)} records embedded, round ${round + 1} of ${ROUNDS}`);
      keep(runs, await runOnce(bench, runs));
    }
    all.push(runs);
  }
  const { start, slope } = straightLine(all.map(({ records, seconds }) => [records, median(seconds)]));
  const value = start + slope * largest;
  const text = `computed, not measured: ${grouped(largest)} records in ${threeDigits(value)} s`;
  return all.flatMap((runs) => {
    const [time, memory] = rowsOf(runs);
    return [runs === all.at(-1) ? { ...time, comparison: { text, value } } : time, memory];
  });
}

async function runOnce(bench: Bench, { curve, records, corpus, inputs }: Runs): Promise<MeasuredRun> {
  const output = path.join(bench.folder, 'cost-curve.npy');
  const run = await bench.bundle.runForMemory({ corpus, output, ...inputs });
  if (curve === 'embedding') {
    if (run.report.texts.embedded !== records)
      throw new Error(`${run.report.texts.embedded} of ${records} were embedded`);
  } else {
    checkHits(run.report, records);
    await checkLastRow(bench, output, records);
  }
  await removeOutput(bench, run.report);
  return run;
}

function keep({ seconds, peaks }: Runs, { milliseconds, peakBytes }: MeasuredRun): void {
  seconds.push(milliseconds / 1000);
  peaks.push(peakBytes / 1e6);
}

/** Stores what `texts` texts need beyond the first `from`. */
async function fillRunnerCache(root: string, { model, glosses, log }: Bench, texts: number, from: number) {
  log(`filling the runner cache with ${texts - from} vectors`);
  const { fingerprint, contract } = model;
  const cache = await RunnerCache.open(root, { fingerprint, dimensions: contract.dimensions });
  let number = from;
  for (const batch of textBatches(glosses, texts, from)) {
    await cache.putMany(
      batch.map((text) => ({ key: textKey(text), vector: syntheticVector(number++, contract.dimensions) })),
    );
  }
  await cache.close();
}

function runsOf(curve: Curve, records: number, corpus: string, inputs: Runs['inputs']): Runs {
  return { curve, records, corpus, inputs, seconds: [], peaks: [] };
}

function rowsOf({ curve, records, seconds, peaks }: Runs): [time: Row, memory: Row] {
  const name = `${grouped(records)} records, npy, by ${curve}`;
  return [
    {
      part: 'f',
      name: `${name}: whole process`,
      unit: 's',
      values: seconds,
      rate: perSecond(records, seconds, 'vectors'),
      point: { curve, records },
    },
    { part: 'f', name: `${name}: peak memory`, unit: 'MB', values: peaks },
  ];
}

function grouped(count: number): string {
  return count.toLocaleString('en-US');
}
