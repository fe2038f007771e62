import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { RunReport } from '../../src/report/run-report';

const BUNDLE = path.resolve('dist/index.js');
export const QUICKSTART = path.resolve('examples/quickstart');

export interface BundleRun {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface BundleOptions {
  /** Working directory: relative paths, and the output, are in it. */
  readonly folder: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  /** Another bundle than that in dist. */
  readonly bundle?: string;
  /** Sends the process `signal`, SIGKILL unless given, after so many ms. */
  readonly killAfter?: number;
  readonly signal?: NodeJS.Signals;
  /** Sends it again, so many ms after the first. */
  readonly again?: number;
  /** Is given the process, for signals that depend on what it does. */
  started?(child: ChildProcess): void;
}

/** Runs the real bundle in a process of its own, with nothing of this machine's environment but PATH. */
export async function runBundle(words: readonly string[], options: BundleOptions): Promise<BundleRun> {
  const environment = { PATH: process.env.PATH ?? '', HOME: options.folder, ...options.environment };
  const child = spawn(process.execPath, [options.bundle ?? BUNDLE, ...words], {
    cwd: options.folder,
    env: environment,
  });
  options.started?.(child);
  child.stdin.on('error', () => {});
  child.stdin.end(options.stdin ?? '');
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (piece) => {
    stdout += piece;
  });
  child.stderr.on('data', (piece) => {
    stderr += piece;
  });
  const { killAfter, again } = options;
  const moments = killAfter === undefined ? [] : [killAfter, ...(again === undefined ? [] : [killAfter + again])];
  const timers = moments.map((after) => setTimeout(() => child.kill(options.signal ?? 'SIGKILL'), after));
  const [code, signal] = await once(child, 'close');
  for (const timer of timers) clearTimeout(timer);
  return { code, signal, stdout, stderr };
}

/** The report of the last run in this folder. */
export function reportIn(folder: string): RunReport {
  return JSON.parse(readFileSync(path.join(folder, 'output/report/report.json'), 'utf8'));
}
