import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { cosine } from '../src/validation/exact';
import type { Bench, Comparison, Row } from './bench';
import { spread } from './cold-path';
import { fasterThan, perSecond, threeDigits } from './comparison';
import { type EngineRun, nodePeers, type Peer, pythonPeers, type SgemmPeak, type Texts } from './embedder-peers';
import { median } from './statistics';
import { writeLines } from './texts';

const ROUNDS = 3;
/** Unless EMBEDDER_TEXTS says otherwise: a few minutes. */
const USUAL_TEXTS = [2_000, 150] as const;
const SHORT = { name: 'short', goal: 0.8 };
const LONG = { name: 'long', goal: 0.75 };
/** All engines cut here: the most that the model can read. */
const MAX_TOKENS = 512;
/** Glosses of a long text: 200 to 500 tokens. */
const FEWEST_GLOSSES = 11;
const MOST_GLOSSES = 25;
/** Peers have other weights, before they were stored in 8 bits, or other kernels. */
const LEAST_COSINE = 0.99;

type Goals = typeof SHORT;

/** How fast fp32 embedding is, how long it takes to start, and what memory it holds, against what users would take instead. */
export async function measureEmbedder(bench: Bench): Promise<Row[]> {
  const [short, long] = (process.env.EMBEDDER_TEXTS ?? USUAL_TEXTS.join(',')).split(',').map(Number);
  if (!short || !long) throw new Error('EMBEDDER_TEXTS is two numbers: short texts, long texts');
  const python = await pythonPeers(bench, MAX_TOKENS);
  const peers = [...python.peers, ...nodePeers(bench, MAX_TOKENS)];
  const rows: Row[] = [];
  for (const [goals, texts] of [
    [SHORT, await writeTexts(bench, SHORT.name, spread(bench.glosses, short).slice(0, short))],
    [LONG, await writeTexts(bench, LONG.name, longTexts(bench.glosses, long))],
  ] as const) {
    rows.push(...(await measureTexts(bench, goals, texts, peers, python.measureSgemm)));
  }
  return rows;
}

async function measureTexts(
  bench: Bench,
  goals: Goals,
  texts: Texts,
  peers: readonly Peer[],
  measureSgemm: () => Promise<SgemmPeak>,
): Promise<Row[]> {
  const own: EngineRun[] = [];
  const theirs = peers.map((): EngineRun[] => []);
  const peaks: SgemmPeak[] = [];
  let tokens = 0;
  await runOwn(bench, texts);
  for (let round = 0; round < ROUNDS; round++) {
    bench.log(`embedder, ${texts.name} texts: round ${round + 1} of ${ROUNDS}`);
    peaks.push(await measureSgemm());
    const ours = await runOwn(bench, texts);
    tokens = ours.tokens;
    own.push(ours);
    for (const [at, peer] of peers.entries()) {
      const run = await peer.run(texts);
      checkVector(peer, run, ours);
      theirs[at]?.push(run);
    }
  }
  const name = `${texts.count.toLocaleString('en-US')} ${texts.name} texts`;
  const operations = (await operationsOfToken(bench)) * tokens;
  return [
    ...sgemmRows(name, goals, peaks, operations, own),
    ...engineRows(`${name}: embed-once`, texts, tokens, own),
    ...peers.flatMap((peer, at) => engineRows(`${name}: ${peer.name}`, texts, tokens, theirs[at] ?? [], own)),
  ];
}

async function runOwn(bench: Bench, { file, count }: Texts): Promise<EngineRun & { readonly tokens: number }> {
  const output = path.join(bench.folder, 'embedder.npy');
  const inputs = { corpus: file, 'cache-mode': 'off', 'max-tokens': String(MAX_TOKENS), output };
  const { milliseconds, report, peakBytes } = await bench.bundle.runForMemory(inputs);
  if (report.texts.embedded !== count) throw new Error(`${report.texts.embedded} texts were embedded, not ${count}`);
  const { dimensions } = bench.model.contract;
  const bytes = await readFile(output);
  const start = bytes.length - count * dimensions * Float32Array.BYTES_PER_ELEMENT;
  return {
    seconds: report.texts.embedMs / 1000,
    startSeconds: (milliseconds - report.texts.embedMs) / 1000,
    peakMegabytes: peakBytes / 1e6,
    first: Array.from({ length: dimensions }, (_, at) => bytes.readFloatLE(start + at * 4)),
    tokens: report.texts.tokens,
  };
}

