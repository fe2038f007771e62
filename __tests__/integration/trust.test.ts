import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { EnvelopeCodec } from '../../src/cache/envelope';
import { RunnerCache } from '../../src/cache/runner';
import { textKey } from '../../src/keys/text-key';
import { forkEvent, repositoryEvent } from '../../test-support/builders/github-events';
import { TINY_DIMENSIONS, TINY_MODEL } from '../../test-support/builders/tiny-model';
import { reportIn, runBundle } from '../../test-support/run/bundle';
import { sharedFolder } from '../../test-support/run/shared-folder';
import { RedisServer } from '../../test-support/servers/redis-server';

const KEY = 'a key that only trusted runs have';
const NEXT_KEY = 'the key that comes after that one';
const TEXTS = ['one', 'two', 'three'];

const root = sharedFolder();
const corpus = path.join(root, 'corpus.txt');
let server: RedisServer;
let fingerprint: string;
let clean: Buffer;
let folders = 0;

function newFolder(): string {
  const folder = path.join(root, String(folders++));
  mkdirSync(folder);
  return folder;
}

const npy = (folder: string) => readFileSync(path.join(folder, 'vectors.npy'));
const tier = (folder: string, name: string) => reportIn(folder).tiers.find((one) => one.name === name);
const keys = async () => ((await server.command('KEYS', '*')) as string[]).sort();
/** Of vectors. */
const names = async () => (await keys()).filter((key) => !key.startsWith('eo1:ledger:'));
/** Of what runs leave beside them, in the trusted scope. */
const trustedLedger = async () => (await keys()).filter((key) => /^eo1:ledger:[^~]/.test(key));
const trustedName = (text: string) => `eo1:${fingerprint.slice(0, 16)}:${textKey(text)}`;
const ownName = (text: string) => `eo1:${fingerprint.slice(0, 16)}:~pr-12:${textKey(text)}`;

interface RunOptions {
  readonly folder?: string;
  readonly words?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly url?: string;
}

/** One run of the bundle on the three texts, in a folder of its own, without a runner cache unless asked for. */
async function run({ folder = newFolder(), words = [], environment = {}, url = server.url }: RunOptions = {}) {
  const given = ['--corpus', corpus, '--model', TINY_MODEL, '--output', 'vectors.npy', '--redis-url', url, ...words];
  const all = given.includes('--runner-cache-path') ? given : [...given, '--runner-cache', 'off'];
  const { code, stdout, stderr } = await runBundle(all, { folder, environment });
  return { folder, code, stdout, stderr, texts: code === 0 ? reportIn(folder).texts : undefined };
}

const signing = (...keys: string[]) => ({ EMBED_ONCE_CACHE_SIGNING_KEY: keys.join('\n') });

/** The environment of a job on GitHub that this event started. */
function onGitHub(name: string, ref: string, event: object): Record<string, string> {
  const file = path.join(newFolder(), 'event.json');
  writeFileSync(file, JSON.stringify(event));
  const outputs = path.join(path.dirname(file), 'output');
  writeFileSync(outputs, '');
  return {
    GITHUB_ACTIONS: 'true',
    GITHUB_EVENT_NAME: name,
    GITHUB_REF: ref,
    GITHUB_EVENT_PATH: file,
    GITHUB_OUTPUT: outputs,
  };
}

const fork = () => onGitHub('pull_request', 'refs/pull/12/merge', forkEvent);
const main = () => onGitHub('push', 'refs/heads/main', repositoryEvent);

beforeAll(async () => {
  writeFileSync(corpus, `${TEXTS.join('\n')}\n`);
  server = await RedisServer.start();
  const { folder, code } = await run({ words: ['--cache-mode', 'off'] });
  expect(code).toBe(0);
  fingerprint = reportIn(folder).model.fingerprint;
  clean = npy(folder);
});
beforeEach(() => server.command('FLUSHALL'));
afterAll(() => server.stop());

const poison = () => Float32Array.from({ length: TINY_DIMENSIONS }, (_, at) => (at === 0 ? 1 : 0));

