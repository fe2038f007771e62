import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { idsFile, MatrixOutput } from '../../../src/output/matrix';
import { npyHeader } from '../../../src/output/npy';
import { corpusRecord, resolvedWindow } from '../../../test-support/builders/resolved-window';
import { temporaryFolder } from '../../../test-support/run/temporary-folder';

/** Reads the format as NumPy documents it, version 1.0. */
function parseNpy(bytes: Buffer) {
  expect(bytes.toString('latin1', 0, 8)).toBe('\x93NUMPY\x01\x00');
  const headerBytes = 10 + bytes.readUInt16LE(8);
  const header = bytes.toString('latin1', 10, headerBytes);
  expect(header).toMatch(/^\{[^}]*\} *\n$/);
  const shape = /'shape': \((\d+), (\d+)\)/.exec(header)?.slice(1).map(Number);
  const data = bytes.subarray(headerBytes);
  const values = Array.from({ length: data.length / 4 }, (_, at) => data.readFloatLE(at * 4));
  return { header, headerBytes, shape, values };
}

describe('npyHeader', () => {
  it.each([
    [0, 1],
    [1, 384],
    [123_456_789, 65_536],
    [Number.MAX_SAFE_INTEGER, 65_536],
  ])('says [%d, %d] in a multiple of 64 bytes', (rows, columns) => {
    const { header, headerBytes, shape } = parseNpy(npyHeader(columns, 'float32').bytes(rows));
    expect(headerBytes % 64).toBe(0);
    expect(shape).toEqual([rows, columns]);
    expect(header).toContain("'descr': '<f4'");
    expect(npyHeader(columns, 'float16').bytes(rows).toString('latin1')).toContain("'descr': '<f2'");
    expect(header).toContain("'fortran_order': False");
  });
});

describe('MatrixOutput, as npy', () => {
  const folder = temporaryFolder();

  it('writes a row for each record, and its id beside it', async () => {
    const output = await MatrixOutput.open(folder.path('a.npy'), npyHeader(3, 'float32'));
    await output.write(
      resolvedWindow([
        { record: corpusRecord('a', { id: 'first\n"' }), vector: [1, -0, 1e-45] },
        { record: corpusRecord('b', { line: 2 }), vector: [0.1, 3.4e38, -1] },
      ]),
    );
    await output.write(resolvedWindow([{ record: corpusRecord('a', { line: 3 }), vector: [1, 2, 3] }]));
    const facts = await output.finish(3);
    expect(facts.files.map(({ path }) => path)).toEqual([folder.path('a.npy'), folder.path('a.ids.jsonl')]);
    const { shape, values } = parseNpy(await readFile(folder.path('a.npy')));
    expect(shape).toEqual([3, 3]);
    expect(values).toEqual([1, -0, 1e-45, 0.1, 3.4e38, -1, 1, 2, 3].map(Math.fround));
    const ids = await readFile(folder.path('a.ids.jsonl'), 'utf8');
    expect(
      ids
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual(['first\n"', 'corpus.txt:2', 'corpus.txt:3']);
  });

  it('takes vectors that are views of a larger array, over many buffers', async () => {
    const output = await MatrixOutput.open(folder.path('a.npy'), npyHeader(128, 'float32'));
    const rows = Float32Array.from({ length: 128 * 5000 }, (_, at) => at);
    for (let from = 0; from < 5000; from += 1000) {
      const window = resolvedWindow(Array.from({ length: 1000 }, () => ({ record: corpusRecord('a'), vector: [] })));
      const vectors = Array.from({ length: 1000 }, (_, at) => rows.subarray((from + at) * 128, (from + at + 1) * 128));
      await output.write({ ...window, vectors });
    }
    await output.finish(5000);
    const { shape, values } = parseNpy(await readFile(folder.path('a.npy')));
    expect(shape).toEqual([5000, 128]);
    expect(values.length).toBe(rows.length);
    expect(values.findIndex((value, at) => value !== at)).toBe(-1);
  });

  it('keeps the order of vectors that lie in memory in another, or in arrays of their own', async () => {
    const output = await MatrixOutput.open(folder.path('a.npy'), npyHeader(2, 'float32'));
    const [one, two] = [Float32Array.of(1, 2, 3, 4, 5, 6), Float32Array.of(7, 8, 9, 10, 11, 12)];
    const vectors = [
      one.subarray(4, 6),
      one.subarray(0, 2),
      // Goes on where the last one ended, but in another array.
      two.subarray(2, 4),
      one.subarray(0, 2),
      one.subarray(0, 2),
      one.subarray(2, 4),
    ];
    const window = resolvedWindow(vectors.map(() => ({ record: corpusRecord('a'), vector: [] })));
    await output.write({ ...window, vectors });
    await output.finish(6);
    const { values } = parseNpy(await readFile(folder.path('a.npy')));
    expect(values).toEqual([5, 6, 1, 2, 9, 10, 1, 2, 1, 2, 3, 4]);
  });
});

describe('idsFile', () => {
  it.each([
    ['vectors.npy', 'vectors.ids.jsonl'],
    ['vectors.safetensors', 'vectors.ids.jsonl'],
    ['a.npy/vectors', 'a.npy/vectors.ids.jsonl'],
  ])('of %s is %s', (path, ids) => {
    expect(idsFile(path)).toBe(ids);
  });
});
