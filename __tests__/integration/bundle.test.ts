import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type BundleOptions, QUICKSTART, reportIn, runBundle } from '../../test-support/run/bundle';
import { sharedFolder } from '../../test-support/run/shared-folder';
import { freePort, RedisServer } from '../../test-support/servers/redis-server';

const root = sharedFolder();
const corpus = path.join(QUICKSTART, 'corpus.txt');
const lines = readFileSync(corpus, 'utf8').trimEnd().split('\n');

function folderOf(name: string): string {
  const folder = path.join(root, name);
  mkdirSync(folder, { recursive: true });
  return folder;
}

function write(folder: string, name: string, content: string | Buffer): string {
  writeFileSync(path.join(folder, name), content);
  return name;
}

const run = (words: string[], folder: string, more: Partial<BundleOptions> = {}) =>
  runBundle(words, { folder, ...more });

describe('the first command of the README', () => {
  const folder = folderOf('readme');
  const words = ['--corpus', corpus];
  let firstOutput: Buffer;

  it('embeds the quickstart corpus with nothing but Node', async () => {
    const { code, stdout, stderr } = await run(words, folder);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('1,200 records in 1 file, 1,200 unique');
    expect(reportIn(folder).texts).toMatchObject({ unique: 1200, hits: 0, misses: 1200, embedded: 1200 });
    firstOutput = readFileSync(path.join(folder, 'output/embeddings.jsonl'));
    const rows = firstOutput
      .toString('utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(rows.map(({ text }) => text)).toEqual(lines);
    expect(rows.every(({ vector }) => vector.length === 384)).toBe(true);
    expect(readdirSync(path.join(folder, 'output')).sort()).toEqual(['embeddings.jsonl', 'report']);
  });

  it('computes nothing the second time, and loads neither model nor runtime', async () => {
    // The embedder's bundle, the runtime and the model are opened by nobody: strace would show it, and so does this.
    const { code, stdout, stderr } = await run(words, folder, {
      environment: { NODE_OPTIONS: `--import=${path.resolve('test-support/run/forbid-workers.mjs')}` },
    });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('100% cache hits: 1,200 of 1,200 texts found, 0 embedded');
    expect(stdout).toContain('neither model nor runtime was loaded');
    expect(reportIn(folder).texts).toMatchObject({ hits: 1200, misses: 0, embedded: 0, hitRate: 1 });
    expect(readFileSync(path.join(folder, 'output/embeddings.jsonl')).equals(firstOutput)).toBe(true);
  });

  it('needs that proof to be able to fail: embedding does start the worker that is forbidden there', async () => {
    const { code, stderr } = await run(['--corpus', corpus, '--cache-mode', 'off'], folderOf('forbidden'), {
      environment: { NODE_OPTIONS: `--import=${path.resolve('test-support/run/forbid-workers.mjs')}` },
    });
    expect(code).toBe(1);
    expect(stderr).toContain('no worker may start here');
  });
});

describe('with Redis', () => {
  let server: RedisServer;
  const folder = folderOf('redis');
  const words = () => ['--corpus', corpus, '--redis-url', server.url];
  beforeAll(async () => {
    server = await RedisServer.start();
  });
  afterAll(() => server.stop());

  it('stores every vector in both tiers', async () => {
    expect((await run(words(), folder)).code).toBe(0);
    expect(await server.vectorKeys()).toHaveLength(1200);
    expect(reportIn(folder).tiers).toMatchObject([
      { name: 'redis', found: 0, written: 1200 },
      { name: 'runner cache', found: 0, written: 1200 },
    ]);
  });

  it('serves everything from Redis when the runner cache is gone', async () => {
    rmSync(path.join(folder, '.cache'), { recursive: true });
    const { code, stderr } = await run(words(), folder);
    expect([code, stderr]).toEqual([0, '']);
    expect(reportIn(folder).texts).toMatchObject({ hits: 1200, embedded: 0, hitsByTier: { redis: 1200 } });
  });

  it('overwrites what was damaged in Redis, and counts it', async () => {
    const [key] = await server.vectorKeys();
    await server.command('SETRANGE', key as string, '700', 'damage');
    await run([...words(), '--runner-cache', 'off'], folder);
    expect(reportIn(folder).texts).toMatchObject({ hits: 1199, embedded: 1 });
    expect(reportIn(folder).tiers[0]).toMatchObject({ name: 'redis', corrupt: 1, written: 1 });
    await run([...words(), '--runner-cache', 'off'], folder);
    expect(reportIn(folder).texts).toMatchObject({ hits: 1200, embedded: 0 });
  });

  it('promotes what only the runner cache has', async () => {
    await run(['--corpus', corpus], folder);
    await server.command('FLUSHALL');
    await run(words(), folder);
    expect(reportIn(folder).texts).toMatchObject({ hits: 1200, hitsByTier: { 'runner cache': 1200 } });
    expect(await server.vectorKeys()).toHaveLength(1200);
  });

  it('is served by the runner cache, with one warning, when Redis is stopped', async () => {
    await server.kill();
    const { code, stderr } = await run(words(), folder);
    expect(code).toBe(0);
    expect(stderr.match(/warning:/g)).toHaveLength(1);
    expect(stderr).toMatch(/redis is paused: cannot connect to Redis at redis:\/\/127\.0\.0\.1:\d+: .*ECONNREFUSED/);
    expect(reportIn(folder).texts).toMatchObject({ hits: 1200, embedded: 0 });
  });

  it('ends instead, where that is asked for', async () => {
    const { code, stderr } = await run([...words(), '--on-cache-failure', 'fail'], folder);
    expect(code).toBe(1);
    expect(stderr).toContain('cannot connect to Redis');
  });

  it('keeps the password of a URL out of all that it prints and writes', async () => {
    const url = `redis://:s3cr3t-word@127.0.0.1:${await freePort()}`;
    const secretive = folderOf('secretive');
    const { code, stdout, stderr } = await run(
      ['--corpus', corpus, '--redis-url', url, '--output-format', 'none'],
      secretive,
    );
    expect(code).toBe(0);
    const report = readFileSync(path.join(secretive, 'output/report/report.json'), 'utf8');
    expect(stdout + stderr + report).toContain('127.0.0.1');
    expect(stdout + stderr + report).not.toContain('s3cr3t');
  });
});

describe('cache-mode', () => {
  const folder = folderOf('modes');
  const small = write(folder, 'corpus.txt', 'one\ntwo\none\n');
  const texts = async (...words: string[]) => {
    const { code, stderr } = await run(['--corpus', small, ...words], folder);
    expect([code, stderr]).toEqual([0, '']);
    return reportIn(folder).texts;
  };

  it('off neither asks nor stores, and still embeds a repeated text once', async () => {
    expect(await texts('--cache-mode', 'off')).toMatchObject({ records: 3, unique: 2, hits: 0, embedded: 2 });
    expect(await texts('--cache-mode', 'off')).toMatchObject({ hits: 0, embedded: 2 });
  });

  it('read-only stores nothing', async () => {
    expect(await texts('--cache-mode', 'read-only')).toMatchObject({ hits: 0, embedded: 2 });
    expect(await texts('--cache-mode', 'read-only')).toMatchObject({ hits: 0, embedded: 2 });
  });

  it('read-write stores, and read-only then finds it', async () => {
    expect(await texts()).toMatchObject({ embedded: 2 });
    expect(await texts('--cache-mode', 'read-only')).toMatchObject({ hits: 2, embedded: 0 });
  });

  it('recache computes everything again', async () => {
    expect(await texts('--cache-mode', 'recache')).toMatchObject({ hits: 0, embedded: 2 });
    expect(await texts()).toMatchObject({ hits: 2, embedded: 0 });
  });
});

describe('the corpus', () => {
  const folder = folderOf('corpora');

  it('comes from stdin as well', async () => {
    const { code } = await run(['--corpus', '-', '--output', 'out.json'], folder, { stdin: 'a\n\n  b  \na\n' });
    expect(code).toBe(0);
    const output = Object.values(JSON.parse(readFileSync(path.join(folder, 'out.json'), 'utf8'))) as { text: string }[];
    expect(output.map(({ text }) => text)).toEqual(['a', 'b']);
    expect(reportIn(folder).corpus).toMatchObject({ records: 3, blank: 1 });
  });

  it.each([
    ['broken JSON', 'broken.jsonl', '{"text":"a"}\n{"text":\n', /broken\.jsonl:2: the line is not JSON/],
    [
      'a missing field',
      'field.jsonl',
      '{"body":"a"}\n',
      /field\.jsonl:1: field "text" \(text-field\) is missing; fields: "body"/,
    ],
    [
      'invalid UTF-8',
      'latin1.txt',
      Buffer.from('ok\ncaf\xe9\n', 'latin1'),
      /latin1\.txt:2: the line is not valid UTF-8/,
    ],
    [
      'an empty file',
      'empty.txt',
      '\n \n',
      /there is no record in empty\.txt \(files: 1, blank lines: 2, skipped: 0\)/,
    ],
    ['an unknown extension', 'data.xyz', 'a,b\n', /cannot tell the format of data\.xyz/],
    [
      'a truncated archive',
      'cut.txt.gz',
      Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0x4b]),
      /cannot read cut\.txt\.gz/,
    ],
  ])('is refused, with the place, for %s', async (_, name, content, message) => {
    write(folder, name, content);
    const { code, stderr } = await run(['--corpus', name, '--output', `${name}.out.jsonl`], folder);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
    expect(readdirSync(folder).filter((file) => file.startsWith(`${name}.out`))).toEqual([]);
  });

  it('goes on without bad records where that is asked for, and says which', async () => {
    write(folder, 'mixed.jsonl', '{"text":"a"}\n{"text":\n{"text":7}\n{"text":"b"}\n');
    const { code, stderr } = await run(['--corpus', 'mixed.jsonl', '--on-bad-record', 'skip'], folder);
    expect(code).toBe(0);
    expect(stderr).toMatch(/2 records skipped, without a vector:\n {2}mixed\.jsonl:2: .*\n {2}mixed\.jsonl:3: /);
    expect(reportIn(folder).corpus).toMatchObject({ records: 2, skipped: 2 });
  });

  it('is refused when it is not there', async () => {
    const { code, stderr } = await run(['--corpus', 'nowhere.txt'], folder);
    expect(code).toBe(2);
    expect(stderr).toMatch(/cannot read nowhere\.txt: ENOENT/);
  });
});

