import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { pullRequestEvent } from '../../test-support/builders/github-events';
import { TINY_MODEL } from '../../test-support/builders/tiny-model';
import { type BundleRun, runBundle } from '../../test-support/run/bundle';
import { sharedFolder } from '../../test-support/run/shared-folder';
import { EmbeddingService, refuse } from '../../test-support/servers/embedding-service';
import { GitHubApi, refuseCalls } from '../../test-support/servers/github-api';
import { RedisServer } from '../../test-support/servers/redis-server';

/** What must be found nowhere. None of them could be there by chance. */
const SECRETS = {
  user: 'canary-user-5d1f',
  password: 'canary-password-8a2c',
  signingKey: 'canary-signing-key-93b7-'.padEnd(40, 'x'),
  apiKey: 'canary-api-key-17e4',
  hubToken: 'hf_canarytoken2f60',
  ortUrl: 'canary-mirror-token-6e1b',
  githubToken: 'canary-github-token-c05d',
  text: 'canary text c4a9',
} as const;
/** Excerpts of golden texts are in reports, and meant to be. */
const GOLDEN = 'a text that may be seen';
const words = ['one', 'two', 'three', 'four', 'five'].map((number) => `${SECRETS.text} ${number}`);

const root = sharedFolder();
let server: RedisServer;
let service: EmbeddingService;
let api: GitHubApi;
let folder: string;
let folders = 0;

beforeAll(async () => {
  server = await RedisServer.start();
  service = await EmbeddingService.start();
  api = await GitHubApi.start();
  await server.command('ACL', 'SETUSER', SECRETS.user, 'on', `>${SECRETS.password}`, '~*', '&*', '+@all');
});
afterAll(async () => {
  await server.stop();
  await service.stop();
  await api.stop();
});
beforeEach(() => {
  folder = path.join(root, String(folders++));
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'corpus.txt'), [...words, GOLDEN].join('\n'));
  writeFileSync(path.join(folder, 'golden.jsonl'), `${JSON.stringify({ id: 'g', text: GOLDEN })}\n`);
});

/** The bundle as a step of GitHub's, with every secret that there is. */
async function run(...given: string[]): Promise<BundleRun> {
  for (const name of ['outputs', 'summary.md']) writeFileSync(path.join(folder, name), '');
  writeFileSync(path.join(folder, 'event.json'), JSON.stringify(pullRequestEvent()));
  // Of an input given twice the last counts.
  return runBundle(
    [
      '--mode',
      'run',
      '--model',
      TINY_MODEL,
      ...given,
      '--runner-cache-path',
      'tier',
      '--decision-log',
      'decisions.jsonl',
    ],
    {
      folder,
      environment: {
        GITHUB_ACTIONS: 'true',
        GITHUB_OUTPUT: path.join(folder, 'outputs'),
        GITHUB_STEP_SUMMARY: path.join(folder, 'summary.md'),
        GITHUB_EVENT_NAME: 'pull_request',
        GITHUB_EVENT_PATH: path.join(folder, 'event.json'),
        GITHUB_REPOSITORY: 'acme/docs',
        GITHUB_API_URL: api.url,
        // A run is for a pull request here only so that it may comment on it.
        EMBED_ONCE_TRUST_SCOPE: 'trusted',
        EMBED_ONCE_COMMENT: 'on',
        EMBED_ONCE_GITHUB_TOKEN: SECRETS.githubToken,
        EMBED_ONCE_REDIS_URL: `redis://${SECRETS.user}:${SECRETS.password}@127.0.0.1:${server.port}`,
        EMBED_ONCE_CACHE_SIGNING_KEY: SECRETS.signingKey,
        EMBED_ONCE_EMBEDDER_API_KEY: SECRETS.apiKey,
        HF_TOKEN: SECRETS.hubToken,
        EMBED_ONCE_ORT_URL: `http://127.0.0.1:4/${SECRETS.ortUrl}/archive.whl`,
        EMBED_ONCE_DECISION_LOG_DETAIL: 'record',
        EMBED_ONCE_OUTPUT: 'vectors.npy',
      },
    },
  );
}

/** All that a run left behind, in Redis too, but for what holds texts because that is what it is for. */
async function left({ stdout, stderr }: BundleRun): Promise<Map<string, string>> {
  const all = new Map<string, string>();
  // GitHub is told what to mask by being told it.
  all.set('stdout', stdout.replace(/^::add-mask::.*$/gm, ''));
  all.set('stderr', stderr);
  for (const name of readdirSync(folder, { recursive: true }) as string[]) {
    const file = path.join(folder, name);
    if (statSync(file).isFile() && !/^(corpus|golden)\./.test(name)) all.set(name, readFileSync(file, 'latin1'));
  }
  for (const [at, { body }] of api.comments.entries()) all.set(`comment ${at}`, body);
  const client = await server.client();
  for (const key of await client.keys('*'))
    all.set(`Redis ${key}`, `${key} ${await client.sendCommand(['DUMP', key])}`);
  client.destroy();
  return all;
}

