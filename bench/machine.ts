import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { runProcess } from './child-process';

/** What a timing depends on, without anything that tells whose machine it is. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGigabytes: number;
  /** Processes that ran or wanted to, over the minute before the benchmark: above 0, others were at work. */
  readonly loadBefore: number;
  readonly node: string;
  readonly redis: string;
  readonly python: string;
}

export async function describeMachine(folder: string): Promise<Machine> {
  return {
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGigabytes: Math.round(totalmem() / 1e9),
    loadBefore: loadavg()[0] ?? 0,
    node: process.versions.node,
    redis: await versionOf('redis-server', folder),
    python: await versionOf('python3', folder),
  };
}

/** The first thing that looks like a version in what `--version` prints. */
async function versionOf(command: string, folder: string): Promise<string> {
  const printed = await runProcess(command, ['--version'], { folder }).catch(() => undefined);
  return /\d+\.\d+\.\d+/.exec(printed?.stdout ?? '')?.[0] ?? 'none';
}
