import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { excerpt } from '../../src/base/wording';
import { RunnerCache } from '../../src/cache/runner';
import { textKey } from '../../src/keys/text-key';
import { readGoldenSet, writeGoldenSet } from '../../src/validation/golden/golden-file';
import { cosine } from '../../src/validation/knn/exact';
import { QUICKSTART, reportIn, runBundle } from '../../test-support/run/bundle';
import { sharedFolder } from '../../test-support/run/shared-folder';

const GOLDEN_TEXTS = 150;
const DIMENSIONS = 384;

const root = sharedFolder();
const lines = readFileSync(path.join(QUICKSTART, 'corpus.txt'), 'utf8').trimEnd().split('\n');
const texts = lines.slice(0, GOLDEN_TEXTS);
/** As mode golden wrote it. */
const golden = path.join(root, 'golden.jsonl');
const corpus = path.join(root, 'corpus.jsonl');
/** A worker loads the model, and nothing but a worker. */
const NO_MODEL = { NODE_OPTIONS: `--import=${path.resolve('test-support/run/forbid-workers.mjs')}` };
let fingerprint: string;
let approved: Float32Array[];
let folders = 0;

function newFolder(): string {
  const folder = path.join(root, String(folders++));
  mkdirSync(folder);
  return folder;
}

