import { createWriteStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import type { Bench, Row } from './bench';
import { runProcess } from './child-process';
import { fasterThan, threeDigits } from './comparison';
import type { ProbedReading } from './reading-probe';
import { median } from './statistics';

const ROUNDS = 3;
const CORPUS_BYTES = 150e6;
/** A gloss is what a dictionary has, eight of them a paragraph. */
const TEXTS = [
  { name: 'glosses', glosses: 1 },
  { name: 'paragraphs', glosses: 8 },
] as const;
/** MB/s of processor time, of paragraphs. */
const GOALS: Readonly<Record<string, number>> = { txt: 300, jsonl: 150, csv: 150 };

/** How fast texts are read and get their keys, on one core: by the processor time of all threads, in processes of their own. */
export async function measureReading(bench: Bench): Promise<Row[]> {
  const rows: Row[] = [];
  for (const { name, glosses } of TEXTS) {
    for (const extension of Object.keys(GOALS)) {
      const file = path.join(bench.folder, `${name}.${extension}`);
      await writeCorpus(file, extension, bench.glosses, glosses);
      rows.push(
        ...(await measure(bench, file, `${extension}, ${name}`, name === 'glosses' ? undefined : GOALS[extension])),
      );
      await rm(file);
    }
  }
  return rows;
}

async function measure(bench: Bench, file: string, name: string, goal: number | undefined): Promise<Row[]> {
  const [ours, alone, theirs]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round < ROUNDS; round++) {
    bench.log(`reading: ${name}, round ${round + 1} of ${ROUNDS}`);
    const mine = await probe(process.execPath, [
      '--import',
      import.meta.resolve('tsx'),
      here('reading-probe.ts'),
      file,
    ]);
    const peer = await probe('python3', [here('peers/reading.py'), file]);
    if (mine.records !== peer.records) throw new Error(`${mine.records} records of ${name}, ${peer.records} in Python`);
    ours.push(mine.milliseconds / 1000);
    alone.push(mine.readMilliseconds / 1000);
    theirs.push(peer.milliseconds / 1000);
  }
  const { size } = await stat(file);
  const rate = (seconds: readonly number[]) => `${threeDigits(size / 1e6 / median(seconds))} MB/s`;
  const row = (what: string, values: readonly number[]): Row => ({
    part: 'r',
    name: what,
    unit: 's',
    values,
    rate: rate(values),
  });
  const reached = size / 1e6 / median(ours);
  const comparison = fasterThan('Python', ours, theirs);
  return [
    row(`${name}: Python, its keys too`, theirs),
    row(`${name}: read alone`, alone),
    {
      ...row(`${name}: read and keyed`, ours),
      comparison: {
        ...comparison,
        ...(goal !== undefined && { goal: { text: `≥ ${goal} MB/s`, reached: reached >= goal } }),
      },
    },
  ];
}

async function probe(command: string, words: readonly string[]): Promise<ProbedReading> {
  const { stdout } = await runProcess(command, words, { folder: here('.') });
  return JSON.parse(stdout);
}

function here(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}

async function writeCorpus(file: string, extension: string, glosses: readonly string[], each: number): Promise<void> {
  function* blocks() {
    if (extension === 'csv') yield 'id,text,n\n';
    let bytes = 0;
    for (let number = 0; bytes < CORPUS_BYTES; number++) {
      const at = (number * each) % (glosses.length - each);
      const block = `${recordOf(glosses.slice(at, at + each).join(' '), number, extension)}\n`;
      bytes += block.length;
      yield block;
    }
  }
  await pipeline(Readable.from(blocks()), createWriteStream(file));
}

function recordOf(text: string, number: number, extension: string): string {
  if (extension === 'txt') return text;
  if (extension === 'jsonl') return JSON.stringify({ id: `g${number}`, text, n: number });
  return `g${number},${/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text},${number}`;
}
