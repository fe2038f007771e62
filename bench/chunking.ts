import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Bench, Row } from './bench';
import { runProcess } from './child-process';
import type { ProbedChunking } from './chunking-probe';
import { ideographTexts, markdownTexts, proseTexts } from './chunking-texts';
import { fasterThan, threeDigits } from './comparison';
import { openPythonEnvironment } from './python-environment';
import { median } from './statistics';

const ROUNDS = 3;
const SIZE = 256;
/** MB of UTF-8 for each second of processor time. */
const GOAL = 20;
const PEERS = ['semantic-text-splitter', 'LangChain'] as const;

interface Case {
  readonly name: string;
  readonly file: string;
  readonly bytes: number;
  readonly model: string;
  /** Whether the goal is set for it. */
  readonly hasGoal: boolean;
}

/** How fast texts are cut into chunks of 256 tokens, on one core: by the processor time of all threads, in processes of their own. */
export async function measureChunking(bench: Bench): Promise<Row[]> {
  const python = await openPythonEnvironment('chunking');
  if (bench.model.kind !== 'onnx') throw new Error('the default model has no tokenizer');
  const prose = await writeTexts(bench, 'prose', proseTexts(bench.glosses));
  const trained = path.join(bench.folder, 'tokenizers');
  bench.log('chunking: training tokenizers');
  await runProcess(
    python,
    [here('peers/train_tokenizers.py'), prose.file, here('../__tests__/fixtures/encoders'), trained],
    {
      folder: bench.folder,
    },
  );
  const { folder } = bench.model;
  const cases: Case[] = [
    { ...prose, model: folder, hasGoal: true },
    { ...(await writeTexts(bench, 'Markdown', await markdownTexts())), model: folder, hasGoal: false },
    {
      ...(await writeTexts(bench, 'Chinese, Japanese, Korean', await ideographTexts())),
      model: folder,
      hasGoal: false,
    },
    { ...prose, name: 'prose, BPE of bytes', model: path.join(trained, 'bpe'), hasGoal: false },
    { ...prose, name: 'prose, Unigram', model: path.join(trained, 'unigram'), hasGoal: false },
  ];
  const rows: Row[] = [];
  for (const one of cases) rows.push(...(await measure(bench, python, one)));
  return rows;
}

async function measure(bench: Bench, python: string, { name, file, bytes, model, hasGoal }: Case): Promise<Row[]> {
  const [first, unknown, known]: [number[], number[], number[]] = [[], [], []];
  const peers = new Map<string, number[]>(PEERS.map((peer) => [peer, []]));
  const chunks = new Map<string, number>();
  for (let round = 0; round < ROUNDS; round++) {
    bench.log(`chunking: ${name}, round ${round + 1} of ${ROUNDS}`);
    const probe = ['--import', import.meta.resolve('tsx'), here('chunking-probe.ts'), file, model, String(SIZE)];
    const own: ProbedChunking = JSON.parse((await runProcess(process.execPath, probe, { folder: here('.') })).stdout);
    first.push(own.firstMilliseconds / 1000);
    unknown.push(own.unknownMilliseconds / 1000);
    known.push(own.knownMilliseconds / 1000);
    chunks.set('own', own.chunks);
    // The peers take ten times as long: what no goal is set for they do once.
    if (!hasGoal && round > 0) continue;
    const words = [here('peers/chunking.py'), file, path.join(model, 'tokenizer.json'), String(SIZE)];
    const theirs = JSON.parse((await runProcess(python, words, { folder: bench.folder })).stdout);
    for (const peer of PEERS) {
      peers.get(peer)?.push(theirs[peer].milliseconds / 1000);
      chunks.set(peer, theirs[peer].chunks);
    }
  }
  const rate = (values: readonly number[]) => bytes / 1e6 / median(values);
  const row = (what: string, whose: string, values: readonly number[]): Row => ({
    part: 'k',
    name: `${name}: ${what}`,
    unit: 's',
    values,
    rate: `${threeDigits(rate(values))} MB/s, ${chunks.get(whose)?.toLocaleString('en-US')} chunks`,
  });
  const compared = (values: readonly number[]) => fasterThan(PEERS[0], values, peers.get(PEERS[0]) ?? []);
  const goal = { text: `≥ ${GOAL} MB/s`, reached: rate(unknown) >= GOAL };
  return [
    ...PEERS.map((peer) => row(peer, peer, peers.get(peer) ?? [])),
    { ...row('from the start', 'own', first), comparison: compared(first) },
    { ...row('no word known', 'own', unknown), comparison: { ...compared(unknown), ...(hasGoal && { goal }) } },
    { ...row('words known', 'own', known), comparison: compared(known) },
  ];
}

async function writeTexts(bench: Bench, name: string, texts: readonly string[]) {
  const file = path.join(bench.folder, `${name}.jsonl`);
  await writeFile(file, texts.map((text) => `${JSON.stringify({ text })}\n`).join(''));
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  return { name, file, bytes };
}

function here(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}