interface Options {
  readonly words?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** One run on the corpus and the golden set, in a folder of its own. */
async function run(folder: string, { words = [], environment = {} }: Options = {}) {
  const mode = words[0] === 'validate' ? [] : ['--corpus', corpus, '--output', 'vectors.npy'];
  const given = [...words, ...mode, '--golden-set', golden, '--runner-cache-path', 'cache'];
  const { code, stdout, stderr } = await runBundle(given, { folder, environment });
  const report = code === 0 || code === 3 ? reportIn(folder) : undefined;
  const failed = report?.validation?.layers.filter(({ verdict }) => verdict === 'failed').map(({ layer }) => layer);
  return { code, stdout, stderr, report, validation: report?.validation, failed };
}

/** A folder whose runner cache has these vectors for the golden texts, under names and envelopes that are right. */
async function poisoned(vectors: readonly Float32Array[]): Promise<string> {
  const folder = newFolder();
  const cache = await RunnerCache.open(path.join(folder, 'cache'), { fingerprint, dimensions: DIMENSIONS });
  await cache.putMany(vectors.map((vector, at) => ({ key: textKey(texts[at] as string), vector })));
  await cache.close();
  return folder;
}

const swapped = (first: number, second: number) =>
  approved.map((vector, at) => approved[at === first ? second : at === second ? first : at] ?? vector);

beforeAll(async () => {
  const records = texts.map((text, at) => JSON.stringify({ id: `t${at}`, text })).join('\n');
  for (const file of [corpus, golden]) writeFileSync(file, records);
  const folder = newFolder();
  expect((await runBundle(['golden', '--golden-set', golden], { folder })).code).toBe(0);
  fingerprint = reportIn(folder).model.fingerprint;
  approved = (await readGoldenSet(golden)).texts.map((entry) => entry.approved?.vector as Float32Array);
}, 60_000);

describe('a run with a golden set', () => {
  it('passes all layers with what was approved, and tells where the corpus has each text', async () => {
    const { code, stdout, report, validation } = await run(await poisoned(approved));
    expect(code).toBe(0);
    expect(report?.schema).toBe('embed-once/run-report@2');
    expect(validation).toMatchObject({ passed: true, profile: 'same-model', k: 10, neighboursFrom: 'golden' });
    expect(validation?.layers.map(({ layer, verdict }) => [layer, verdict])).toEqual([
      ['sanity', 'passed'],
      ['identity', 'passed'],
      ['neighbourhood', 'passed'],
      ['required', 'skipped'],
      ['distribution', 'passed'],
    ]);
    expect(validation?.texts[7]).toMatchObject({ name: 't7', position: { source: corpus, line: 8 }, faults: [] });
    expect(validation?.layers[1]?.checks[1]?.unseen).toContain('fewer than 2.0% of texts');
    expect(stdout).toMatch(/passed: 150 golden texts \(.*\), no faults\n {2}profile +same-model: /);
  });

  it('closes the gate by identity where two vectors were swapped, and names both texts', async () => {
    const folder = await poisoned(swapped(3, 90));
    const { code, stderr, failed, validation } = await run(folder);
    expect([code, failed]).toEqual([3, ['identity', 'neighbourhood']]);
    expect(stderr).toMatch(/validation failed: identity \(self@1 0\.98\d+, must be at least 1, 2 texts; similarity /);
    const drifted = validation?.texts.filter(({ faults }) => faults.length > 0).map(({ name }) => name);
    expect(drifted).toEqual(['t3', 't90']);
    expect(validation?.texts[3]?.faults[1]?.message).toContain('nearest is the approved vector of t90 (1.0000)');
  });

  it('only warns of a layer that is not to close the gate', async () => {
    const folder = await poisoned(swapped(3, 90));
    const some = await run(folder, { words: ['--fail-on-validation', 'sanity,distribution'] });
    expect([some.code, some.validation?.passed, some.failed]).toEqual([0, true, ['identity', 'neighbourhood']]);
    expect(some.stderr).toContain('warning: validation failed: identity');
    const none = await run(folder, { words: ['--fail-on-validation', 'false'] });
    expect([none.code, none.validation?.passed]).toEqual([0, false]);
    expect((await run(folder, { words: ['--fail-on-validation', 'sanity,identity'] })).code).toBe(3);
  });

  it.each([
    ['sanity', () => approved.map((one, at) => (at === 5 ? new Float32Array(DIMENSIONS) : one))],
    ['neighbourhood', () => [...approved.slice(40), ...approved.slice(0, 40)]],
    ['distribution', () => approved.map((one) => normalized(one.map((value, at) => value + (at % 2 ? 0.02 : -0.02))))],
  ])('closes the gate by %s alone, if only that may', async (layer, vectors) => {
    const { code, failed, stderr } = await run(await poisoned(vectors()), { words: ['--fail-on-validation', layer] });
    expect(code).toBe(3);
    expect(failed).toContain(layer);
    expect(stderr).toContain(`error: validation failed: ${layer} (`);
  });

  it('closes the gate by required neighbours', async () => {
    const { texts: entries, digest: _, ...set } = await readGoldenSet(golden);
    const folder = await poisoned(approved);
    const demanding = entries.map((entry, at) => (at === 0 ? { ...entry, mustInclude: ['t149'] } : entry));
    await writeGoldenSet({ ...set, path: path.join(folder, 'demanding.jsonl'), texts: demanding });
    const { code, failed, stdout } = await run(folder);
    expect([code, failed]).toEqual([0, []]);
    const words = ['--corpus', corpus, '--output-format', 'none', '--runner-cache-path', 'cache'];
    const closed = await runBundle([...words, '--golden-set', 'demanding.jsonl'], { folder });
    expect(closed.code).toBe(3);
    expect(closed.stderr).toContain('validation failed: required (must-include 1, must be at most 0, 1 text)');
    expect(closed.stdout).toContain('required: t149 must be among the 10 nearest');
    expect(stdout).not.toContain('t149');
  });

  it('judges another pooling as another model, says what changed, and warns not to mix', async () => {
    const folder = newFolder();
    const { stderr, validation } = await run(folder, { words: ['--pooling', 'cls'] });
    expect(validation?.profile).toBe('cross-model');
    expect(validation?.layers.map(({ verdict }) => verdict)).toEqual([
      'passed',
      'skipped',
      expect.stringMatching(/passed|failed/),
      'skipped',
      'skipped',
    ]);
    expect(validation?.layers[1]?.checks[1]?.value).toBeLessThan(0.99);
    expect(stderr).toMatch(/judged as those of another model: 150 of 150 .* Do not mix them in one index/);
    const forced = await run(folder, { words: ['--pooling', 'cls', '--validation-profile', 'same-model'] });
    expect(forced.code).toBe(3);
    expect(forced.failed).toEqual(expect.arrayContaining(['identity', 'distribution']));
  });

  it('compares neighbours in the corpus, wherever it has them', async () => {
    const { texts: entries } = await readGoldenSet(golden);
    const folder = await poisoned(approved);
    const { report } = await run(folder);
    const nearest = (own: Float32Array) =>
      approved
        .map((vector, at) => ({ at, similarity: cosine(own, vector) }))
        .filter(({ at }) => approved[at] !== own)
        .sort((a, b) => b.similarity - a.similarity)
        .slice(0, 10)
        // As if the lines had been elsewhere.
        .map(({ at, similarity }) => ({
          name: `elsewhere:${at}`,
          excerpt: excerpt(texts[at] as string, 200),
          similarity,
        }));
    const file = path.join(folder, 'in-corpus.jsonl');
    await writeGoldenSet({
      path: file,
      header: {
        version: 1,
        approvedAt: '2025-01-02T03:04:05.000Z',
        model: 'all-MiniLM-L6-v2',
        fingerprint,
        contract: (report as NonNullable<typeof report>).model.contract,
        k: 10,
        neighboursFrom: 'corpus',
      },
      texts: entries.slice(0, 30).map((entry, at) => ({
        ...entry,
        approved: {
          vector: approved[at] as Float32Array,
          fingerprint,
          neighbours: nearest(approved[at] as Float32Array),
        },
      })),
    });
    const more = ['--validation-neighbours', 'corpus'];
    const words = ['--golden-set', file, '--runner-cache-path', 'cache', '--output-format', 'none', ...more];
    expect((await runBundle([...words, '--corpus', corpus], { folder })).code).toBe(0);
    expect(reportIn(folder).validation).toMatchObject({ passed: true, neighboursFrom: 'corpus', k: 10 });
    expect(reportIn(folder).validation?.texts.every(({ recall }) => recall === 1)).toBe(true);
    // A third of the corpus is gone, and with it neighbours.
    writeFileSync(path.join(folder, 'shrunk.txt'), texts.slice(0, 100).join('\n'));
    const closed = await runBundle([...words, '--corpus', 'shrunk.txt'], { folder });
    expect(closed.code).toBe(3);
    expect(closed.stderr).toContain('validation failed: neighbourhood (recall@10');
    const unapproved = await run(folder, { words: more });
    expect(unapproved.code).toBe(2);
    expect(unapproved.stderr).toContain('has none of the corpus');
  });
});

function normalized(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

describe('mode validate', () => {
  it('judges what the tiers hold, without a model, and stores nothing', async () => {
    const folder = await poisoned(approved);
    const { code, stdout, validation, report } = await run(folder, { words: ['validate'], environment: NO_MODEL });
    expect(code).toBe(0);
    expect(validation?.passed).toBe(true);
    expect(report?.texts).toMatchObject({ unique: GOLDEN_TEXTS, hits: GOLDEN_TEXTS, embedded: 0 });
    expect(stdout).toMatch(/validation passed: 150 golden texts, in /);
  });

  it('closes the gate like a run', async () => {
    const folder = await poisoned(swapped(1, 2));
    const { code, failed } = await run(folder, { words: ['validate'], environment: NO_MODEL });
    expect([code, failed?.[0]]).toEqual([3, 'identity']);
  });

  it('fails where no tier has some of the texts, and names them', async () => {
    const { code, stderr } = await run(await poisoned(approved.slice(0, 148)), { words: ['validate'] });
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /2 of 150 golden texts have no vector in any tier with fingerprint .*: t148, t149\. Mode run/,
    );
  });

  it('judges what a file holds that a run wrote', async () => {
    const folder = await poisoned(approved);
    await run(folder);
    const others = ['--corpus', corpus, '--runner-cache-path', 'cache', '--output'];
    for (const name of ['vectors.json', 'vectors.jsonl']) {
      expect((await runBundle([...others, name], { folder })).code).toBe(0);
    }
    for (const name of ['vectors.npy', 'vectors.json', 'vectors.jsonl']) {
      const words = ['validate', '--validation-vectors', name, '--runner-cache', 'off'];
      const { code, validation } = await run(folder, { words, environment: NO_MODEL });
      expect([name, code, validation?.passed, validation?.similarity?.min]).toEqual([name, 0, true, 1]);
    }
    writeFileSync(path.join(folder, 'few.txt'), texts.slice(0, 149).join('\n'));
    const few = ['--corpus', 'few.txt', '--runner-cache-path', 'cache', '--output', 'few.jsonl'];
    expect((await runBundle(few, { folder })).code).toBe(0);
    const { code, stderr } = await run(folder, { words: ['validate', '--validation-vectors', 'few.jsonl'] });
    expect([code, stderr]).toEqual([2, expect.stringContaining('1 of 150 golden texts are not in few.jsonl: t149.')]);
  });
});
