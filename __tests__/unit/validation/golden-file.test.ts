import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { InputError } from '../../../src/errors';
import { readGoldenSet, writeGoldenSet } from '../../../src/validation/golden-file';
import { goldenText } from '../../helpers/golden';
import { temporaryFolder } from '../../helpers/temporary-folder';

describe('readGoldenSet', () => {
  const folder = temporaryFolder();

  async function read(content: string | Uint8Array) {
    return readGoldenSet(await folder.write('golden.jsonl', content));
  }

  async function faultsOf(content: string | Uint8Array): Promise<string[]> {
    const error = await read(content).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(InputError);
    const prefix = `golden-set: ${folder.path('golden.jsonl')}`;
    return (error as InputError).faults.map((fault) => fault.replace(prefix, ''));
  }

  it('takes JSON Lines and plain lines, trimmed, and names each by id or line', async () => {
    const content =
      '\ufeff{"text":" a ","id":"refunds","topic":["x"]}\r\n\n  plain text \n{"text":"c","id":7}\n{"text":"d"}';
    const none = { mustInclude: [], mustExclude: [] };
    expect((await read(content)).texts).toEqual([
      { text: 'a', name: 'refunds', ...none, fields: { id: 'refunds', topic: ['x'] } },
      { text: 'plain text', name: 'line 3', ...none, fields: {} },
      { text: 'c', name: '7', ...none, fields: { id: 7 } },
      { text: 'd', name: 'line 5', ...none, fields: {} },
    ]);
  });

  it('takes approved vectors', async () => {
    const {
      texts: [entry],
    } = await read('{"text":"a","vector":[1,-0.5],"fingerprint":"abc"}');
    expect([...(entry?.approved?.vector ?? [])]).toEqual([1, -0.5]);
    expect(entry?.approved?.fingerprint).toBe('abc');
    expect(entry?.fields).toEqual({});
  });

  it.each([
    ['{"text":', ':1: the line begins with { but is not JSON'],
    ['{}', ':1: field "text" is missing or empty'],
    ['{"text":" "}', ':1: field "text" is missing or empty'],
    ['{"text":5}', ':1: field "text" is missing or empty'],
    ['{"text":"a","vector":"x","fingerprint":"f"}', ':1: field "vector" is not an array of numbers'],
    ['{"text":"a","vector":[1,null],"fingerprint":"f"}', ':1: field "vector" is not an array of numbers'],
    ['{"text":"a","vector":[1,"2"],"fingerprint":"f"}', ':1: field "vector" is not an array of numbers'],
    ['{"text":"a","vector":[1]}', ':1: field "fingerprint" is missing beside "vector"'],
    ['', ' holds no text'],
    ['\n \n', ' holds no text'],
  ])('has a fault in %j%s', async (content, fault) => {
    expect(await faultsOf(content)).toEqual([fault]);
  });

  it('refuses half of a surrogate pair, which has no UTF-8 to embed, as the corpus does', async () => {
    expect(await faultsOf('{"text":"a\\ud83d"}')).toEqual([expect.stringContaining('surrogate')]);
  });

  it('tells all faults at once, with their lines, and a text that was there before', async () => {
    expect(await faultsOf('{"text":"a","id":"first"}\n{}\n\nb\n{"text":" a "}\n{"x\n')).toEqual([
      ':2: field "text" is missing or empty',
      ':5: the same text as first',
      ':6: the line begins with { but is not JSON',
    ]);
  });

  it('cannot read a file that is not UTF-8, or not there', async () => {
    await expect(read(Uint8Array.of(0x61, 0xff))).rejects.toThrow(InputError);
    await expect(readGoldenSet(folder.path('absent'))).rejects.toThrow(
      `golden-set: cannot read ${folder.path('absent')}`,
    );
  });
});

describe('writeGoldenSet', () => {
  const folder = temporaryFolder();

  it('writes what is read back: order, ids, other fields, and every float32', async () => {
    const awkward = [1e-45, -3.4028235e38, 0.1, -1, 0].map(Math.fround);
    const golden = [
      goldenText('b', awkward, { name: 'x', fields: { id: 'x', topic: ['t', { deep: 1 }], note: 'é "quoted"\n' } }),
      goldenText('a', [0.25, -0.5], { name: '7', fields: { id: 7 } }),
    ];
    const path = folder.path('golden.jsonl');
    await writeGoldenSet({ path, texts: golden });
    expect((await readGoldenSet(path)).texts).toEqual(golden);
    expect((await readFile(path, 'utf8')).split('\n')).toHaveLength(3);
  });

  it('keeps a text that was never approved as it is', async () => {
    const golden = [{ text: 'a', name: 'x', mustInclude: ['y'], mustExclude: ['z'], fields: { id: 'x' } }];
    const path = folder.path('golden.jsonl');
    await writeGoldenSet({ path, texts: golden });
    expect((await readGoldenSet(path)).texts).toEqual(golden);
  });

  it('gives the same bytes each time it is read and written', async () => {
    const file = folder.path('golden.jsonl');
    const texts = [goldenText('a', [0.1, 1 / 3], { fields: { z: 1, id: 'i', a: 2 } })];
    await writeGoldenSet({ path: file, texts });
    const first = await readFile(file, 'utf8');
    await writeGoldenSet(await readGoldenSet(file));
    expect(await readFile(file, 'utf8')).toBe(first);
  });

  it('leaves the file as it was when the new one cannot be made', async () => {
    const file = await folder.write('golden.jsonl', 'a\n');
    const circular: Record<string, unknown> = {};
    circular.self = circular;
    await expect(writeGoldenSet({ path: file, texts: [goldenText('a', [1], { fields: circular })] })).rejects.toThrow(
      'circular',
    );
    expect(await readFile(file, 'utf8')).toBe('a\n');
    expect(await readdir(folder.path())).toEqual(['golden.jsonl']);
  });
});
