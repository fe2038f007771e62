import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';

const COMMIT = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

/**
 * Returns the commit checked out in a folder's repository. Reads the repository's files, so Git need not be installed.
 * @returns undefined without a repository or a commit, or if the repository's storage format is unsupported (reftable)
 */
export async function checkedOutCommit(folder: string): Promise<string | undefined> {
  const git = await gitFolder(path.resolve(folder));
  if (git === undefined) return undefined;
  const head = await lineIn(path.join(git, 'HEAD'));
  const ref = head?.startsWith('ref: ') ? head.slice('ref: '.length) : undefined;
  const commit = ref === undefined ? head : await commitOf(ref, git);
  return commit !== undefined && COMMIT.test(commit) ? commit : undefined;
}

/** Looks in a folder and above it. In a linked worktree or a submodule, `.git` is a file that names the folder. */
async function gitFolder(folder: string): Promise<string | undefined> {
  const candidate = path.join(folder, '.git');
  const found = await stat(candidate).catch(() => undefined);
  if (found?.isDirectory()) return candidate;
  if (found?.isFile()) {
    const line = await lineIn(candidate);
    return line?.startsWith('gitdir: ') ? path.resolve(folder, line.slice('gitdir: '.length)) : undefined;
  }
  const above = path.dirname(folder);
  return above === folder ? undefined : gitFolder(above);
}

/** A linked worktree keeps its branches in the folder of the main repository. */
async function commitOf(ref: string, git: string): Promise<string | undefined> {
  const shared = path.resolve(git, (await lineIn(path.join(git, 'commondir'))) ?? '.');
  const loose = (await lineIn(path.join(git, ref))) ?? (await lineIn(path.join(shared, ref)));
  if (loose !== undefined) return loose;
  const packed = await readFile(path.join(shared, 'packed-refs'), 'utf8').catch(() => '');
  return packed
    .split('\n')
    .find((line) => line.endsWith(` ${ref}`))
    ?.split(' ')[0];
}

async function lineIn(file: string): Promise<string | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text?.trim();
}
