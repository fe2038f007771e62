import { execFileSync, spawnSync } from 'node:child_process';
import path from 'node:path';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { temporaryFolder } from '../../test-support/run/temporary-folder';

const SCRIPT = path.resolve('scripts/ci/move-major-tag.sh');

describe('the major tag', () => {
  const folder = temporaryFolder();
  const git = (...words: string[]) => {
    const author = ['-c', 'user.name=one', '-c', 'user.email=one@example.com', '-c', 'init.defaultBranch=main'];
    return execFileSync('git', [...author, ...words], { cwd: folder.path('work'), encoding: 'utf8' }).trim();
  };
  /** A commit with a release's tag, both pushed. @returns the commit */
  function release(tag: string): string {
    git('commit', '--quiet', '--allow-empty', '--message', tag);
    git('tag', '--annotate', '--message', tag, tag);
    git('push', '--quiet', 'origin', tag);
    return git('rev-parse', 'HEAD');
  }
  const move = (tag: string, commit: string) =>
    spawnSync('bash', [SCRIPT, tag, commit], { cwd: folder.path('work'), encoding: 'utf8' });
  const remote = (tag: string) => git('ls-remote', 'origin', `refs/tags/${tag}`).split('\t')[0];

  beforeEach(() => {
    execFileSync('git', ['init', '--quiet', '--bare', folder.path('origin')]);
    execFileSync('git', ['init', '--quiet', folder.path('work')]);
    git('remote', 'add', 'origin', folder.path('origin'));
  });

  it('is made, and moves to each later release', () => {
    for (const tag of ['v1.0.0', 'v1.9.0', 'v1.10.0']) {
      const commit = release(tag);
      expect(move(tag, commit).status).toBe(0);
      expect(remote('v1')).toBe(commit);
    }
  });

  it('stays where it is for a fix of an older version, and has nothing to do with another major one', () => {
    const latest = release('v1.10.0');
    move('v1.10.0', latest);
    const fix = move('v1.9.1', release('v1.9.1'));
    expect([fix.status, fix.stdout]).toEqual([0, 'v1 stays where it is: v1.10.0 is later than v1.9.1\n']);
    const next = release('v2.0.0');
    move('v2.0.0', next);
    expect([remote('v1'), remote('v2')]).toEqual([latest, next]);
  });

  it.each(['v1.0.0-rc.1', 'v1', '1.0.0', 'v1.0.0;id', 'v01.0.0'])('is not moved to %s', (tag) => {
    const { status, stderr } = move(tag, release('v1.0.0'));
    expect([status, stderr]).toEqual([1, `${tag} is no release such as v1.2.3: no tag is moved\n`]);
    expect(remote('v1')).toBe('');
  });
});
