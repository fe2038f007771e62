import { spawn } from 'node:child_process';
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

/** A run that has begun. */
export interface RunningBundle {
  readonly ended: Promise<BundleRun>;
  /** What it has written to stderr until now. */
  readonly stderr: string;
  signal(name: NodeJS.Signals): void;
}

export interface BundleOptions {
  /** Working directory: relative paths, and the output, are in it. */
  readonly folder: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  /** Another bundle than that in dist. */
  readonly bundle?: string;
}

/** Starts the real bundle in a process of its own, with nothing of this machine's environment but PATH. */
export function startBundle(words: readonly string[], options: BundleOptions): RunningBundle {
  const environment = { PATH: process.env.PATH ?? '', HOME: options.folder, ...options.environment };
  const child = spawn(process.execPath, [options.bundle ?? BUNDLE, ...words], {
    cwd: options.folder,
    env: environment,
  });
  child.stdin.on('error', () => {});
  child.stdin.end(options.stdin ?? '');
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (piece) => {
    stdout += piece;
  });
  child.stderr.on('data', (piece) => {
    stderr += piece;
  });
  return {
    ended: once(child, 'close').then(([code, signal]) => ({ code, signal, stdout, stderr })),
    get stderr() {
      return stderr;
    },
    signal: (name) => void child.kill(name),
  };
}

export function runBundle(words: readonly string[], options: BundleOptions): Promise<BundleRun> {
  return startBundle(words, options).ended;
}

/** The report of the last run in this folder. */
export function reportIn(folder: string): RunReport {
  return JSON.parse(readFileSync(path.join(folder, 'output/report/report.json'), 'utf8'));
}
