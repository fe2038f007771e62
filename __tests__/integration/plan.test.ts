import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type BundleOptions, QUICKSTART, reportIn, runBundle } from '../../test-support/run/bundle';
import { sharedFolder } from '../../test-support/run/shared-folder';
import { RedisServer } from '../../test-support/servers/redis-server';

const root = sharedFolder();
const TEXTS = readFileSync(path.join(QUICKSTART, 'corpus.txt'), 'utf8').trimEnd().split('\n').slice(0, 120);
const corpus = write(root, 'corpus.txt', TEXTS);
/** No worker may start, and neither the embedder, nor its runtime, can be found. */
const WITHOUT_MODEL = {
  bundle: path.join(bundleWithoutEmbedder(), 'index.js'),
  environment: { NODE_OPTIONS: `--import=${path.resolve('test-support/run/forbid-workers.mjs')}` },
};

let server: RedisServer;
beforeAll(async () => {
  server = await RedisServer.start();
});
afterAll(() => server.stop());

function bundleWithoutEmbedder(): string {
  const folder = path.join(root, 'bundle');
  cpSync('dist', folder, { recursive: true, filter: (source) => !/dist\/(bin|model|embedder)$/.test(source) });
  symlinkSync(path.resolve('dist/model'), path.join(folder, 'model'));
  return folder;
}

function write(folder: string, name: string, texts: readonly string[]): string {
  writeFileSync(path.join(folder, name), `${texts.join('\n')}\n`);
  return path.join(folder, name);
}

function folderOf(name: string): string {
  mkdirSync(path.join(root, name), { recursive: true });
  return path.join(root, name);
}

/** With Redis as the only tier, under a prefix of its own. */
const shared = (prefix: string) => ['--redis-url', server.url, '--redis-prefix', prefix, '--runner-cache', 'off'];

const run = (words: string[], folder: string, more: Partial<BundleOptions> = {}) =>
  runBundle([...words, '--progress', 'off'], { folder, ...more });

/** Vectors in Redis, without what runs note beside them. */
async function stored(prefix: string): Promise<number> {
  const keys = (await server.command('KEYS', `${prefix}:*`)) as string[];
  return keys.filter((key) => !/:(ledger|lease):/.test(key)).length;
}

