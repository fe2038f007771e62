import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ClientProcess } from '../../src/github-cache/client-process';
import { pullRequestEvent, repositoryEvent } from '../../test-support/builders/github-events';
import { TINY_MODEL } from '../../test-support/builders/tiny-model';
import { reportIn, runBundle } from '../../test-support/run/bundle';
import { mountedFolder } from '../../test-support/run/mounted-folder';
import { sharedFolder } from '../../test-support/run/shared-folder';
import {
  ActionsCacheService,
  type CacheFault,
  hang,
  refuseWith,
} from '../../test-support/servers/actions-cache-service';

const TEXTS = ['one', 'two', 'three', 'four'];
const MAIN = 'refs/heads/main';
const PULL = 'refs/pull/12/merge';

const root = sharedFolder();
let service: ActionsCacheService;

beforeAll(async () => {
  service = await ActionsCacheService.start();
});
beforeEach(() => service.clear());
afterAll(() => service.stop());

const newFolder = () => mkdtempSync(path.join(root, 'job-'));

interface JobOptions {
  readonly texts?: readonly string[];
  readonly words?: readonly string[];
  readonly ref?: string;
  /** What the job's token says; its ref unless given. */
  readonly token?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly folder?: string;
}

/** One job on a fresh runner: a step that uses the action, with nothing on its disk. */
async function job({
  texts = TEXTS,
  words = [],
  ref = MAIN,
  token = ref,
  environment = {},
  folder = newFolder(),
}: JobOptions = {}) {
  writeFileSync(path.join(folder, 'corpus.txt'), texts.join('\n'));
  const event = path.join(folder, 'event.json');
  writeFileSync(event, JSON.stringify(ref === MAIN ? repositoryEvent : pullRequestEvent()));
  const output = path.join(folder, 'output.txt');
  writeFileSync(output, '');
  const given = ['--corpus', 'corpus.txt', '--model', TINY_MODEL, '--output', 'vectors.jsonl', ...words];
  const run = await runBundle(given, {
    folder,
    environment: {
      GITHUB_ACTIONS: 'true',
      GITHUB_EVENT_NAME: ref === MAIN ? 'push' : 'pull_request',
      GITHUB_REF: ref,
      GITHUB_EVENT_PATH: event,
      GITHUB_OUTPUT: output,
      RUNNER_TOOL_CACHE: path.join(folder, 'tools'),
      ...service.environment(path.join(folder, 'temp'), token),
      ...environment,
    },
  });
  const report = [0, 3].includes(run.code ?? 1) ? reportIn(folder) : undefined;
  return { ...run, folder, report, texts: report?.texts, cache: report?.githubCache };
}

const keys = () => service.entries.map(({ key }) => key);