describe('inputs', () => {
  it('are refused all at once', async () => {
    const { code, stderr } = await run(
      ['--cache-mode', 'maybe', '--max-tokens', '-1', '--corpuss', 'x'],
      folderOf('inputs'),
    );
    expect(code).toBe(2);
    expect(stderr).toContain('cache-mode: "maybe" must be one of read-write, read-only, recache, off');
    expect(stderr).toContain('max-tokens: "-1" must be a whole number');
    expect(stderr).toContain('--corpuss: there is no such input; did you mean --corpus?');
  });

  it('name a model folder that is none', async () => {
    const { code, stderr } = await run(['--corpus', corpus, '--model', 'nowhere'], folderOf('inputs'));
    expect(code).toBe(2);
    expect(stderr).toMatch(/model: .*nowhere is not a folder/);
  });

  it('are explained', async () => {
    const { code, stdout } = await run(['--help'], folderOf('inputs'));
    expect(code).toBe(0);
    expect(stdout).toContain('--redis-url');
    const nonsense = await run(['--help', 'validat'], folderOf('inputs'));
    expect([nonsense.code, nonsense.stdout]).toEqual([2, '']);
    expect(nonsense.stderr).toBe('error: --help validat: there is no such topic; did you mean validate?\n');
  });
});

describe('a platform that dist carries no runtime for', () => {
  /** The bundle without its native libraries: what another platform finds. */
  const bundle = folderOf('without-runtime');
  cpSync('dist', bundle, { recursive: true, filter: (source) => !/dist\/(bin|model)$/.test(source) });
  symlinkSync(path.resolve('dist/model'), path.join(bundle, 'model'));
  const small = write(folderOf('elsewhere'), 'corpus.txt', 'one\n');
  const without = (folder: string) => run(['--corpus', small], folder, { bundle: path.join(bundle, 'index.js') });

  it('is told in one sentence what to install', async () => {
    const { code, stderr } = await without(folderOf('elsewhere'));
    expect(code).toBe(1);
    expect(stderr).toMatch(/Run "npm install onnxruntime-node@1\.30\.0" in .*elsewhere, then start again\.\n$/);
  });

  it('works once that is installed there', async () => {
    mkdirSync(path.join(root, 'elsewhere/node_modules'));
    for (const name of ['onnxruntime-node', 'onnxruntime-common']) {
      symlinkSync(path.resolve('node_modules', name), path.join(root, 'elsewhere/node_modules', name));
    }
    const { code, stderr } = await without(folderOf('elsewhere'));
    expect([code, stderr]).toEqual([0, '']);
  });
});

