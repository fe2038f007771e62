import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { SPACE, texts } from '../../test-support/builders/vectors';
import { reportIn, runBundle } from '../../test-support/run/bundle';
import { sharedFolder } from '../../test-support/run/shared-folder';
import { answer, EmbeddingService, refuse } from '../../test-support/servers/embedding-service';

const root = sharedFolder();
const corpus = path.join(root, 'corpus.txt');
let service: EmbeddingService;
beforeAll(async () => {
  service = await EmbeddingService.start();
  writeFileSync(corpus, texts(300).join('\n'));
});
afterAll(() => service.stop());

it('a service embeds what is missing, once, and its key is shown nowhere', async () => {
  const folder = path.join(root, 'service');
  mkdirSync(folder);
  const words = ['--corpus', corpus, '--embedder', 'openai', '--embedder-url', `${service.url}/v1`, '--model', 'small'];
  const options = { folder, environment: { EMBED_ONCE_EMBEDDER_API_KEY: 'key-of-nobody' } };
  const first = await runBundle([...words, '--dimensions', String(SPACE.dimensions)], options);
  expect([first.code, first.stderr]).toEqual([0, expect.not.stringContaining('key-of-nobody')]);
  expect(reportIn(folder)).toMatchObject({
    model: {
      name: 'small',
      contract: { engine: { url: `${service.url}/v1/embeddings`, model: 'small', revision: '' } },
    },
    texts: { embedded: 300, tokens: 900 },
  });
  expect(service.requests.every(({ authorization }) => authorization === 'Bearer key-of-nobody')).toBe(true);

  service.begin(answer);
  const second = await runBundle([...words, '--dimensions', String(SPACE.dimensions)], options);
  expect([second.code, reportIn(folder).texts.hits, service.requests.length]).toEqual([0, 300, 0]);
  expect(first.stdout + second.stdout + JSON.stringify(reportIn(folder))).not.toContain('key-of-nobody');
});

it('a service that fails half-way loses nothing of what it gave before', async () => {
  const folder = path.join(root, 'half');
  mkdirSync(folder);
  const words = ['--corpus', corpus, '--embedder', 'openai', '--embedder-url', `${service.url}/v1`, '--model', 'half'];
  const all = [
    ...words,
    '--dimensions',
    String(SPACE.dimensions),
    '--embedder-concurrency',
    '1',
    '--embedder-batch',
    '32',
  ];
  service.begin((request, response, count) =>
    count <= 9 ? answer(request, response) : refuse(401)(request, response, count),
  );
  const broken = await runBundle(all, { folder });
  expect([broken.code, broken.stderr]).toEqual([1, expect.stringMatching(/HTTP 401\. Check embedder-api-key/)]);
  service.begin();
  await runBundle(all, { folder });
  expect(reportIn(folder).texts).toMatchObject({ hits: 256, embedded: 44 });
});
