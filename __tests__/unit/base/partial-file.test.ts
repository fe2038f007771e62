import { spawnSync } from 'node:child_process';
import { mkdir, readdir, readFile, utimes } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { OutputError } from '../../../src/base/errors';
import { PartialFile } from '../../../src/base/partial-file';
import { temporaryFolder } from '../../../test-support/run/temporary-folder';

describe('PartialFile', () => {
  const folder = temporaryFolder();

  it('stands under its name only when it is finished, in folders that it makes', async () => {
    const file = await PartialFile.open(folder.path('new', 'folder', 'a.txt'));
    file.text('whole');
    await file.flush();
    expect(await readdir(folder.path('new', 'folder'))).not.toContain('a.txt');
    expect(await file.finish()).toEqual({ path: folder.path('new', 'folder', 'a.txt'), bytes: 5 });
    expect(await readdir(folder.path('new', 'folder'))).toEqual(['a.txt']);
    expect(await readFile(folder.path('new', 'folder', 'a.txt'), 'utf8')).toBe('whole');
  });

  it('leaves what stood there before until it is finished', async () => {
    const name = await folder.write('a.txt', 'old');
    const file = await PartialFile.open(name);
    file.text('new');
    await file.flush();
    expect(await readFile(name, 'utf8')).toBe('old');
    await file.finish();
    expect(await readFile(name, 'utf8')).toBe('new');
  });

  it('leaves nothing behind when it is discarded, and what stood there before as it was', async () => {
    const name = await folder.write('a.txt', 'old');
    const file = await PartialFile.open(name);
    file.text('new');
    await file.flush();
    file.text('more');
    await file.discard();
    expect(await readdir(folder.path())).toEqual(['a.txt']);
    expect(await readFile(name, 'utf8')).toBe('old');
  });

  it('removes what killed processes left of it, and nothing that may still be written', async () => {
    const file = await PartialFile.open(folder.path('a.txt'));
    const [name = ''] = await readdir(folder.path());
    await file.discard();
    const here = name.slice(0, name.lastIndexOf('-') + 1);
    const { pid: gone } = spawnSync('true');
    const orphans = [`${here}${gone}`, 'a.txt.partial-elsewhere-1', 'a.txt.partial-7'];
    const kept = ['a.txt.partial-elsewhere-2', `${here}${process.ppid}`, 'b.txt.partial-elsewhere-1'];
    for (const other of [...orphans, ...kept]) await folder.write(other, 'half');
    const yesterday = Date.now() / 1000 - 25 * 3600;
    for (const old of [...orphans.slice(1), ...kept.slice(1)]) await utimes(folder.path(old), yesterday, yesterday);

    const next = await PartialFile.open(folder.path('a.txt'));
    await next.finish();
    expect((await readdir(folder.path())).sort()).toEqual(['a.txt', ...kept].sort());
  });

  it('sees those of others who may be at work on the same file, and not its own', async () => {
    const file = await PartialFile.open(folder.path('a.txt'));
    expect(await file.others()).toEqual([]);
    const other = await folder.write('a.txt.partial-elsewhere-2', 'half');
    await folder.write('b.txt.partial-elsewhere-2', 'half');
    expect(await file.others()).toEqual([other]);
    await file.discard();
  });

  it('keeps the order of small and large pieces that last, and of what is gathered between them', async () => {
    const file = await PartialFile.open(folder.path('a.bin'));
    const expected: Buffer[] = [];
    for (const [at, bytes] of [3, 2_000_000, 5, 600_000, 600_000, 400_000, 1].entries()) {
      expected.push(Buffer.alloc(bytes, at + 1), Buffer.from('between'));
      await file.lasting(expected.at(-2) as Buffer);
      file.text('between');
    }
    await file.finish();
    expect((await readFile(folder.path('a.bin'))).equals(Buffer.concat(expected))).toBe(true);
  });

  it.each([
    ['flushed whenever it is full', true],
    ['never flushed', false],
  ])('keeps the order of all that is appended over many buffers, %s', async (_, flushing) => {
    const file = await PartialFile.open(folder.path('a.bin'));
    const expected: Buffer[] = [];
    for (let at = 0; at < 9000; at++) {
      const text = `${at} é€😀 ${'x'.repeat(at % 500)}\n`;
      file.text(text);
      file.raw(Uint8Array.of(at & 0xff, 0, 255));
      file.components(Float32Array.of(at, -0.5));
      expected.push(Buffer.from(text), Buffer.of(at & 0xff, 0, 255), Buffer.from(`${at},-0.5`));
      if (flushing && file.full) await file.flush();
    }
    const whole = Buffer.concat(expected);
    expect(whole.length).toBeGreaterThan(2 * 2 ** 20);
    expect((await file.finish()).bytes).toBe(whole.length);
    expect((await readFile(folder.path('a.bin'))).equals(whole)).toBe(true);
  });

  it('does not fill what is still being written, however often it is flushed', async () => {
    const file = await PartialFile.open(folder.path('a.txt'));
    const parts = Array.from({ length: 200 }, (_, at) => `${at},`.repeat(2000));
    for (const part of parts) {
      file.text(part);
      await file.flush();
    }
    await file.finish();
    expect((await readFile(folder.path('a.txt'), 'utf8')) === parts.join('')).toBe(true);
  });

  it('takes one text larger than its buffer', async () => {
    const file = await PartialFile.open(folder.path('a.txt'));
    const text = '€'.repeat(2 ** 20);
    file.text('before');
    file.text(text);
    await file.finish();
    expect(await readFile(folder.path('a.txt'), 'utf8')).toBe(`before${text}`);
  });

  it.each([-1.2345679e20, -1.2345678e-6, 3.4028235e38, -0.12345678])(
    'has room for a long vector of nothing but %d',
    async (component) => {
      const file = await PartialFile.open(folder.path('a.json'));
      // A little less than the buffer holds by MAX_DECIMAL_BYTES, so that one byte more for each is one too many.
      const vector = new Float32Array(76_000).fill(component);
      file.text('[');
      file.components(vector);
      file.text(']');
      await file.finish();
      // Compared as text: bytes that did not find room would be missing from the middle or the end.
      const one = String(Number(Math.fround(component).toPrecision(9)));
      const expected = `[${new Array(vector.length).fill(one).join(',')}]`;
      expect((await readFile(folder.path('a.json'), 'utf8')) === expected).toBe(true);
    },
  );

  it('patches what stands at a position, without moving the rest', async () => {
    const file = await PartialFile.open(folder.path('a.txt'));
    file.text('....head');
    await file.flush();
    file.text(' tail');
    await file.patch(Buffer.from('HEAD'), 0);
    file.text(' end');
    expect((await file.finish()).bytes).toBe(17);
    expect(await readFile(folder.path('a.txt'), 'utf8')).toBe('HEADhead tail end');
  });

  it('names a file that cannot be made', async () => {
    await folder.write('file', '');
    const failure = PartialFile.open(folder.path('file', 'a.txt'));
    await expect(failure).rejects.toThrow(OutputError);
    await expect(failure).rejects.toThrow(`cannot write ${folder.path('file', 'a.txt')}`);
  });

  it('names a file whose name is taken by a folder, and leaves nothing else when discarded', async () => {
    await mkdir(folder.path('a.txt', 'inside'), { recursive: true });
    const file = await PartialFile.open(folder.path('a.txt'));
    file.text('text');
    await expect(file.finish()).rejects.toThrow(`cannot write ${folder.path('a.txt')}`);
    await file.discard();
    expect(await readdir(folder.path())).toEqual(['a.txt']);
  });
});
