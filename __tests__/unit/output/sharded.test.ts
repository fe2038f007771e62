import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import { OutputError } from '../../../src/base/errors';
import type { OutputInputs } from '../../../src/output/open';
import { openOutput } from '../../../src/output/open';
import { manifestFile, shardFile } from '../../../src/output/sharded';
import { outputInputs, provenance } from '../../../test-support/builders/output-inputs';
import { corpusRecord, resolvedWindow } from '../../../test-support/builders/resolved-window';
import { writeShards } from '../../../test-support/builders/shards';
import { temporaryFolder } from '../../../test-support/run/temporary-folder';
import { until } from '../../../test-support/run/until';

const DIMENSIONS = 3;

describe('ShardedOutput', () => {
  const folder = temporaryFolder();

  const open = (rows: number, name?: string, overrides?: Partial<OutputInputs>) =>
    writeShards(folder, rows, name, overrides);

  // A million records in ten shards of parquet took 585 MB, and 75 MB more for each further pair of shards.
  it.each(['parquet', 'arrow', 'npy', 'jsonl'])('holds nothing of shards of %s that are whole', async (format) => {
    const inputs = outputInputs(folder.path(`a.${format}`), { outputShardRows: 1 });
    const output = await openOutput(inputs, provenance(384));
    const vector = Array.from({ length: 384 }, () => 0.5);
    const before = await heldBytes();
    for (let shard = 0; shard < 10; shard++) {
      await output.write(resolvedWindow([{ record: corpusRecord('text', { id: 'a' }), vector }]));
    }
    await until(async () => (await heldBytes()) < before + 60 * 2 ** 20);
    await output.discard();
  });

  const written = async (...[rows, name, overrides]: Parameters<typeof open>) =>
    (await open(rows, name, overrides)).finish(rows);
  const manifest = async () => JSON.parse(await readFile(folder.path('a.manifest.json'), 'utf8'));

  it('cuts rows where a shard is full, whatever the windows, and tells what is in each', async () => {
    const facts = await written(12);
    expect(facts).toMatchObject({ format: 'jsonl', rows: 12, shards: { count: 3 } });
    expect(facts.files.map(({ path }) => path)).toEqual([folder.path('a.manifest.json')]);
    const { shards, ...whole } = await manifest();
    expect(whole).toMatchObject({
      schema: 'embed-once/output-manifest@1',
      format: 'jsonl',
      vectors: { dtype: 'float32', dimensions: 3 },
      ...provenance(DIMENSIONS),
      records: 12,
      rows: 12,
    });
    const places = shards.map(({ firstRow, rows, files }: { firstRow: number; rows: number; files: object[] }) => [
      firstRow,
      rows,
      files,
    ]);
    expect(places).toEqual([
      [0, 5, [expect.objectContaining({ name: 'a-00000.jsonl' })]],
      [5, 5, [expect.objectContaining({ name: 'a-00001.jsonl' })]],
      [10, 2, [expect.objectContaining({ name: 'a-00002.jsonl' })]],
    ]);
    const lines = (await Promise.all([0, 1, 2].map((at) => readFile(folder.path(`a-0000${at}.jsonl`), 'utf8')))).join(
      '',
    );
    const ids = lines
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).id);
    expect(ids).toEqual(Array.from({ length: 12 }, (_, at) => `é${at}`));
  });

  it('gives no file its name before all are whole', async () => {
    const output = await open(12);
    const names = await readdir(folder.path());
    expect(names.length).toBe(3);
    expect(names.filter((name) => !name.includes('.partial-'))).toEqual([]);
    await output.discard();
    expect(await readdir(folder.path())).toEqual([]);
  });

  it('refuses to finish where records are missing', async () => {
    const output = await open(12);
    await expect(output.finish(13)).rejects.toThrow('13 records were read, but 12 rows were written');
    await output.discard();
    expect(await readdir(folder.path())).toEqual([]);
  });

  it('takes away shards that an earlier, longer run left, and nothing else', async () => {
    await written(23, 'a.npy');
    const others = ['a-00007.txt', 'b-00007.npy', 'a-7.npy', 'a-00007.npy.old', 'aa-00007.npy'];
    for (const name of others) await writeFile(folder.path(name), '');
    await written(7, 'a.npy');
    const shards = ['a-00000.ids.jsonl', 'a-00000.npy', 'a-00001.ids.jsonl', 'a-00001.npy', 'a.manifest.json'];
    expect((await readdir(folder.path())).sort()).toEqual([...shards, ...others].sort());
  });

  it('has one empty shard of a corpus without records', async () => {
    expect(await written(0)).toMatchObject({ rows: 0, shards: { count: 1, bytes: 0 } });
    expect((await manifest()).shards).toMatchObject([{ rows: 0, firstRow: 0 }]);
  });

  it('has the same columns in all shards, by the first window', async () => {
    await written(12, 'a.parquet', { outputShardRows: 1 });
    expect(
      (await manifest()).columns.map(({ name, type }: { name: string; type: string }) => `${name} ${type}`),
    ).toEqual(['id string', 'text string', 'row number', 'metadata json', 'vector vector']);
  });

  it('leaves no manifest where a shard cannot get its name', async () => {
    await written(12);
    await rm(folder.path('a-00001.jsonl'));
    await mkdir(folder.path('a-00001.jsonl', 'inside'), { recursive: true });
    const output = await open(12);
    await expect(output.finish(12)).rejects.toThrow(OutputError);
    await output.discard();
    expect(await readdir(folder.path())).not.toContain('a.manifest.json');
  });
});

describe('names', () => {
  it.each([
    ['out/a.parquet', 3, 'out/a-00003.parquet', 'out/a.manifest.json'],
    ['a.b.jsonl', 123_456, 'a.b-123456.jsonl', 'a.b.manifest.json'],
    ['vectors', 0, 'vectors-00000', 'vectors.manifest.json'],
  ])('of %s, shard %d', (file, number, shard, manifest) => {
    expect([shardFile(file, number), manifestFile(file)]).toEqual([shard, manifest]);
  });
});

/** In buffers, when what nobody holds is gone. */
async function heldBytes(): Promise<number> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc');
  for (let times = 0; times < 3; times++) {
    collect();
    // Memory of buffers is given back later, in another thread.
    await setTimeout(20);
  }
  return process.memoryUsage().arrayBuffers;
}
