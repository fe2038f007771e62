import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { CacheError } from '../../src/base/errors';
import { RunnerCache, type RunnerCacheOptions } from '../../src/cache/runner';
import { SigningKeys } from '../../src/cache/signature';
import type { VectorSpace } from '../../src/cache/vector-cache';
import { textKey } from '../../src/keys/text-key';
import { entryOf, SPACE, texts, vectorOf } from '../../test-support/builders/vectors';
import { mountedFolder } from '../../test-support/run/mounted-folder';
import { temporaryFolder } from '../../test-support/run/temporary-folder';

const OTHER: VectorSpace = { fingerprint: 'cd'.repeat(32), dimensions: 6 };
/** Of one entry on disk: key and envelope. */
const ENTRY_BYTES = 32 + 12 + SPACE.dimensions * 4;

const temporary = temporaryFolder();
const root = () => temporary.path('cache');

/** Stores texts as one run would. */
async function store(stored: readonly string[], options: RunnerCacheOptions = {}, space = SPACE): Promise<void> {
  const cache = await RunnerCache.open(root(), space, options);
  await cache.putMany(stored.map((text) => entryOf(text)));
  await cache.close();
}

/** Which of these a run finds, each checked to be what was stored. */
async function found(wanted: readonly string[], options: RunnerCacheOptions = {}, space = SPACE): Promise<string[]> {
  const cache = await RunnerCache.open(root(), space, options);
  const { vectors, corrupt } = await cache.getMany(wanted.map(textKey));
  await cache.close();
  expect(corrupt).toBe(0);
  return wanted.filter((text, position) => {
    if (vectors[position]) expect(vectors[position]).toEqual(vectorOf(text));
    return vectors[position] !== undefined;
  });
}

function files(suffix = '', space = SPACE): string[] {
  const folder = path.join(root(), space.fingerprint);
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith(suffix));
  return names.sort().map((name) => path.join(folder, name));
}

/** As if a shard had been made, and its vectors used last, so many seconds ago. @returns its new name */
function age(shard: string, seconds: number): string {
  const time = (Date.now() - seconds * 1000).toString(36).padStart(9, '0');
  const aged = path.join(path.dirname(shard), time + path.basename(shard).slice(9));
  renameSync(shard, aged);
  return aged;
}

