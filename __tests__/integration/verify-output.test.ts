import { readFile, rm, writeFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import type { OutputInputs } from '../../src/output/open';
import { writeShards } from '../../test-support/builders/shards';
import { verifyOutput, whyNoReaders } from '../../test-support/run/output-readers';
import { temporaryFolder } from '../../test-support/run/temporary-folder';

const why = whyNoReaders();
const described = why ? describe.skip : describe;
const folder = temporaryFolder();
const written = async (name = 'a.jsonl', overrides: Partial<OutputInputs> = {}) =>
  (await writeShards(folder, 12, name, overrides)).finish(12);

described(`a sharded output, verified by the example${why ? ` (${why})` : ''}`, () => {
  const verify = (...shards: string[]) => verifyOutput(folder.path('a.manifest.json'), ...shards);

  it.each([
    ['a.jsonl', 'float32'],
    ['a.npy', 'float32'],
    ['a.npy', 'float16'],
    ['a.safetensors', 'float16'],
    ['a.parquet', 'float32'],
    ['a.parquet', 'float16'],
    ['a.arrow', 'float32'],
    ['a.arrow', 'float16'],
  ] as const)('is as written: %s of %s', async (name, outputDtype) => {
    await written(name, { outputDtype });
    expect(verify()).toEqual({ code: 0, said: '3 of 3 shards, 12 of 12 rows: as written\n' });
  });

  it('finds what is missing, cut, changed or replaced, and lets the rest be', async () => {
    await written();
    const second = folder.path('a-00001.jsonl');
    const whole = await readFile(second, 'utf8');
    await writeFile(second, whole.split('\n').slice(1).join('\n'));
    expect(verify('a-00001.jsonl').said).toMatch(
      /a-00001\.jsonl: has \d+ bytes, not \d+\na-00001\.jsonl: has 4 rows, not 5/,
    );
    expect(verify('a-00000.jsonl')).toEqual({ code: 0, said: '1 of 3 shards, 5 of 12 rows: as written\n' });
    await writeFile(second, whole.replace('[6,', '[8,'));
    expect(verify()).toEqual({
      code: 1,
      said: 'a-00001.jsonl: has another SHA-256\na-00001.jsonl: its rows are not those of the manifest\n',
    });
    await writeFile(second, whole.replace('text 6', 'text 7'));
    expect(verify().said).toBe('a-00001.jsonl: has another SHA-256\n');
    const [a, b, ...rest] = whole.split('\n');
    await writeFile(second, [b, a, ...rest].join('\n'));
    expect(verify().said).toContain('its rows are not those of the manifest');
    await rm(second);
    expect(verify().said).toContain('a-00001.jsonl: is not there');
    expect(verify('other.jsonl').said).toContain('other.jsonl: the manifest does not name it');
  });

  it('finds rows or shards that were taken out of the manifest', async () => {
    await written();
    const whole = JSON.parse(await readFile(folder.path('a.manifest.json'), 'utf8'));
    const [first, second, third] = whole.shards;
    const put = (changed: object) =>
      writeFile(folder.path('a.manifest.json'), JSON.stringify({ ...whole, ...changed }));
    await put({ shards: [first, third] });
    expect(verify().said).toMatch(
      /begins at row 10.*\n12 records, 12 rows, 7 rows in the shards.*\nthe Merkle root is not/,
    );
    await put({ records: 13 });
    expect(verify().said).toContain('13 records, 12 rows, 12 rows in the shards');
    await put({ shards: [first, { ...second, merkleRoot: third.merkleRoot }, third] });
    expect(verify().code).toBe(1);
  });
});
