import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { appendFile, copyFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Manifest, manifestsIn } from '../../test-support/repository/manifests';
import { type BundleRun, QUICKSTART, runBundle } from '../../test-support/run/bundle';
import { temporaryFolder } from '../../test-support/run/temporary-folder';
import { RedisServer } from '../../test-support/servers/redis-server';

interface Variable {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: { readonly secretKeyRef: { readonly key: string } };
}

const ALL = manifestsIn(['tekton-adapter']);
const folder = temporaryFolder();
let redis: RedisServer;
beforeAll(async () => {
  redis = await RedisServer.start();
});
beforeEach(() => redis.command('FLUSHALL'));
afterAll(() => redis.stop());

/** What Tekton does with a task of one step: puts params and the workspace in, runs it, and takes its declared results. */
async function runTask(
  name: string,
  given: Readonly<Record<string, string>>,
): Promise<BundleRun & { results: Record<string, string> }> {
  const { spec } = (ALL.find(({ kind, content }) => kind === 'Task' && content.metadata.name === name) as Manifest)
    .content;
  const [step] = spec.steps;
  const params = Object.fromEntries(
    spec.params.map(({ name: param, default: value }: { name: string; default?: string }) => [
      param,
      given[param] ?? value,
    ]),
  );
  const put = (text: string): string =>
    text
      .replace(/\$\(params\.([\w-]+)\)/g, (_, param) => params[param])
      .replace('$(workspaces.source.path)', folder.path())
      .replace('$(workspaces.cache.path)', '')
      .replace('/embed-once/dist', path.resolve('dist'));
  const secret: Record<string, string> = { REDIS_URL: redis.url };
  const environment = Object.fromEntries(
    (step.env as Variable[]).flatMap(({ name: variable, value, valueFrom }) => {
      const text = value === undefined ? secret[valueFrom?.secretKeyRef.key ?? ''] : put(value);
      return text === undefined ? [] : [[variable, text]];
    }),
  );
  // Each pod has a file system of its own.
  const pod = folder.path(`pod-${randomUUID()}`);
  const results = path.join(pod, 'results');
  const run = await runBundle([], {
    folder: put(step.workingDir),
    environment: { ...environment, HOME: pod, TEKTON_RESULTS_DIR: results },
  });
  const taken = (spec.results as Variable[]).flatMap(({ name: result }) => {
    const file = path.join(results, result);
    return existsSync(file) ? [[result, readFileSync(file, 'utf8')]] : [];
  });
  return { ...run, results: Object.fromEntries(taken) };
}

/** Half of the corpus of the quickstart. */
async function layCorpus(file: string): Promise<void> {
  await mkdir(folder.path('data'), { recursive: true });
  const lines = readFileSync(path.join(QUICKSTART, 'corpus.txt'), 'utf8').split('\n').slice(0, 200);
  await writeFile(folder.path('data', file), `${lines.join('\n')}\n`);
}

