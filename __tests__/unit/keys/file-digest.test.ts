import { createHash, randomBytes } from 'node:crypto';
import { readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { FileDigests } from '../../../src/keys/file-digest';
import { temporaryFolder } from '../../../test-support/run/temporary-folder';

const LONG_AGO = new Date('2001-02-03T04:05:06Z');

describe('FileDigests', () => {
  const folder = temporaryFolder();
  const memoFolder = () => folder.path('memo');
  const memoFile = () => folder.path('memo', 'file-digests.json');

  async function digestOnce(file: string, memo: string | undefined = memoFolder()): Promise<string> {
    const digests = await FileDigests.open(memo);
    const digest = await digests.sha256(file);
    await digests.save();
    return digest;
  }

  /** Makes every remembered digest a wrong one, so that it shows when it is used. */
  async function tamper(): Promise<void> {
    const memo: Record<string, { sha256: string }> = JSON.parse(await readFile(memoFile(), 'utf8'));
    for (const entry of Object.values(memo)) entry.sha256 = 'tampered';
    await writeFile(memoFile(), JSON.stringify(memo));
  }

  it.each([0, 1, 3_000_000])('is the SHA-256 of a file of %d bytes', async (size) => {
    const bytes = randomBytes(size);
    const file = await folder.write('model.onnx', bytes);
    expect(await digestOnce(file, undefined)).toBe(createHash('sha256').update(bytes).digest('hex'));
  });

  it('remembers a file that has not changed', async () => {
    const file = await folder.write('model.onnx', 'weights');
    await digestOnce(file);
    await tamper();
    expect(await digestOnce(file)).toBe('tampered');
  });

  it('remembers within one run, and many files', async () => {
    const [one, two] = [await folder.write('one', '1'), await folder.write('two', '2')];
    const digests = await FileDigests.open(memoFolder());
    const first = [await digests.sha256(one), await digests.sha256(two)];
    expect([await digests.sha256(one), await digests.sha256(two)]).toEqual(first);
    await digests.save();
    await tamper();
    expect([await digestOnce(one), await digestOnce(two)]).toEqual(['tampered', 'tampered']);
  });

  it('notices another content of the same size with the same modification time', async () => {
    const file = await folder.write('model.onnx', 'weights');
    await utimes(file, LONG_AGO, LONG_AGO);
    const old = await digestOnce(file);
    const before = await stat(file, { bigint: true });
    let after = before;
    while (after.ctimeNs === before.ctimeNs) {
      await writeFile(file, 'WEIGHTS');
      await utimes(file, LONG_AGO, LONG_AGO);
      after = await stat(file, { bigint: true });
    }
    expect([after.size, after.mtimeNs]).toEqual([before.size, before.mtimeNs]);
    const present = await digestOnce(file);
    expect(present).not.toBe(old);
    expect(present).toBe(createHash('sha256').update('WEIGHTS').digest('hex'));
  });

  it('computes where the memo cannot be written', async () => {
    const file = await folder.write('model.onnx', 'weights');
    // A file stands where the folder should be: this fails for every user.
    const memo = folder.path('model.onnx', 'memo');
    expect(await digestOnce(file, memo)).toBe(createHash('sha256').update('weights').digest('hex'));
  });

  it.each(['', '{"cut', 'null', '7', '{"other": null}'])(
    'computes where the memo holds %j, and mends it',
    async (content) => {
      const file = await folder.write('model.onnx', 'weights');
      await folder.write('memo/file-digests.json', content);
      const right = createHash('sha256').update('weights').digest('hex');
      expect(await digestOnce(file)).toBe(right);
      expect(await readFile(memoFile(), 'utf8')).toContain(right);
    },
  );

  it('fails for a file that is not there', async () => {
    const digests = await FileDigests.open(memoFolder());
    await expect(digests.sha256(folder.path('absent'))).rejects.toThrow('ENOENT');
  });
});