async function expectNothingOf(run: BundleRun, besides: readonly (keyof typeof SECRETS)[] = []): Promise<void> {
  const found = [...(await left(run))].flatMap(([place, content]) =>
    Object.entries(SECRETS)
      .filter(([name, secret]) => content.includes(secret) && !besides.includes(name as keyof typeof SECRETS))
      .map(([name]) => `${name} in ${place}`),
  );
  expect(found).toEqual([]);
}

describe('no secret and no text is found in what is said, reported, logged or stored', () => {
  it('when all goes well, with validation and everything embedded again', async () => {
    const approved = await run('--mode', 'golden', '--golden-set', 'golden.jsonl');
    const first = await run('--corpus', 'corpus.txt', '--golden-set', 'golden.jsonl');
    const second = await run('--corpus', 'corpus.txt', '--golden-set', 'golden.jsonl', '--audit-sample', '1');
    expect([approved.code, first.code, second.code]).toEqual([0, 0, 0]);
    for (const one of [approved, first, second]) await expectNothingOf(one);
    // The search finds what is there.
    expect(api.comments.length).toBeGreaterThan(1);
    expect([...(await left(second)).keys()].filter((place) => place.startsWith('Redis')).length).toBeGreaterThan(5);
    expect((await left(second)).get('decisions.jsonl')).toContain('corpus.txt:1');
  });

  it('when it is planned, embedded in shards, and audited', async () => {
    const planned = await run('--mode', 'plan', '--corpus', 'corpus.txt', '--plan-path', 'plan.jsonl');
    const embedded = await run(
      '--mode',
      'embed',
      '--corpus',
      'corpus.txt',
      '--plan-path',
      'plan.jsonl',
      '--shard',
      '1/1',
    );
    const audited = await run('--mode', 'audit');
    expect([planned.code, embedded.code, audited.code]).toEqual([0, 0, 0]);
    for (const one of [planned, embedded, audited]) await expectNothingOf(one);
    expect((await left(audited)).has('plan.jsonl')).toBe(true);
  });

  it.each<[string, string, string]>([
    ['JSON that is broken', `{"text": "${words[0]}", "a": ${words[1]}}`, 'fail'],
    ['JSON that is broken, skipped', `{"text": "${words[0]}", "a": ${words[1]}}\n{"text": "${words[2]}"}`, 'skip'],
    ['JSON that is cut off', `{"text": "${words[0]}`, 'fail'],
    ['a text in another field', `{"title": "${words[0]}"}`, 'fail'],
    ['a text that is a number', `{"text": 7, "title": "${words[0]}"}`, 'fail'],
    ['bytes that are not UTF-8', `${words[0]} \xff`, 'fail'],
  ])('when the corpus has %s', async (_, line, policy) => {
    writeFileSync(path.join(folder, 'corpus.jsonl'), Buffer.from(line, 'latin1'));
    const ended = await run('--corpus', 'corpus.jsonl', '--on-bad-record', policy);
    expect(ended.code).toBe(policy === 'fail' ? 2 : 0);
    await expectNothingOf(ended);
  });

  it.each<[string, string[], number]>([
    [
      'Redis refuses the password',
      ['--redis-url', `redis://${SECRETS.user}:not-${SECRETS.password}@127.0.0.1:PORT`],
      0,
    ],
    ['Redis is not there', ['--redis-url', `redis://${SECRETS.user}:${SECRETS.password}@127.0.0.1:4`], 0],
    ['the address of Redis is none', ['--redis-url', `redis://${SECRETS.user}:${SECRETS.password}@`], 2],
    ['a word is not quoted', ['--redis-url', 'redis://x', SECRETS.password], 2],
    ['the signing key is too short', ['--cache-signing-key', SECRETS.apiKey], 2],
    ['the hub is not there', ['--model', 'owner/none', '--hub-endpoint', 'http://127.0.0.1:4'], 1],
    [
      'a program dies',
      ['--embedder', 'command', '--embedder-command', 'exit 3', '--revision', '1', '--dimensions', '6'],
      1,
    ],
  ])('when %s', async (_, given, code) => {
    const here = given.map((word) => word.replace('PORT', String(server.port)));
    const ended = await run('--corpus', 'corpus.txt', ...here);
    expect(ended.code).toBe(code);
    await expectNothingOf(ended);
  });

  it('when GitHub refuses a comment, and repeats the token', async () => {
    api.begin(refuseCalls('POST', 403));
    const ended = await run('--corpus', 'corpus.txt');
    api.begin();
    expect([ended.code, ended.stdout]).toEqual([0, expect.stringContaining('no comment on pull request 12: ')]);
    await expectNothingOf(ended);
  });

  it('when a service refuses, and repeats what it was sent', async () => {
    const repeated = { error: { message: `no ${SECRETS.apiKey} for ${words[0]}` } };
    service.begin(refuse(400, repeated));
    const asked = ['--embedder', 'openai', '--embedder-url', `${service.url}/v1`, '--dimensions', '6'];
    const ended = await run('--corpus', 'corpus.txt', ...asked);
    expect([ended.code, ended.stdout]).toEqual([1, expect.stringContaining('HTTP 400')]);
    await expectNothingOf(ended);
  });
});
