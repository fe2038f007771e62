import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { LocalPlatform } from './local';

const RESULTS_FOLDER = '/tekton/results';

/** Returns the folder for this step's results; undefined outside Tekton. `TEKTON_RESULTS_DIR` is for step actions and tests. */
export function tektonResultsFolder(environment: Readonly<Record<string, string | undefined>>): string | undefined {
  const named = environment.TEKTON_RESULTS_DIR;
  // A step action can only name the folder as the parent of a result file that does not exist yet.
  if (named) return path.resolve(named);
  return existsSync(RESULTS_FOLDER) ? RESULTS_FOLDER : undefined;
}

/** A step of a Tekton task: each output becomes a result, a file with its name. */
export class TektonPlatform extends LocalPlatform {
  override readonly name = 'tekton';
  override readonly terminal = false;

  constructor(
    environment: Readonly<Record<string, string | undefined>>,
    private readonly resultsFolder: string,
  ) {
    super(environment);
  }

  override async setOutputs(outputs: Readonly<Record<string, string>>): Promise<void> {
    await mkdir(this.resultsFolder, { recursive: true });
    await Promise.all(
      Object.entries(outputs).map(([name, value]) => writeFile(path.join(this.resultsFolder, name), value)),
    );
  }
}
