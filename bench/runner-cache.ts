import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { RunnerCache } from '../src/cache/runner';
import { textKey } from '../src/keys/text-key';
import { syntheticVector } from '../test-support/builders/synthetic-vector';
import type { Bench, Row } from './bench';
import { runProcess } from './child-process';
import { fasterThan, perSecond, threeDigits } from './comparison';
import type { ProbedRunnerCache } from './runner-cache-probe';
import { median } from './statistics';

const TEXTS = 1_000_000;
const ROUNDS = 5;
/** As a run does: so many records in a window, of which so many are stored together. */
const WINDOW = 2048;
const SHARE = 256;
/** Lookups that a run has under way. */
const LOOKUPS_AHEAD = 3;
const GOALS = { vectorsPerSecond: 500_000, openSeconds: 1 };
const SPACE = { fingerprint: 'be'.repeat(32), dimensions: 384 };

/** How fast a runner cache of a million vectors opens and finds them all, its files in the memory of the system. */
export async function measureRunnerCache(bench: Bench): Promise<Row[]> {
  const root = path.join(bench.folder, 'runner-cache');
  bench.log('runner cache: storing 1,000,000 vectors');
  await fill(root);
  const [alone, overlapped]: ProbedRunnerCache[][] = [[], []];
  await probe(root, 1);
  for (let round = 0; round < ROUNDS; round++) {
    bench.log(`runner cache: round ${round + 1} of ${ROUNDS}`);
    alone?.push(await probe(root, 1));
    overlapped?.push(await probe(root, LOOKUPS_AHEAD));
  }
  return rowsOf(alone ?? [], overlapped ?? []);
}

/** Within a window texts are stored by length, not as they come: here every seventh next. */
async function fill(root: string): Promise<void> {
  const cache = await RunnerCache.open(root, SPACE);
  for (let first = 0; first < TEXTS; first += WINDOW) {
    const count = Math.min(WINDOW, TEXTS - first);
    for (let from = 0; from < count; from += SHARE) {
      const numbers = Array.from(
        { length: Math.min(SHARE, count - from) },
        (_, at) => first + (((from + at) * 7) % count),
      );
      await cache.putMany(
        numbers.map((number) => ({
          key: textKey(`text ${number}`),
          vector: syntheticVector(number, SPACE.dimensions),
        })),
      );
    }
  }
  await cache.close();
}

async function probe(root: string, lookupsAhead: number): Promise<ProbedRunnerCache> {
  const script = fileURLToPath(new URL('runner-cache-probe.ts', import.meta.url));
  const { fingerprint, dimensions } = SPACE;
  const words = ['--import', import.meta.resolve('tsx'), script, root, fingerprint, dimensions, TEXTS, lookupsAhead];
  const { stdout } = await runProcess(process.execPath, words.map(String), { folder: path.dirname(script) });
  return JSON.parse(stdout);
}

function rowsOf(alone: readonly ProbedRunnerCache[], overlapped: readonly ProbedRunnerCache[]): Row[] {
  const all = [...alone, ...overlapped];
  const row = (name: string, milliseconds: readonly number[]) => {
    const values = milliseconds.map((one) => one / 1000);
    return { part: 'd', name, unit: 's', values, rate: perSecond(TEXTS, values, 'vectors') } as const;
  };
  const read = row(
    'reading the same files, every byte once',
    all.map(({ readMs }) => readMs),
  );
  const open = row(
    'opening 1,000,000 vectors',
    all.map(({ openMs }) => openMs),
  );
  const seconds = median(open.values);
  return [
    read,
    {
      ...open,
      comparison: {
        text: `${threeDigits(seconds)} s; ${threeDigits(median(all.map(({ residentBytes }) => residentBytes)) / 1e6)} MB resident after all lookups`,
        value: seconds,
        goal: { text: `≤ ${GOALS.openSeconds} s`, reached: seconds <= GOALS.openSeconds },
      },
    },
    lookedUp(
      row(
        'looking up 1,000,000, one window at a time',
        alone.map(({ lookUpMs }) => lookUpMs),
      ),
      read,
    ),
    lookedUp(
      row(
        `looking up 1,000,000, ${LOOKUPS_AHEAD} windows under way`,
        overlapped.map(({ lookUpMs }) => lookUpMs),
      ),
      read,
    ),
  ];
}

function lookedUp(row: Row, read: Row): Row {
  const rate = TEXTS / median(row.values);
  const { text } = fasterThan('reading', row.values, read.values);
  const goal = {
    text: `≥ ${GOALS.vectorsPerSecond.toLocaleString('en-US')}/s`,
    reached: rate >= GOALS.vectorsPerSecond,
  };
  return { ...row, comparison: { text, value: rate, goal } };
}