describe('with a signing key', () => {
  it('refuses a poisoned vector that was written without the key, counts it, and replaces it', async () => {
    const forged = new EnvelopeCodec({ fingerprint, dimensions: TINY_DIMENSIONS }).encode(textKey('two'), poison());
    await server.command('SET', trustedName('two'), forged);

    const believing = await run();
    expect(believing.texts).toMatchObject({ hits: 1, embedded: 2 });
    // The test can fail: a run without a key takes it.
    expect(npy(believing.folder).equals(clean)).toBe(false);

    await server.command('FLUSHALL');
    await server.command('SET', trustedName('two'), forged);
    const refusing = await run({ environment: signing(KEY) });
    expect(refusing.texts).toMatchObject({ hits: 0, embedded: 3 });
    expect(tier(refusing.folder, 'redis')).toMatchObject({ unsigned: 1, corrupt: 0, written: 3 });
    expect(npy(refusing.folder).equals(clean)).toBe(true);
    expect(refusing.stdout).toContain('1 not signed by a known key');

    const later = await run({ environment: signing(KEY) });
    expect(later.texts).toMatchObject({ hits: 3, embedded: 0 });
    expect(npy(later.folder).equals(clean)).toBe(true);
  });

  it("refuses a signed vector under another text's name, also with a checksum made for that name", async () => {
    await run({ environment: signing(KEY) });
    const [one, two, three] = TEXTS.map(trustedName) as [string, string, string];
    const client = await server.client();
    const signed = (await client.withTypeMapping({ 36: Buffer }).get(one)) as unknown as Buffer;
    const names = crc32(textKey('two'), crc32(fingerprint));
    signed.writeUInt32LE(crc32(signed.subarray(0, -4), names), signed.length - 4);
    await client.set(two, signed);
    client.destroy();
    await server.command('COPY', one, three, 'REPLACE');

    expect((await run()).texts).toMatchObject({ hits: 2 });
    await server.command('COPY', one, three, 'REPLACE');
    const { folder, texts } = await run({ environment: signing(KEY) });
    expect(texts).toMatchObject({ hits: 1, embedded: 2 });
    expect(tier(folder, 'redis')).toMatchObject({ unsigned: 1, corrupt: 1 });
    expect(npy(folder).equals(clean)).toBe(true);
  });

  it('refuses what was signed with a key that it does not have', async () => {
    await run({ environment: signing('a key that a stranger made up, long') });
    const { folder, texts } = await run({ environment: signing(KEY) });
    expect(texts).toMatchObject({ hits: 0, embedded: 3 });
    expect(tier(folder, 'redis')).toMatchObject({ unsigned: 3 });
  });

  it('refuses in the runner cache what was not signed', async () => {
    const folder = newFolder();
    const cache = await RunnerCache.open(path.join(folder, 'cache'), { fingerprint, dimensions: TINY_DIMENSIONS });
    await cache.putMany([{ key: textKey('two'), vector: poison() }]);
    await cache.close();
    const words = ['--runner-cache-path', 'cache'];
    const first = await run({ folder, words, environment: signing(KEY) });
    expect(tier(first.folder, 'runner cache')).toMatchObject({ unsigned: 1, corrupt: 0, found: 0, written: 3 });
    expect(npy(folder).equals(clean)).toBe(true);
    await server.command('FLUSHALL');
    const second = await run({ folder, words, environment: signing(KEY) });
    expect(second.texts).toMatchObject({ hits: 3, hitsByTier: { 'runner cache': 3 } });
    expect(npy(folder).equals(clean)).toBe(true);
  });

  it('lets a key be replaced without embedding anything again', async () => {
    await run({ environment: signing(KEY) });
    expect((await run({ environment: signing(NEXT_KEY, KEY) })).texts).toMatchObject({ hits: 3 });
    await server.command('DEL', trustedName('one'));
    // Signed with the new key, by a run that still knows the old one; a run not yet changed would embed it again.
    expect((await run({ environment: signing(NEXT_KEY, KEY) })).texts).toMatchObject({ hits: 2, embedded: 1 });
    expect((await run({ environment: signing(KEY, NEXT_KEY) })).texts).toMatchObject({ hits: 3 });
    const done = await run({ environment: signing(NEXT_KEY) });
    expect(done.texts).toMatchObject({ hits: 1, embedded: 2 });
    expect(tier(done.folder, 'redis')).toMatchObject({ unsigned: 2 });
  });

  it('shows what it signed to runs without a key, which leave it as it is', async () => {
    await run({ environment: signing(KEY) });
    expect((await run()).texts).toMatchObject({ hits: 3, embedded: 0 });
    expect((await run({ environment: signing(KEY) })).texts).toMatchObject({ hits: 3, embedded: 0 });
  });

  it('takes the keys from a file, and shows none of them', async () => {
    const folder = newFolder();
    writeFileSync(path.join(folder, 'keys'), `${NEXT_KEY}\r\n${KEY}\n`);
    const given = await run({ folder, words: ['--cache-signing-key-file', 'keys'], environment: main() });
    expect(given.texts).toMatchObject({ embedded: 3 });
    expect(reportIn(folder).trust.keyIds).toHaveLength(2);
    const shown = given.stdout + given.stderr + readFileSync(path.join(folder, 'output/report/report.json'), 'utf8');
    // GitHub is told what to mask, and nothing else shows it.
    expect(shown.split(`::add-mask::${KEY}\n`)).toHaveLength(2);
    expect(shown.replaceAll(/::add-mask::.*\n/g, '')).not.toContain(KEY);
    expect(shown.replaceAll(/::add-mask::.*\n/g, '')).not.toContain(NEXT_KEY);
    expect((await run({ environment: signing(NEXT_KEY) })).texts).toMatchObject({ hits: 3 });
  });

  it('believes no digests of model files that lie in a folder others may write to', async () => {
    const folder = newFolder();
    const words = ['--runner-cache-path', 'cache', '--cache-mode', 'read-only', '--output-format', 'none'];
    await run({ folder, words });
    const digests = path.join(folder, 'cache/file-digests.json');
    writeFileSync(digests, readFileSync(digests, 'utf8').replaceAll(/[0-9a-f]{64}/g, 'ab'.repeat(32)));
    await run({ folder, words });
    // The test can fail: a run without a key believes them.
    expect(reportIn(folder).model.fingerprint).not.toBe(fingerprint);
    await run({ folder, words, environment: signing(KEY) });
    expect(reportIn(folder).model.fingerprint).toBe(fingerprint);
  });

  it.each([
    ['a short one', signing('s3cr3t'), [], /cache-signing-key: the value given has fewer than 32 bytes/],
    ['an absent file', {}, ['--cache-signing-key-file', 'absent'], /cache-signing-key-file: cannot use absent: ENOENT/],
    ['both', signing(KEY), ['--cache-signing-key-file', 'keys'], /cache-signing-key is also given/],
  ])('ends with code 2 for %s', async (_, environment, words, message) => {
    const { code, stderr } = await run({ environment, words });
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain('s3cr3t');
  });
});

