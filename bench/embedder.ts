import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { cosine } from '../src/validation/knn/exact';
import type { Bench, Comparison, Row } from './bench';
import { spread } from './cold-path';
import { fasterThan, perSecond, threeDigits } from './comparison';
import { type EngineRun, type GemmPeak, nodePeers, type Peer, pythonPeers, type Texts } from './embedder-peers';
import { median } from './statistics';
import { textBatches, writeLines } from './texts';

const ROUNDS = 3;
/** Unless EMBEDDER_TEXTS says otherwise: a few minutes. */
const USUAL_TEXTS = [2_000, 150] as const;
const SHORT = { name: 'short', goal: 0.8, quantizedGoal: 1.9 };
const LONG = { name: 'long', goal: 0.75, quantizedGoal: 1.5 };
/** All engines cut here: the most that the model can read. */
const MAX_TOKENS = 512;
const LINEAR_SIZES = [10_000, 100_000, 1_000_000] as const;
const TINY_MODEL = fileURLToPath(new URL('../__tests__/fixtures/tiny-model', import.meta.url));
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
    rows.push(...(await measureTexts(bench, goals, texts, peers, python.measureGemm)));
  }
  return [...rows, ...(await measureLinearity(bench))];
}

/**
 * Whether a text costs the same however many there are. With a model of two thin layers, so that all around inference weighs as
 * much as it can, and a million texts take minutes. Tokens are counted, since texts beyond the first 117,000 are two glosses.
 */
async function measureLinearity(bench: Bench): Promise<Row[]> {
  const rates = [];
  for (const count of LINEAR_SIZES) {
    bench.log(`embedder: ${count} texts through the tiny model`);
    const file = path.join(bench.folder, 'linear.txt');
    await writeLines(file, textBatches(bench.glosses, count));
    const inputs = { corpus: file, model: TINY_MODEL, 'cache-mode': 'off', 'output-format': 'none' };
    const { report, peakBytes } = await bench.bundle.runForMemory(inputs);
    if (report.texts.embedded !== count) throw new Error(`${report.texts.embedded} texts were embedded, not ${count}`);
    rates.push({ count, rate: report.texts.tokens / (report.texts.embedMs / 1000), peakBytes });
  }
  const first = rates[0]?.rate ?? Number.NaN;
  return rates.flatMap(({ count, rate, peakBytes }): Row[] => {
    const name = `${count.toLocaleString('en-US')} texts through a tiny model`;
    const value = rate / first;
    const goal = { text: '≥ 0.9', reached: value >= 0.9 };
    const text = `${threeDigits(value)} of the rate of ${LINEAR_SIZES[0].toLocaleString('en-US')}`;
    return [
      { part: 'g', name, unit: 'tokens/s', values: [rate], comparison: { text, value, goal } },
      { part: 'g', name: `${name}: peak memory`, unit: 'MB', values: [peakBytes / 1e6] },
    ];
  });
}

async function measureTexts(
  bench: Bench,
  goals: Goals,
  texts: Texts,
  peers: readonly Peer[],
  measureGemm: () => Promise<GemmPeak>,
): Promise<Row[]> {
  const own: EngineRun[] = [];
  const quantized: EngineRun[] = [];
  const theirs = peers.map((): EngineRun[] => []);
  const peaks: GemmPeak[] = [];
  let tokens = 0;
  await runOwn(bench, texts, 'fp32');
  for (let round = 0; round < ROUNDS; round++) {
    bench.log(`embedder, ${texts.name} texts: round ${round + 1} of ${ROUNDS}`);
    peaks.push(await measureGemm());
    const ours = await runOwn(bench, texts, 'fp32');
    tokens = ours.tokens;
    own.push(ours);
    quantized.push(await runOwn(bench, texts, 'q8'));
    for (const [at, peer] of peers.entries()) {
      const run = await peer.run(texts);
      checkVector(peer, run, ours);
      theirs[at]?.push(run);
    }
  }
  const name = `${texts.count.toLocaleString('en-US')} ${texts.name} texts`;
  const operations = (await operationsOfToken(bench)) * tokens;
  return [
    ...gemmRows(name, goals, peaks, operations, { own, quantized }),
    ...engineRows(`${name}: embed-once`, texts, tokens, own),
    ...engineRows(`${name}: embed-once, dtype q8`, texts, tokens, quantized),
    ...quantizedRows(name, quantized, [
      { name: 'embed-once, fp32', goal: goals.quantizedGoal, runs: own },
      { name: peers[0]?.name ?? '', goal: 2.5, runs: theirs[0] ?? [] },
    ]),
    ...peers.flatMap((peer, at) => engineRows(`${name}: ${peer.name}`, texts, tokens, theirs[at] ?? [], own)),
  ];
}

async function runOwn(
  bench: Bench,
  { file, count }: Texts,
  dtype: 'fp32' | 'q8',
): Promise<EngineRun & { readonly tokens: number }> {
  const output = path.join(bench.folder, 'embedder.npy');
  const inputs = { corpus: file, dtype, 'cache-mode': 'off', 'max-tokens': String(MAX_TOKENS), output };
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

/** How many times the speed of others 8-bit arithmetic has. */
function quantizedRows(
  name: string,
  quantized: readonly EngineRun[],
  others: readonly { readonly name: string; readonly goal: number; readonly runs: readonly EngineRun[] }[],
): Row[] {
  const own = median(quantized.map(({ seconds }) => seconds));
  return others.map(({ name: other, goal, runs }) => {
    const values = runs.map(({ seconds }) => seconds / own);
    const value = median(values);
    return {
      part: 'g',
      name: `${name}: speed of dtype q8, in that of ${other}`,
      unit: 'times',
      values,
      comparison: { text: `${threeDigits(value)} ×`, value, goal: { text: `≥ ${goal}`, reached: value >= goal } },
    };
  });
}

/** What the machine can do, and the share of it that useful products are. */
function gemmRows(
  name: string,
  { goal }: Goals,
  peaks: readonly GemmPeak[],
  operations: number,
  { own, quantized }: { readonly own: readonly EngineRun[]; readonly quantized: readonly EngineRun[] },
): Row[] {
  const row = (products: string, peak: keyof GemmPeak, runs: readonly EngineRun[], least?: number): Row => {
    const values = peaks.map((measured) => measured[peak]);
    const value = operations / median(runs.map(({ seconds }) => seconds)) / 1e9 / median(values);
    const text = `embed-once reaches ${threeDigits(value)} of it`;
    const reached = least !== undefined && { goal: { text: `≥ ${least}`, reached: value >= least } };
    const comparison: Comparison = { text, value, ...reached };
    return { part: 'g', name: `${name}: peak of ${products}`, unit: 'GFLOPS', values, comparison };
  };
  return [
    row('SGEMM by OpenBLAS', 'openblas', own, goal),
    row('SGEMM by ONNX Runtime', 'onnxruntime', own),
    row('8-bit products by ONNX Runtime, dtype q8', 'int8', quantized),
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
