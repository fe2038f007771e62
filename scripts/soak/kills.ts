/**
 * Kills runs of the real bundle at random moments, with a real Redis and a runner cache, sometimes two at once in one folder,
 * and looks for anything that a kill may not do.
 *
 *   npx tsx scripts/soak/kills.ts [kills] [seed]     200 kills unless given; a random seed, which is printed
 *
 * The corpus grows in steps. Each step is run, and killed, until a run of it comes through; it must then have put out what an
 * undisturbed run puts out. After the last step all is removed, and the next round begins.
 */

import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { RedisCache } from '../../src/cache/redis';
import { RunnerCache } from '../../src/cache/runner';
import type { VectorCache, VectorSpace } from '../../src/cache/vector-cache';
import { parseRedisUrl } from '../../src/inputs/values/redis-url';
import { textKey } from '../../src/keys/text-key';
import type { RunReport } from '../../src/report/run-report';
import { type BundleRun, QUICKSTART, reportIn, runBundle, startBundle } from '../../test-support/run/bundle';
import { RedisServer } from '../../test-support/servers/redis-server';

const STEP_TEXTS = 400;
/** Texts of two shares: one that is being stored, and one that is being computed. */
const MOST_AT_STAKE = 512;
const RUNS_AT_ONCE = 2;
/** Of a run: vectors and ids. */
const OUTPUT_FILES = 2;
/** A run comes through, undisturbed, after so many kills in a row. */
const KILLS_IN_A_ROW = 8;
/** Of all steps that have two runs at once. */
const SHARE_OF_PAIRS = 0.3;
/** Of all kills after which leases are left to expire; else that takes no time here. */
const SHARE_OF_WAITS = 0.03;
/** In the folder of a fingerprint: nine shards with two files beside each, and what the last kill left. */
const MOST_FILES = 40;

/** The runner cache, within the folder of a round. */
const CACHE = 'runner cache';

const texts = readFileSync(path.join(QUICKSTART, 'corpus.txt'), 'utf8').trimEnd().split('\n');
const kills = Number(process.argv[2] ?? 200);
const seed = Number(process.argv[3] ?? Math.floor(Math.random() * 2 ** 31));
const random = randomFrom(seed);
const root = mkdtempSync(path.join(tmpdir(), 'embed-once-soak-'));
const counts = { killed: 0, completed: 0, pairs: 0, atStake: 0, embeddedAgain: 0, files: 0, rounds: 0 };
/** The vectors of the reference, one after the other, and how long a step takes, about. */
let reference: Uint8Array = new Uint8Array(0);
let space: VectorSpace = { fingerprint: '', dimensions: 0 };
let milliseconds = 0;

/** One folder, one Redis, and what a run in it is told. */
interface Round {
  readonly folder: string;
  readonly server: RedisServer;
}

const reportOf = (output: string) => `report of ${output}`;

function words({ server }: Round, corpus: string, output: string): string[] {
  const shared = ['--corpus', corpus, '--redis-url', server.url, '--runner-cache-path', CACHE];
  return [...shared, '--output', output, '--report-dir', reportOf(output)];
}

async function embedReference(): Promise<void> {
  const folder = path.join(root, 'reference');
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'corpus.txt'), `${texts.join('\n')}\n`);
  const started = performance.now();
  const run = ['--corpus', 'corpus.txt', '--cache-mode', 'off', '--output', 'vectors.npy'];
  const { code, stderr } = await runBundle(run, { folder });
  if (code !== 0) throw new Error(`the reference run fails: ${stderr}`);
  // Of a step: a third of the texts, but the whole of what comes before the first.
  milliseconds = (performance.now() - started) / 2;
  const { model } = reportIn(folder);
  space = { fingerprint: model.fingerprint, dimensions: model.contract.dimensions };
  reference = rowsOf(path.join(folder, 'vectors.npy'), texts.length);
}

