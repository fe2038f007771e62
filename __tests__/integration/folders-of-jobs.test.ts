import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { TINY_MODEL } from '../../test-support/builders/tiny-model';
import { QUICKSTART, reportIn, runBundle } from '../../test-support/run/bundle';
import { sharedFolder } from '../../test-support/run/shared-folder';

const root = sharedFolder();
const TEXTS = readFileSync(path.join(QUICKSTART, 'corpus.txt'), 'utf8').trimEnd().split('\n').slice(0, 90);
const corpus = path.join(root, 'corpus.txt');
writeFileSync(corpus, `${TEXTS.join('\n')}\n`);
/** No worker may start, so whatever is not found fails the run. */
const WITHOUT_MODEL = { NODE_OPTIONS: `--import=${path.resolve('test-support/run/forbid-workers.mjs')}` };

/** A job on a machine of its own: nothing but its folder, and what is handed to it. */
async function job(name: string, words: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const folder = path.join(root, name);
  mkdirSync(folder, { recursive: true });
  const common = ['--corpus', corpus, '--model', TINY_MODEL, '--runner-cache-path', 'vectors', '--progress', 'off'];
  const { code, stderr } = await runBundle([...words, ...common], { folder, environment });
  expect([code, stderr]).toEqual([0, '']);
  return reportIn(folder).texts;
}

/** Lays what jobs left into the folder of another, one after the other. */
function lay(from: readonly string[], into: string): void {
  for (const name of from)
    cpSync(path.join(root, name, 'vectors'), path.join(root, into, 'vectors'), { recursive: true });
}

describe.each([
  ['of the trusted scope', []],
  ['of a pull request', ['--trust-scope', 'pr-12']],
])('vectors %s that travel as folders', (_, scope) => {
  const at = (name: string) => path.join(scope.length > 0 ? 'pull-request' : 'main', name);
  const plan = path.join(root, at('plan'), 'plan.jsonl');
  const embed = (shard: string, ...more: string[]) => [
    'embed',
    ...scope,
    '--plan-path',
    plan,
    '--shard',
    shard,
    ...more,
  ];

  it('are cut into parts by a plan', async () => {
    const words = ['plan', ...scope, '--shards', '3', '--plan-path', 'plan.jsonl'];
    expect(await job(at('plan'), words, WITHOUT_MODEL)).toMatchObject({ misses: TEXTS.length });
  });

  it('are embedded in jobs that have nothing in common', async () => {
    const counts = await Promise.all(['1/3', '2/3', '3/3'].map((shard) => job(at(shard[0] as string), embed(shard))));
    expect(counts.map(({ embedded }) => embedded > 10)).toEqual([true, true, true]);
    expect(counts.reduce((sum, { embedded }) => sum + embedded, 0)).toBe(TEXTS.length);
  });

  it('are not embedded again by a job that gets back what an attempt before it left', async () => {
    lay([at('2')], at('again'));
    expect(await job(at('again'), embed('2/3'), WITHOUT_MODEL)).toMatchObject({ embedded: 0 });
  });

  it('are found in the folders that are there, with a part missing, and only that part is embedded', async () => {
    lay([at('3'), at('1')], at('part'));
    const { embedded } = await job(at('part'), ['run', ...scope]);
    expect(embedded).toBe(reportIn(path.join(root, at('2'))).texts.embedded);
  });

  it.each([
    ['in order', ['1', '2', '3']],
    ['in another order, one of them twice', ['3', '1', '2', '3']],
  ])('are all found when the folders are laid into one another %s', async (name, order) => {
    lay(order.map(at), at(name));
    expect(await job(at(name), ['run', ...scope], WITHOUT_MODEL)).toMatchObject({ hits: TEXTS.length, embedded: 0 });
    // As it is laid back by a later download, beside what was merged meanwhile.
    lay([at('1')], at(name));
    expect(await job(at(name), ['run', ...scope], WITHOUT_MODEL)).toMatchObject({ hits: TEXTS.length, embedded: 0 });
  });

  it('are found beside what a killed job left: half a block, and the mark of its writer', async () => {
    lay(['1', '2', '3'].map(at), at('killed'));
    const vectors = path.join(root, at('killed'), 'vectors');
    const shards = readdirSync(vectors, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.shard'),
    );
    expect(shards).toHaveLength(3);
    const whole = readFileSync(path.join(vectors, shards[0] as string));
    const torn = path.join(vectors, path.dirname(shards[0] as string), 'zzzzzzzzz-1-00000000');
    writeFileSync(`${torn}.shard`, whole.subarray(0, 64 + 500));
    writeFileSync(`${torn}.writing`, 'another-machine 4711 00\n');
    expect(await job(at('killed'), ['run', ...scope], WITHOUT_MODEL)).toMatchObject({ hits: TEXTS.length });
  });
});
