/**
 * Records of 600 MB, more than V8's longest string, and of 2 GB, made while they are read: through stdin, and from files of some
 * kilobytes that decompress to them. Where bad records fail, a run is to say which one it is, at once and in little memory; where
 * they are skipped, it is to go on behind it.
 *
 *   npx tsx scripts/soak/long-records.ts
 *
 * Needs `npm run build` before, and Linux. A minute or two.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { repeatedGzip, repeatedZstd } from '../../test-support/builders/repeated-bytes';
import { runWatched } from './watched-bundle';

const SIZES = [600e6, 2e9];
const MOST_BYTES = 350e6;
/** To refuse a record takes no longer than to read what is allowed of it. In s. */
const LONGEST_REFUSAL = 10;
const MEBIBYTE = 2 ** 20;

/** A record before the long one, its beginning and end, and a record behind it. */
interface Shape {
  readonly format: string;
  readonly before: string;
  readonly after: string;
  /** Of the long record. */
  readonly place: string;
  /** Of the three: a document that is too long is the only one. */
  readonly others: number;
}

const SHAPES: readonly Shape[] = [
  { format: 'text', before: 'one\n', after: '\ntwo\n', place: ':2', others: 2 },
  { format: 'text', before: 'one\n', after: '', place: ':2', others: 1 },
  { format: 'jsonl', before: '{"text":"one"}\n{"text":"', after: '"}\n{"text":"two"}\n', place: ':2', others: 2 },
  { format: 'csv', before: 'id,text\n1,one\n2,', after: '\n3,two\n', place: ':3', others: 2 },
  { format: 'csv', before: 'id,text\n1,one\n2,"', after: '"\n3,two\n', place: ':3', others: 2 },
  { format: 'json', before: '["one",\n"', after: '",\n"two"]\n', place: 'item 2: line 2', others: 2 },
  { format: 'html', before: '<p>', after: '</p>', place: '', others: 0 },
];

let failures = 0;
const folder = mkdtempSync(path.join(tmpdir(), 'embed-once-soak-'));
try {
  for (const size of SIZES) {
    for (const shape of SHAPES) {
      await check(shape, size, 'stdin', 'fail');
      await check(shape, size, 'stdin', 'skip');
    }
  }
  for (const from of ['gz', 'zst'] as const) {
    for (const onBadRecord of ['fail', 'skip'] as const) {
      await check(SHAPES[2] as Shape, 2e9, from, onBadRecord);
    }
  }
} finally {
  rmSync(folder, { recursive: true });
}
console.log(failures === 0 ? 'all as they should be' : `${failures} FAILED`);
process.exit(failures > 0 ? 1 : 0);

async function check(shape: Shape, size: number, from: 'stdin' | 'gz' | 'zst', onBadRecord: 'fail' | 'skip') {
  const { format, place, others } = shape;
  const corpus = from === 'stdin' ? '-' : compressed(shape, size, from);
  const words = ['--corpus', corpus, '--format', format, '--on-bad-record', onBadRecord, '--output', 'vectors.npy'];
  const run = await runWatched(words, from === 'stdin' ? plain(shape, size) : []);
  const { code, stderr, seconds, peak, records } = run;
  const source = from === 'stdin' ? 'stdin' : corpus;
  const named =
    [`${source}${place}: `, `${source}: ${place}: `, `${source}, ${place}: `].some((how) => stderr.includes(how)) &&
    stderr.includes('16 MiB');
  const refuses = onBadRecord === 'fail' || others === 0;
  const faults = [
    ...(refuses === (code === 2) ? [] : [`it ended with ${code}`]),
    ...(named || (onBadRecord === 'skip' && others === 0) ? [] : ['it does not say which record']),
    ...(refuses || records === others ? [] : [`it has ${records} records of ${others}`]),
    ...(peak <= MOST_BYTES ? [] : ['it takes too much memory']),
    ...(onBadRecord === 'fail' && from === 'stdin' && seconds > LONGEST_REFUSAL ? ['it is slow'] : []),
  ];
  failures += faults.length > 0 ? 1 : 0;
  console.log(
    `${format} of ${size / 1e6} MB from ${from}, ${onBadRecord}: ended with ${code} after ${seconds.toFixed(1)} s, ${Math.round(peak / 1e6)} MB` +
      (faults.length > 0 ? `\n  FAILED: ${faults.join('; ')}\n${stderr.slice(0, 600)}` : ''),
  );
}

function* plain({ before, after }: Shape, size: number): Generator<Buffer> {
  yield Buffer.from(before);
  const piece = Buffer.alloc(MEBIBYTE, 'a');
  for (let written = 0; written < size; written += piece.length) yield piece;
  yield Buffer.from(after);
}

function compressed({ format, before, after }: Shape, size: number, compression: 'gz' | 'zst'): string {
  const file = path.join(folder, `long.${format}.${compression}`);
  const repeated = compression === 'gz' ? repeatedGzip : repeatedZstd;
  writeFileSync(file, repeated(Buffer.from(before), size, Buffer.from(after)));
  return file;
}
