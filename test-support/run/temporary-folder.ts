import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach } from '@jest/globals';

export interface TemporaryFolder {
  /** The folder, or a path in it. */
  path(...names: string[]): string;
  /** Makes a file, and the folders it needs. @returns its path */
  write(name: string, content: string | Uint8Array): Promise<string>;
}

/** An empty folder for each test of the block it is called in, gone when the test ends. */
export function temporaryFolder(): TemporaryFolder {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'embed-once-test-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  return {
    path: (...names) => path.join(folder, ...names),
    async write(name, content) {
      const file = path.join(folder, name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, content);
      return file;
    },
  };
}
