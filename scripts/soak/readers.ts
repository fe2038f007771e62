/**
 * Changes real files of every format and reads them, for as long as it is told. No read may crash, hang, take much memory, or give
 * anything but records and a CorpusError. What fails is kept with the file, to become a case in the tests.
 *
 *   npx tsx scripts/soak/readers.ts [minutes, 10 unless given] [seed]
 *
 * Needs `npm run build` before, for the PDF reader's bundle.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { packTar } from 'modern-tar';
import { CorpusError } from '../../src/base/errors';
import { openCorpus } from '../../src/corpus/read';
import { parseInputs } from '../../src/inputs/parse-inputs';
import { repeatedZstd } from '../../test-support/builders/repeated-bytes';

/** A read that takes longer is a hang. In ms. */
const LONGEST_READ = 70_000;
/** Of the whole process. */
const MOST_MEMORY = 1.5e9;
const FIXTURES = '__tests__/fixtures/corpora';

const minutes = Number(process.argv[2] ?? 10);
const seed = Number(process.argv[3] ?? Date.now() % 2 ** 31);
const folder = mkdtempSync(path.join(tmpdir(), 'embed-once-soak-'));
const random = generator(seed);
const seeds = await originals();

console.log(`seed ${seed}, ${Object.keys(seeds).length} files, ${minutes} minutes`);
let [reads, records, skipped, errors, failures] = [0, 0, 0, 0, 0];
let current: { name: string; bytes: Buffer; since: number } | undefined;

process.on('uncaughtException', (error) => fail(`crashed: ${error.message}`));
process.on('unhandledRejection', (error) => fail(`left a rejection: ${error}`));
const watch = setInterval(() => {
  if (current && performance.now() - current.since > LONGEST_READ) fail('hangs');
  if (process.memoryUsage().rss > MOST_MEMORY) fail(`takes ${process.memoryUsage().rss / 1e6} MB`);
}, 1000);

for (const end = performance.now() + minutes * 60_000; performance.now() < end; ) {
  for (const [name, original] of Object.entries(seeds)) await readChanged(name, change(original));
}
clearInterval(watch);
rmSync(folder, { recursive: true });
console.log(
  `${reads} reads: ${records} records, ${skipped} skipped, ${errors} errors with a name; ${failures} failures`,
);
process.exit(failures > 0 ? 1 : 0);

async function readChanged(name: string, bytes: Buffer): Promise<void> {
  const file = path.join(folder, name);
  writeFileSync(file, bytes);
  current = { name, bytes, since: performance.now() };
  const { inputs } = parseInputs({ arguments: ['--corpus', file, '--on-bad-record', 'skip'], environment: {} });
  const corpus = await openCorpus(inputs, () => {});
  let given = 0;
  let failed = false;
  try {
    for await (const some of corpus.records()) {
      given += some.length;
      for (const { text, source, line } of some) {
        if (text.trim() === '' || !text.isWellFormed() || !source || !(line > 0)) fail('gave a record that is none');
      }
    }
  } catch (error) {
    errors++;
    failed = true;
    if (!(error instanceof CorpusError)) fail(`threw ${error}`);
    else if (!error.message.includes(folder)) fail(`did not name the file: ${error.message}`);
  }
  if (given !== corpus.facts.records) fail(`gave ${given} records and counted ${corpus.facts.records}`);
  // Of these a line is a record, or blank, or skipped.
  const { blank, skipped: bad } = corpus.facts;
  if (!failed && /^a\.(txt|jsonl)$/.test(name) && given + blank + bad !== linesOf(bytes)) fail('lost a line');
  reads++;
  records += given;
  skipped += corpus.facts.skipped;
}

function linesOf(bytes: Buffer): number {
  const ends = bytes.filter((byte) => byte === 0x0a).length;
  return bytes.length > 0 && bytes.at(-1) !== 0x0a ? ends + 1 : ends;
}

