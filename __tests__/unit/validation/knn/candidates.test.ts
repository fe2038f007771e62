import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { CandidateFinder } from '../../../../src/validation/knn/candidates';
import { unitRows } from '../../../../src/validation/knn/unit-rows';
import { manyVectors } from '../../../../test-support/builders/knn';
import { sharedFolder } from '../../../../test-support/run/shared-folder';

const BUNDLE = path.resolve('dist');
const folder = sharedFolder();
const QUERIES = unitRows(manyVectors(400, 64));
const ROWS = unitRows(manyVectors(3000, 64, 10_000));
const ties = (count: number) => Float64Array.from({ length: count }, (_, at) => at);

/** Whatever is among the three nearest of each query, by row. */
async function found(finder: CandidateFinder, times: number): Promise<Set<number>[]> {
  const best = Array.from({ length: QUERIES.count }, () => new Map<number, number>());
  for (let time = 0; time < times; time++) {
    for await (const { queries, rows, similarities } of finder.search(ROWS, ties(ROWS.count))) {
      for (const [at, query] of queries.entries()) best[query]?.set(rows[at] as number, similarities[at] as number);
    }
  }
  await finder.close();
  return best.map(
    (of) =>
      new Set(
        [...of]
          .sort((a, b) => b[1] - a[1])
          .slice(0, 3)
          .map(([row]) => row),
      ),
  );
}

/** A bundle whose worker is this. */
function bundleWith(name: string, worker: string): string {
  const bundle = path.join(folder, name);
  mkdirSync(path.join(bundle, 'validation'), { recursive: true });
  writeFileSync(path.join(bundle, 'validation/index.js'), worker);
  return bundle;
}

describe('CandidateFinder', () => {
  it('loads nothing while there is little to do', async () => {
    const mark = path.join(folder, 'loaded');
    const bundle = bundleWith('telling', `require('fs').writeFileSync(${JSON.stringify(mark)}, '')`);
    await found(new CandidateFinder(QUERIES, 3, { bundle }), 1);
    expect(existsSync(mark)).toBe(false);
    await found(new CandidateFinder(QUERIES, 3, { bundle, streamed: true }), 5);
    expect(existsSync(mark)).toBe(true);
  });

  it.each([
    ['cannot start', 'throw new Error("no runtime here")'],
    ['has no runtime', 'require("worker_threads").parentPort.postMessage({ failure: "no runtime here" })'],
    [
      'fails later',
      'const { parentPort } = require("worker_threads"); parentPort.postMessage({}); parentPort.on("message", () => process.exit(1))',
    ],
  ])('computes by itself where the worker %s', async (name, worker) => {
    const expected = await found(new CandidateFinder(QUERIES, 3), 1);
    // A stream is given to the worker sooner.
    const finder = new CandidateFinder(QUERIES, 3, { bundle: bundleWith(name, worker), streamed: true });
    expect(await found(finder, 5)).toEqual(expected);
    expect(finder.usesRuntime).toBe(false);
  });

  (existsSync(path.join(BUNDLE, 'validation/index.js')) ? it : it.skip)(
    'finds the same with ONNX Runtime',
    async () => {
      const finder = new CandidateFinder(QUERIES, 3, { bundle: BUNDLE, streamed: true });
      expect(await found(finder, 5)).toEqual(await found(new CandidateFinder(QUERIES, 3), 1));
      expect(finder.usesRuntime).toBe(true);
    },
  );
});
