import path from 'node:path';
import type { RedisServer } from '../test-support/servers/redis-server';
import type { Bench, Row } from './bench';
import { fasterThan, perSecond } from './comparison';
import { drainSocket, runScript, SCRIPT_PREFIX, writeKeys } from './peers';
import { openPythonEnvironment } from './python-environment';
import { textBatches, writeLines } from './texts';
import { startWarmRedis } from './warm-redis';
import { checkHits, checkLastRow, removeOutput } from './warm-run';

const TEXTS = 100_000;
const ROUNDS = 7;
/** Fewer, since the script takes most of a minute. */
const SCRIPT_ROUNDS = 3;
const FORMATS = ['npy', 'json', 'jsonl'] as const;
/** What embed-once is to reach, in times the speed of its peer. */
const GOALS = { npyToScript: 40, jsonToScript: 5, npyToSocket: 0.5 };

type Format = (typeof FORMATS)[number];

interface Setup {
  readonly server: RedisServer;
  readonly corpus: string;
  readonly keys: string;
  readonly python: string;
}

/** Seconds, one a round. */
interface Times {
  readonly script: number[];
  readonly socket: number[];
  readonly socketProcess: number[];
  readonly process: Readonly<Record<Format, number[]>>;
  /** As the run itself reports. */
  readonly reported: Readonly<Record<Format, number[]>>;
}

/** How long 100,000 vectors take that are all in Redis: embed-once, the script that it replaces, and a bare socket. */
export async function measureWarmPath(bench: Bench): Promise<Row[]> {
  const python = await openPythonEnvironment();
  const corpus = path.join(bench.folder, 'warm.txt');
  await writeLines(corpus, textBatches(bench.glosses, TEXTS));
  const keys = await writeKeys(bench, TEXTS);
  const server = await startWarmRedis(bench, { texts: TEXTS, scriptPrefix: SCRIPT_PREFIX });
  const setup = { server, corpus, keys, python };
  const times = noTimes();
  try {
    bench.log('warm path: warming up');
    await playRound(bench, setup, noTimes(), false);
    for (let round = 0; round < ROUNDS; round++) {
      bench.log(`warm path: round ${round + 1} of ${ROUNDS}`);
      await playRound(bench, setup, times, round < SCRIPT_ROUNDS);
    }
  } finally {
    await server.stop();
  }
  return rowsOf(times);
}

/** One after the other, so that what else goes on on this machine meets all of them alike. */
async function playRound(bench: Bench, setup: Setup, times: Times, withScript: boolean): Promise<void> {
  const { server, corpus, keys, python } = setup;
  for (const format of FORMATS) {
    const output = path.join(bench.folder, `warm.${format}`);
    const { milliseconds, report } = await bench.bundle.run({ corpus, 'redis-url': server.url, output });
    checkHits(report, TEXTS);
    if (format === 'npy') await checkLastRow(bench, output, TEXTS);
    await removeOutput(bench, report);
    times.process[format].push(milliseconds / 1000);
    times.reported[format].push(report.seconds);
  }
  const drained = await drainSocket(bench, server, keys);
  times.socket.push(drained.transfer);
  times.socketProcess.push(drained.process);
  if (withScript) times.script.push(await runScript(bench, server, corpus, python));
}

function noTimes(): Times {
  return {
    script: [],
    socket: [],
    socketProcess: [],
    process: { npy: [], json: [], jsonl: [] },
    reported: { npy: [], json: [], jsonl: [] },
  };
}

function rowsOf({ script, socket, socketProcess, process, reported }: Times): Row[] {
  const row = (name: string, values: readonly number[]) =>
    ({ part: 'a', name, unit: 's', values, rate: perSecond(TEXTS, values, 'vectors') }) as const;
  const npy = row('npy: whole process', process.npy);
  const reportedNpy = row('npy: time it reports', reported.npy);
  return [
    row('cached Python script, indented JSON: whole process', script),
    row('bare socket: first write to last byte', socket),
    row('bare socket: whole process', socketProcess),
    { ...npy, comparison: fasterThan('the script', process.npy, script, GOALS.npyToScript) },
    { ...npy, comparison: fasterThan('the bare socket', process.npy, socket, GOALS.npyToSocket) },
    { ...reportedNpy, comparison: fasterThan('the bare socket', reported.npy, socket, GOALS.npyToSocket) },
    {
      ...row('json: whole process', process.json),
      comparison: fasterThan('the script', process.json, script, GOALS.jsonToScript),
    },
    { ...row('jsonl: whole process', process.jsonl), comparison: fasterThan('the script', process.jsonl, script) },
  ];
}