describe('plan, embed, run', () => {
  const folder = folderOf('flow');
  const prefixed = () => [...shared('flow'), '--text-prefix', 'query: '];
  const words = () => ['--corpus', corpus, ...prefixed()];
  const plan = path.join(folder, 'output/plan.jsonl');

  it('plans without a model, and hands the shards to a job matrix', async () => {
    const outputs = path.join(folder, 'outputs');
    writeFileSync(outputs, '');
    const { code, stderr } = await run(['plan', ...words(), '--shards', '2'], folder, {
      ...WITHOUT_MODEL,
      environment: { ...WITHOUT_MODEL.environment, GITHUB_ACTIONS: 'true', GITHUB_OUTPUT: outputs },
    });
    expect([code, stderr]).toEqual([0, '']);
    const text = readFileSync(outputs, 'utf8');
    expect(text).toMatch(/has-misses<<.*\ntrue\n/);
    expect(text).toMatch(/shards<<.*\n\["1\/2","2\/2"\]\n/);
    expect(text).toMatch(/plan-path<<.*\noutput\/plan\.jsonl\n/);
    const { texts, plan: facts } = reportIn(folder);
    expect(texts).toMatchObject({ unique: 120, hits: 0, misses: 120, embedded: 0 });
    expect(facts).toMatchObject({
      files: [{ file: corpus, records: 120, unique: 120, misses: 120 }],
      predictions: [],
      notKnown: ['cpu', 'cuda'],
    });
    expect(await stored('flow')).toBe(0);
    // Else each text would count as a miss twice.
    expect(await server.command('KEYS', 'flow:ledger:use:*')).toEqual([]);
  });

  it('writes no text into the plan', () => {
    const written = readFileSync(plan, 'utf8');
    expect(written.split('\n')).toHaveLength(123);
    for (const text of TEXTS) expect(written).not.toContain(text);
  });

  it('embeds the shards in jobs of their own, at once, each text in one of them, as many tokens as planned', async () => {
    const jobs = ['1/2', '2/2'].map(async (shard) => {
      const job = folderOf(`flow/${shard[0]}`);
      const { code, stderr } = await run(['embed', ...words(), '--plan-path', plan, '--shard', shard], job);
      expect([code, stderr]).toEqual([0, '']);
      expect(readdirSync(path.join(job, 'output'))).toEqual(['report']);
      return reportIn(job);
    });
    const [one, two] = await Promise.all(jobs);
    const planned = reportIn(folder).plan;
    for (const [at, report] of [one, two].entries()) {
      const load = planned?.shards[at];
      expect(report?.shard).toMatchObject({ number: at + 1, of: 2, ...load, missing: 0 });
      expect(report?.texts).toMatchObject({ embedded: load?.texts, tokens: load?.tokens, sharedByOthers: 0 });
      expect(report?.prediction?.tokens).toEqual({ expected: load?.tokens, happened: load?.tokens });
    }
    expect((one?.texts.embedded ?? 0) + (two?.texts.embedded ?? 0)).toBe(120);
    expect(await stored('flow')).toBe(120);
  });

  it('leaves nothing for the run to embed', async () => {
    const { code, stderr } = await run(words(), folder, WITHOUT_MODEL);
    expect([code, stderr]).toEqual([0, '']);
    expect(reportIn(folder).texts).toMatchObject({ hits: 120, misses: 0, embedded: 0 });
  });

  it('goes on where it was when a shard is embedded once more', async () => {
    const again = ['embed', ...words(), '--plan-path', plan, '--shard', '1/2'];
    const { code, stderr } = await run(again, folder, WITHOUT_MODEL);
    expect([code, stderr]).toEqual([0, '']);
    expect(reportIn(folder).texts).toMatchObject({ misses: 0, embedded: 0 });
  });

  it('plans nothing where nothing is missing', async () => {
    const results = path.join(folder, 'results');
    const { code, stdout } = await run(['plan', ...words(), '--shards', '4', '--plan-path', 'none.jsonl'], folder, {
      ...WITHOUT_MODEL,
      environment: { ...WITHOUT_MODEL.environment, TEKTON_RESULTS_DIR: results },
    });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ {2}missing +nothing$/m);
    expect(['has-misses', 'shards'].map((name) => readFileSync(path.join(results, name), 'utf8'))).toEqual([
      'false',
      '[]',
    ]);
    const after = await run(['embed', ...words(), '--plan-path', 'none.jsonl'], folder, WITHOUT_MODEL);
    expect(after.code).toBe(0);
  });

  it('predicts from what those runs measured, and says afterwards what came of it', async () => {
    const more = write(folder, 'more.txt', [...TEXTS.slice(0, 100), ...TEXTS.slice(0, 30).map((text) => `${text}!`)]);
    const changed = ['--corpus', more, ...prefixed()];
    expect((await run(['plan', ...changed, '--cost-per-hour', 'cpu=2'], folder, WITHOUT_MODEL)).code).toBe(0);
    const { plan: facts } = reportIn(folder);
    expect(facts).toMatchObject({ misses: 30, notKnown: ['cuda'], predictions: [{ runs: 2 }] });
    const [prediction] = facts?.predictions ?? [];
    expect(prediction?.seconds.low).toBeGreaterThan(0);
    expect(prediction?.cost?.expected).toBeCloseTo(((prediction?.seconds.expected ?? 0) / 3600) * 2);
    const { stdout } = await run(changed, folder);
    expect(reportIn(folder).prediction).toMatchObject({ device: prediction?.device, runs: 2 });
    expect(stdout).toMatch(/predicted .* s \(.* to .*\) on cpu-.*, from 2 earlier runs, actual /);
  });
});

describe('a plan that does not fit', () => {
  const folder = folderOf('unfit');
  const words = (file = corpus) => ['--corpus', file, ...shared('unfit')];
  const withPlan = (file: string, ...more: string[]) =>
    run(['embed', ...words(file), '--plan-path', 'plan.jsonl', ...more], folder);

  it('is told by the count where the corpus has lost some of its texts', async () => {
    const few = write(folder, 'few.txt', TEXTS.slice(0, 20));
    expect((await run(['plan', ...words(few), '--plan-path', 'plan.jsonl'], folder)).code).toBe(0);
    const fewer = write(folder, 'fewer.txt', ['something new', ...TEXTS.slice(3, 20)]);
    const { code, stderr } = await withPlan(fewer);
    expect(code).toBe(0);
    expect(stderr).toContain('warning: 3 of 20 texts in plan.jsonl are no longer in the corpus');
    expect(reportIn(folder)).toMatchObject({ texts: { embedded: 17 }, shard: { texts: 20, missing: 3 } });
  });

  it('is refused for another corpus', async () => {
    const { code, stderr } = await withPlan(write(folder, 'other.txt', ['one', 'two']));
    expect(code).toBe(2);
    expect(stderr).toContain('none of the 20 texts in plan.jsonl is in it. The plan was made from another corpus');
  });

  it('is refused for another model, with what differs', async () => {
    const { code, stderr } = await withPlan(corpus, '--pooling', 'cls');
    expect(code).toBe(2);
    expect(stderr).toContain('plan.jsonl was made for another model: pooling changed: mean → cls.');
  });

  it('is refused where it is none', async () => {
    const { code, stderr } = await run(['embed', ...words(), '--plan-path', corpus], folder);
    expect(code).toBe(2);
    expect(stderr).toContain('corpus.txt is not a plan of embed-once.');
  });
});