function fail(what: string): void {
  failures++;
  mkdirSync('output/soak-readers', { recursive: true });
  const kept = path.join('output/soak-readers', `${failures}-${current?.name ?? 'unknown'}`);
  if (current) writeFileSync(kept, current.bytes);
  console.error(`${current?.name} ${what}; kept as ${kept}`);
  if (what === 'hangs' || what.startsWith('takes')) process.exit(1);
}

/** Some bytes other, some taken out, some there twice, the end cut off; what is compressed is changed before or after. */
function change(original: Buffer): Buffer {
  let bytes = Buffer.from(original);
  for (let times = 1 + random(6); times > 0; times--) {
    const at = random(bytes.length + 1);
    const length = 1 + random(random(2) === 0 ? 4 : 64);
    const kind = random(6);
    if (kind < 3 && at < bytes.length) bytes[at] = kind === 0 ? random(256) : (bytes[at] as number) ^ (1 << random(8));
    else if (kind === 3) bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]);
    else if (kind === 4) bytes = Buffer.concat([bytes.subarray(0, at + length), bytes.subarray(at)]);
    else if (random(4) === 0) bytes = bytes.subarray(0, at);
  }
  return bytes;
}

async function originals(): Promise<Record<string, Buffer>> {
  const binary = [
    'rows-zstd.parquet',
    'rows-snappy.parquet',
    'rows-gzip.parquet',
    'v2-delta.parquet',
    'types.parquet',
    'types-v2-lz4.parquet',
    'lz4-hadoop.parquet',
    'lz4-block.parquet',
    'int96.parquet',
    'duckdb.parquet',
    'polars.parquet',
    'pages.pdf',
    'scanned.pdf',
    'object-streams.pdf',
  ];
  const files = Object.fromEntries(binary.map((name) => [name, readFileSync(path.join(FIXTURES, name))]));
  const rows = Array.from({ length: 30 }, (_, at) => ({ id: `r${at}`, text: `text, "${at}"\nä 😀`, n: at }));
  const markdown = readFileSync('README.md');
  const text = {
    'a.txt': rows.map(({ id }) => id).join('\n'),
    'a.jsonl': rows.map((row) => JSON.stringify(row)).join('\n'),
    'a.json': JSON.stringify(rows, null, 1),
    'a.csv': `id,text,n\n${rows.map(({ id, text, n }) => `${id},"${text.replaceAll('"', '""')}",${n}\n`).join('')}`,
    'a.tsv': `id\ttext\tn\n${rows.map(({ id, n }) => `${id}\tfive" ${n}\t"${n}"\n`).join('')}`,
    'a.html': `<title>x</title><h1>a</h1>${rows.map(({ text }) => `<p>${text}</p><ul><li>b</ul>`).join('<h2 id=x>c</h2>')}`,
  };
  for (const [name, content] of Object.entries(text)) files[name] = Buffer.from(content);
  files['a.md'] = Buffer.concat([Buffer.from('---\ntitle: x\ntags: [a, b]\n---\n'), markdown]);
  files['b.txt.gz'] = gzipSync(markdown);
  const nothing = Buffer.alloc(0);
  files['c.txt.zst'] = Buffer.concat([repeatedZstd(markdown, 3000, nothing), repeatedZstd(markdown, 0, nothing)]);
  files['d.txt.zst'] = readFileSync('__tests__/unit/corpus/fixtures/three-lines.txt.zst');
  const entry = (name: string, body: Buffer) => ({ header: { name, size: body.length, type: 'file' as const }, body });
  files['a.tar'] = Buffer.from(
    await packTar(['a.csv', 'a.md', 'pages.pdf'].map((name) => entry(name, files[name] as Buffer))),
  );
  files['b.tgz'] = gzipSync(files['a.tar']);
  const wide = Buffer.from(`\ufeff${text['a.csv']}`, 'utf16le');
  files['wide.csv'] = wide;
  return files;
}

/** xorshift32: the same changes for the same seed. */
function generator(start: number): (below: number) => number {
  let state = start || 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}