describe('jobs on fresh runners', () => {
  it('embed nothing that an earlier one has embedded, and save only what they add', async () => {
    const first = await job();
    expect(first.texts).toMatchObject({ embedded: 4 });
    expect(first.cache).toMatchObject({ used: true, restored: [{ entries: 0 }], refusals: [] });
    expect(keys()).toEqual([first.cache?.saved?.key]);
    expect(keys()[0]).toMatch(/^embed-once-1\.[0-9a-f]{64}\.trusted\.g000000\.[01]{16}$/);
    expect(first.stdout).toMatch(/github cache {2}empty; saved .* as g000000\./);

    const second = await job();
    expect(second.texts).toMatchObject({ hits: 4, embedded: 0 });
    expect(second.cache).toMatchObject({ restored: [{ scope: 'trusted', entries: 1 }] });
    expect(second.cache?.saved).toBeUndefined();
    expect(service.counts.CreateCacheEntry).toBe(1);
    expect(second.stdout).toMatch(/github cache {2}restored 1 entry, .*; nothing to save/);
    // Nothing of the client's own log, and nothing left on the disk.
    expect(first.stdout + second.stdout).not.toMatch(/::debug::|Cache Size|sig=|\[command]/);
    expect(readdirSync(path.join(second.folder, 'temp'))).toEqual([]);
  });

  it('lose nothing side by side', async () => {
    await Promise.all([job({ texts: ['one', 'two'] }), job({ texts: ['three', 'four'] })]);
    expect(keys()).toHaveLength(2);
    const third = await job();
    expect(third.texts).toMatchObject({ hits: 4, embedded: 0 });
  });

  it('hand over from plan to the shards of a matrix to run', async () => {
    const planned = await job({ words: ['--mode', 'plan', '--shards', '2', '--plan-path', 'plan.jsonl'] });
    expect(keys()).toEqual([]);
    const plan = readFileSync(path.join(planned.folder, 'plan.jsonl'));
    const embed = (shard: string) => {
      const folder = newFolder();
      writeFileSync(path.join(folder, 'plan.jsonl'), plan);
      return job({ folder, words: ['--mode', 'embed', '--plan-path', 'plan.jsonl', '--shard', shard] });
    };
    await Promise.all([embed('1/2'), embed('2/2')]);
    expect((await job()).texts).toMatchObject({ hits: 4, embedded: 0 });
  });

  it('save before validation closes the gate', async () => {
    const folder = newFolder();
    writeFileSync(path.join(folder, 'golden.jsonl'), `${JSON.stringify({ text: 'one' })}\n`);
    await job({ folder, words: ['--mode', 'golden', '--golden-set', 'golden.jsonl'] });
    service.clear();
    const gated = await job({
      folder,
      // Another contract: the vectors are not as approved.
      words: ['--golden-set', 'golden.jsonl', '--text-prefix', 'something else '],
    });
    expect(gated.code).toBe(3);
    expect(gated.cache?.saved).toBeDefined();
    expect(keys()).toHaveLength(1);
  });

  it('of a pull request read the default branch’s entries and save their own', async () => {
    await job({ texts: ['one', 'two'] });
    const pull = await job({ ref: PULL });
    expect(pull.texts).toMatchObject({ hits: 2, embedded: 2 });
    expect(pull.cache?.saved?.key).toContain('.pr-12.');
    expect((await job({ ref: PULL })).texts).toMatchObject({ hits: 4 });
    // GitHub shows them to no other ref; their name says so besides.
    for (const [at, entry] of service.entries.entries()) service.entries[at] = { ...entry, ref: MAIN };
    expect((await job()).texts).toMatchObject({ hits: 2, embedded: 2 });
  });

  it('store nothing with cache-mode: read-only', async () => {
    await job({ texts: ['one'] });
    // Not even what an earlier step left in the folder.
    const { folder } = await job({ texts: ['two'], words: ['--github-cache', 'off'] });
    const second = await job({ folder, words: ['--cache-mode', 'read-only'] });
    expect(second.texts).toMatchObject({ hits: 2, embedded: 2 });
    expect(keys()).toHaveLength(1);
  });
});

