import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { Mark } from '../../src/base/mark';
import { purgeCorrupt, removeFingerprint } from '../../src/cache/purge';
import { RunnerCache } from '../../src/cache/runner';
import { textKey } from '../../src/keys/text-key';
import { entryOf, SPACE, texts, vectorOf } from '../../test-support/builders/vectors';
import { sharedFolder } from '../../test-support/run/shared-folder';

const shared = sharedFolder();
const all = texts(20);
let root = '';
beforeEach(() => {
  root = mkdtempSync(path.join(shared, 'purge-'));
});

const open = () => RunnerCache.open(root, SPACE);
const folder = () => path.join(root, SPACE.fingerprint);
const shards = () => readdirSync(folder()).filter((name) => name.endsWith('.shard'));

async function stored(): Promise<RunnerCache> {
  const cache = await open();
  await cache.putMany(all.map((text) => entryOf(text)));
  return cache;
}

/** Damages the last vector of the only shard. */
function damage(): void {
  const file = path.join(folder(), shards()[0] as string);
  const bytes = readFileSync(file);
  bytes[bytes.length - 30] = (bytes[bytes.length - 30] as number) ^ 1;
  writeFileSync(file, bytes);
}

async function found(cache: RunnerCache): Promise<number> {
  const { vectors } = await cache.getMany(all.map(textKey));
  for (const [at, vector] of vectors.entries()) if (vector) expect(vector).toEqual(vectorOf(all[at] as string));
  return vectors.filter(Boolean).length;
}

describe('corrupt entries', () => {
  it('go, and all others stay, also for who has the old shard open', async () => {
    await (await stored()).close();
    damage();
    const reader = await open();
    const before = shards();
    expect(await purgeCorrupt(root, SPACE.fingerprint)).toBe(true);
    expect(shards()).not.toEqual(before);
    expect(await found(reader)).toBe(19);
    await reader.close();
    const cache = await open();
    // At the first lookup: a bad entry counts once.
    expect((await cache.getMany(all.map(textKey))).corrupt).toBe(0);
    expect(await found(cache)).toBe(19);
    await cache.close();
  });

  it('stay in a shard that is still written to', async () => {
    const writer = await stored();
    damage();
    const before = shards();
    expect(await purgeCorrupt(root, SPACE.fingerprint)).toBe(true);
    expect(shards()).toEqual(before);
    await writer.close();
  });
});

describe('a fingerprint', () => {
  it('goes as a whole, also with what lies beside its shards, and what is open stays readable', async () => {
    await (await stored()).close();
    writeFileSync(path.join(folder(), 'unpushed-abc-1-2'), '');
    const reader = await open();
    expect(await removeFingerprint(root, SPACE.fingerprint)).toBe(true);
    expect(existsSync(folder())).toBe(false);
    expect(await found(reader)).toBe(20);
    await reader.putMany([entryOf('new')]);
    await reader.close();
    const cache = await open();
    expect((await cache.getMany([textKey('new')])).vectors).toEqual([vectorOf('new')]);
    await cache.close();
  });

  it('stays while a process may write to it', async () => {
    const writer = await stored();
    expect(await removeFingerprint(root, SPACE.fingerprint)).toBe(false);
    expect(await found(writer)).toBe(20);
    await writer.close();
    expect(await found(await open())).toBe(20);
  });

  it('stays, and so do corrupt entries, while another process merges or drops', async () => {
    await (await stored()).close();
    damage();
    // As a living process has it.
    const lock = await Mark.make(path.join(root, 'compaction.lock'));
    expect(await removeFingerprint(root, SPACE.fingerprint)).toBe(false);
    expect(await purgeCorrupt(root, SPACE.fingerprint)).toBe(false);
    expect(shards()).toHaveLength(1);
    await lock.remove();
  });
});
