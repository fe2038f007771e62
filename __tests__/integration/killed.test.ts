import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { QUICKSTART, reportIn, runBundle, startBundle } from '../../test-support/run/bundle';
import { sharedFolder } from '../../test-support/run/shared-folder';
import { storedBytes } from '../../test-support/run/stored-bytes';
import { until } from '../../test-support/run/until';

const root = sharedFolder();
const corpus = path.join(QUICKSTART, 'corpus.txt');
const words = ['--corpus', corpus, '--output', 'vectors.npy', '--progress', 'off'];

function folderOf(name: string): string {
  const folder = path.join(root, name);
  mkdirSync(folder);
  return folder;
}

const unfinished = (folder: string) => readdirSync(folder).filter((name) => name.includes('.partial-'));

describe('a run killed with SIGKILL', () => {
  it('leaves no output, nothing that piles up, and what it had stored is not computed again', async () => {
    const undisturbed = folderOf('undisturbed');
    expect((await runBundle(words, { folder: undisturbed })).code).toBe(0);
    const expected = readFileSync(path.join(undisturbed, 'vectors.npy'));

    const folder = folderOf('killed');
    const output = path.join(folder, 'vectors.npy');
    // Before anything is stored, and as soon as each further share is, of which there are five.
    for (let stored = -1; stored < 4; stored++) {
      const before = storedBytes(folder);
      const run = startBundle(words, { folder });
      let over = false;
      const ended = run.ended.then(() => {
        over = true;
      });
      await until(() => over || stored < 0 || storedBytes(folder) > before);
      run.signal('SIGKILL');
      await ended;
      // With what the runs before stored, one may be done before it is killed. Nothing but the whole has the name.
      if (existsSync(output)) expect(readFileSync(output).equals(expected)).toBe(true);
      rmSync(output, { force: true });
      // Of vectors and ids, from the last kill alone.
      expect(unfinished(folder).length).toBeLessThanOrEqual(2);
    }
    const { code, stderr } = await runBundle(words, { folder });
    expect([code, stderr]).toEqual([0, '']);
    expect(unfinished(folder)).toEqual([]);
    const { texts, tiers } = reportIn(folder);
    expect(texts.hits).toBeGreaterThan(0);
    expect(texts.hits + texts.embedded).toBe(1200);
    expect(tiers[0]?.corrupt).toBe(0);
    expect(readFileSync(path.join(folder, 'vectors.npy')).equals(expected)).toBe(true);
  });
});