describe('a service that refuses', () => {
  const answers: [string, Partial<ActionsCacheService['faults']>, RegExp][] = [
    [
      'a rate limit',
      { CreateCacheEntry: refuseWith(429, { code: 'resource_exhausted', msg: 'slow down' }, { 'retry-after': '60' }) },
      /did not store the new vectors of this run: .*\(429\)/,
    ],
    [
      'a full store',
      { CreateCacheEntry: refuseWith(403, { msg: 'insufficient usage to do this' }) },
      /quota has been hit/,
    ],
    ['an address that has expired', { upload: refuseWith(403, {}) }, /did not store the new vectors of this run: /],
    [
      'an upload that is not whole',
      { FinalizeCacheEntryUpload: refuseWith(200, { ok: false, message: 'sizes differ' }) },
      /sizes differ/,
    ],
    [
      'no right to read',
      { GetCacheEntryDownloadURL: refuseWith(403, { msg: 'cache read denied: no scopes' }) },
      /cache read denied: no scopes/,
    ],
  ];
  it.each(answers)('costs a warning and no more: %s', async (_, faults, sentence) => {
    service.faults = faults;
    const { code, texts, stdout, cache } = await job();
    expect(code).toBe(0);
    expect(texts).toMatchObject({ embedded: 4 });
    expect(cache?.refusals.join(' ')).toMatch(sentence);
    expect(stdout).toMatch(/::warning::GitHub’s cache/);
    expect(stdout).not.toMatch(/sig=|http:/);
  });

  it('costs a warning and no more: a token that can only read', async () => {
    await job({ texts: ['one'] });
    const { code, texts, cache } = await job({ token: `${MAIN} read-only` });
    expect(code).toBe(0);
    expect(texts).toMatchObject({ hits: 1, embedded: 3 });
    expect(cache?.refusals).toEqual([
      expect.stringContaining('cache write denied: the token of this run can only read'),
    ]);
  });

  const broken: [string, CacheFault][] = [
    ['has expired', refuseWith(403, {})],
    [
      'ends in the middle',
      (_, response) => {
        response.writeHead(200, { 'content-length': 1000 });
        response.write('half');
        setTimeout(() => response.destroy(), 50);
      },
    ],
    ['is no archive', (_, response) => void response.writeHead(200, { 'content-length': 4 }).end('junk')],
  ];
  it.each(broken)('costs only the entry whose download %s', async (_, fault) => {
    await job();
    service.faults = { download: fault };
    const { code, texts, cache } = await job();
    expect(code).toBe(0);
    expect(texts).toMatchObject({ embedded: 4 });
    expect(cache?.refusals[0]).toMatch(/^GitHub’s cache could not restore embed-once-1\./);
  });

  it('is not waited for beyond the deadline', async () => {
    const temporary = newFolder();
    const client = new ClientProcess({
      script: path.resolve('dist/github-cache/index.js'),
      environment: { PATH: process.env.PATH ?? '', ...service.environment(temporary) },
      temporaryFolder: temporary,
      deadlines: { find: 500, fetch: 500, store: 500 },
    });
    service.faults = { GetCacheEntryDownloadURL: hang, CreateCacheEntry: hang };
    await expect(client.find(['x'])).rejects.toThrow('no answer within 0.5 s');
    const staged = newFolder();
    writeFileSync(path.join(staged, 'entry.json'), '{}');
    await expect(client.store('x', staged)).rejects.toThrow('no answer within 0.5 s');
    service.faults = {};
    expect(await client.find(['x'])).toBeUndefined();
    await client.close();
  });

  it('is not there', async () => {
    const absent = { ACTIONS_RESULTS_URL: '', ACTIONS_CACHE_SERVICE_V2: '' };
    const quiet = await job({ environment: absent });
    expect(quiet.code).toBe(0);
    expect(quiet.stdout).not.toContain('::warning');
    expect(quiet.cache).toMatchObject({ used: false, why: expect.stringContaining('no cache service') });
    const asked = await job({ environment: absent, words: ['--github-cache', 'on'] });
    expect(asked.code).toBe(0);
    expect(asked.stdout).toMatch(/::warning::GitHub’s cache is not used: this step has no cache service/);
  });

  it('cannot be used with a tar that may write anywhere, and the run says so', async () => {
    await job();
    const programs = newFolder();
    const words = ['#!/bin/sh', 'echo bsdtar 3.7.2', ''];
    writeFileSync(path.join(programs, 'tar'), words.join('\n'), { mode: 0o755 });
    symlinkSync(execFileSync('which', ['zstd'], { encoding: 'utf8' }).trim(), path.join(programs, 'zstd'));
    const { code, texts, cache } = await job({ environment: { PATH: programs } });
    expect(code).toBe(0);
    expect(texts).toMatchObject({ embedded: 4 });
    expect(cache?.refusals).toEqual([
      expect.stringContaining('could not restore'),
      expect.stringContaining('did not store the new vectors of this run: GNU tar (tar) was not found'),
    ]);
  });
});

