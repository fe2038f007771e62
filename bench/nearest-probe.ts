/**
 * Searches the nearest of golden texts in a corpus that goes by, in a process that has done nothing else; prints what it took as JSON.
 *
 *   node --import tsx nearest-probe.ts <rows> <queries> <dimensions> <neighbours> <folder of the bundle, or nothing>
 */
import { readFile } from 'node:fs/promises';
import { textKey } from '../src/keys/text-key';
import { CorpusSearch } from '../src/validation/knn/corpus-search';

/** As many records as a window of a run has. */
const WINDOW = 1024;

export interface ProbedSearch {
  readonly milliseconds: number;
  /** Whether ONNX Runtime multiplied. */
  readonly usesRuntime: boolean;
  /** Numbers of the rows that are nearest to the first query. */
  readonly nearest: readonly number[];
  readonly residentBytes: number;
}

const [rowFile = '', queryFile = '', dimensionsGiven, neighboursGiven, bundle = ''] = process.argv.slice(2);
const [dimensions, neighbours] = [Number(dimensionsGiven), Number(neighboursGiven)];

async function vectorsIn(file: string): Promise<Float32Array[]> {
  const { buffer } = new Uint8Array(await readFile(file));
  const count = buffer.byteLength / 4 / dimensions;
  return Array.from({ length: count }, (_, at) => new Float32Array(buffer, at * dimensions * 4, dimensions));
}

const vectors = await vectorsIn(rowFile);
const queries = (await vectorsIn(queryFile)).map((vector, at) => ({ text: `query ${at}`, vector }));
// Made before the clock starts: a run has them.
const windows = Array.from({ length: Math.ceil(vectors.length / WINDOW) }, (_, window) => {
  const some = vectors.slice(window * WINDOW, (window + 1) * WINDOW);
  const records = some.map((_, at) => ({
    text: `text ${window * WINDOW + at}`,
    source: '',
    line: window * WINDOW + at,
  }));
  return { records, keys: records.map(({ text }) => textKey(text)), firsts: some.map(() => true), vectors: some };
});

const started = performance.now();
const search = new CorpusSearch(queries, neighbours, bundle === '' ? {} : { bundle });
for (const window of windows) await search.take(window);
const nearest = (await search.nearest())[0]?.map(({ name }) => Number(name.slice(1))) ?? [];
const { usesRuntime } = search;
await search.close();
const milliseconds = performance.now() - started;
const probed: ProbedSearch = { milliseconds, usesRuntime, nearest, residentBytes: process.memoryUsage.rss() };
console.log(JSON.stringify(probed));
