import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

const SCRIPT = path.resolve('test-support/run/read-outputs.py');
const VERIFY = path.resolve('examples/verify-output/verify.py');

/** The Python that has what people open outputs with: scripts/output-readers.sh makes it. */
const PYTHON =
  process.env.EMBED_ONCE_TEST_PYTHON ||
  path.join(process.env.XDG_CACHE_HOME ?? path.join(homedir(), '.cache'), 'embed-once/output-readers/bin/python');

/** One row as a reader sees it. */
export interface ReadRow {
  readonly id: string;
  /** Bytes of the components, little-endian, in hexadecimal digits. */
  readonly vector: string;
  /** All other columns, where the format has any. */
  readonly fields?: Readonly<Record<string, unknown>>;
}

/**
 * Why outputs cannot be opened here; undefined if they can.
 * @throws Error where EMBED_ONCE_TEST_ALL is set: there its tests have to run
 */
export function whyNoReaders(): string | undefined {
  if (existsSync(PYTHON)) return undefined;
  const why = `no Python with pyarrow and others at ${PYTHON}: run scripts/output-readers.sh`;
  if (process.env.EMBED_ONCE_TEST_ALL) throw new Error(why);
  return why;
}

/** Opens files with everything that people open them with. @returns by `file, reader`, the rows */
export function readOutputs(...files: string[]): Readonly<Record<string, readonly ReadRow[]>> {
  return JSON.parse(execFileSync(PYTHON, [SCRIPT, ...files], { encoding: 'utf8', maxBuffer: 1 << 29 }));
}

/** Runs the example that verifies a sharded output. */
export function verifyOutput(manifest: string, ...shards: string[]): { code: number; said: string } {
  try {
    return { code: 0, said: execFileSync(PYTHON, [VERIFY, manifest, ...shards], { encoding: 'utf8', stdio: 'pipe' }) };
  } catch (error) {
    const { status, stdout, stderr } = error as { status: number; stdout: string; stderr: string };
    return { code: status, said: `${stdout}${stderr}` };
  }
}
