import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ModelError } from '../../src/base/errors';
import { externalModel, type ServiceModel } from '../../src/embedder/external-model';
import { ServiceEmbedder, type ServiceOptions } from '../../src/embedder/service';
import { inputsWith } from '../../test-support/builders/default-model';
import { SPACE, texts, vectorOf } from '../../test-support/builders/vectors';
import { answer, EmbeddingService, refuse } from '../../test-support/servers/embedding-service';

let service: EmbeddingService;
beforeAll(async () => {
  service = await EmbeddingService.start();
});
beforeEach(() => service.begin());
afterAll(() => service.stop());

function embedder(path = '/v1', options: Partial<ServiceOptions> = {}): ServiceEmbedder {
  const inputs = inputsWith({
    embedder: 'openai',
    embedderUrl: service.url + path,
    model: 'small',
    dimensions: SPACE.dimensions,
    normalize: 'false',
  });
  const model = externalModel(inputs) as ServiceModel;
  return new ServiceEmbedder(model, { apiKey: 'a-key', concurrency: 3, batch: 4, firstPauseMs: 5, ...options });
}

const expected = (all: readonly string[]) => Float32Array.from(all.flatMap((text) => [...vectorOf(text)]));

describe('a service', () => {
  it.each([
    ['/v1', '/v1/embeddings'],
    ['/v1/embeddings/', '/v1/embeddings/'],
    ['/embed', '/embed'],
  ])('at %s is asked at %s, and gives each text its vector, whatever the order of its answer', async (given, path) => {
    const all = texts(30);
    let done = 0;
    const embedded = await embedder(given).embed(all, (more) => {
      done += more;
    });
    expect(embedded.vectors).toEqual(expected(all));
    expect(done).toBe(30);
    expect(embedded.tokens).toBe(path === '/embed' ? 0 : 90);
    expect(service.requests.map(({ path }) => path)).toEqual(new Array(8).fill(path));
    expect(service.requests[0]).toMatchObject({ authorization: 'Bearer a-key' });
    expect(service.requests[0]?.body).toMatchObject(path === '/embed' ? { normalize: false } : { model: 'small' });
  });

  it('has no more than so many requests under way, and as many', async () => {
    service.begin(async (request, response) => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      answer(request, response);
    });
    await embedder().embed(texts(30));
    expect(service.mostAtOnce).toBe(3);
  });

  it('that is overloaded is asked again, as late as it says', async () => {
    const times: number[] = [];
    service.begin((request, response, count) => {
      times.push(performance.now());
      if (count === 1) refuse(429, {}, { 'retry-after': '1' })(request, response, count);
      else if (count === 2) refuse(503)(request, response, count);
      else answer(request, response);
    });
    expect((await embedder().embed(['a'])).vectors).toEqual(expected(['a']));
    expect((times[1] as number) - (times[0] as number)).toBeGreaterThan(990);
    expect((times[2] as number) - (times[1] as number)).toBeLessThan(950);
  });

  it('that cuts the connection is asked again', async () => {
    service.begin((request, response, count) => {
      if (count < 3) response.destroy();
      else answer(request, response);
    });
    expect((await embedder().embed(['a'])).vectors).toEqual(expected(['a']));
  });

  it('that finds a request too large gets it in halves', async () => {
    service.begin((request, response, count) => {
      const size = request.body.input?.length ?? 0;
      if (size > 3) refuse(413)(request, response, count);
      else if (size > 1) refuse(400, { error: { message: 'at most 8192 tokens' } })(request, response, count);
      else answer(request, response);
    });
    const all = texts(7);
    expect((await embedder().embed(all)).vectors).toEqual(expected(all));
  });

  it.each<[string, number, object, Record<string, string>, RegExp, number]>([
    [
      'refuses the key',
      401,
      { error: { message: 'Incorrect API key' } },
      {},
      /HTTP 401, Incorrect API key\. Check embedder-api-key/,
      1,
    ],
    [
      'does not know the model',
      404,
      { detail: 'no such model' },
      {},
      /HTTP 404, no such model\. Check embedder-url and model/,
      1,
    ],
    ['finds one text too long', 413, {}, {}, /did not embed a text of 11 characters: HTTP 413/, 1],
    ['stays down', 500, {}, {}, /in 6 tries: HTTP 500/, 6],
    ['wants to be left alone for an hour', 429, {}, { 'retry-after': '3600' }, /HTTP 429/, 1],
    ['repeats a text', 400, { error: 'what is some secret?' }, {}, /HTTP 400$/, 1],
  ])('that %s ends the run and says so', async (_, status, body, headers, message, requests) => {
    service.begin(refuse(status, body, headers));
    const failure = await embedder()
      .embed(['some secret'])
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ModelError);
    expect((failure as Error).message).toMatch(message);
    expect((failure as Error).message).not.toContain('a-key');
    expect((failure as Error).message).not.toContain('some secret');
    expect(service.requests).toHaveLength(requests);
  });

  it.each<[string, unknown, RegExp]>([
    ['too few vectors', { data: [] }, /0 vectors for 1 texts/],
    [
      'other dimensions',
      { data: [{ index: 0, embedding: [1, 2] }] },
      /has 2 components, but dimensions is 6\. If the vector is right, set dimensions to 2/,
    ],
    ['what is no number', { data: [{ index: 0, embedding: [1, 2, 3, 4, 5, '6'] }] }, /not a number/],
    ['what is not finite', { data: [{ index: 0, embedding: [1, 2, 3, 4, 5, 1e300] }] }, /not finite/],
    ['zeros', { data: [{ index: 0, embedding: [0, 0, 0, 0, 0, 0] }] }, /is zero/],
    ['something else', { hello: 'world' }, /returned no list of vectors/],
  ])('that answers %s is not believed', async (_, body, message) => {
    service.begin((__, response) => void response.end(JSON.stringify(body)));
    await expect(embedder().embed(['a'])).rejects.toThrow(message);
  });

  it('that answers a page is not believed', async () => {
    service.begin((_, response) => void response.end('<html>'));
    await expect(embedder().embed(['a'])).rejects.toThrow(/did not answer with JSON\. Check embedder-url/);
  });

  it('that is not there is named by host and port', async () => {
    const gone = await EmbeddingService.start();
    const { url } = gone;
    await gone.stop();
    const inputs = inputsWith({ embedder: 'openai', embedderUrl: `${url}/v1`, dimensions: 6 });
    const model = externalModel(inputs) as ServiceModel;
    const asking = new ServiceEmbedder(model, { apiKey: '', concurrency: 1, batch: 1, firstPauseMs: 1 });
    await expect(asking.embed(['a'])).rejects.toThrow(
      /the embedding service at 127\.0\.0\.1:\d+ did not embed .*ECONNREFUSED/,
    );
  });

  it('is not waited for once the run ends', async () => {
    service.begin(() => {});
    const asking = embedder();
    const embedding = asking.embed(['a']);
    setTimeout(() => asking.close(), 50);
    await expect(embedding).rejects.toThrow(ModelError);
  });
});
