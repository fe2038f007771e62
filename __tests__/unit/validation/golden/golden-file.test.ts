import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { InputError } from '../../../../src/base/errors';
import { readGoldenSet, writeGoldenSet } from '../../../../src/validation/golden/golden-file';
import type { GoldenHeader } from '../../../../src/validation/golden/golden-set';
import { contract } from '../../../../test-support/builders/contract';
import { goldenText } from '../../../../test-support/builders/golden';
import { FINGERPRINT } from '../../../../test-support/builders/run-report';
import { temporaryFolder } from '../../../../test-support/run/temporary-folder';

const HEADER: GoldenHeader = {
  version: 3,
  approvedAt: '2025-01-02T03:04:05.000Z',
  commit: 'c'.repeat(40),
  approvedBy: 'anna',
  model: 'all-MiniLM-L6-v2',
  fingerprint: FINGERPRINT,
  contract: contract(),
  k: 10,
  neighboursFrom: 'golden',
  names: ['a'],
};

function headerLine(overrides: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({ 'golden-set': 2, ...HEADER, ...overrides });
}

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
    ['', ' contains no text'],
    ['\n \n', ' contains no text'],
  ])('has a fault in %j%s', async (content, fault) => {
    expect(await faultsOf(content)).toEqual([fault]);
  });

  it.each([
    ['{"text":"a","id":""}', ':1: field "id" is neither a number nor text'],
    ['{"text":"a","id":{"b":1}}', ':1: field "id" is neither a number nor text'],
    ['{"text":"a","id":"x"}\n\n{"text":"b","id":"x"}', ':3: id "x" is already used in line 1'],
    ['{"text":"a","id":7}\n{"text":"b","id":"7"}', ':2: id "7" is already used in line 1'],
    ['{"text":"a","must-include":"x"}', ':1: field "must-include" is not an array of names, such as ["refunds", "7"]'],
    ['{"text":"a","must-exclude":[7]}', ':1: field "must-exclude" is not an array of names, such as ["refunds", "7"]'],
    [
      '{"text":"a","id":"refunds"}\n{"text":"b","must-include":["refund"]}',
      ':2: must-include names "refund", which is not the id of a golden text; did you mean "refunds"?',
    ],
    ['{"text":"a","must-exclude":["zzz"]}', ':1: must-exclude names "zzz", which is not the id of a golden text'],
    [
      'a\n{"text":"b","must-include":["line 1"]}',
      ':2: must-include names "line 1", which is not an id: give that text an id, because line numbers change',
    ],
    [
      '{"text":"a","id":"x","must-include":["x"]}',
      ':1: must-include of "x" names the text itself, but a text is never its own neighbour',
    ],
    [
      '{"text":"a","id":"x"}\n{"text":"b","must-include":["x"],"must-exclude":["x"]}',
      ':2: "x" is in both must-include and must-exclude',
    ],
  ])('has a fault in the names of %j%s', async (content, fault) => {
    expect(await faultsOf(content)).toEqual([fault]);
  });

  it('takes names of the corpus where neighbours come from there', async () => {
    const content = '{"text":"a","must-include":["document 7"]}';
    const file = await folder.write('golden.jsonl', content);
    expect((await readGoldenSet(file, 'corpus')).texts[0]?.mustInclude).toEqual(['document 7']);
    const header = headerLine({ neighboursFrom: 'corpus' });
    expect((await read(`${header}\n${content}`)).texts[0]?.mustInclude).toEqual(['document 7']);
    await expect(readGoldenSet(file, 'golden')).rejects.toThrow('"document 7"');
  });

  it('takes a header, and only in the first line, of a format that it knows', async () => {
    expect((await read(`${headerLine()}\n{"text":"a"}`)).header).toEqual(HEADER);
    expect(await faultsOf(`${headerLine()}\n${headerLine()}\n{"text":"a"}`)).toEqual([
      ':2: a header must be the first line',
    ]);
    expect(await faultsOf('{"golden-set":3}\na')).toEqual([
      ':1: golden-set format 3 is not supported; this version reads format 2',
    ]);
    expect(await faultsOf(`${headerLine({ contract: null })}\na`)).toEqual([':1: the header lacks model or contract']);
    expect(await faultsOf(`${headerLine({ k: '3' })}\na`)).toEqual([':1: the header lacks version, k or fingerprint']);
    expect(await faultsOf(`${headerLine({ neighboursFrom: 'moon' })}\na`)).toEqual([
      ':1: neighboursFrom must be one of golden, corpus',
    ]);
    expect(await faultsOf(headerLine())).toEqual([' contains no text']);
  });

  it('names the line that is not UTF-8', async () => {
    expect(await faultsOf(Buffer.from('a\nb\nc\xff\nd', 'latin1'))).toEqual([':3: the line is not valid UTF-8']);
  });

  it('does not tell a fault for each line of a file that is something else', async () => {
    const faults = await faultsOf('{"title":"no text"}\n'.repeat(500));
    expect(faults).toHaveLength(51);
    expect(faults.at(-1)).toBe(': and 450 more lines');
  });

  it('refuses what is a corpus by its size', async () => {
    const [fault] = await faultsOf(Array.from({ length: 100_001 }, (_, at) => `text ${at}`).join('\n'));
    expect(fault).toBe(
      ' contains 100001 texts, more than the maximum of 100000. If it is a corpus, choose golden texts from it with --propose.',
    );
  });

  it('refuses half of a surrogate pair, which has no UTF-8 to embed, as the corpus does', async () => {
    expect(await faultsOf('{"text":"a\\ud83d"}')).toEqual([expect.stringContaining('surrogate')]);
  });

  it('tells all faults at once, with their lines, and a text that was there before', async () => {
    expect(await faultsOf('{"text":"a","id":"first"}\n{}\n\nb\n{"text":" a "}\n{"x\n')).toEqual([
      ':2: field "text" is missing or empty',
      ':5: repeats the text of first',
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

  it('writes header and neighbours, which are read back', async () => {
    const neighbours = [{ name: 'b', excerpt: 'b "quoted"', similarity: 0.123457 }];
    const approved = { vector: Float32Array.of(1, 0.5), fingerprint: FINGERPRINT, neighbours };
    const more = { name: 'a', fields: { id: 'a' }, mustInclude: ['b'], mustExclude: ['c'] };
    const texts = [
      goldenText('a', [], { ...more, approved }),
      ...['b', 'c'].map((id) => goldenText(id, [1, 0], { name: id, fields: { id } })),
    ];
    const path = folder.path('golden.jsonl');
    await writeGoldenSet({ path, header: HEADER, texts });
    const { digest, ...read } = await readGoldenSet(path);
    expect(read).toEqual({ path, header: HEADER, texts });
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
  });

  it('does not replace what somebody else wrote since it was read, nor make anew what they took away', async () => {
    const path = await folder.write('golden.jsonl', 'a\n');
    const set = await readGoldenSet(path);
    for (const meanwhile of ['a\nb\n', undefined]) {
      if (meanwhile === undefined) await rm(path);
      else await writeFile(path, meanwhile);
      await expect(writeGoldenSet(set)).rejects.toThrow('was not written: it changed during this run');
      expect(await readFile(path, 'utf8').catch(() => undefined)).toBe(meanwhile);
    }
    await folder.write('golden.jsonl', 'a\n');
    await expect(writeGoldenSet({ path, texts: set.texts })).rejects.toThrow(
      'was not written: it changed during this run',
    );
    await writeGoldenSet(set);
    expect(await readdir(folder.path())).toEqual(['golden.jsonl']);
  });

  it('does not write while somebody else does', async () => {
    const path = await folder.write('golden.jsonl', 'a\n');
    const other = await folder.write(`golden.jsonl.partial-elsewhere-1`, 'half');
    const set = await readGoldenSet(path);
    await expect(writeGoldenSet(set)).rejects.toThrow(
      `was not written: another run is writing it. If no other run is active, remove ${other}.`,
    );
    expect(await readFile(path, 'utf8')).toBe('a\n');
  });

  it('keeps a text that was never approved as it is', async () => {
    const none = { mustInclude: [], mustExclude: [] };
    const golden = [
      { text: 'a', name: 'x', mustInclude: ['y'], mustExclude: ['z'], fields: { id: 'x' } },
      { text: 'b', name: 'y', ...none, fields: { id: 'y' } },
      { text: 'c', name: 'z', ...none, fields: { id: 'z' } },
    ];
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
