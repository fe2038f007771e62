import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { readUses, UsedEntries, writeUses } from '../../../src/cache/runner-uses';
import { temporaryFolder } from '../../../test-support/run/temporary-folder';

const temporary = temporaryFolder();
const file = () => temporary.path('a.uses');

describe('uses', () => {
  it('come back as they were written', async () => {
    await writeUses(file(), Uint32Array.from([1, 0xffffffff, 3]));
    expect([...(await readUses(file(), 3, 9))]).toEqual([1, 0xffffffff, 3]);
    expect(readFileSync(file())).toHaveLength(16 + 3 * 4);
  });

  it('are taken as given for entries that were appended since, and for all where there is no file', async () => {
    await writeUses(file(), Uint32Array.from([1, 2]));
    expect([...(await readUses(file(), 4, 9))]).toEqual([1, 2, 9, 9]);
    expect([...(await readUses(temporary.path('none.uses'), 2, 9))]).toEqual([9, 9]);
  });

  it('are not taken from another version, and only as far as a torn file has them', async () => {
    await writeUses(file(), Uint32Array.from([1, 2]));
    const bytes = readFileSync(file());
    writeFileSync(file(), bytes.subarray(0, 22));
    expect([...(await readUses(file(), 2, 9))]).toEqual([1, 9]);
    bytes[15] = 2;
    writeFileSync(file(), bytes);
    expect([...(await readUses(file(), 2, 9))]).toEqual([9, 9]);
  });
});

describe('UsedEntries', () => {
  it('remembers any ordinals', () => {
    const used = new UsedEntries();
    for (const ordinal of [0, 7, 8, 100_000]) used.add(ordinal);
    expect([0, 1, 7, 8, 9, 99_999, 100_000, 10_000_000].filter((ordinal) => used.has(ordinal))).toEqual([
      0, 7, 8, 100_000,
    ]);
    expect([used.hasAny(1, 6), used.hasAny(1, 7), used.hasAny(100_001, 50)]).toEqual([false, true, false]);
  });
});
