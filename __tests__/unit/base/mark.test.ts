import { existsSync, readdirSync, readFileSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { isAlive, Mark } from '../../../src/base/mark';
import { temporaryFolder } from '../../../test-support/run/temporary-folder';

const temporary = temporaryFolder();
const file = () => temporary.path('a.writing');
const MINUTE = 60_000;

describe('a mark', () => {
  it('says that its maker is alive, until it is removed', async () => {
    const mark = await Mark.make(file());
    const now = await mark.time();
    expect(await isAlive(file(), now)).toBe(true);
    expect(await isAlive(file(), now + 9 * MINUTE)).toBe(true);
    expect(await isAlive(file(), now + 11 * MINUTE)).toBe(false);
    await mark.remove();
    expect(existsSync(file())).toBe(false);
    expect(await isAlive(file(), now)).toBe(false);
  });

  it('cannot be made where there is one', async () => {
    const mark = await Mark.make(file());
    await expect(Mark.make(file())).rejects.toMatchObject({ code: 'EEXIST' });
    await mark.remove();
  });

  it('leaves the mark alone that took its place', async () => {
    const mark = await Mark.make(file());
    unlinkSync(file());
    writeFileSync(file(), 'elsewhere/1 4194305 ab\n');
    await mark.remove();
    expect(readFileSync(file(), 'utf8')).toBe('elsewhere/1 4194305 ab\n');
  });
});

describe('the only mark', () => {
  it('is had by one, then by the next', async () => {
    const mark = await Mark.makeOnly(file());
    expect(mark).toBeDefined();
    expect(await Mark.makeOnly(file())).toBeUndefined();
    await mark?.remove();
    const next = await Mark.makeOnly(file());
    expect(next).toBeDefined();
    await next?.remove();
    expect(readdirSync(temporary.path())).toEqual([]);
  });

  it('is taken over from one whose time is up, and from nobody else', async () => {
    writeFileSync(file(), 'elsewhere/1 4194305 ab\n');
    expect(await Mark.makeOnly(file())).toBeUndefined();
    utimesSync(file(), 1, 1);
    const mark = await Mark.makeOnly(file());
    expect(await isAlive(file(), (await mark?.time()) ?? 0)).toBe(true);
    await mark?.remove();
    expect(readdirSync(temporary.path())).toEqual([]);
  });
});
