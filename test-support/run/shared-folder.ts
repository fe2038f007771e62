import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from '@jest/globals';

/** A folder that all tests of a file share, gone after the last. For those that build on each other. */
export function sharedFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'embed-once-test-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
