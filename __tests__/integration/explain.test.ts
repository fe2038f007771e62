import { copyFileSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DEFAULT_MODEL } from '../../test-support/builders/default-model';
import { type BundleRun, reportIn, runBundle } from '../../test-support/run/bundle';
import { sharedFolder } from '../../test-support/run/shared-folder';
import { until } from '../../test-support/run/until';
import { freePort, RedisServer } from '../../test-support/servers/redis-server';

const root = sharedFolder();
let server: RedisServer;
beforeAll(async () => {
  server = await RedisServer.start();
});
afterAll(() => server.stop());

function folderOf(name: string, texts = 'one text\nand another'): string {
  const folder = path.join(root, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'corpus.txt'), texts);
  return folder;
}

/** With Redis as the only tier; later flags win. */
function run(
  folder: string,
  words: readonly string[] = [],
  environment: Record<string, string> = {},
): Promise<BundleRun> {
  const usual = ['--corpus', 'corpus.txt', '--threads', '1', '--redis-url', server.url, '--runner-cache', 'off'];
  return runBundle([...usual, ...words], { folder, environment });
}

const FILES = [
  'config.json',
  'tokenizer.json',
  'tokenizer_config.json',
  'sentence_bert_config.json',
  'onnx/model.onnx',
];

/** The default model as links, with `more` at the end of one file. */
function modelWith(name: string, file?: string, more: Uint8Array = Buffer.from('\n')): string {
  const folder = path.join(root, 'models', name);
  mkdirSync(path.join(folder, 'onnx'), { recursive: true });
  for (const one of FILES) {
    if (one !== file) symlinkSync(path.join(DEFAULT_MODEL, one), path.join(folder, one));
    else {
      copyFileSync(path.join(DEFAULT_MODEL, one), path.join(folder, one));
      writeFileSync(path.join(folder, one), more, { flag: 'a' });
    }
  }
  symlinkSync(path.join(DEFAULT_MODEL, 'onnx/model.onnx'), path.join(folder, 'onnx/model_fp16.onnx'));
  return folder;
}

/** A doc_string of one character: field 6 of ONNX's ModelProto, of which the last counts. */
const DOC_STRING = Uint8Array.of(0x32, 0x01, 0x78);

describe('a change of the contract is told as what it is', () => {
  const folder = folderOf('contract');
  const [changed, outcome] = [' changed: [0-9a-f]{4}… → [0-9a-f]{4}…', '; all 2 vectors are new'];

  beforeAll(async () => {
    const { code, stdout } = await run(folder, ['--model', modelWith('usual'), '--text-prefix', 'query: ']);
    expect(code).toBe(0);
    expect(stdout).toContain('  misses        no cached vectors for this model yet: redis had none');
  });

  // read-only, so that each is compared with the run above.
  it.each<[string, string[], string]>([
    ['tokenizer.json', ['--model', modelWith('tokenizer', 'tokenizer.json')], `tokenizer.json${changed}`],
    ['config.json', ['--model', modelWith('config', 'config.json')], `config.json${changed}`],
    ['the weights', ['--model', modelWith('weights', 'onnx/model.onnx', DOC_STRING)], `onnx/model.onnx${changed}`],
    ['pooling', ['--pooling', 'cls'], 'pooling changed: mean → cls'],
    ['normalize', ['--normalize', 'false'], 'normalize changed: true → false'],
    ['max-tokens', ['--max-tokens', '128'], 'max-tokens changed: 256 → 128'],
    ['text-prefix', ['--text-prefix', 'passage: '], 'text-prefix changed: "query: " → "passage: "'],
    ['dimensions', ['--dimensions', '128'], 'dimensions changed: 384 → 128'],
    ['dtype', ['--dtype', 'fp16'], 'dtype changed: fp32 → fp16'],
    ['cache-dtype', ['--cache-dtype', 'fp16'], 'cache-dtype changed: fp32 → fp16'],
    [
      'two at once',
      ['--pooling', 'cls', '--dimensions', '9'],
      'dimensions changed: 384 → 9, pooling changed: mean → cls',
    ],
  ])('%s', async (_, words, sentence) => {
    const usual = ['--model', path.join(root, 'models/usual'), '--text-prefix', 'query: ', '--cache-mode', 'read-only'];
    const { code, stdout } = await run(folder, [...usual, ...words]);
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`^  misses        ${sentence}${outcome}$`, 'm'));
    expect(reportIn(folder).explanation).toMatchObject({ cause: 'contract' });
  });

  it('is none of the model folder’s place, nor of an input that says what is so anyway', async () => {
    const { stdout } = await run(folder, [
      '--model',
      modelWith('moved'),
      '--text-prefix',
      'query: ',
      '--pooling',
      'mean',
    ]);
    expect(stdout).toContain('100% cache hits');
    expect(stdout).not.toContain('  misses ');
    expect(reportIn(folder).explanation).toBeUndefined();
  });
});