/** The vectors of a npy file, which must have so many. */
function rowsOf(file: string, rows: number): Buffer {
  const bytes = readFileSync(file);
  const start = 10 + bytes.readUInt16LE(8);
  if (!bytes.toString('latin1', 10, start).includes(`(${rows}, `)) fail(`${file} does not have ${rows} rows`);
  return bytes.subarray(start);
}

async function killInOneFolder(): Promise<void> {
  const round = { folder: path.join(root, `round ${counts.rounds++}`), server: await RedisServer.start() };
  mkdirSync(round.folder);
  try {
    for (let length = STEP_TEXTS; length <= texts.length && counts.killed < kills; length += STEP_TEXTS) {
      const corpus = `${length}.txt`;
      writeFileSync(path.join(round.folder, corpus), `${texts.slice(0, length).join('\n')}\n`);
      const step = random() < SHARE_OF_PAIRS ? killOneOfTwo : killAgainAndAgain;
      await step(round, corpus, length);
      await checkTiers(round, texts.slice(0, length));
      console.log(`${counts.killed} killed, ${counts.completed} completed, round ${counts.rounds}`);
    }
  } finally {
    await round.server.stop();
  }
  rmSync(round.folder, { recursive: true });
}

/** Kills runs one after the other, until one is done before its time, or is left alone. */
async function killAgainAndAgain(round: Round, corpus: string, length: number): Promise<void> {
  const output = `${length}.npy`;
  for (let kill = 0; ; kill++) {
    const stored = await storedIn(round);
    const run = await (kill < KILLS_IN_A_ROW ? runAndKill : runWhole)(round, corpus, output);
    if (run.signal === null) {
      complete(round, run, { output, length, stored });
      return;
    }
    await afterKill(round, output, length);
  }
}

function runWhole(round: Round, corpus: string, output: string): Promise<BundleRun> {
  return runBundle(words(round, corpus, output), { folder: round.folder });
}

/** Kills it at a random moment, unless it is done before. */
function runAndKill(round: Round, corpus: string, output: string): Promise<BundleRun> {
  const run = startBundle(words(round, corpus, output), { folder: round.folder });
  const timer = setTimeout(() => run.signal('SIGKILL'), random() * milliseconds);
  return run.ended.finally(() => clearTimeout(timer));
}

/** Starts two at once on one corpus, and kills one of them. */
async function killOneOfTwo(round: Round, corpus: string, length: number): Promise<void> {
  counts.pairs++;
  const [first, second] = [`${length}.npy`, `${length} second.npy`];
  const killed = runAndKill(round, corpus, first);
  const survivor = runWhole(round, corpus, second);
  const ended = await killed;
  const atStake = ended.signal === null ? 0 : await afterKill(round, first, length);
  const { tiers } = complete(round, await survivor, { output: second, length });
  const again = tiers.reduce((sum, { adopted }) => sum + adopted, 0);
  counts.embeddedAgain += again;
  if (again > atStake) fail(`${again} texts were embedded by both, and ${atStake} at stake`);
  // The one that was killed, once more: what is left of it goes, and nothing is computed.
  const run = await runBundle(words(round, corpus, first), { folder: round.folder });
  complete(round, run, { output: first, length, stored: length });
}

/** What must hold when a run was killed. @returns how many texts were being embedded or stored */
async function afterKill(round: Round, output: string, length: number): Promise<number> {
  counts.killed++;
  const file = path.join(round.folder, output);
  // It may be killed when all is done.
  if (existsSync(file)) expectReference(file, length);
  const partial = readdirSync(round.folder).filter((name) => name.includes('.partial-'));
  if (partial.length > RUNS_AT_ONCE * OUTPUT_FILES) fail(`partial files pile up: ${partial.join(', ')}`);
  const leases = (await round.server.command('KEYS', '*:lease:*')) as string[];
  counts.atStake = Math.max(counts.atStake, leases.length);
  if (leases.length > RUNS_AT_ONCE * MOST_AT_STAKE) fail(`${leases.length} texts were at stake at once`);
  if (random() >= SHARE_OF_WAITS && leases.length > 0) await round.server.command('DEL', ...leases);
  return leases.length;
}

