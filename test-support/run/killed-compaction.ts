import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, renameSync } from 'node:fs';
import path from 'node:path';
import { RunnerCache } from '../../src/cache/runner';
import { textKey } from '../../src/keys/text-key';
import { entryOf, SPACE, texts, vectorOf } from '../builders/vectors';

/** Eight shards of yesterday, so that the next run has reason to merge them. @returns all texts, "used 0" to "used 9" among them */
export async function storeEightRuns(root: string): Promise<string[]> {
  const stored: string[] = [];
  for (let run = 0; run < 8; run++) {
    const some = [...(run === 0 ? texts(10, 'used') : []), ...texts(40, `run ${run}`)];
    const cache = await RunnerCache.open(root, SPACE);
    await cache.putMany(some.map((text) => entryOf(text)));
    await cache.close();
    stored.push(...some);
  }
  const folder = path.join(root, SPACE.fingerprint);
  for (const name of readdirSync(folder)) renameSync(path.join(folder, name), path.join(folder, yesterday(name)));
  return stored;
}

/** The name of a shard that was made a day earlier. */
function yesterday(name: string): string {
  return (Number.parseInt(name.slice(0, 9), 36) - 86_400_000).toString(36).padStart(9, '0') + name.slice(9);
}

/** Which texts a later run finds, having checked that each vector is the one stored. */
export async function intact(root: string, wanted: readonly string[]): Promise<string[]> {
  const cache = await RunnerCache.open(root, SPACE, { write: false });
  const { vectors, corrupt } = await cache.getMany(wanted.map(textKey));
  await cache.close();
  if (corrupt > 0) throw new Error(`${corrupt} corrupt entries in ${root}`);
  return wanted.filter((text, position) => {
    const vector = vectors[position];
    if (vector && !vectorOf(text).every((component, at) => component === vector[at]))
      throw new Error(`${text} changed`);
    return vector !== undefined;
  });
}

/** @returns how many changes to the file system it took, or undefined if the process was killed */
export async function compactAndDie(root: string, change: number, maxBytes = 0): Promise<number | undefined> {
  const script = path.resolve('test-support/run/compact-and-die.mjs');
  const words = ['--import', 'tsx', script, root, SPACE.fingerprint, SPACE.dimensions, maxBytes, change];
  const child = spawn(process.execPath, words.map(String), { stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  child.stdout.on('data', (piece) => {
    printed += piece;
  });
  const [code, signal] = await once(child, 'close');
  if (signal === 'SIGKILL') return undefined;
  if (code !== 0) throw new Error(`compaction ended with code ${code}`);
  return Number(printed);
}
