import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { halfBits, widenedHalves } from '../../src/base/half-precision';
import { type OutputInputs, openOutput } from '../../src/output/open';
import { outputInputs, provenance } from '../../test-support/builders/output-inputs';
import { corpusRecord, resolvedWindow } from '../../test-support/builders/resolved-window';
import { TINY_MODEL } from '../../test-support/builders/tiny-model';
import { reportIn, runBundle } from '../../test-support/run/bundle';
import { mountedFolder } from '../../test-support/run/mounted-folder';
import { type ReadRow, readOutputs, verifyOutput, whyNoReaders } from '../../test-support/run/output-readers';
import { sharedFolder } from '../../test-support/run/shared-folder';
import { until } from '../../test-support/run/until';

/** More than one window, so that later ones bring what the first had not. */
const RECORDS = 1100;
const why = whyNoReaders();
const described = why ? describe.skip : describe;
const READERS = [
  ...['pyarrow', 'pandas', 'polars', 'duckdb'].map((reader) => `parquet, ${reader}`),
  ...['pyarrow', 'pandas', 'polars'].map((reader) => `arrow, ${reader}`),
  'npy, numpy',
  'safetensors, safetensors',
];
const folder = sharedFolder();
const common = ['--corpus', 'corpus.jsonl', '--model', TINY_MODEL, '--runner-cache-path', 'cache', '--progress', 'off'];
const run = (...words: string[]) => runBundle([...common, ...words], { folder });

/** With ids and without, the same text again, and metadata of all kinds. */
function recordOf(at: number): Record<string, unknown> {
  const id = at % 7 === 0 ? {} : { id: at % 5 === 0 ? `é"\n${at}` : String(at) };
  const fields = { page: at / 2, title: at % 4 === 0 ? null : `über ${at % 3}`, draft: at % 2 === 0, tags: ['a', at] };
  const late = at < 1050 ? {} : { late: at, page: 'iv' };
  return { ...id, text: `text ${at % 1000}`, ...(at % 11 === 0 ? {} : { ...fields, ...late }) };
}

beforeAll(() => {
  const lines = Array.from({ length: RECORDS }, (_, at) => JSON.stringify(recordOf(at)));
  writeFileSync(path.join(folder, 'corpus.jsonl'), `${lines.join('\n')}\n`);
});

/** Of float32, as a reader of halves should see them. */
function halves(hex: string, widened: boolean): string {
  const bytes = Buffer.from(hex, 'hex');
  const bits = Uint16Array.from({ length: bytes.length / 4 }, (_, at) => halfBits(bytes.readFloatLE(at * 4)));
  const floats = Float32Array.from(bits, (half) => widenedHalves()[half] as number);
  return Buffer.from(widened ? floats.buffer : bits.buffer).toString('hex');
}

/** The metadata of a record, put together from columns and what has none. Null is as good as missing. */
function metadataOf({ fields = {} }: ReadRow): Record<string, unknown> {
  const { text: _, metadata, ...columns } = fields;
  const rest = typeof metadata === 'string' ? JSON.parse(metadata) : (metadata ?? {});
  const all = Object.entries({ ...columns, ...rest }).filter(([, value]) => value !== null);
  return Object.fromEntries(all.sort(([a], [b]) => (a < b ? -1 : 1)));
}