describe('compaction', () => {
  it('leaves few shards after many runs, and every vector in them', async () => {
    const runs = Array.from({ length: 25 }, (_, run) => texts(20, `run ${run}`));
    for (const run of runs) {
      await store(run);
      expect(files('.shard').length).toBeLessThanOrEqual(9);
    }
    expect(await found(runs.flat())).toEqual(runs.flat());
    expect(files().filter((file) => !/\.(shard|uses)$/.test(file))).toEqual([]);
    expect(readdirSync(root())).toEqual([SPACE.fingerprint]);
  });

  it('keeps envelopes byte for byte, and one of several for the same text: the last', async () => {
    const replaced = Float32Array.from([6, 5, 4, 3, 2, 1]);
    for (let run = 0; run < 8; run++) {
      const cache = await RunnerCache.open(root(), SPACE, { overwrite: true });
      const last = run === 7 ? replaced : Float32Array.from([run, 0, 0, 0, 0, 0]);
      await cache.putMany([entryOf('again', last), entryOf(`only ${run}`)]);
      await cache.close();
    }
    const envelope = readFileSync(files('.shard')[3] as string).subarray(-36);
    await store(['one more']);
    expect(files('.shard')).toHaveLength(1);
    const merged = readFileSync(files('.shard')[0] as string);
    expect(merged.includes(envelope)).toBe(true);
    expect(merged).toHaveLength(64 + 16 + 10 * ENTRY_BYTES);
    const cache = await RunnerCache.open(root(), SPACE);
    expect((await cache.getMany([textKey('again')])).vectors).toEqual([replaced]);
    await cache.close();
  });

  it('does not copy what is corrupt', async () => {
    for (let run = 0; run < 8; run++) await store([`text ${run}`]);
    const torn = files('.shard')[2] as string;
    const bytes = readFileSync(torn);
    bytes.writeUInt8((bytes.at(-1) as number) ^ 1, bytes.length - 1);
    writeFileSync(torn, bytes);
    await store(['text 8']);
    expect(files('.shard')).toHaveLength(1);
    expect(await found(texts(9))).toEqual(texts(9).filter((text) => text !== 'text 2'));
  });

  it('writes a shard anew when much of it is no use', async () => {
    const many = texts(20_000);
    await store(many);
    await store(many.slice(0, 19_900), { overwrite: true });
    const [first, second] = files('.shard');
    expect(files('.shard')).toHaveLength(2);
    expect(second).toBeDefined();
    expect(readFileSync(first as string).length).toBeLessThan(200 * ENTRY_BYTES);
    expect(await found(many)).toEqual(many);
  });

  it('never touches a shard that another process may still append to, and nothing is merged across it', async () => {
    for (let run = 0; run < 5; run++) await store([`before ${run}`]);
    const writer = await RunnerCache.open(root(), SPACE, { overwrite: true });
    await writer.putMany([entryOf('first'), entryOf('again', Float32Array.from([9, 9, 9, 9, 9, 9]))]);
    const growing = files('.shard').at(-1) as string;
    for (let run = 0; run < 5; run++) await store([`after ${run}`, 'again'], { overwrite: true });
    expect(files('.shard')).toHaveLength(11);
    for (let run = 5; run < 9; run++) await store([`after ${run}`]);
    expect(files('.shard')).toContain(growing);
    expect(files('.shard')).toHaveLength(5 + 1 + 1);
    await writer.putMany([entryOf('second')]);
    await writer.close();
    // The merged shard stands where those it was made from stood: after the one that grew.
    expect(await found(['again', 'first', 'second', 'before 4', 'after 8'])).toHaveLength(5);
  });

  it.each([
    ['of another machine, written just now', 'elsewhere/1 4194305 ab\n', 0, false],
    ['of another machine, not written for an hour', 'elsewhere/1 4194305 ab\n', 3600, true],
    ['empty, written just now', '', 0, false],
  ])('takes a mark %s for what it is', async (_, content, secondsAgo, merged) => {
    for (let run = 0; run < 8; run++) await store([`text ${run}`]);
    const mark = (files('.shard')[4] as string).replace('.shard', '.writing');
    writeFileSync(mark, content);
    utimesSync(mark, Date.now() / 1000 - secondsAgo, Date.now() / 1000 - secondsAgo);
    for (let run = 8; run < 10; run++) await store([`text ${run}`]);
    expect(existsSync(mark)).toBe(!merged);
    expect(files('.shard').length < 9).toBe(merged);
    expect(await found(texts(10))).toEqual(texts(10));
  });

  it('takes the mark of a process of this machine that is gone for what it is, at once', async () => {
    for (let run = 0; run < 8; run++) await store([`text ${run}`]);
    const writer = await RunnerCache.open(root(), SPACE);
    await writer.putMany([entryOf('text 8')]);
    const mark = files('.writing')[0] as string;
    const [space, , token] = readFileSync(mark, 'utf8').split(' ');
    const gone = execFileSync(process.execPath, ['-p', 'process.pid'], { encoding: 'utf8' }).trim();
    writeFileSync(mark, `${space} ${gone} ${token}`);
    await store(['text 9']);
    expect(files('.shard')).toHaveLength(1);
    // The one taken for dead goes on, in another shard.
    await writer.putMany([entryOf('text 10')]);
    await writer.close();
    expect(await found(texts(11))).toEqual(texts(11));
  });

  it('is done by one process at a time, and by the next if that one is gone', async () => {
    for (let run = 0; run < 8; run++) await store([`text ${run}`]);
    const lock = path.join(root(), 'compaction.lock');
    writeFileSync(lock, 'elsewhere/1 4194305 ab\n');
    await store(['text 8']);
    expect(files('.shard')).toHaveLength(9);
    expect(readFileSync(lock, 'utf8')).toBe('elsewhere/1 4194305 ab\n');
    utimesSync(lock, 1, 1);
    await store(['text 9']);
    expect(files('.shard')).toHaveLength(1);
    expect(existsSync(lock)).toBe(false);
    expect(await found(texts(10))).toEqual(texts(10));
  });

  it('clears away what a killed one left', async () => {
    for (let run = 0; run < 8; run++) await store([`text ${run}`]);
    const folder = path.join(root(), SPACE.fingerprint);
    for (const name of ['0-1-a+b.merging', '0-1-a+b.uses', '0-1-c.uses.1234', '0-1-d.writing']) {
      writeFileSync(path.join(folder, name), 'left');
      utimesSync(path.join(folder, name), 1, 1);
    }
    await store(['text 8']);
    expect(files().map((file) => path.extname(file))).toEqual(['.shard', '.uses']);
  });

  it('loses no vector of a reader that opened before, nor of one that lists while shards go', async () => {
    for (let run = 0; run < 8; run++) await store(texts(50, `run ${run}`));
    const wanted = Array.from({ length: 8 }, (_, run) => texts(50, `run ${run}`)).flat();
    const before = await RunnerCache.open(root(), SPACE, { write: false });
    const during: Promise<string[]>[] = [];
    const compacting = store(['last']);
    for (let at = 0; at < 20; at++) {
      during.push(found(wanted, { write: false }));
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    await compacting;
    expect(files('.shard')).toHaveLength(1);
    for (const one of during) expect(await one).toEqual(wanted);
    expect((await before.getMany(wanted.map(textKey))).vectors).toEqual(wanted.map((text) => vectorOf(text)));
    await before.close();
  });

  it('lists again where a shard goes between listing and opening', async () => {
    await store(texts(10));
    // Listed, and yet nothing that could be opened.
    const going = path.join(root(), SPACE.fingerprint, '0-1-a.shard');
    symlinkSync(temporary.path('nothing'), going);
    const reading = found(texts(10), { write: false });
    setTimeout(() => unlinkSync(going), 3);
    expect(await reading).toEqual(texts(10));
  });

  it('leaves a folder alone that has a shard of a newer version', async () => {
    for (let run = 0; run < 8; run++) await store([`text ${run}`]);
    const newer = files('.shard')[0] as string;
    const bytes = readFileSync(newer);
    bytes.writeUInt32LE(2, 16);
    writeFileSync(newer, bytes);
    for (let run = 8; run < 12; run++) await store([`text ${run}`], { maxBytes: 100 });
    expect(files('.shard')).toHaveLength(12);
    expect(readFileSync(newer)).toEqual(bytes);
  });

  it('is nothing that a run which may only read does', async () => {
    for (let run = 0; run < 8; run++) await store([`text ${run}`]);
    const writer = await RunnerCache.open(root(), SPACE);
    await writer.putMany([entryOf('text 8')]);
    renameSync(files('.writing')[0] as string, temporary.path('mark'));
    const before = files();
    expect(await found(texts(9), { write: false })).toEqual(texts(9));
    expect(files()).toEqual(before);
    expect(await found(texts(1), { write: false }, OTHER)).toEqual([]);
    expect(readdirSync(root())).toEqual([SPACE.fingerprint]);
    await writer.close();
  });
});

describe('the limit', () => {
  /** Room for so many vectors, and the headers of some shards. */
  const roomFor = (vectors: number) => ({ maxBytes: vectors * (ENTRY_BYTES + 4) + 500 });

  it('drops what was used longest ago, of whichever fingerprint', async () => {
    await store(texts(100, 'old'), {}, OTHER);
    await store(texts(100, 'old'));
    age(files('.shard', OTHER)[0] as string, 4000);
    age(files('.shard')[0] as string, 3000);
    await store(texts(100, 'middle'));
    age(files('.shard')[1] as string, 2000);
    // Used today, although they are the oldest.
    await found(texts(10, 'old'));
    await store(texts(100, 'new'), roomFor(220));

    expect(await found(texts(100, 'old'))).toEqual(texts(10, 'old'));
    expect((await found(texts(100, 'middle'))).length).toBeGreaterThan(50);
    expect(await found(texts(100, 'new'))).toEqual(texts(100, 'new'));
    expect(existsSync(path.join(root(), OTHER.fingerprint))).toBe(false);
  });

  it('holds after every run', async () => {
    for (let run = 0; run < 12; run++) {
      await store(texts(100, `run ${run}`), roomFor(300));
      const bytes = files().reduce((sum, file) => sum + readFileSync(file).length, 0);
      expect(bytes).toBeLessThanOrEqual(roomFor(300).maxBytes);
    }
    expect(await found(texts(100, 'run 11'))).toHaveLength(100);
  });

  it('remembers across a merge when a vector was used', async () => {
    const used = Array.from({ length: 9 }, (_, run) => texts(50, `used ${run}`)).flat();
    const unused = Array.from({ length: 4 }, (_, run) => texts(50, `unused ${run}`)).flat();
    for (let run = 0; run < 4; run++) {
      await store([...used, ...unused].filter((text) => text.includes(`used ${run} `)));
      age(files('.shard')[run] as string, 5000 - run);
    }
    await found(used.slice(0, 200));
    for (let run = 4; run < 9; run++) await store(texts(50, `used ${run}`));
    expect(files('.shard')).toHaveLength(1);
    await store(['last'], roomFor(550));
    expect(await found(used)).toEqual(used);
    expect((await found(unused)).length).toBeLessThan(100);
  });

  it('costs no vector when nobody knows any more when they were used', async () => {
    await store(texts(10));
    await found(texts(10));
    for (const broken of ['', 'nonsense', 'embed-once uses\u0001\u0000']) {
      writeFileSync(files('.uses')[0] as string, broken);
      expect(await found(texts(10))).toEqual(texts(10));
    }
  });

  it('does not matter where there is room', async () => {
    await store(texts(100));
    await store(texts(100, 'more'), roomFor(400));
    expect(await found(texts(100))).toHaveLength(100);
  });

  it('never drops what another process is still writing, and asks the more of the rest', async () => {
    await store(texts(100, 'rest'));
    const writer = await RunnerCache.open(root(), SPACE);
    await writer.putMany(texts(100, 'growing').map((text) => entryOf(text)));
    const growing = age(files('.shard').at(-1) as string, 9000);
    renameSync(files('.writing')[0] as string, growing.replace('.shard', '.writing'));
    await store(texts(100, 'new'), roomFor(230));
    expect(await found(texts(100, 'growing'))).toHaveLength(100);
    expect((await found([...texts(100, 'rest'), ...texts(100, 'new')])).length).toBeLessThan(130);
    await writer.close();
  });
});

describe('writing', () => {
  it('takes turns within one process', async () => {
    const cache = await RunnerCache.open(root(), SPACE);
    // There is a shard to append to, else each might make its own.
    await cache.putMany([entryOf('first')]);
    const parts = Array.from({ length: 20 }, (_, part) => texts(30, `part ${part}`));
    await Promise.all(parts.map((part) => cache.putMany(part.map((text) => entryOf(text)))));
    expect((await cache.getMany(parts.flat().map(textKey))).vectors).toEqual(
      parts.flat().map((text) => vectorOf(text)),
    );
    await cache.close();
    expect(await found(parts.flat())).toEqual(parts.flat());
  });

  it('makes its folder anew when that was removed for being empty', async () => {
    const cache = await RunnerCache.open(root(), SPACE);
    renameSync(path.join(root(), SPACE.fingerprint), temporary.path('away'));
    await cache.putMany([entryOf('a')]);
    await cache.close();
    expect(await found(['a'])).toEqual(['a']);
  });

  it('finishes what was put when it is closed, however often', async () => {
    const cache = await RunnerCache.open(root(), SPACE);
    const put = cache.putMany(texts(100).map((text) => entryOf(text)));
    await Promise.all([cache.close(), cache.close()]);
    await put;
    expect(files('.writing')).toEqual([]);
    expect(await found(texts(100))).toEqual(texts(100));
  });
});

describe('reading', () => {
  it('finds what lies scattered, in any order and twice', async () => {
    const many = texts(3000);
    await store(many);
    const wanted = [...many.filter((_, at) => at % 977 === 0).reverse(), 'absent', 'text 977', 'text 977'];
    expect(await found(wanted)).toEqual(wanted.filter((text) => text !== 'absent'));
  });

  it('keeps little alive with vectors that lie far apart, and copies none that lie together', async () => {
    const many = texts(3000);
    await store(many);
    const cache = await RunnerCache.open(root(), SPACE, { write: false });
    const buffersOf = async (wanted: readonly string[]) => {
      const { vectors } = await cache.getMany(wanted.map(textKey));
      return [...new Set(vectors.map((vector) => vector?.buffer))].map((buffer) => buffer?.byteLength);
    };
    expect(await buffersOf(many.filter((_, at) => at % 100 === 0))).toEqual([30 * SPACE.dimensions * 4 + 52]);
    expect(await buffersOf(many.slice(0, 1000))).toEqual([1000 * (SPACE.dimensions * 4 + 12)]);
    await cache.close();
  });

  it('says that a folder can be neither read nor made', async () => {
    mkdirSync(root());
    writeFileSync(path.join(root(), SPACE.fingerprint), 'a file');
    await expect(RunnerCache.open(root(), SPACE)).rejects.toThrow(CacheError);
    await expect(RunnerCache.open(root(), SPACE, { write: false })).rejects.toThrow(/cannot open .*ENOTDIR/);
  });
});

describe('a file system with faults', () => {
  // Mounting needs root and the capability; elsewhere these are skipped.
  const mounted = mountedFolder('1m');
  const itMounted = mounted.works ? it : it.skip;

  itMounted('that is only read serves what it has, and refuses to store', async () => {
    const writer = await RunnerCache.open(mounted.path, SPACE);
    await writer.putMany(texts(50).map((text) => entryOf(text)));
    await writer.close();
    mounted.remount('ro');
    const warnings: string[] = [];
    const cache = await RunnerCache.open(mounted.path, SPACE, {
      warn: (message) => warnings.push(message),
      maxBytes: 9,
    });
    expect(cache.writable).toBe(false);
    expect((await cache.getMany(texts(50).map(textKey))).vectors).toEqual(texts(50).map((text) => vectorOf(text)));
    await expect(cache.putMany([entryOf('new')])).rejects.toThrow(CacheError);
    expect((await cache.getMany([textKey('text 1')])).vectors).toEqual([vectorOf('text 1')]);
    await cache.close();
    expect(warnings).toEqual([]);
    await expect(RunnerCache.open(mounted.path, OTHER)).rejects.toThrow(/cannot open .*mkdir/);
    const reading = await RunnerCache.open(mounted.path, OTHER, { write: false });
    expect((await reading.getMany([textKey('a')])).vectors).toEqual([undefined]);
    await reading.close();
    mounted.remount('rw');
  });

  itMounted('that is full keeps what was stored before, and goes on when there is room', async () => {
    const ballast = path.join(mounted.path, 'ballast');
    const cache = await RunnerCache.open(mounted.path, SPACE, { warn: () => {} });
    await cache.putMany(texts(100, 'kept').map((text) => entryOf(text)));
    try {
      writeFileSync(ballast, Buffer.alloc(2 ** 20));
    } catch {
      // That is what it is for.
    }
    const shard = path.join(
      mounted.path,
      SPACE.fingerprint,
      readdirSync(path.join(mounted.path, SPACE.fingerprint))[0] as string,
    );
    const before = statSync(shard).size;
    const failure = await cache.putMany(texts(2000, 'lost').map((text) => entryOf(text))).catch((error) => error);
    expect(failure).toBeInstanceOf(CacheError);
    expect(failure.message).toMatch(/cannot write to .*ENOSPC/);
    // What was begun does not go on taking the room that is missing.
    expect(statSync(shard).size).toBe(before);
    writeFileSync(ballast, '');
    await cache.putMany(texts(100, 'after').map((text) => entryOf(text)));
    await cache.close();
    const later = await RunnerCache.open(mounted.path, SPACE);
    const wanted = [...texts(100, 'kept'), ...texts(100, 'after'), ...texts(2000, 'lost')];
    const { vectors, corrupt } = await later.getMany(wanted.map(textKey));
    expect(corrupt).toBe(0);
    expect(vectors.map((vector) => vector !== undefined)).toEqual(wanted.map((_, at) => at < 200));
    await later.close();
  });

  itMounted('that is full when shards are merged keeps them', async () => {
    const ballast = path.join(mounted.path, 'ballast');
    for (let run = 0; run < 8; run++) {
      const cache = await RunnerCache.open(mounted.path, SPACE);
      await cache.putMany(texts(300, `run ${run}`).map((text) => entryOf(text)));
      await cache.close();
    }
    const last = await RunnerCache.open(mounted.path, SPACE, { warn: (message) => warnings.push(message) });
    const warnings: string[] = [];
    await last.putMany([entryOf('last')]);
    try {
      writeFileSync(ballast, Buffer.alloc(2 ** 20));
    } catch {
      // That is what it is for.
    }
    await last.close();
    expect(warnings).toEqual([expect.stringMatching(/cannot compact .*ENOSPC/)]);
    const wanted = [...Array.from({ length: 8 }, (_, run) => texts(300, `run ${run}`)).flat(), 'last'];
    const later = await RunnerCache.open(mounted.path, SPACE, { write: false });
    const { vectors } = await later.getMany(wanted.map(textKey));
    expect(vectors.every((vector) => vector !== undefined)).toBe(true);
    await later.close();
  });
});

describe('signed and unsigned vectors in one folder', () => {
  const signed = { ...SPACE, signingKeys: new SigningKeys(['the key that the tests sign with, 1']) };
  const lookUp = async (wanted: readonly string[], space: VectorSpace) => {
    const cache = await RunnerCache.open(root(), space, { write: false });
    const lookup = await cache.getMany(wanted.map(textKey));
    await cache.close();
    return { found: wanted.filter((_, at) => lookup.vectors[at]), unsigned: lookup.unsigned, corrupt: lookup.corrupt };
  };

  it('are both read without a key, and told apart with it', async () => {
    await store(['both', 'unsigned']);
    await store(['both', 'signed'], {}, signed);
    const wanted = ['both', 'unsigned', 'signed', 'absent'];
    expect(await lookUp(wanted, SPACE)).toEqual({ found: ['both', 'unsigned', 'signed'], unsigned: 0, corrupt: 0 });
    expect(await lookUp(wanted, signed)).toEqual({ found: ['both', 'signed'], unsigned: 1, corrupt: 0 });
  });

  it('survive compaction side by side, by a run with a key and by one without', async () => {
    for (const space of [signed, SPACE]) {
      const name = space === SPACE ? 'unsigned' : 'signed';
      const other = space === SPACE ? signed : SPACE;
      const runs = Array.from({ length: 12 }, (_, run) => texts(5, `${name} ${run}`));
      for (const [at, run] of runs.entries()) await store(run, {}, at % 2 === 0 ? other : space);
      expect(files('.shard').length).toBeLessThanOrEqual(9);
      expect(await found(runs.flat())).toEqual(runs.flat());
    }
    expect((await lookUp(texts(5, 'signed 1'), signed)).found).toHaveLength(5);
    expect(await lookUp(texts(5, 'signed 0'), signed)).toEqual({ found: [], unsigned: 5, corrupt: 0 });
  });

  it('do not come back by compaction once they were replaced', async () => {
    await store(['a']);
    await store(['a'], {}, signed);
    for (let run = 0; run < 10; run++) await store([`other ${run}`], {}, run % 2 === 0 ? SPACE : signed);
    expect(files('.shard').length).toBeLessThanOrEqual(9);
    expect(await lookUp(['a'], signed)).toEqual({ found: ['a'], unsigned: 0, corrupt: 0 });
  });

  it('are dropped alike when there is too much', async () => {
    await store(texts(100, 'old'));
    age(files('.shard')[0] as string, 1000);
    await store(texts(100, 'new'), { maxBytes: 0 }, signed);
    const maxBytes = 100 * (ENTRY_BYTES + 40) + 1000;
    await store(['one more'], { maxBytes }, signed);
    const size = files().reduce((sum, file) => sum + statSync(file).size, 0);
    expect(size).toBeLessThanOrEqual(maxBytes);
    expect((await lookUp(texts(100, 'new'), signed)).found.length).toBeGreaterThan(80);
    expect((await lookUp(texts(100, 'old'), SPACE)).found.length).toBeLessThan(20);
  });

  it('stay apart in the folder of another fingerprint, of which a run knows nothing', async () => {
    const signedOther = { ...OTHER, signingKeys: signed.signingKeys };
    await store(texts(100, 'unsigned'), {}, OTHER);
    await store(texts(100, 'signed'), {}, signedOther);
    for (const shard of files('.shard', OTHER)) age(shard, 1000);
    const used = [...texts(50, 'unsigned'), ...texts(50, 'signed')];
    expect(await found(used, {}, OTHER)).toEqual(used);
    const size = files('', OTHER).reduce((sum, file) => sum + statSync(file).size, 0);
    await store(['a'], { maxBytes: Math.round(size * 0.7) });
    expect(files('', OTHER).reduce((sum, file) => sum + statSync(file).size, 0)).toBeLessThan(size * 0.7);
    expect(await lookUp(used, OTHER)).toEqual({ found: used, unsigned: 0, corrupt: 0 });
    expect((await lookUp(used, signedOther)).found).toEqual(texts(50, 'signed'));
  });
});
