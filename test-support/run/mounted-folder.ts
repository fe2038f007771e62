import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach } from '@jest/globals';

export interface MountedFolder {
  readonly path: string;
  /** Whether this process may mount: it is root, and not in a container that forbids it. */
  readonly works: boolean;
  remount(how: 'ro' | 'rw'): void;
}

/** A file system of its own in memory, of a size that is soon full; empty for each test, gone after the last. */
export function mountedFolder(size: string): MountedFolder {
  const folder = mkdtempSync(path.join(tmpdir(), 'embed-once-test-'));
  const call = (command: string, ...words: string[]) => execFileSync(command, words, { stdio: 'ignore' });
  const mount = () => call('mount', '-t', 'tmpfs', '-o', `size=${size}`, 'none', folder);
  let works = true;
  try {
    mount();
  } catch {
    works = false;
  }
  beforeEach(() => {
    if (!works) return;
    call('umount', folder);
    mount();
  });
  afterAll(() => {
    if (works) call('umount', folder);
    rmSync(folder, { recursive: true, force: true });
  });
  return { path: folder, works, remount: (how) => void call('mount', '-o', `remount,${how}`, folder) };
}
