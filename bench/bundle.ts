import { createHash } from 'node:crypto';
import { cp, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RunReport } from '../src/report/run-report';
import { runProcess } from './child-process';

const DIST = fileURLToPath(new URL('../dist', import.meta.url));
const PEAK_MEMORY_PROBE = fileURLToPath(new URL('peak-memory-probe.mjs', import.meta.url));

export interface BundleRun {
  /** Wall time of the whole process, in ms. */
  readonly milliseconds: number;
  readonly report: RunReport;
}

/** The built bundle, as its users start it. */
export class Bundle {
  private runs = 0;

  private constructor(
    readonly folder: string,
    private readonly workFolder: string,
    /** Hex SHA-256 of `index.js`: which build was measured. */
    readonly sha256: string,
  ) {}

  /** Works on a copy, so that a build in the meantime does not change what is measured. */
  static async copy(workFolder: string): Promise<Bundle> {
    const folder = path.join(workFolder, 'dist');
    await cp(DIST, folder, { recursive: true });
    const main = await readFile(path.join(folder, 'index.js'));
    return new Bundle(folder, workFolder, createHash('sha256').update(main).digest('hex'));
  }

  get defaultModel(): string {
    return path.join(this.folder, 'model', 'all-MiniLM-L6-v2');
  }

  /** @param inputs by their names; the runner cache is off, so that only what is meant is measured */
  async run(inputs: Readonly<Record<string, string>>): Promise<BundleRun> {
    return this.start('run', [], inputs, {});
  }

  /** The same, and the most memory the process held at once, in bytes. Its time is a little longer than `run`'s. */
  async runForMemory(
    inputs: Readonly<Record<string, string>>,
    mode: 'run' | 'plan' = 'run',
  ): Promise<BundleRun & { readonly peakBytes: number }> {
    const file = path.join(this.workFolder, 'peak-memory.txt');
    const run = await this.start(mode, ['--import', PEAK_MEMORY_PROBE], inputs, { PEAK_MEMORY_FILE: file });
    return { ...run, peakBytes: Number(await readFile(file, 'utf8')) };
  }

  private async start(
    mode: 'run' | 'plan',
    nodeWords: readonly string[],
    inputs: Readonly<Record<string, string>>,
    environment: Readonly<Record<string, string>>,
  ): Promise<BundleRun> {
    // Its own, since several may run at once.
    const reportFolder = path.join(this.workFolder, `report-${this.runs++}`);
    const all = { 'runner-cache': 'off', 'report-dir': reportFolder, ...inputs };
    const flags = Object.entries(all).flatMap(([name, value]) => [`--${name}`, value]);
    const { milliseconds } = await runProcess(
      process.execPath,
      [...nodeWords, path.join(this.folder, 'index.js'), mode, ...flags],
      { folder: this.workFolder, environment },
    );
    const report = JSON.parse(await readFile(path.join(reportFolder, 'report.json'), 'utf8')) as RunReport;
    return { milliseconds, report };
  }
}
