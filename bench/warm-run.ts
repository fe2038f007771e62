import { open, rm } from 'node:fs/promises';
import path from 'node:path';
import type { RunReport } from '../src/report/run-report';
import { syntheticVector } from '../test-support/builders/synthetic-vector';
import type { Bench } from './bench';

/** @throws Error if the run was not the one that was to be measured: all `texts` there, and a row for each */
export function checkHits({ texts, output }: RunReport, expected: number): void {
  if (texts.hits === expected && output?.rows === expected) return;
  throw new Error(`${texts.hits} hits and ${output?.rows} rows, where ${expected} texts are in Redis`);
}

/** @throws Error if the last row is not the vector that Redis holds for the last of `texts` texts */
export async function checkLastRow({ model }: Bench, file: string, texts: number): Promise<void> {
  const expected = Buffer.from(syntheticVector(texts - 1, model.contract.dimensions).buffer);
  const last = Buffer.alloc(expected.length);
  const handle = await open(file);
  try {
    await handle.read(last, 0, last.length, (await handle.stat()).size - last.length);
  } finally {
    await handle.close();
  }
  if (!last.equals(expected)) throw new Error(`the last row of ${path.basename(file)} is not the vector in Redis`);
}

/** At once, so that the system spends no time on writing to disk what nobody will read. */
export async function removeOutput({ folder }: Bench, { output }: RunReport): Promise<void> {
  for (const file of output?.files ?? []) await rm(path.resolve(folder, file.path));
}
