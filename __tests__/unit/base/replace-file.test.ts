import { readdir, readFile, writeFile } from 'node:fs/promises';
import { expect, it } from '@jest/globals';
import { replaceFile } from '../../../src/base/replace-file';
import { temporaryFolder } from '../../../test-support/run/temporary-folder';

const folder = temporaryFolder();

it('replaces the content of a file, and leaves nothing beside it', async () => {
  const file = await folder.write('a.txt', 'old');
  await replaceFile(file, 'new');
  expect([await readFile(file, 'utf8'), await readdir(folder.path())]).toEqual(['new', ['a.txt']]);
  await replaceFile(file, Buffer.from('bytes'));
  expect(await readFile(file, 'utf8')).toBe('bytes');
});

it('shows the old content until the new one is whole', async () => {
  const file = await folder.write('a.txt', 'old');
  let seen = '';
  await replaceFile(file, async (partial) => {
    await writeFile(partial, 'new');
    seen = await readFile(file, 'utf8');
  });
  expect([seen, await readFile(file, 'utf8')]).toEqual(['old', 'new']);
});

it('keeps the old content if writing fails, and removes what was written', async () => {
  const file = await folder.write('a.txt', 'old');
  const failing = replaceFile(file, async (partial) => {
    await writeFile(partial, 'half');
    throw new Error('the disk is full');
  });
  await expect(failing).rejects.toThrow('the disk is full');
  expect([await readFile(file, 'utf8'), await readdir(folder.path())]).toEqual(['old', ['a.txt']]);
});

it('lets two writers of one file finish', async () => {
  const file = folder.path('a.txt');
  await Promise.all(['one', 'two'].map((text) => replaceFile(file, text)));
  expect(['one', 'two']).toContain(await readFile(file, 'utf8'));
});
