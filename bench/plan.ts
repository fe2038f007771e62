import path from 'node:path';
import type { RedisServer } from '../test-support/servers/redis-server';
import type { Bench, Row } from './bench';
import { perSecond, threeDigits } from './comparison';
import { median } from './statistics';
import { textBatches, writeLines } from './texts';
import { startWarmRedis } from './warm-redis';

const SMALL = 100_000;
const LARGE = 1_000_000;
const ROUNDS = 2;
const LIMIT_MB = 350;

/** Peak memory of mode plan over corpora of two sizes, half of whose texts are in Redis. */
export async function measurePlan(bench: Bench): Promise<Row[]> {
  const sizes = [SMALL, LARGE].map((texts) => ({ texts, peaks: [] as number[], seconds: [] as number[] }));
  // The texts in the middle: those before it are in Redis, those after it are not.
  const half = LARGE / 2;
  const server = await startWarmRedis(bench, { texts: half });
  try {
    for (const { texts } of sizes) await writeLines(corpusOf(bench, texts), around(half, texts, bench.glosses));
    for (let round = 0; round < ROUNDS; round++) {
      bench.log(`plan: round ${round + 1} of ${ROUNDS}`);
      for (const { texts, peaks, seconds } of sizes) {
        const { milliseconds, peakBytes } = await planOnce(bench, server, texts);
        peaks.push(peakBytes / 1e6);
        seconds.push(milliseconds / 1000);
      }
    }
  } finally {
    await server.stop();
  }
  const [small = 0, large = 0] = sizes.map(({ peaks }) => median(peaks));
  const bytesPerText = ((large - small) * 1e6) / (LARGE - SMALL);
  return sizes.map(({ texts, peaks, seconds }) => ({
    part: 'p',
    name: `plan of ${texts.toLocaleString('en-US')} texts, half of them missing: peak memory`,
    unit: 'MB',
    values: peaks,
    rate: perSecond(texts, seconds, 'texts'),
    comparison: {
      text: `${threeDigits(median(peaks) / LIMIT_MB)} of the limit; ${Math.round(bytesPerText)} bytes for each further text`,
      value: median(peaks) / LIMIT_MB,
      goal: { text: `≤ ${LIMIT_MB} MB`, reached: median(peaks) <= LIMIT_MB },
    },
  }));
}

async function planOnce(bench: Bench, server: RedisServer, texts: number) {
  const inputs = {
    corpus: corpusOf(bench, texts),
    'redis-url': server.url,
    'plan-path': path.join(bench.folder, 'plan'),
  };
  const run = await bench.bundle.runForMemory(inputs, 'plan');
  const { hits, misses, embedded } = run.report.texts;
  if (hits !== texts / 2 || misses !== texts / 2 || embedded > 0) {
    throw new Error(`a plan of ${texts} texts found ${hits} and missed ${misses}`);
  }
  return run;
}

/** `count` texts, half of them before text `middle` and half from it on. */
function* around(middle: number, count: number, glosses: readonly string[]): Generator<string[]> {
  const first = middle - count / 2;
  let at = 0;
  for (const batch of textBatches(glosses, middle + count / 2)) {
    if (at + batch.length > first) yield batch.slice(Math.max(0, first - at));
    at += batch.length;
  }
}

function corpusOf({ folder }: Bench, texts: number): string {
  return path.join(folder, `plan-${texts}.txt`);
}
