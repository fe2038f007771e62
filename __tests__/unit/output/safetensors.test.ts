import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { MatrixOutput } from '../../../src/output/matrix';
import { safetensorsHeader } from '../../../src/output/safetensors';
import { provenance } from '../../../test-support/builders/output-inputs';
import { corpusRecord, resolvedWindow } from '../../../test-support/builders/resolved-window';
import { temporaryFolder } from '../../../test-support/run/temporary-folder';

describe('MatrixOutput, as safetensors', () => {
  const folder = temporaryFolder();

  it.each([
    ['float32', 'F32', 4],
    ['float16', 'F16', 2],
  ] as const)('has a header that says where rows of %s are', async (dtype, name, width) => {
    const made = provenance(3);
    const output = await MatrixOutput.open(folder.path('a.safetensors'), safetensorsHeader(3, dtype, made));
    await output.write(resolvedWindow([{ record: corpusRecord('a', { id: 'x' }), vector: [1, 2, 3] }]));
    await output.write(resolvedWindow([{ record: corpusRecord('b', { line: 2 }), vector: [4, 5, 6] }]));
    const facts = await output.finish(2);
    expect(facts.files.map(({ path }) => path)).toEqual([folder.path('a.safetensors'), folder.path('a.ids.jsonl')]);
    const bytes = await readFile(folder.path('a.safetensors'));
    const length = Number(bytes.readBigUInt64LE());
    expect(length % 8).toBe(0);
    const header = JSON.parse(bytes.toString('utf8', 8, 8 + length));
    expect(header.embeddings).toEqual({ dtype: name, shape: [2, 3], data_offsets: [0, 6 * width] });
    expect(header.__metadata__.fingerprint).toBe(made.fingerprint);
    expect(JSON.parse(header.__metadata__.contract)).toEqual(made.contract);
    expect(bytes.length).toBe(8 + length + 6 * width);
    expect(await readFile(folder.path('a.ids.jsonl'), 'utf8')).toBe('"x"\n"corpus.txt:2"\n');
  });

  it('takes as much room for any number of rows', () => {
    const header = safetensorsHeader(384, 'float32', provenance(384));
    expect(header.bytes(0).length).toBe(header.bytes(1e12).length);
  });
});