describe('outputs', () => {
  const folder = folderOf('outputs');

  it('leaves nothing under the final name when the disk is full', async () => {
    if (!existsSync('/dev/full')) return;
    const { code, stderr } = await run(['--corpus', corpus, '--output', '/dev/full/x.jsonl'], folder);
    expect(code).toBe(1);
    expect(stderr).toMatch(/cannot write \/dev\/full\/x\.jsonl/);
  });

  it('go to GitHub as step outputs and a summary, with the parts of the Redis URL masked', async () => {
    const outputs = write(folder, 'github-output', '');
    const summary = write(folder, 'github-summary', '');
    const { code, stdout } = await run([], folder, {
      environment: {
        GITHUB_ACTIONS: 'true',
        GITHUB_OUTPUT: path.join(folder, outputs),
        GITHUB_STEP_SUMMARY: path.join(folder, summary),
        INPUT_CORPUS: corpus,
        'INPUT_REDIS-URL': `redis://user-x:s3cr3t%20word@cache.internal.example:1/0`,
        'INPUT_OUTPUT-FORMAT': 'none',
      },
    });
    expect(code).toBe(0);
    for (const secret of ['s3cr3t%2520word', 's3cr3t word', 'user-x', 'cache.internal.example']) {
      expect(stdout).toContain(`::add-mask::${secret}`);
    }
    expect(stdout).toContain('::warning::redis is paused');
    expect(readFileSync(path.join(folder, outputs), 'utf8')).toMatch(/hit-rate<<.*\n0\.0000\n/);
    expect(readFileSync(path.join(folder, summary), 'utf8')).toContain(
      '### embed-once: 0% cache hits, 1,200 texts embedded',
    );
  });

  it('annotates a bad record at its file and line on GitHub', async () => {
    write(folder, 'bad.jsonl', '{"text":"a"}\nnot json\n');
    const { code, stdout } = await run(['--corpus', 'bad.jsonl'], folder, { environment: { GITHUB_ACTIONS: 'true' } });
    expect(code).toBe(2);
    expect(stdout).toContain('::error file=bad.jsonl,line=2::');
  });

  it('go to Tekton as results', async () => {
    const results = path.join(folder, 'results');
    const { code } = await run(['--corpus', corpus, '--output', 'vectors.npy'], folder, {
      environment: { TEKTON_RESULTS_DIR: results },
    });
    expect(code).toBe(0);
    expect(readFileSync(path.join(results, 'total'), 'utf8')).toBe('1200');
    expect(readFileSync(path.join(results, 'output-path'), 'utf8')).toBe('vectors.npy');
  });
});