describe('the tasks of the pipeline', () => {
  it('plan, embed in parts, write and validate', async () => {
    await layCorpus('corpus.txt');
    const corpus = 'data/corpus.txt';
    const plan = await runTask('generate-embeddings', {
      mode: 'plan',
      corpus,
      shards: '2',
      'report-dir': 'output/report/plan',
    });
    expect([plan.code, plan.results]).toMatchObject([
      0,
      { 'has-misses': 'true', shards: '["1/2","2/2"]', misses: '200' },
    ]);

    const embedded: number[] = [];
    for (const shard of JSON.parse(plan.results.shards ?? '')) {
      const part = {
        mode: 'embed',
        corpus,
        shard,
        'plan-path': plan.results['plan-path'] ?? '',
        'report-dir': 'output/report/embed',
      };
      const { code, results } = await runTask('generate-embeddings', { ...part, 'on-cache-failure': 'fail' });
      expect(code).toBe(0);
      embedded.push(Number(results.embedded));
    }
    expect(embedded.reduce((sum, texts) => sum + texts)).toBe(200);
    expect(
      (await readdir(folder.path('output/report/embed'), { recursive: true })).filter((file) =>
        file.endsWith('report.json'),
      ),
    ).toEqual(expect.arrayContaining(['1/2/report.json', '2/2/report.json']));

    const output = 'output/embeddings.jsonl';
    const write = await runTask('generate-embeddings', { corpus, output });
    expect([write.code, write.results]).toMatchObject([0, { embedded: '0', hits: '200', 'output-path': output }]);
    const again = await runTask('generate-embeddings', { mode: 'plan', corpus });
    expect(again.results).toMatchObject({ 'has-misses': 'false', shards: '[]' });
  });

  it('end with the code of embed-once, and with the results that say why', async () => {
    const lines = readFileSync(path.join(QUICKSTART, 'golden.jsonl'), 'utf8').trim().split('\n').slice(1);
    await folder.write('data/golden-texts.txt', lines.map((line) => `${JSON.parse(line).text}\n`).join(''));
    await copyFile(path.join(QUICKSTART, 'golden.jsonl'), folder.path('golden.jsonl'));
    // Vectors of another way of pooling.
    await runTask('generate-embeddings', { mode: 'embed', corpus: 'data/golden-texts.txt', pooling: 'cls' });
    const closed = await runTask('validate-embeddings', {
      'golden-set': 'golden.jsonl',
      pooling: 'cls',
      'validation-profile': 'same-model',
    });
    expect([closed.code, closed.results.validation]).toEqual([3, 'failed']);
    expect((await runTask('generate-embeddings', { corpus: 'data/golden-texts.txt', device: 'tpu' })).code).toBe(2);
    expect((await runTask('generate-embeddings', { corpus: '$(touch x); `touch x`' })).code).toBe(2);
    expect(existsSync(folder.path('x'))).toBe(false);
  });
});

describe('the two tasks of the article', () => {
  it('write its file under its names, and fail when vectors drift', async () => {
    await layCorpus('raw_corpus.txt');
    const first = await runTask('generate-embeddings-cached', { 'python-script': 'scripts/generate.py' });
    expect([first.code, first.results]).toMatchObject([0, { total: '200', misses: '200' }]);
    const written = JSON.parse(readFileSync(folder.path('output/embeddings.json'), 'utf8'));
    expect(Object.keys(written)).toHaveLength(200);
    const [hash, { text, vector }] = Object.entries<{ text: string; vector: number[] }>(written)[0] ?? [
      '',
      { text: '', vector: [] },
    ];
    expect([hash, text.length > 0, vector.length]).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/), true, 384]);
    expect((await runTask('generate-embeddings-cached', {})).results).toMatchObject({ hits: '200', misses: '0' });

    const texts = Object.values<{ text: string }>(written).slice(0, 20);
    await writeFile(folder.path('data/validation_set.txt'), texts.map((one) => `${one.text}\n`).join(''));
    const approve = ['golden', '--golden-set', 'data/validation_set.txt', '--runner-cache', 'off'];
    expect((await runBundle(approve, { folder: folder.path() })).code).toBe(0);
    const validate = await runTask('validate-embeddings-cached', {});
    expect([validate.code, validate.results.validation]).toEqual([0, 'passed']);

    const drifted = readFileSync(folder.path('output/embeddings.json'), 'utf8').replace(
      /("vector": ?\[)([^\]]*)/g,
      (_, before, numbers) => before + numbers.split(',').reverse().join(','),
    );
    await writeFile(folder.path('output/embeddings.json'), drifted);
    expect((await runTask('validate-embeddings-cached', {})).code).toBe(3);
    await appendFile(folder.path('data/raw_corpus.txt'), 'one more line\n');
    expect((await runTask('generate-embeddings-cached', {})).results).toMatchObject({ hits: '200', misses: '1' });
  });
});
