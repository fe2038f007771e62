import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { PythonEnvironment } from './python-environment';

const SCRIPT = path.resolve('test-support/run/read-outputs.py');
const VERIFY = path.resolve('examples/verify-output/verify.py');

/** The libraries that people open outputs with. */
const ENVIRONMENT = new PythonEnvironment('output-readers');

/** One row as a reader sees it. */
export interface ReadRow {
  readonly id: string;
  /** Bytes of the components, little-endian, in hexadecimal digits. */
  readonly vector: string;
  /** All other columns, where the format has any. */
  readonly fields?: Readonly<Record<string, unknown>>;
}

/** Why outputs cannot be opened; undefined if they can. */
export function whyNoReaders(): string | undefined {
  return ENVIRONMENT.missing;
}

/** Opens files with everything that people open them with. @returns by `file, reader`, the rows */
export function readOutputs(...files: string[]): Readonly<Record<string, readonly ReadRow[]>> {
  return JSON.parse(execFileSync(ENVIRONMENT.python, [SCRIPT, ...files], { encoding: 'utf8', maxBuffer: 1 << 29 }));
}

/** Runs the example that verifies a sharded output. */
export function verifyOutput(manifest: string, ...shards: string[]): { code: number; said: string } {
  try {
    return {
      code: 0,
      said: execFileSync(ENVIRONMENT.python, [VERIFY, manifest, ...shards], { encoding: 'utf8', stdio: 'pipe' }),
    };
  } catch (error) {
    const { status, stdout, stderr } = error as { status: number; stdout: string; stderr: string };
    return { code: status, said: `${stdout}${stderr}` };
  }
}
