import path from 'node:path';
import { RedisServer } from '../test-support/servers/redis-server';
import type { Bench, Row } from './bench';
import { median } from './statistics';
import { textBatches, writeLines } from './texts';

/** Of the smaller, what a process does before it embeds is a large part; the larger is what the goal is judged by. */
const SMALL = 3_000;
const LARGE = 12_000;
const PROCESSES = 8;
const ROUNDS = 3;
/** What embed-once is to reach. One process uses all processors of the machine, so that eight can be no faster. */
const GOALS = { embeddedToUnique: 1.01, eightToOne: 1.15, hangingSeconds: 3 };

/** A corpus of misses, and what was measured with it, round by round. */
interface Work {
  readonly texts: number;
  readonly corpus: string;
  /** Seconds. */
  readonly one: number[];
  readonly eight: number[];
  /** By the eight together, for each text that there is. */
  readonly embedded: number[];
}

/** What eight processes on one corpus of misses cost together, and what a Redis costs that hangs from the start. */
export async function measureSharedWork(bench: Bench): Promise<Row[]> {
  const [small, large] = [await workOf(bench, SMALL), await workOf(bench, LARGE)];
  const without: number[] = [];
  const hanging: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    bench.log(`shared work: round ${round + 1} of ${ROUNDS}`);
    for (const work of [small, large]) await share(bench, work);
    const { corpus } = small;
    const off = await bench.bundle.run({ corpus, 'cache-mode': 'off', 'output-format': 'none' });
    without.push(off.milliseconds / 1000);
    hanging.push(await withHangingRedis(bench, corpus));
  }
  const delay = median(hanging) - median(without);
  return [
    ...rowsOf(small),
    ...rowsOf(large, GOALS.eightToOne),
    { part: 'e', name: `${grouped(SMALL)} misses without any tier`, unit: 's', values: without },
    {
      part: 'e',
      name: 'the same with a Redis that hangs from the start',
      unit: 's',
      values: hanging,
      comparison: {
        text: `${delay.toFixed(2)} s more`,
        value: delay,
        goal: { text: `≤ ${GOALS.hangingSeconds} s`, reached: delay <= GOALS.hangingSeconds },
      },
    },
  ];
}

async function workOf({ folder, glosses }: Bench, texts: number): Promise<Work> {
  const corpus = path.join(folder, `shared-${texts}.txt`);
  await writeLines(corpus, textBatches(glosses, texts));
  return { texts, corpus, one: [], eight: [], embedded: [] };
}

async function share(bench: Bench, { texts, corpus, one, eight, embedded }: Work): Promise<void> {
  one.push((await together(bench, corpus, 1)).seconds);
  const shared = await together(bench, corpus, PROCESSES);
  eight.push(shared.seconds);
  embedded.push(shared.embedded / texts);
}

/** @param goal most times the time of one that eight may take, where that is judged */
function rowsOf({ texts, one, eight, embedded }: Work, goal?: number): Row[] {
  const slower = median(eight) / median(one);
  const most = Math.max(...embedded);
  const row = (name: string, values: readonly number[]) =>
    ({ part: 'e', name: `${grouped(texts)} misses, ${name}`, unit: 's', values }) as const;
  const together = row(`${PROCESSES} processes at once`, eight);
  return [
    row('one process', one),
    {
      ...together,
      comparison: {
        text: `${slower.toFixed(2)} times the time of one`,
        value: slower,
        ...(goal !== undefined && { goal: { text: `≤ ${goal}`, reached: slower <= goal } }),
      },
    },
    {
      ...together,
      comparison: {
        text: `${most.toFixed(4)} texts embedded for each that there is, at most`,
        value: most,
        goal: { text: `≤ ${GOALS.embeddedToUnique}`, reached: most <= GOALS.embeddedToUnique },
      },
    },
  ];
}

/** Starts processes at once on an empty Redis. @returns the wall time until the last has ended, and what they embedded */
async function together(bench: Bench, corpus: string, processes: number) {
  const server = await RedisServer.start();
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
  const server = await RedisServer.start();
  server.signal('SIGSTOP');
  try {
    const { milliseconds } = await bench.bundle.run({ corpus, 'redis-url': server.url, 'output-format': 'none' });
    return milliseconds / 1000;
  } finally {
    await server.stop();
  }
}

function grouped(count: number): string {
  return count.toLocaleString('en-US');
}