/** Rates, time to start and memory of one engine; with how many times its speed ours is. */
function engineRows(
  name: string,
  texts: Texts,
  tokens: number,
  runs: readonly EngineRun[],
  ours?: readonly EngineRun[],
): Row[] {
  const seconds = runs.map((run) => run.seconds);
  const compared =
    ours &&
    fasterThan(
      'it',
      ours.map((run) => run.seconds),
      seconds,
      1,
    );
  return [
    {
      part: 'g',
      name,
      unit: 'texts/s',
      values: seconds.map((value) => texts.count / value),
      rate: perSecond(tokens, seconds, 'tokens'),
      ...(compared && { comparison: { ...compared, text: `embed-once has ${compared.text}` } }),
    },
    { part: 'g', name: `${name}: starting and loading`, unit: 's', values: runs.map((run) => run.startSeconds) },
    { part: 'g', name: `${name}: peak memory`, unit: 'MB', values: runs.map((run) => run.peakMegabytes) },
  ];
}

function sgemmRows(
  name: string,
  { goal }: Goals,
  peaks: readonly SgemmPeak[],
  operations: number,
  own: readonly EngineRun[],
): Row[] {
  const reached = operations / median(own.map(({ seconds }) => seconds)) / 1e9;
  const row = (library: string, values: number[], least?: number): Row => {
    const value = reached / median(values);
    const text = `embed-once reaches ${threeDigits(value)} of it`;
    const comparison: Comparison = {
      text,
      value,
      ...(least !== undefined && { goal: { text: `≥ ${least}`, reached: value >= least } }),
    };
    return { part: 'g', name: `${name}: peak of SGEMM by ${library}`, unit: 'GFLOPS', values, comparison };
  };
  return [
    row(
      'OpenBLAS',
      peaks.map(({ openblas }) => openblas),
      goal,
    ),
    row(
      'ONNX Runtime',
      peaks.map(({ onnxruntime }) => onnxruntime),
    ),
  ];
}

/**
 * Operations on fp32 numbers in the matrix products with weights, for one token: 2 a weight. What attention multiplies besides
 * grows with the length of the text, and is left out.
 */
async function operationsOfToken({ bundle }: Bench): Promise<number> {
  const config = JSON.parse(await readFile(path.join(bundle.defaultModel, 'config.json'), 'utf8'));
  const { hidden_size: hidden, intermediate_size: intermediate, num_hidden_layers: layers } = config;
  return 2 * layers * (4 * hidden * hidden + 2 * hidden * intermediate);
}

function checkVector({ name }: Peer, theirs: EngineRun, ours: EngineRun): void {
  const similarity = cosine(Float32Array.from(theirs.first), Float32Array.from(ours.first));
  if (similarity >= LEAST_COSINE) return;
  throw new Error(`${name} gives another vector for the first text: their cosine is ${similarity.toFixed(4)}`);
}

/** Glosses from all over the dictionary, joined. */
function longTexts(glosses: readonly string[], count: number): string[] {
  const all = spread(glosses, Math.min(glosses.length, count * MOST_GLOSSES));
  return Array.from({ length: count }, (_, at) => {
    const joined = FEWEST_GLOSSES + ((at * 7) % (MOST_GLOSSES - FEWEST_GLOSSES));
    return Array.from({ length: joined }, (_, n) => all[(at * MOST_GLOSSES + n) % all.length]).join('; ');
  });
}

async function writeTexts({ folder }: Bench, name: string, texts: readonly string[]): Promise<Texts> {
  const file = path.join(folder, `${name}.txt`);
  await writeLines(file, [texts]);
  return { name, count: texts.length, file };
}