describe('other misses', () => {
  const sentenceIn = (folder: string) => reportIn(folder).explanation?.sentence;

  it('are deleted vectors, new texts, a silent server, or asked for', async () => {
    const folder = folderOf('misses');
    const own = ['--redis-prefix', 'misses'];
    expect((await run(folder, own)).code).toBe(0);
    const [key] = await server.vectorKeys('misses');
    await server.command('DEL', key as string);
    await run(folder, own);
    expect(sentenceIn(folder)).toMatch(
      /^the run \d+ s ago had the same contract and the same texts; 1 of 2 vectors is no longer in redis \(evicted, expired or deleted\)$/,
    );

    folderOf('misses', 'one text\nand another\nand a third');
    await run(folder, own);
    expect(sentenceIn(folder)).toMatch(
      /^1 of 3 texts is new since the run \d+ s ago with the same contract, on 2 texts; none of those is missing$/,
    );

    await run(folder, ['--redis-url', `redis://127.0.0.1:${await freePort()}`]);
    expect(sentenceIn(folder)).toMatch(
      /^redis gave no answer \(cannot connect .*\), so all 3 vectors were not looked up$/,
    );
    await run(folder, ['--cache-mode', 'off']);
    expect(sentenceIn(folder)).toBe('cache-mode is off: no tier was asked, and nothing was stored');
  });

  it('are expired vectors', async () => {
    const folder = folderOf('expired');
    const own = ['--redis-prefix', 'expired', '--redis-ttl', '1s'];
    await run(folder, own);
    await until(async () => (await server.vectorKeys('expired')).length === 0);
    await run(folder, own);
    expect(sentenceIn(folder)).toMatch(
      /^expired: the last run with this contract was \d+ s ago, and redis kept its vectors for 1 s \(redis-ttl\); all 2 vectors were not found$/,
    );
  });

  it('are compared with the last run of the repository, on whichever runner that was', async () => {
    const github = { GITHUB_ACTIONS: 'true', GITHUB_REPOSITORY: 'org/project' };
    const own = ['--redis-prefix', 'runners'];
    await run(folderOf('runner 1'), own, github);
    const second = folderOf('runner 2');
    await run(second, [...own, '--pooling', 'cls'], github);
    expect(sentenceIn(second)).toBe('pooling changed: mean → cls; all 2 vectors are new');
    await run(second, [...own, '--pooling', 'last'], { ...github, GITHUB_REPOSITORY: 'org/other' });
    expect(reportIn(second).explanation?.cause).toBe('empty');
  });
});

describe('the decision log', () => {
  const linesOf = (file: string) =>
    readFileSync(file, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));

  it('agrees with the report, window by window and record by record, and holds no text', async () => {
    const texts = Array.from(
      { length: 1100 },
      (_, index) => `canary number ${index < 5 ? index : (index % 15) + 1000}`,
    );
    const folder = folderOf('log', texts.slice(0, 5).join('\n'));
    const log = path.join(folder, 'logs/decisions.jsonl');
    const words = ['--redis-prefix', 'log', '--decision-log', 'logs/decisions.jsonl'];
    await run(folder, words);
    expect(linesOf(log)).toMatchObject([{ window: 1, records: 5, texts: 5, hits: {}, misses: 5, embedded: 5 }]);

    folderOf('log', texts.join('\n'));
    await run(folder, [...words, '--decision-log-detail', 'record']);
    expect(reportIn(folder).texts).toMatchObject({ records: 1100, unique: 20, hits: 5, misses: 15 });
    const lines = linesOf(log);
    expect(lines.filter(({ records }) => records)).toMatchObject([
      { window: 1, first: 'corpus.txt:1', last: 'corpus.txt:1024', texts: 20, hits: { redis: 5 }, misses: 15 },
      { window: 2, first: 'corpus.txt:1025', last: 'corpus.txt:1100', texts: 0, hits: {}, misses: 0 },
    ]);
    const verdicts = lines.filter(({ verdict }) => verdict);
    const counts = ['hit', 'miss', 'repeated'].map((one) => verdicts.filter(({ verdict }) => verdict === one).length);
    expect(counts).toEqual([5, 15, 1080]);
    const names = (await server.vectorKeys('log')).map((key) => key.split(':').at(-1));
    expect(new Set(verdicts.map(({ key }) => key))).toEqual(new Set(names));
    expect(readFileSync(log, 'utf8')).not.toContain('canary');
  });

  it('that cannot be written ends the run before anything is computed', async () => {
    const folder = folderOf('blocked');
    const { code, stderr } = await run(folder, ['--decision-log', 'corpus.txt/log', '--redis-prefix', 'blocked']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^error: decision-log: cannot write corpus\.txt\/log: /);
    expect(existsSync(path.join(folder, 'output'))).toBe(false);
    expect(await server.vectorKeys('blocked')).toEqual([]);
  });
});
