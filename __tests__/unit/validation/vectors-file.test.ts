import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { InputError } from '../../../src/base/errors';
import { openOutput } from '../../../src/output/open';
import { readVectors } from '../../../src/validation/vectors-file';
import { goldenText } from '../../../test-support/builders/golden';
import { outputInputs, provenance } from '../../../test-support/builders/output-inputs';
import { corpusRecord, resolvedWindow } from '../../../test-support/builders/resolved-window';
import { temporaryFolder } from '../../../test-support/run/temporary-folder';

const AWKWARD = 'with "text": "b", \\ and é';
const GOLDEN = [goldenText('a', [], { name: 'first' }), goldenText(AWKWARD, [], { name: 'x' }), goldenText('c', [])];

describe('readVectors', () => {
  const folder = temporaryFolder();

  /** A file as a run writes it, in two windows. */
  async function written(name: string, outputDtype: 'float32' | 'float16' = 'float32'): Promise<string> {
    const output = await openOutput(outputInputs(folder.path(name), { outputDtype }), provenance(2));
    const record = (text: string, id: string) => corpusRecord(text, { id, metadata: { text: 'c' } });
    await output.write(
      resolvedWindow([
        { record: record('other', '"text":"a"'), vector: [9, 9] },
        { record: record('a', 'first'), vector: [0.1, -1e-7] },
      ]),
    );
    await output.write(resolvedWindow([{ record: record(AWKWARD, 'x'), vector: [3, 4] }]));
    await output.finish(3);
    return folder.path(name);
  }

  it.each(['out.json', 'out.jsonl', 'out.npy'])(
    'finds vectors in %s, exactly, and says nothing of those that it has not',
    async (name) => {
      const found = await readVectors(await written(name), GOLDEN);
      expect([...found].sort().map(([text, vector]) => [text, [...vector]])).toEqual([
        ['a', [Math.fround(0.1), Math.fround(-1e-7)]],
        [AWKWARD, [3, 4]],
      ]);
    },
  );

  it('finds halves in npy', async () => {
    const found = await readVectors(await written('out.npy', 'float16'), GOLDEN);
    // The halves that are nearest to 0.1 and to -1e-7.
    expect([...found].sort().map(([text, vector]) => [text, [...vector]])).toEqual([
      ['a', [0.0999755859375, -(2 ** -23)]],
      [AWKWARD, [3, 4]],
    ]);
  });

  it('reads jsonl that others wrote', async () => {
    const file = await folder.write(
      'other.jsonl',
      '\n{"vector":[1,null],"text":" a "}\r\n{"vector":[1,2],"text":"b"}\n',
    );
    expect([...((await readVectors(file, GOLDEN)).get('a') ?? [])]).toEqual([1, Number.NaN]);
  });

  it.each([
    ['text.txt', 'a', 'cannot tell the format'],
    ['broken.jsonl', '{"text":"a"', 'line 1 is not an entry'],
    ['pretty.json', '{\n  "x": {\n    "text": "a"', 'line 2 is not an entry'],
    ['bare.jsonl', '{"text":"a"}\n', 'line 1 has no vector'],
    ['empty.npy', 'x', 'cannot read'],
  ])('refuses %s', async (name, content, message) => {
    const file = await folder.write(name, content);
    await expect(readVectors(file, GOLDEN)).rejects.toThrow(InputError);
    await expect(readVectors(file, GOLDEN)).rejects.toThrow(message);
  });

  it('refuses a file that is not there, a matrix that is none, and one that is cut short', async () => {
    await expect(readVectors(folder.path('absent.jsonl'), GOLDEN)).rejects.toThrow(
      /cannot read .*absent\.jsonl: .*ENOENT/,
    );
    const file = await written('out.npy');
    const bytes = await readFile(file);
    await writeFile(file, bytes.subarray(0, -4));
    await expect(readVectors(file, GOLDEN)).rejects.toThrow('it has no row 3');
    await writeFile(file, bytes.toString('latin1').replace('<f4', '<f8'), 'latin1');
    await expect(readVectors(file, GOLDEN)).rejects.toThrow('it is not a float32 or float16 matrix');
    await writeFile(file, 'nothing of the kind');
    await expect(readVectors(file, GOLDEN)).rejects.toThrow('it does not start with a NumPy header');
  });
});