describe('a plan that cannot be finished', () => {
  it('leaves no file', async () => {
    const folder = folderOf('unfinished');
    const broken = write(folder, 'broken.jsonl', ['{"text":"one"}', '{"text":']);
    const { code, stderr } = await run(['plan', '--corpus', broken, ...shared('unfinished')], folder);
    expect(code).toBe(2);
    expect(stderr).toContain('broken.jsonl:2: the line is not JSON');
    expect(readdirSync(path.join(folder, 'output'))).toEqual([]);
  });
});

describe('embed without a plan', () => {
  it('takes a part of the corpus by its keys', async () => {
    const folder = folderOf('by-keys');
    const few = write(folder, 'few.txt', TEXTS.slice(0, 40));
    const counts: number[] = [];
    for (const shard of ['1/2', '2/2']) {
      expect((await run(['embed', '--corpus', few, ...shared('keys'), '--shard', shard], folder)).code).toBe(0);
      counts.push(reportIn(folder).texts.embedded);
    }
    expect(counts[0]).toBeGreaterThan(5);
    expect(counts[1]).toBe(40 - (counts[0] as number));
  });
});

describe('a limit', () => {
  const folder = folderOf('limits');
  const words = (...more: string[]) => ['--corpus', corpus, ...shared('limits'), '--output', 'limited.jsonl', ...more];

  it.each([
    ['run', 'report.json lists their files'],
    ['plan', '120 texts are missing, more than the limit of 100'],
    ['embed', '120 texts are missing, more than the limit of 100'],
  ])('stops %s before anything is embedded', async (mode, message) => {
    const { code, stderr } = await run([mode, ...words('--max-misses', '100')], folder, WITHOUT_MODEL);
    expect(code).toBe(1);
    expect(stderr).toContain('max-misses: 120 texts are missing, more than the limit of 100. Nothing was embedded.');
    expect(stderr).toContain(message);
    expect(existsSync(path.join(folder, 'limited.jsonl'))).toBe(false);
    expect(await stored('limits')).toBe(0);
    expect(reportIn(folder)).toMatchObject({
      mode,
      texts: { misses: 120, embedded: 0 },
      plan: { misses: 120, files: [{ file: corpus, misses: 120 }] },
    });
  });

  it('holds for stdin, which cannot be read twice', async () => {
    const stdin = TEXTS.join('\n');
    const piped = ['--corpus', '-', ...shared('limits'), '--max-misses', '100'];
    const { code, stderr } = await run(piped, folder, { ...WITHOUT_MODEL, stdin });
    expect(code).toBe(1);
    expect(stderr).toContain(
      'max-misses: 120 texts are missing so far, more than the limit of 100. Nothing was embedded.',
    );
  });

  it('lets go on what keeps within it, and counts each lookup once', async () => {
    const few = write(folder, 'few.txt', TEXTS.slice(0, 40));
    const { code, stderr } = await run(['--corpus', few, ...shared('limits'), '--max-misses', '40'], folder);
    expect([code, stderr]).toEqual([0, '']);
    expect(reportIn(folder)).toMatchObject({ texts: { embedded: 40 }, tiers: [{ name: 'redis', asked: 40 }, {}] });
  });

  it('on the cost holds before, by what the run above has measured', async () => {
    const limits = ['--max-cost', '0.001', '--cost-per-hour', 'cpu=1000'];
    const { code, stderr } = await run(words(...limits), folder, WITHOUT_MODEL);
    expect(code).toBe(1);
    expect(stderr).toMatch(/max-cost: embedding 80 texts would cost about .* on cpu-.*, more than the limit of 0\.001/);
    expect(await stored('limits')).toBe(40);
  });

  it('on the cost holds while embedding goes on where nothing was measured before, and keeps what was paid for', async () => {
    const limits = ['--max-cost', '0.000001', '--cost-per-hour', 'cpu=1000'];
    const many = write(
      folder,
      'many.txt',
      Array.from({ length: 300 }, (_, at) => `word ${at}`),
    );
    const { code, stderr } = await run(['--corpus', many, ...shared('unmeasured'), ...limits], folder);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /warning: max-cost: cannot predict the cost, because no run of this model on cpu-.* was recorded/,
    );
    expect(stderr).toMatch(/max-cost: embedding has cost .* so far.*256 texts were embedded and stored/);
    expect(await stored('unmeasured')).toBe(256);
  });
});