describe('a pull request from a fork', () => {
  it('writes nothing that the default branch could read, neither in Redis nor in the runner cache', async () => {
    const folder = newFolder();
    const words = ['--runner-cache-path', path.join(folder, 'cache')];
    const { texts, stdout } = await run({ folder, words, environment: fork() });
    expect(texts).toMatchObject({ embedded: 3 });
    expect(stdout).toContain('reads trusted and pr-12, writes pr-12: pull request 12 from a fork');
    expect(reportIn(folder).trust.scope).toMatchObject({ name: 'pr-12', source: 'event' });
    expect(await names()).toEqual(TEXTS.map(ownName).sort());
    expect(await trustedLedger()).toEqual([]);
    expect(readdirSync(path.join(folder, 'cache'))).toEqual(['~pr-12']);

    const trusted = await run({ folder, words, environment: main() });
    expect(trusted.texts).toMatchObject({ hits: 0, embedded: 3 });
    expect((await run({ folder, words, environment: fork() })).texts).toMatchObject({ hits: 3, embedded: 0 });
  });

  it('reads what the default branch signed, without the key, and promotes none of it', async () => {
    const folder = newFolder();
    const words = ['--runner-cache-path', path.join(folder, 'cache')];
    await run({ folder, words, environment: { ...main(), ...signing(KEY) } });
    const before = [await names(), await trustedLedger()];
    const fromRedis = await run({ folder, words, environment: fork() });
    expect(fromRedis.texts).toMatchObject({ hits: 3, embedded: 0, hitsByTier: { 'redis (trusted)': 3 } });
    expect([await names(), await trustedLedger()]).toEqual(before);
    await server.command('FLUSHALL');
    const fromRunner = await run({ folder, words, environment: fork() });
    expect(fromRunner.texts).toMatchObject({ hits: 3, hitsByTier: { 'runner cache (trusted)': 3 } });
    expect(await names()).toEqual([]);
    expect(npy(folder).equals(clean)).toBe(true);
  });

  it('leaves what Redis could not take to its own next run, not to one of the default branch', async () => {
    const folder = newFolder();
    const words = ['--runner-cache-path', path.join(folder, 'cache')];
    await server.command('CONFIG', 'SET', 'maxmemory', '1');
    await run({ folder, words, environment: fork() });
    await server.command('CONFIG', 'SET', 'maxmemory', '0');
    const owed = () =>
      readdirSync(path.join(folder, 'cache/~pr-12', fingerprint)).filter((name) => /^unpushed/.test(name));
    expect(owed()).toHaveLength(1);
    await run({ folder, words, environment: main() });
    expect(await names()).toEqual(TEXTS.map(trustedName).sort());
    expect(owed()).toHaveLength(1);
    await server.command('FLUSHALL');
    await run({ folder, words, environment: fork() });
    expect(await names()).toEqual(TEXTS.map(ownName).sort());
    expect(owed()).toHaveLength(0);
  });

  it('gains nothing from the key: what it signs is worth nothing under a trusted name', async () => {
    await run({ environment: { ...fork(), ...signing(KEY) } });
    for (const text of TEXTS) expect(await server.command('COPY', ownName(text), trustedName(text))).toBe(1);
    const { folder, texts } = await run({ environment: { ...main(), ...signing(KEY) } });
    expect(texts).toMatchObject({ hits: 0, embedded: 3 });
    expect(tier(folder, 'redis')).toMatchObject({ unsigned: 3 });
  });

  it('is trusted where the workflow says so, with a warning', async () => {
    const { stdout } = await run({ environment: fork(), words: ['--trust-scope', 'trusted'] });
    expect(stdout).toMatch(/::warning::trust-scope: trusted overrides the event: this run is for pull request 12/);
    expect(await names()).toEqual(TEXTS.map(trustedName).sort());
  });
});

