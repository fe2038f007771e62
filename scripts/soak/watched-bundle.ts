import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const BUNDLE = path.resolve('dist/index.js');
/** Two thin layers: all around inference weighs as much as it can. */
const TINY_MODEL = path.resolve('__tests__/fixtures/tiny-model');
const SAMPLE_MS = 50;

/** What the process held at a moment. */
export interface MemorySample {
  /** That had been written to its stdin. */
  readonly bytes: number;
  /** Resident memory, in bytes. */
  readonly resident: number;
}

export interface WatchedRun {
  readonly code: number | null;
  readonly stderr: string;
  readonly seconds: number;
  /** That it took from its stdin. */
  readonly bytes: number;
  readonly samples: readonly MemorySample[];
  readonly peak: number;
  /** What became of the records; undefined if it failed before there was a report. */
  readonly records: number | undefined;
}

/**
 * Runs the bundle and looks at its memory all the while.
 * @param bytes what its stdin gets, as fast as it takes it; ends where the process does
 * @param model that of the tests unless given; empty for the one in the bundle
 */
export async function runWatched(
  words: readonly string[],
  bytes: Iterable<Buffer>,
  model = TINY_MODEL,
): Promise<WatchedRun> {
  const folder = mkdtempSync(path.join(tmpdir(), 'embed-once-soak-'));
  const environment = { PATH: process.env.PATH ?? '', HOME: folder };
  const child = spawn(process.execPath, [BUNDLE, ...(model ? ['--model', model] : []), ...words], {
    cwd: folder,
    env: environment,
  });
  const started = performance.now();
  let [written, stderr] = [0, ''];
  const samples: MemorySample[] = [];
  const watch = setInterval(() => samples.push({ bytes: written, resident: residentBytes(child.pid) }), SAMPLE_MS);
  child.stdout.resume();
  child.stderr.on('data', (piece) => {
    stderr += piece;
  });
  // A process that refuses its corpus does not read it to its end.
  child.stdin.on('error', () => {});
  const closed = once(child, 'close');
  let ended = false;
  void closed.then(() => {
    ended = true;
  });
  for (const piece of bytes) {
    if (ended || child.stdin.destroyed) break;
    if (!child.stdin.write(piece)) await Promise.race([once(child.stdin, 'drain').catch(() => {}), closed]);
    written += piece.length;
  }
  child.stdin.end();
  const [code] = await closed;
  clearInterval(watch);
  const seconds = (performance.now() - started) / 1000;
  const records = recordsIn(folder);
  rmSync(folder, { recursive: true });
  const peak = samples.reduce((most, { resident }) => Math.max(most, resident), 0);
  return { code, stderr, seconds, bytes: written, samples, peak, records };
}

/** The most memory while each fifth of its stdin was written. */
export function peaksByFifth({ bytes, samples }: WatchedRun): readonly number[] {
  return [0, 1, 2, 3, 4].map((fifth) => {
    const within = samples.filter(({ bytes: at }) => Math.min(4, Math.floor((at * 5) / bytes)) === fifth);
    return Math.max(0, ...within.map(({ resident }) => resident));
  });
}

function residentBytes(pid: number | undefined): number {
  try {
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;
  } catch {
    // It has just ended.
    return 0;
  }
}

function recordsIn(folder: string): number | undefined {
  try {
    return JSON.parse(readFileSync(path.join(folder, 'output/report/report.json'), 'utf8')).corpus.records;
  } catch {
    return undefined;
  }
}
