/**
 * Opens a runner cache and looks everything up, in a process that has done nothing else; prints milliseconds as JSON.
 *
 *   node --import tsx runner-cache-probe.ts <root> <fingerprint> <dimensions> <texts> <lookups under way>
 */
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { RunnerCache } from '../src/cache/runner';
import { textKey } from '../src/keys/text-key';
import { syntheticVector } from '../test-support/builders/synthetic-vector';

/** As many as a run looks up together. */
const WINDOW = 2048;

export interface ProbedRunnerCache {
  readonly openMs: number;
  readonly lookUpMs: number;
  /** Every byte of the same files through one buffer, counted and dropped. */
  readonly readMs: number;
  readonly residentBytes: number;
}

const [root = '', fingerprint = '', dimensionsGiven, textsGiven, aheadGiven] = process.argv.slice(2);
const [dimensions, texts, ahead] = [Number(dimensionsGiven), Number(textsGiven), Number(aheadGiven)];

// Made before the clock starts: hashing is part of a run, not of the cache.
const windows: string[][] = [];
for (let first = 0; first < texts; first += WINDOW) {
  const count = Math.min(WINDOW, texts - first);
  windows.push(Array.from({ length: count }, (_, at) => textKey(`text ${first + at}`)));
}

const readMs = await timed(readFiles);
let cache: RunnerCache | undefined;
const openMs = await timed(async () => {
  cache = await RunnerCache.open(root, { fingerprint, dimensions }, { write: false });
});
let found = 0;
const lookUpMs = await timed(async () => {
  let next = 0;
  const lane = async () => {
    for (let window = next++; window < windows.length; window = next++) {
      const { vectors } = (await cache?.getMany(windows[window] ?? [])) ?? { vectors: [] };
      for (const vector of vectors) if (vector?.length === dimensions) found++;
    }
  };
  await Promise.all(Array.from({ length: ahead }, lane));
});
if (found !== texts) throw new Error(`${found} of ${texts} vectors were found`);
const { vectors } = (await cache?.getMany([textKey(`text ${texts - 1}`)])) ?? { vectors: [] };
const wanted = syntheticVector(texts - 1, dimensions);
if (!wanted.every((component, at) => vectors[0]?.[at] === component)) throw new Error('the last vector is another');
const residentBytes = process.memoryUsage.rss();
await cache?.close();
console.log(JSON.stringify({ openMs, lookUpMs, readMs, residentBytes } satisfies ProbedRunnerCache));

async function timed(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

async function readFiles(): Promise<void> {
  const folder = path.join(root, fingerprint);
  for (const name of await readdir(folder)) {
    for await (const _ of createReadStream(path.join(folder, name), { highWaterMark: 2 ** 20 }));
  }
}
