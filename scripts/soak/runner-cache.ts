/**
 * Kills processes that write to, read and compact one runner cache, and looks for vectors that were lost or changed.
 *
 *   npx tsx scripts/soak/runner-cache.ts [kills]     200 unless given
 *
 * First at each change to the file system that a compaction makes, with and without a limit; then at random moments, several
 * processes at once on one folder.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { RunnerCache } from '../../src/cache/runner';
import { entryOf, SPACE, texts } from '../../test-support/builders/vectors';
import { compactAndDie, intact, storeEightRuns } from '../../test-support/run/killed-compaction';

const WRITERS = 3;
const TEXTS_A_RUN = 25;

/** What one process does until it is killed: runs of a few texts each, telling of each when it is stored. */
async function write(root: string, name: string): Promise<void> {
  for (let run = 0; ; run++) {
    const cache = await RunnerCache.open(root, SPACE);
    const stored = `${name}-${run}`;
    await cache.putMany(texts(TEXTS_A_RUN, stored).map((text) => entryOf(text)));
    console.log(stored);
    await cache.close();
  }
}

async function killAtEachChange(folder: string): Promise<void> {
  const root = path.join(folder, 'each');
  const stored = await storeEightRuns(root);
  // What was used last fits under the limit, the rest does not.
  for (const maxBytes of [0, 6000]) {
    const kept = maxBytes === 0 ? stored : stored.filter((text) => text.startsWith('used'));
    let killed = 0;
    for (let change = 1; ; change++) {
      const copy = path.join(folder, 'copy');
      rmSync(copy, { recursive: true, force: true });
      cpSync(root, copy, { recursive: true, preserveTimestamps: true });
      if ((await compactAndDie(copy, change, maxBytes)) !== undefined) break;
      expectAll(await intact(copy, kept), kept, `killed at change ${change}`);
      await compactAndDie(copy, 0, maxBytes);
      expectAll(await intact(copy, kept), kept, `the run after one killed at change ${change}`);
      killed++;
    }
    console.log(`limit ${maxBytes}: killed at each of ${killed} changes, and no vector lost`);
  }
}

async function killAtRandom(folder: string, kills: number): Promise<void> {
  const root = path.join(folder, 'random');
  /** Runs whose vectors were stored before their process was killed. */
  const told: string[] = [];
  let killed = 0;
  let started = 0;
  let checks = 0;
  const keepKilling = async () => {
    while (killed < kills) {
      const child = startWriter(root, `writer ${started++}`, told);
      // Longer than a process takes to start.
      await pause(700 + Math.random() * 800);
      child.kill('SIGKILL');
      await once(child, 'close');
      killed++;
    }
  };
  const keepChecking = async () => {
    while (killed < kills) {
      await check(root, told.slice());
      checks++;
      await pause(50);
    }
  };
  await Promise.all([...Array.from({ length: WRITERS }, keepKilling), keepChecking()]);
  await check(root, told);
  const shards = readdirSync(path.join(root, SPACE.fingerprint)).length;
  console.log(
    `${killed} processes killed at random; ${told.length} runs stored, checked ${checks} times meanwhile; no vector lost; ${shards} files left`,
  );
}

function startWriter(root: string, name: string, told: string[]): ChildProcess {
  const words = ['--import', 'tsx', fileURLToPath(import.meta.url), 'write', root, name];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  let pending = '';
  child.stdout?.on('data', (piece) => {
    const lines = (pending + piece).split('\n');
    pending = lines.pop() ?? '';
    told.push(...lines);
  });
  return child;
}

async function check(root: string, runs: readonly string[]): Promise<void> {
  const wanted = runs.flatMap((run) => texts(TEXTS_A_RUN, run));
  expectAll(await intact(root, wanted), wanted, 'meanwhile');
}

function expectAll(found: readonly string[], wanted: readonly string[], when: string): void {
  if (found.length === wanted.length) return;
  const missing = wanted.filter((text) => !found.includes(text));
  throw new Error(`${when}: ${missing.length} of ${wanted.length} vectors are lost, such as that of "${missing[0]}"`);
}

if (process.argv[2] === 'write') {
  await write(process.argv[3] as string, process.argv[4] as string);
} else {
  const folder = mkdtempSync(path.join(tmpdir(), 'embed-once-soak-'));
  await killAtEachChange(folder);
  await killAtRandom(folder, Number(process.argv[2] ?? 200));
  rmSync(folder, { recursive: true });
}
