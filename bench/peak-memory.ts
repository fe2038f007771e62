import path from 'node:path';
import type { RedisServer } from '../test-support/servers/redis-server';
import type { Bench, Row } from './bench';
import { perSecond, threeDigits } from './comparison';
import { median } from './statistics';
import { textBatches, writeLines } from './texts';
import { startWarmRedis } from './warm-redis';
import { checkHits, checkLastRow, removeOutput } from './warm-run';

const SMALL = 100_000;
const LARGE = 1_000_000;
const ROUNDS = 3;
const LIMIT_MB = 350;
/** Memory counts as flat if ten times the texts take at most this many times the memory. */
const FLAT = 1.25;

/** One corpus, and what its runs came to. */
interface Runs {
  readonly texts: number;
  /** MB (10⁶ bytes), one a round. */
  readonly peaks: number[];
  readonly seconds: number[];
}

/** Peak memory of corpora of two sizes whose vectors are all in Redis: it is not to depend on the size. */
export async function measurePeakMemory(bench: Bench): Promise<Row[]> {
  const [small, large] = [noRuns(SMALL), noRuns(LARGE)];
  const server = await startWarmRedis(bench, { texts: LARGE });
  try {
    for (const { texts } of [small, large]) {
      await writeLines(corpusOf(bench, texts), textBatches(bench.glosses, texts));
    }
    for (let round = 0; round < ROUNDS; round++) {
      bench.log(`peak memory: round ${round + 1} of ${ROUNDS}`);
      for (const runs of [small, large]) await runOnce(bench, server, runs);
    }
  } finally {
    await server.stop();
  }
  const growth = median(large.peaks) / median(small.peaks);
  const bytesPerText = ((median(large.peaks) - median(small.peaks)) * 1e6) / (LARGE - SMALL);
  return [
    rowOf(small),
    rowOf(large),
    {
      ...rowOf(large),
      comparison: {
        text: `${threeDigits(growth)} times the memory of ${SMALL.toLocaleString('en-US')}: ${Math.round(bytesPerText)} bytes for each further text`,
        value: growth,
        goal: { text: `≤ ${FLAT}`, reached: growth <= FLAT },
      },
    },
  ];
}

async function runOnce(bench: Bench, server: RedisServer, { texts, peaks, seconds }: Runs): Promise<void> {
  const output = path.join(bench.folder, 'peak.npy');
  const inputs = { corpus: corpusOf(bench, texts), 'redis-url': server.url, output };
  const { milliseconds, report, peakBytes } = await bench.bundle.runForMemory(inputs);
  checkHits(report, texts);
  await checkLastRow(bench, output, texts);
  await removeOutput(bench, report);
  peaks.push(peakBytes / 1e6);
  seconds.push(milliseconds / 1000);
}

function rowOf({ texts, peaks, seconds }: Runs): Row {
  const value = median(peaks);
  return {
    part: 'c',
    name: `${texts.toLocaleString('en-US')} texts, npy: peak memory`,
    unit: 'MB',
    values: peaks,
    rate: perSecond(texts, seconds, 'vectors'),
    comparison: {
      text: `${threeDigits(value / LIMIT_MB)} of the limit`,
      value: value / LIMIT_MB,
      goal: { text: `≤ ${LIMIT_MB} MB`, reached: value <= LIMIT_MB },
    },
  };
}

function noRuns(texts: number): Runs {
  return { texts, peaks: [], seconds: [] };
}

function corpusOf({ folder }: Bench, texts: number): string {
  return path.join(folder, `peak-${texts}.txt`);
}
