/**
 * A million records through stdin into each output format, with vectors of the model in the bundle, 384 components, that the runner
 * cache has: memory is to be as flat while a format is written as while nothing is.
 *
 *   npx tsx scripts/soak/outputs.ts [records, 1000000 unless given] [format ...]
 *
 * Formats are those of output-format; with `+shards` behind its name a format is written in shards, with `+halves` as float16. Needs
 * `npm run build` before, Linux, and 5 GB in the folder for temporary files.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { peaksByFifth, runWatched } from './watched-bundle';

const ALL = ['none', 'npy', 'safetensors', 'parquet', 'parquet+halves', 'parquet+shards', 'arrow', 'jsonl', 'json'];
const TEXTS = 1000;
const RECORDS_AT_ONCE = 1000;
/** Rows of a shard. */
const SHARD_ROWS = '100000';
const MOST_BYTES = 500e6;
/** From the second fifth to the last: garbage is not collected to the byte. */
const MOST_GROWTH = 40e6;

const records = Number(process.argv[2] ?? 1_000_000);
const formats = process.argv.length > 3 ? process.argv.slice(3) : ALL;
const cache = mkdtempSync(path.join(tmpdir(), 'embed-once-soak-'));
let failed = false;
try {
  // Embeds what the others find.
  await runOnce('none', TEXTS);
  for (const format of formats) failed = !(await isFlat(format)) || failed;
} finally {
  rmSync(cache, { recursive: true });
}
process.exit(failed ? 1 : 0);

async function isFlat(name: string): Promise<boolean> {
  const run = await runOnce(name, records);
  const fifths = peaksByFifth(run);
  const growth = (fifths[4] as number) - (fifths[1] as number);
  const faults = [
    ...(run.code === 0 ? [] : [`it ended with ${run.code}: ${run.stderr.slice(-500)}`]),
    ...(run.records === records ? [] : [`${run.records} of ${records} records were read`]),
    ...(run.peak <= MOST_BYTES ? [] : ['it takes too much memory']),
    ...(growth <= MOST_GROWTH ? [] : ['it grows']),
  ];
  console.log(
    `${name}: ${records} records in ${run.seconds.toFixed(0)} s; most memory ${megabytes(run.peak)}, in each fifth ${fifths.map(megabytes).join(', ')}` +
      (faults.length > 0 ? `\n  FAILED: ${faults.join('; ')}` : ''),
  );
  return faults.length === 0;
}

function runOnce(name: string, count: number) {
  const [format = '', way] = name.split('+');
  const words = [
    ...['--corpus', '-', '--format', 'jsonl', '--progress', 'off', '--runner-cache-path', cache],
    ...['--output-format', format],
    ...(format === 'none' ? [] : ['--output', `output/vectors.${format}`]),
    ...(way === 'shards' ? ['--output-shard-rows', SHARD_ROWS] : []),
    ...(way === 'halves' ? ['--output-dtype', 'float16'] : []),
  ];
  return runWatched(words, corpus(count), '');
}

function* corpus(count: number): Generator<Buffer> {
  for (let from = 0; from < count; from += RECORDS_AT_ONCE) {
    const lines = Array.from({ length: Math.min(RECORDS_AT_ONCE, count - from) }, (_, at) => {
      const number = from + at;
      return `{"text":"text ${(number * 7919) % TEXTS} of a thousand","page":${number % 500},"title":"part ${number}"}\n`;
    });
    yield Buffer.from(lines.join(''));
  }
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}
