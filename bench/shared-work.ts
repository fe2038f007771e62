import path from 'node:path';
import type { Bench, Row } from './bench';
import { RedisServer } from './redis-server';
import { median } from './statistics';
import { textBatches, writeLines } from './texts';

const TEXTS = 3_000;
const PROCESSES = 8;
const ROUNDS = 3;
/** What embed-once is to reach. One process uses all processors of the machine, so that eight can be no faster. */
const GOALS = { embeddedToUnique: 1.01, eightToOne: 1.15, hangingSeconds: 3 };

/** What eight processes on one corpus of misses cost together, and what a Redis costs that hangs from the start. */
export async function measureSharedWork(bench: Bench): Promise<Row[]> {
  const corpus = path.join(bench.folder, 'shared.txt');
  await writeLines(corpus, textBatches(bench.glosses, TEXTS));
  const one: number[] = [];
  const eight: number[] = [];
  const embedded: number[] = [];
  const without: number[] = [];
  const hanging: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    bench.log(`shared work: round ${round + 1} of ${ROUNDS}`);
    one.push((await together(bench, corpus, 1)).seconds);
    const shared = await together(bench, corpus, PROCESSES);
    eight.push(shared.seconds);
    embedded.push(shared.embedded / TEXTS);
    const off = await bench.bundle.run({ corpus, 'cache-mode': 'off', 'output-format': 'none' });
    without.push(off.milliseconds / 1000);
    hanging.push(await withHangingRedis(bench, corpus));
  }
  const slower = median(eight) / median(one);
  const delay = median(hanging) - median(without);
  const most = Math.max(...embedded);
  const row = (name: string, values: readonly number[]) => ({ part: 'e', name, unit: 's', values }) as const;
  return [
    row(`${TEXTS} misses, one process`, one),
    {
      ...row(`${TEXTS} misses, ${PROCESSES} processes at once`, eight),
      comparison: {
        text: `${slower.toFixed(2)} times the time of one`,
        value: slower,
        goal: { text: `≤ ${GOALS.eightToOne}`, reached: slower <= GOALS.eightToOne },
      },
    },
    {
      ...row(`${TEXTS} misses, ${PROCESSES} processes at once`, eight),
      comparison: {
        text: `${most.toFixed(4)} texts embedded for each that there is, at most`,
        value: most,
        goal: { text: `≤ ${GOALS.embeddedToUnique}`, reached: most <= GOALS.embeddedToUnique },
      },
    },
    row('the same without any tier', without),
    {
      ...row('the same with a Redis that hangs from the start', hanging),
      comparison: {
        text: `${delay.toFixed(2)} s more`,
        value: delay,
        goal: { text: `≤ ${GOALS.hangingSeconds} s`, reached: delay <= GOALS.hangingSeconds },
      },
    },
  ];
}

/** Starts processes at once on an empty Redis. @returns the wall time until the last has ended, and what they embedded */
async function together(bench: Bench, corpus: string, processes: number) {
  const server = await RedisServer.start(bench.folder);
  try {
    const started = performance.now();
    const inputs = { corpus, 'redis-url': server.url, 'output-format': 'none' };
    const runs = await Promise.all(Array.from({ length: processes }, () => bench.bundle.run(inputs)));
    const seconds = (performance.now() - started) / 1000;
    return { seconds, embedded: runs.reduce((sum, { report }) => sum + report.texts.embedded, 0) };
  } finally {
    await server.stop();
  }
}

async function withHangingRedis(bench: Bench, corpus: string): Promise<number> {
  const server = await RedisServer.start(bench.folder);
  server.hang();
  try {
    const { milliseconds } = await bench.bundle.run({ corpus, 'redis-url': server.url, 'output-format': 'none' });
    return milliseconds / 1000;
  } finally {
    await server.stop();
  }
}