describe('with the users that docs/redis.md gives to forks', () => {
  const documented = [
    ...readFileSync('docs/redis.md', 'utf8').matchAll(/ACL SETUSER (embed-once-(?:fork|reader)) .*/g),
  ];
  const as = (user: string) => server.url.replace('://', `://${user}:password@`);

  beforeAll(async () => {
    for (const [rule] of documented) await server.command(...rule.split(' '));
  });

  it('reads the trusted scope, writes its own with leases, and cannot write a trusted name', async () => {
    expect(documented.map(([, user]) => user)).toEqual(['embed-once-fork', 'embed-once-reader']);
    await run({ environment: main() });
    await server.command('DEL', trustedName('one'));
    await server.command('ACL', 'LOG', 'RESET');
    const { texts, stdout } = await run({ environment: fork(), url: as('embed-once-fork') });
    expect(texts).toMatchObject({ hits: 2, embedded: 1 });
    expect(stdout).not.toContain('::warning');
    expect(String(await server.command('ACL', 'LOG'))).toBe('');
    const own = ownName('one');
    expect(await names()).toEqual([own, trustedName('two'), trustedName('three')].sort());

    // It ignores the scopes, as someone who means harm would: the server does not.
    const evil = await run({ environment: fork(), url: as('embed-once-fork'), words: ['--trust-scope', 'trusted'] });
    expect(evil.stdout).toMatch(/NOPERM/);
    expect(evil.code).toBe(0);
    expect(await names()).toEqual([own, trustedName('two'), trustedName('three')].sort());
  });

  it('reads, and writes nothing at all, as the user that may only read', async () => {
    await run({ environment: main() });
    await server.command('DEL', trustedName('one'));
    await server.command('ACL', 'LOG', 'RESET');
    const before = await keys();
    const words = ['--cache-mode', 'read-only'];
    const { texts, stdout } = await run({ environment: fork(), url: as('embed-once-reader'), words });
    expect(texts).toMatchObject({ hits: 2, embedded: 1 });
    expect(stdout).not.toContain('::warning');
    expect(String(await server.command('ACL', 'LOG'))).toBe('');
    expect(await keys()).toEqual(before);
  });
});