describe('a runner of one’s own', () => {
  const own = { RUNNER_ENVIRONMENT: 'self-hosted' };

  it('keeps to its folder unless asked', async () => {
    const { cache } = await job({ environment: own });
    expect(cache).toMatchObject({ used: false });
    expect(service.counts.GetCacheEntryDownloadURL).toBe(0);
  });

  it('brings its folder and GitHub’s cache to the same where asked', async () => {
    const folder = newFolder();
    await job({ folder, texts: ['one'], environment: own });
    await job({ texts: ['two'] });
    const asked = await job({
      folder,
      texts: ['one', 'two', 'three'],
      environment: own,
      words: ['--github-cache', 'on'],
    });
    expect(asked.texts).toMatchObject({ hits: 2, embedded: 1 });
    expect((await job({ texts: ['one', 'two', 'three'] })).texts).toMatchObject({ hits: 3 });
  });

  it('does not let a pull request bring trusted entries', async () => {
    await job({ texts: ['one'] });
    const { texts, cache, folder } = await job({ ref: PULL, environment: own, words: ['--github-cache', 'on'] });
    expect(texts).toMatchObject({ hits: 0 });
    expect(cache?.restored.map(({ scope }) => scope)).toEqual(['pr-12']);
    expect(readdirSync(path.join(folder, 'tools/embed-once'))).toEqual(['~pr-12']);
  });
});

describe('an entry that somebody else made', () => {
  it('cannot write outside the folder that it is unpacked in', async () => {
    const { report } = await job({ texts: ['one'] });
    const [entry] = service.entries;
    const evil = newFolder();
    const target = path.join(evil, 'target');
    writeFileSync(target, 'untouched');
    const at = path.join(evil, 'archive');
    mkdirSync(path.join(at, 'deep'), { recursive: true });
    writeFileSync(path.join(at, 'deep/file'), 'evil');
    writeFileSync(path.join(at, 'plain.shard'), 'evil');
    symlinkSync(evil, path.join(at, 'link'));
    const tar = (...words: string[]) => execFileSync('tar', ['-P', '-C', at, ...words]);
    const file = path.join(evil, 'evil.tar');
    tar('-cf', file, '--transform', `s,^plain.shard,${target},`, 'plain.shard');
    tar('-rf', file, '--transform', 's,^plain.shard,../../../../escaped,', 'plain.shard');
    tar('-rf', file, 'link', 'deep/file');
    tar('-rf', file, '--transform', 's,^deep/file,link/through,', 'deep/file');
    execFileSync('zstd', ['-q', file]);
    (entry as { blob: Buffer }).blob = readFileSync(`${file}.zst`);

    const before = readdirSync(root);
    const victim = await job({ texts: ['one'] });
    expect(victim.code).toBe(0);
    expect(victim.texts).toMatchObject({ embedded: 1 });
    expect(readFileSync(target, 'utf8')).toBe('untouched');
    expect(existsSync(path.join(evil, 'through'))).toBe(false);
    expect(readdirSync(root).filter((name) => !before.includes(name))).toEqual([path.basename(victim.folder)]);
    expect(report?.texts).toMatchObject({ embedded: 1 });
  });
});

describe('a temporary folder on another disk', () => {
  const texts = Array.from({ length: 2500 }, (_, at) => `text number ${at}`);
  const large = mountedFolder('64m');
  const small = mountedFolder('128k');

  it('is as good', async () => {
    if (!large.works) return;
    await job({ texts, environment: { RUNNER_TEMP: large.path } });
    const second = await job({ texts, environment: { RUNNER_TEMP: large.path } });
    expect(second.cache?.refusals).toEqual([]);
    expect(second.texts).toMatchObject({ hits: 2500, embedded: 0 });
    expect(readdirSync(large.path)).toEqual([]);
  });

  it('costs the entry that does not fit, and what is to be stored', async () => {
    if (!small.works) return;
    await job({ texts });
    const second = await job({ texts, environment: { RUNNER_TEMP: small.path } });
    expect(second.code).toBe(0);
    expect(second.texts).toMatchObject({ embedded: 2500 });
    expect(second.cache?.refusals).toEqual([
      expect.stringContaining('could not restore embed-once-1.'),
      expect.stringContaining('did not store the new vectors of this run'),
    ]);
    expect(readdirSync(small.path)).toEqual([]);
  });
});

describe('the client of Azure', () => {
  it('uploads and downloads through GitHub’s kind of address', async () => {
    service.azure = true;
    await job();
    const second = await job();
    expect(second.cache?.refusals).toEqual([]);
    expect(second.texts).toMatchObject({ hits: 4, embedded: 0 });
    expect(service.counts.download).toBeGreaterThan(1);
  });
});
