import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { TINY_MODEL } from '../../test-support/builders/tiny-model';
import { texts } from '../../test-support/builders/vectors';
import { reportIn, runBundle } from '../../test-support/run/bundle';
import { sharedFolder } from '../../test-support/run/shared-folder';
import { COMMIT, ModelHub } from '../../test-support/servers/model-hub';

const root = sharedFolder();
const corpus = path.join(root, 'corpus.txt');
writeFileSync(corpus, texts(20).join('\n'));
let hub: ModelHub;
let folder: string;
let folders = 0;
beforeEach(async () => {
  hub = await ModelHub.start(TINY_MODEL);
  folder = path.join(root, String(folders++));
  mkdirSync(folder);
});
afterEach(() => hub.stop());

const modelFolder = (commit = COMMIT) => path.join(folder, 'cache/models/owner--tiny', commit);
function run(words: string[] = [], environment: Record<string, string> = {}) {
  const common = ['--corpus', corpus, '--output', 'v.npy', '--runner-cache-path', 'cache', '--model', 'owner/tiny'];
  return runBundle([...common, ...words], { folder, environment: { HF_ENDPOINT: hub.url, ...environment } });
}

it('a model on the hub is downloaded once, and its vectors are those of its files', async () => {
  const first = await run(['--revision', COMMIT], { HF_TOKEN: 'hf_nobody' });
  expect([first.code, first.stderr]).toEqual([0, '']);
  expect(first.stdout).toMatch(/owner\/tiny|tiny, 8 dimensions/);
  expect(first.stdout + JSON.stringify(reportIn(folder))).not.toContain('hf_nobody');
  expect(existsSync(path.join(modelFolder(), 'README.md'))).toBe(false);
  // The token does not go to another host.
  expect(hub.tokens[hub.requests.findIndex((url) => url.startsWith('/store'))]).toBeUndefined();
  expect(hub.tokens[0]).toBe('Bearer hf_nobody');

  const asked = hub.requests.length;
  await run(['--revision', COMMIT]);
  expect(hub.requests).toHaveLength(asked);
  expect(reportIn(folder).texts.hits).toBe(20);

  // A copy of the folder is the same model.
  cpSync(TINY_MODEL, path.join(folder, 'copy'), { recursive: true });
  await run(['--model', 'copy']);
  expect(reportIn(folder).texts.hits).toBe(20);
});

it('a branch is looked up each time, with the advice to pin it; offline, what is known of it counts', async () => {
  const first = await run();
  expect([first.code, first.stderr]).toEqual([0, expect.stringContaining(`pin it with --revision ${COMMIT}`)]);
  const asked = hub.requests.length;
  expect((await run()).code).toBe(0);
  expect(hub.requests.slice(asked)).toEqual(['/api/models/owner/tiny/revision/main']);
  await run(['--hub-offline', 'true']);
  expect(hub.requests).toHaveLength(asked + 1);
  expect(reportIn(folder).texts.hits).toBe(20);
});

it('a file that is not what the hub lists is not used; one that comes right the second time is', async () => {
  hub.spoil = (name, content, count) => (name.endsWith('.onnx') && count === 1 ? content.subarray(0, 100) : content);
  expect((await run(['--revision', COMMIT])).code).toBe(0);

  hub.spoil = (name, content) =>
    name === 'tokenizer.json' ? Buffer.from(content.toString().replace('[UNK]', '[BAD]')) : content;
  folder = path.join(root, String(folders++));
  mkdirSync(folder);
  const { code, stderr } = await run(['--revision', COMMIT]);
  expect([code, stderr]).toEqual([
    1,
    expect.stringMatching(
      /cannot download tokenizer\.json of owner\/tiny .*: its digest is [0-9a-f]{40}, but the hub lists/,
    ),
  ]);
  expect(existsSync(path.join(modelFolder(), 'tokenizer.json'))).toBe(false);
});

it('two runs at once download once', async () => {
  const runs = await Promise.all([run(['--revision', COMMIT]), run(['--revision', COMMIT, '--output', 'w.npy'])]);
  expect(runs.map(({ code }) => code)).toEqual([0, 0]);
  expect(hub.requests.filter((url) => url.startsWith('/store'))).toHaveLength(1);
  expect(readFileSync(path.join(folder, 'v.npy')).equals(readFileSync(path.join(folder, 'w.npy')))).toBe(true);
});

it.each<[string, string[], number, RegExp]>([
  [
    'a model that is not there',
    ['--model', 'owner/none'],
    2,
    /has no owner\/none at main, or hub-token has no access to it \(HTTP 404\)/,
  ],
  ['a commit that is not there', ['--revision', 'ab'.repeat(20)], 2, /has no owner\/tiny at abab.* \(HTTP 404\)/],
  [
    'a commit that is not here, offline',
    ['--revision', COMMIT, '--hub-offline', 'true'],
    1,
    /owner\/tiny at .* has not been fully downloaded/,
  ],
  [
    'a hub that is not there',
    ['--hub-endpoint', 'http://127.0.0.1:4'],
    1,
    /cannot ask http:\/\/127\.0\.0\.1:4 about owner\/tiny: .*ECONNREFUSED/,
  ],
])('%s ends the run and says so', async (_, words, expected, message) => {
  const { code, stderr } = await run(words);
  expect([code, stderr]).toEqual([expected, expect.stringMatching(message)]);
});
