import { cpSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { SPACE } from '../../test-support/builders/vectors';
import { compactAndDie, intact, storeEightRuns } from '../../test-support/run/killed-compaction';
import { temporaryFolder } from '../../test-support/run/temporary-folder';

const temporary = temporaryFolder();

/** Points tried here; `scripts/soak/runner-cache.ts` tries every one. */
const POINTS = 9;

describe('a compaction killed with SIGKILL', () => {
  it('loses no vector, and the next one ends its work', async () => {
    const root = temporary.path('cache');
    const stored = await storeEightRuns(root);
    const copy = (name: string) => {
      cpSync(root, temporary.path(name), { recursive: true, preserveTimestamps: true });
      return temporary.path(name);
    };
    const changes = (await compactAndDie(copy('whole'), 0)) as number;
    expect(changes).toBeGreaterThan(POINTS);
    for (let point = 0; point < POINTS; point++) {
      const change = 1 + Math.floor((point * (changes - 1)) / (POINTS - 1));
      const killed = copy(`killed at ${change}`);
      expect(await compactAndDie(killed, change)).toBeUndefined();
      expect(await intact(killed, stored)).toEqual(stored);
      expect(await compactAndDie(killed, 0)).toBeDefined();
      expect(await intact(killed, stored)).toEqual(stored);
      const left = readdirSync(path.join(killed, SPACE.fingerprint)).map((name) => path.extname(name));
      // A few shards may be left, if it was killed with only some of them deleted; nothing unfinished is.
      expect(left.filter((suffix) => suffix !== '.shard' && suffix !== '.uses')).toEqual([]);
    }
  });
});