/** What must hold when a run has come through. */
function complete(
  round: Round,
  { code, stderr }: BundleRun,
  { output, length, stored }: { output: string; length: number; stored?: number },
): RunReport {
  counts.completed++;
  if (code !== 0 || stderr !== '') fail(`a run ends with code ${code}: ${stderr}`);
  expectReference(path.join(round.folder, output), length);
  const { name: stem } = path.parse(output);
  const left = readdirSync(round.folder).filter((name) => name.startsWith(`${stem}.`) && name.includes('.partial-'));
  if (left.length > 0) fail(`${left.join(', ')} left by a run that came through`);
  const file = path.join(round.folder, reportOf(output), 'report.json');
  const report: RunReport = JSON.parse(readFileSync(file, 'utf8'));
  const { embedded } = report.texts;
  if (report.tiers.some(({ corrupt }) => corrupt > 0)) fail('a tier has corrupt entries');
  // Whatever had been stored is not computed again.
  if (stored !== undefined && embedded !== length - stored)
    fail(`${stored} of ${length} were stored, and ${embedded} embedded`);
  const files = readdirSync(path.join(round.folder, CACHE, space.fingerprint)).length;
  counts.files = Math.max(counts.files, files);
  if (files > MOST_FILES) fail(`${files} files in the runner cache`);
  return report;
}

async function storedIn({ server }: Round): Promise<number> {
  return (await server.vectorKeys()).length;
}

/**
 * Redis has every text, and what either tier has is whole and the same as the reference. Shares are stored in Redis first: those of
 * a run that is killed between the two are hits in Redis from then on, and are never needed in the runner cache.
 */
async function checkTiers({ folder, server }: Round, wanted: readonly string[]): Promise<void> {
  const redis = await RedisCache.open(space, { target: parseRedisUrl(server.url), prefix: 'eo1', ttlSeconds: 0 });
  const runner = await RunnerCache.open(path.join(folder, CACHE), space, { write: false });
  await checkTier('redis', redis, wanted, wanted.length);
  await checkTier('the runner cache', runner, wanted, 0);
}

async function checkTier(name: string, tier: VectorCache, wanted: readonly string[], least: number): Promise<void> {
  const { vectors, corrupt } = await tier.getMany(wanted.map(textKey));
  await tier.close();
  if (corrupt > 0) fail(`${corrupt} corrupt entries in ${name}`);
  const found = vectors.filter((vector) => vector !== undefined).length;
  if (found < least) fail(`${name} lacks ${least - found} of ${least} texts`);
  const bytes = space.dimensions * Float32Array.BYTES_PER_ELEMENT;
  for (const [row, vector] of vectors.entries()) {
    if (!vector) continue;
    const stored = Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
    if (!stored.equals(reference.subarray(row * bytes, (row + 1) * bytes))) fail(`${name} has another vector`);
  }
}

function expectReference(file: string, rows: number): void {
  const expected = reference.subarray(0, rows * space.dimensions * Float32Array.BYTES_PER_ELEMENT);
  if (!rowsOf(file, rows).equals(expected)) fail(`${file} differs from the reference`);
}

function fail(message: string): never {
  throw new Error(`${message} (seed ${seed}, after ${counts.killed} kills; ${root} is left as it is)`);
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function randomFrom(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

console.log(`seed ${seed}`);
await embedReference();
while (counts.killed < kills) await killInOneFolder();
rmSync(root, { recursive: true });
console.log(
  `${counts.killed} runs killed and ${counts.completed} completed, ${counts.pairs} times two at once; all outputs the same; ${counts.embeddedAgain} texts embedded by two runs; at most ${counts.atStake} texts at stake at a kill, and ${counts.files} files in the runner cache; nothing wrong or damaged in either tier`,
);