described(`the bundle's outputs, opened as people do${why ? ` (${why})` : ''}`, () => {
  const FORMATS = ['parquet', 'arrow', 'npy', 'safetensors'] as const;

  it('hold every id, vector, text and metadata field of the jsonl output, to the bit', async () => {
    const outputs = ['full.jsonl', ...FORMATS.flatMap((format) => [`full.${format}`, `half.${format}`])];
    for (const output of outputs) {
      const dtype = output.startsWith('half') ? ['--output-dtype', 'float16'] : [];
      const { code, stderr } = await run('--output', output, ...dtype);
      expect([code, stderr]).toEqual([0, '']);
    }
    const { 'full.jsonl, json': expected = [], ...seen } = readOutputs(
      ...outputs.map((name) => path.join(folder, name)),
    );
    expect(expected.length).toBe(RECORDS);
    const each = READERS.flatMap((reader) => [`full.${reader}`, `half.${reader}`]);
    expect(Object.keys(seen).sort()).toEqual(each.sort());
    for (const [reader, rows] of Object.entries(seen)) {
      const vector = (hex: string) => (reader.startsWith('half') ? halves(hex, reader.endsWith('duckdb')) : hex);
      const wanted = expected.map((row) => ({ id: row.id, vector: vector(row.vector) }));
      expect([reader, rows.map(({ id, vector: found }) => ({ id, vector: found }))]).toEqual([reader, wanted]);
      if (!/parquet|arrow/.test(reader)) continue;
      expect([reader, rows.map(({ fields }) => fields?.text)]).toEqual([
        reader,
        expected.map(({ fields }) => fields?.text),
      ]);
      expect([reader, rows.map(metadataOf)]).toEqual([reader, expected.map(metadataOf)]);
    }
  });

  it('are a manifest and shards that can be verified, and the account says so', async () => {
    const { code, stdout, stderr } = await run('--output', 'parts/v.parquet', '--output-shard-rows', '400');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/output +parts\/v\.manifest\.json/);
    expect(stdout).toMatch(/shards +3 shards, /);
    expect(reportIn(folder).output).toMatchObject({ format: 'parquet', rows: RECORDS, shards: { count: 3 } });
    const names = ['v-00000.parquet', 'v-00001.parquet', 'v-00002.parquet', 'v.manifest.json'];
    expect(readdirSync(path.join(folder, 'parts')).sort()).toEqual(names);
    expect(verifyOutput(path.join(folder, 'parts/v.manifest.json'))).toEqual({
      code: 0,
      said: `3 of 3 shards, ${RECORDS} of ${RECORDS} rows: as written\n`,
    });
  });

  it('are shards of halves that hold what the whole holds, in each format', async () => {
    expect((await run('--output', 'whole.jsonl')).code).toBe(0);
    for (const format of FORMATS) {
      const words = ['--output', `${format}/v.${format}`, '--output-dtype', 'float16', '--output-shard-rows', '400'];
      const { code, stderr } = await run(...words);
      expect([format, code, stderr]).toEqual([format, 0, '']);
    }
    const shardOf = (format: string, shard: number) => path.join(folder, `${format}/v-0000${shard}.${format}`);
    const files = FORMATS.flatMap((format) => [0, 1, 2].map((shard) => shardOf(format, shard)));
    const { 'whole.jsonl, json': expected = [], ...seen } = readOutputs(path.join(folder, 'whole.jsonl'), ...files);
    for (const name of READERS) {
      const [format, reader] = name.split(', ');
      const rows = [0, 1, 2].flatMap((shard) => seen[`v-0000${shard}.${format}, ${reader}`] ?? []);
      const wanted = expected.map(({ id, vector }) => ({ id, vector: halves(vector, reader === 'duckdb') }));
      expect([name, rows.map(({ id, vector }) => ({ id, vector }))]).toEqual([name, wanted]);
    }
    for (const format of FORMATS) {
      const manifest = path.join(folder, `${format}/v.manifest.json`);
      expect([format, verifyOutput(manifest, shardOf(format, 1), shardOf(format, 2)).code]).toEqual([format, 0]);
    }
  });

  it.each(['parquet', 'arrow'])('%s has rows of several pages, and of none', async (format) => {
    const wide = path.join(folder, `wide.${format}`);
    await writeRows(wide, 384, 1500);
    const none = path.join(folder, `none.${format}`);
    await writeRows(none, 384, 0);
    for (const [reader, found] of Object.entries(readOutputs(wide, none))) {
      expect([reader, found.length]).toEqual([reader, reader.startsWith('wide') ? 1500 : 0]);
      const wrong = found.findIndex(({ id, vector }, at) => id !== `${at}` || vector !== hexOf(at, 384));
      expect([reader, wrong]).toEqual([reader, -1]);
    }
  });

  it.each(['parquet', 'arrow'])('%s has rows of several groups, of vectors with one component', async (format) => {
    await writeRows(path.join(folder, `many.${format}`), 1, 140_000, { outputShardRows: 1_000_000 });
    const { code, said } = verifyOutput(path.join(folder, 'many.manifest.json'));
    expect([code, said]).toEqual([0, '1 of 1 shards, 140000 of 140000 rows: as written\n']);
  });
});

