import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

/** A Python environment that scripts/ci/python-environment.sh makes. */
export class PythonEnvironment {
  private readonly folder: string;
  readonly python: string;

  constructor(private readonly name: 'aws-emulator' | 'output-readers' | 'pgvector') {
    const cache = process.env.XDG_CACHE_HOME ?? path.join(homedir(), '.cache');
    this.folder = path.join(cache, 'embed-once', name);
    this.python = path.join(this.folder, 'bin/python');
  }

  /**
   * Why it cannot be used; undefined if it can.
   * @throws Error if EMBED_ONCE_TEST_ALL is set: then its tests have to run
   */
  get missing(): string | undefined {
    if (existsSync(path.join(this.folder, 'requirements.txt'))) return undefined;
    const why = `no Python environment ${this.name}: run scripts/ci/python-environment.sh ${this.name}`;
    if (process.env.EMBED_ONCE_TEST_ALL) throw new Error(why);
    return why;
  }
}
