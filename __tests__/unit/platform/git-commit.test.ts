import { execFileSync } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { checkedOutCommit } from '../../../src/platform/git-commit';
import { temporaryFolder } from '../../../test-support/run/temporary-folder';

describe('checkedOutCommit', () => {
  const folder = temporaryFolder();
  const git = (...words: string[]): string =>
    execFileSync('git', ['-c', 'user.name=n', '-c', 'user.email=e@example.com', ...words], {
      cwd: folder.path('repository'),
      encoding: 'utf8',
      env: { PATH: process.env.PATH, HOME: folder.path() },
    }).trim();
  let commit = '';

  beforeEach(async () => {
    await mkdir(folder.path('repository', 'deep', 'inside'), { recursive: true });
    git('init', '-q', '-b', 'main');
    git('commit', '-q', '--allow-empty', '-m', 'first');
    commit = git('rev-parse', 'HEAD');
  });

  it('is that of a branch, from any folder of the repository', async () => {
    expect(await checkedOutCommit(folder.path('repository'))).toBe(commit);
    expect(await checkedOutCommit(folder.path('repository', 'deep', 'inside'))).toBe(commit);
  });

  it('is that of a branch whose ref is packed', async () => {
    git('pack-refs', '--all');
    await rm(folder.path('repository', '.git', 'refs', 'heads', 'main'), { force: true });
    expect(await checkedOutCommit(folder.path('repository'))).toBe(commit);
  });

  it('is that of a detached head', async () => {
    git('checkout', '-q', '--detach');
    expect(await checkedOutCommit(folder.path('repository'))).toBe(commit);
  });

  it('is that of a linked worktree, which has a branch of its own', async () => {
    git('worktree', 'add', '-q', '-b', 'other', folder.path('linked'));
    git('commit', '-q', '--allow-empty', '-m', 'second');
    expect(await checkedOutCommit(folder.path('linked'))).toBe(commit);
    expect(await checkedOutCommit(folder.path('repository'))).toBe(git('rev-parse', 'HEAD'));
  });

  it('is not known without a repository, without a commit, and where the files are of another form', async () => {
    expect(await checkedOutCommit(folder.path())).toBeUndefined();
    await writeFile(folder.path('repository', '.git', 'HEAD'), 'ref: refs/heads/new\n');
    expect(await checkedOutCommit(folder.path('repository'))).toBeUndefined();
    await writeFile(folder.path('repository', '.git', 'HEAD'), 'nonsense\n');
    expect(await checkedOutCommit(folder.path('repository'))).toBeUndefined();
  });
});
