/**
 * A corpus that is made while it is read, through stdin, as large as is wanted: the whole run is to take as much memory at its end
 * as near its beginning. One text in a hundred is new, the others repeat one of those before them, so that texts are looked up,
 * embedded, stored and written from the first gigabyte to the last.
 *
 *   npx tsx scripts/soak/stdin.ts [GB of 10^9 bytes, 5 unless given] [format ...]
 *
 * Formats are text, jsonl, csv and json; text and jsonl unless given. With `+ids` behind its name, as in `jsonl+ids`, each record has
 * an id, which takes up to 62 bytes (docs/records.md); without, nothing is kept of a record. Needs `npm run build` before, and Linux.
 */
import { peaksByFifth, runWatched, type WatchedRun } from './watched-bundle';

const gigabytes = Number(process.argv[2] ?? 5);
const formats = process.argv.length > 3 ? process.argv.slice(3) : ['text', 'jsonl'];

/** Characters of a text, about. */
const TEXT_LENGTH = 800;
const NEW_ONE_IN = 100;
const RECORDS_AT_ONCE = 256;
const MOST_BYTES = 400e6;
/** From the second fifth of the corpus to the last, beside what is known to be kept: garbage is not collected to the byte. */
const MOST_GROWTH = 40e6;
/** A text that is new: which were seen, and where its vector lies. */
const BYTES_A_TEXT = 2 * 46;
const BYTES_AN_ID = 62;
const PARAGRAPHS = 1000;
const WORDS = 'embedding cache vector corpus text record window shard token digest memory stream reader writer'.split(
  ' ',
);

let failed = false;
const paragraphs = Array.from({ length: PARAGRAPHS }, (_, which) => paragraph(which));
for (const name of formats) {
  const [format = '', ids] = name.split('+');
  const made = { records: 0 };
  const run = await runWatched(
    [
      '--corpus',
      '-',
      '--format',
      format,
      '--output',
      'vectors.npy',
      '--progress',
      'off',
      '--runner-cache-path',
      'cache',
    ],
    corpus({ format, ids: ids === 'ids' }, gigabytes * 1e9, made),
  );
  const kept = made.records * (BYTES_A_TEXT / NEW_ONE_IN + (ids ? BYTES_AN_ID : 0));
  failed = !isFlat(name, run, made.records, kept) || failed;
}
process.exit(failed ? 1 : 0);

function isFlat(name: string, run: WatchedRun, made: number, kept: number): boolean {
  const { code, stderr, seconds, bytes, peak, records } = run;
  const fifths = peaksByFifth(run);
  const growth = (fifths[4] as number) - (fifths[1] as number);
  const faults = [
    ...(code === 0 ? [] : [`it ended with ${code}: ${stderr.slice(-500)}`]),
    ...(records === made ? [] : [`${records} of ${made} records were read`]),
    ...(peak <= MOST_BYTES + kept ? [] : [`more than ${megabytes(MOST_BYTES + kept)}`]),
    ...(growth <= MOST_GROWTH + 0.6 * kept ? [] : [`it grew by ${megabytes(growth)}`]),
  ];
  console.log(
    `${name}: ${(bytes / 1e9).toFixed(2)} GB, ${made} records in ${seconds.toFixed(0)} s (${(bytes / 1e6 / seconds).toFixed(0)} MB/s); ` +
      `most memory in each fifth ${fifths.map(megabytes).join(', ')}; from the second to the last ${megabytes(growth)}, of which ${megabytes(0.6 * kept)} are texts and ids` +
      (faults.length > 0 ? `\n  FAILED: ${faults.join('; ')}` : ''),
  );
  return faults.length === 0;
}

/** What a corpus is made of. */
interface Shape {
  readonly format: string;
  readonly ids: boolean;
}

function* corpus(shape: Shape, size: number, made: { records: number }): Generator<Buffer> {
  const around: Readonly<Record<string, readonly string[]>> = {
    json: ['[\n', ',\n', '\n]\n'],
    csv: [shape.ids ? 'id,text,n\n' : 'text,n\n', '\n', '\n'],
  };
  const [before = '', between = '', after = ''] = around[shape.format] ?? ['', '\n', '\n'];
  let written = 0;
  while (written < size) {
    const records = Array.from({ length: RECORDS_AT_ONCE }, () => recordOf(shape, made.records++));
    const piece = Buffer.from(`${written === 0 ? before : between}${records.join(between)}`);
    written += piece.length;
    yield piece;
  }
  yield Buffer.from(after);
}

function recordOf({ format, ids }: Shape, number: number): string {
  // Every hundredth is new; those between take turns with all that were new until then.
  const latest = Math.floor(number / NEW_ONE_IN);
  const which = number % NEW_ONE_IN === 0 ? latest : (number * 7919) % (latest + 1);
  const text = `text ${which}: ${paragraphs[which % PARAGRAPHS]}`;
  if (format === 'text') return text;
  if (format === 'csv') return `${ids ? `r${number},` : ''}"${text}",${number}`;
  return JSON.stringify({ ...(ids && { id: `r${number}` }), text, n: number });
}

function paragraph(which: number): string {
  const words: string[] = [];
  for (let length = 0, at = which; length < TEXT_LENGTH; at = (at * 31 + 17) % 1_000_003) {
    const word = WORDS[at % WORDS.length] as string;
    words.push(word);
    length += word.length + 1;
  }
  return words.join(' ');
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}
