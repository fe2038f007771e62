import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { InputError, OutputError } from '../../../src/base/errors';
import { openOutput } from '../../../src/output/open';
import type { Output } from '../../../src/output/output';
import { outputInputs, provenance } from '../../../test-support/builders/output-inputs';
import { corpusRecord, resolvedWindow } from '../../../test-support/builders/resolved-window';
import { temporaryFolder } from '../../../test-support/run/temporary-folder';

const WINDOW = resolvedWindow([
  { record: corpusRecord('a'), vector: [1, 2] },
  { record: corpusRecord('b', { line: 2 }), vector: [3, 4] },
]);
const FORMATS = ['json', 'jsonl', 'npy', 'parquet', 'arrow', 'safetensors', 'none'] as const;

describe('openOutput', () => {
  const folder = temporaryFolder();

  it.each([
    ['vectors.json', 'json'],
    ['vectors.jsonl', 'jsonl'],
    ['vectors.ndjson', 'jsonl'],
    ['vectors.npy', 'npy'],
    ['vectors.parquet', 'parquet'],
    ['vectors.arrow', 'arrow'],
    ['vectors.safetensors', 'safetensors'],
  ])('writes %s as %s', async (name, format) => {
    const output = await openOutput(outputInputs(folder.path(name)), provenance(2));
    await output.write(WINDOW);
    const facts = await output.finish(2);
    expect(facts).toMatchObject({ format, rows: 2 });
    expect(facts.files[0]?.path).toBe(folder.path(name));
    for (const { path, bytes } of facts.files) expect((await readFile(path)).length).toBe(bytes);
  });

  it.each(FORMATS)('writes %s where it is asked for, whatever the name says', async (format) => {
    const output = await openOutput(outputInputs(folder.path('vectors.dat'), { outputFormat: format }), provenance(2));
    await output.write(WINDOW);
    expect(await output.finish(2)).toMatchObject({ format, rows: 2 });
    if (format === 'none') expect(await readdir(folder.path())).toEqual([]);
  });

  it.each(['vectors', 'vectors.csv', ''])('cannot tell the format of "%s"', async (name) => {
    const failure = openOutput(outputInputs(name), provenance(2));
    await expect(failure).rejects.toThrow(InputError);
    await expect(failure).rejects.toThrow('.json, .jsonl, .ndjson, .npy, .parquet, .arrow, .safetensors');
  });

  describe.each(FORMATS)('as %s', (format) => {
    const open = (): Promise<Output> =>
      openOutput(outputInputs(folder.path(`a.${format}`), { outputFormat: format }), provenance(2));

    it.each([
      ['fewer', 1],
      ['more', 3],
    ])('refuses to finish where there are %s records than rows', async (_, records) => {
      const output = await open();
      await output.write(WINDOW);
      const failure = output.finish(records);
      await expect(failure).rejects.toThrow(OutputError);
      await expect(failure).rejects.toThrow(`${records} records were read, but 2 rows were written`);
      await output.discard();
      expect(await readdir(folder.path())).toEqual([]);
    });

    it('leaves nothing when it is discarded', async () => {
      const output = await open();
      await output.write(WINDOW);
      await output.discard();
      expect(await readdir(folder.path())).toEqual([]);
    });
  });
});