const rowOf = (at: number, dimensions: number) =>
  Float32Array.from({ length: dimensions }, (_, column) => Math.sin(at * dimensions + column));
const hexOf = (at: number, dimensions: number) => Buffer.from(rowOf(at, dimensions).buffer).toString('hex');

async function writeRows(
  file: string,
  dimensions: number,
  rows: number,
  overrides: Partial<OutputInputs> = {},
): Promise<void> {
  const output = await openOutput(outputInputs(file, overrides), provenance(dimensions));
  for (let from = 0; from < rows; from += 1000) {
    const ats = Array.from({ length: Math.min(1000, rows - from) }, (_, at) => from + at);
    const records = ats.map((at) => corpusRecord('a', { id: `${at}` }));
    // Of the same text, whose key would be computed for each.
    const window = resolvedWindow(records.slice(0, 1).map((record) => ({ record, vector: [] })));
    await output.write({ ...window, records, vectors: ats.map((at) => rowOf(at, dimensions)) });
  }
  await output.finish(rows);
}

describe('an output that cannot be written', () => {
  it.each(['parquet', 'arrow', 'safetensors', 'npy'])('ends the run with code 1 and its name: %s', async (format) => {
    writeFileSync(path.join(folder, 'file'), '');
    const { code, stderr } = await run('--output', `file/v.${format}`);
    expect(code).toBe(1);
    expect(stderr).toContain(`cannot write file/v.${format}`);
  });

  const disk = mountedFolder('200k');
  const onDisk = disk.works ? describe : describe.skip;
  onDisk(`on a full disk${disk.works ? '' : ' (this process may not mount one)'}`, () => {
    it.each([
      ['v.parquet', []],
      ['v.arrow', []],
      ['v.safetensors', []],
      ['v.npy', ['--output-shard-rows', '200']],
      ['v.jsonl', ['--output-shard-rows', '200']],
    ])('leaves nothing of %s %j', async (name, words) => {
      // What vectors and ids take, and more than is left.
      writeFileSync(path.join(disk.path, 'other'), Buffer.alloc(160_000));
      const { code, stderr } = await run('--output', path.join(disk.path, name), ...words);
      expect([code, stderr]).toEqual([1, expect.stringMatching(/cannot write .*v.*: ENOSPC/)]);
      expect(readdirSync(disk.path)).toEqual(['other']);
    });
  });
});

describe('a run killed while it writes shards', () => {
  it('leaves none under its name, and the next run takes away what it left', async () => {
    const killed = path.join(folder, 'killed');
    const bundle = path.resolve('dist/index.js');
    const words = [
      ...common,
      '--corpus',
      '-',
      '--format',
      'jsonl',
      '--output',
      'killed/v.parquet',
      '--output-shard-rows',
      '500',
    ];
    const child = spawn(process.execPath, [bundle, ...words], { cwd: folder, stdio: ['pipe', 'ignore', 'ignore'] });
    child.stdin.on('error', () => {});
    // Never ended: the run is in the midst of it when it is killed.
    for (let at = 0; at < 40; at++) child.stdin.write(readFileSync(path.join(folder, 'corpus.jsonl')));
    const inMidst = () => names().some((name) => name.startsWith('v-00003'));
    const names = () => {
      try {
        return readdirSync(killed);
      } catch {
        return [];
      }
    };
    await until(inMidst);
    child.kill('SIGKILL');
    await once(child, 'close');
    expect(inMidst()).toBe(true);
    expect(names().filter((name) => !name.includes('.partial-'))).toEqual([]);

    const { code, stderr } = await run('--output', 'killed/v.parquet', '--output-shard-rows', '500');
    expect([code, stderr]).toEqual([0, '']);
    expect(names().filter((name) => !/^v(-0000[0-2]|\.manifest)\.(parquet|json)$/.test(name))).toEqual([]);
  });
});
