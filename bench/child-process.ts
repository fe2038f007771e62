import { spawn } from 'node:child_process';

export interface Finished {
  /** Wall time of the whole process, from its start to its end, in ms. */
  readonly milliseconds: number;
  readonly stdout: string;
}

export interface ChildOptions {
  readonly folder: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/**
 * Runs a command to its end, in an environment of nothing but PATH, HOME and what is given, so that no setting of the
 * caller reaches what is measured.
 * @throws Error with what it printed on stderr if it does not end with code 0
 */
export function runProcess(command: string, words: readonly string[], options: ChildOptions): Promise<Finished> {
  const { PATH = '', HOME = '' } = process.env;
  const started = performance.now();
  const child = spawn(command, words, {
    cwd: options.folder,
    env: { PATH, HOME, ...options.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed = { stdout: '', stderr: '' };
  child.stdout.on('data', (data: Buffer) => {
    printed.stdout += data;
  });
  child.stderr.on('data', (data: Buffer) => {
    printed.stderr += data;
  });
  let milliseconds = 0;
  child.once('exit', () => {
    milliseconds = performance.now() - started;
  });
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(new Error(`cannot start ${command}: ${error.message}`, { cause: error })));
    child.once('close', (code) => {
      if (code === 0) resolve({ milliseconds, stdout: printed.stdout });
      else reject(new Error(`${command} ${words.join(' ')} ended with code ${code}:\n${printed.stderr}`));
    });
  });
}