describe('validation', () => {
  const folder = folderOf('validation');
  const golden = write(
    folder,
    'golden.jsonl',
    lines
      .slice(0, 12)
      .map((text, index) => JSON.stringify({ id: `line ${index + 1}`, text }))
      .join('\n'),
  );
  const small = write(folder, 'corpus.txt', lines.slice(0, 40).join('\n'));
  const words = ['--corpus', small, '--golden-set', golden];

  it('asks for approval first', async () => {
    const { code, stderr } = await run(words, folder);
    expect(code).toBe(2);
    expect(stderr).toMatch(/12 of 12 texts in golden\.jsonl have no approved vector.*Run mode golden/);
  });

  it('passes with what mode golden approved', async () => {
    expect((await run(['golden', '--golden-set', golden], folder)).code).toBe(0);
    const { code, stdout } = await run(words, folder);
    expect(code).toBe(0);
    expect(stdout).toMatch(/passed: 12 golden texts \(golden\.jsonl.*\), no faults\n {2}profile +same-model: /);
  });

  it('closes the gate with code 3 when vectors drift, says which, and still writes output and report', async () => {
    const { code, stdout, stderr } = await run([...words, '--pooling', 'cls'], folder);
    expect(code).toBe(3);
    expect(stderr).toMatch(/validation failed: neighbourhood \(recall@5 0\.\d+, must be at least 0\.95, 12 texts; /);
    expect(stdout).toMatch(/✗ line \d+: ".*"\n {6}neighbourhood: \d of 5 approved neighbours are among the 5 nearest/);
    const { validation, output } = reportIn(folder);
    expect(validation).toMatchObject({ passed: false, profile: 'cross-model' });
    const [page, cases] = ['report.html', 'junit.xml'].map((name) =>
      readFileSync(path.join(folder, 'output/report', name), 'utf8'),
    );
    expect(page).toContain('Validation failed</h1>');
    expect(cases).toMatch(/<testsuites name="embed-once" tests="\d+" failures="1[2-9]"/);
    expect(output?.rows).toBe(40);
  });

  it('only warns where that is asked for', async () => {
    const { code, stderr } = await run([...words, '--pooling', 'cls', '--fail-on-validation', 'false'], folder);
    expect(code).toBe(0);
    expect(stderr).toContain('warning: validation failed');
  });

  it('names golden texts that the corpus no longer holds, and judges them all the same', async () => {
    write(folder, 'shrunk.txt', lines.slice(2, 40).join('\n'));
    const { code, stderr } = await run(['--corpus', 'shrunk.txt', '--golden-set', golden], folder);
    expect(code).toBe(0);
    expect(stderr).toContain('2 of 12 golden texts are not in the corpus: line 1, line 2.');
    expect(reportIn(folder).validation).toMatchObject({ passed: true, notInCorpus: ['line 1', 'line 2'] });
  });
});
