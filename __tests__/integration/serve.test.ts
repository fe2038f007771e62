import { readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import { DEFAULT_MODEL } from '../../test-support/builders/default-model';
import { TINY_DIMENSIONS, TINY_MODEL } from '../../test-support/builders/tiny-model';
import { runBundle } from '../../test-support/run/bundle';
import { Sequence } from '../../test-support/run/sequence';
import { type Reply, Service } from '../../test-support/run/service';
import { sharedFolder } from '../../test-support/run/shared-folder';
import { temporaryFolder } from '../../test-support/run/temporary-folder';
import { until } from '../../test-support/run/until';
import { RedisServer } from '../../test-support/servers/redis-server';

const shared = sharedFolder();
const TRACE = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

const dataOf = ({ body }: Reply) => JSON.parse(body);
/** Answers are what docs/events says of them. */
const ajv = new Ajv({ formats: { 'date-time': true } });
function expectSchema(name: 'request' | 'embedded' | 'validated', data: unknown): void {
  const fits = ajv.compile(JSON.parse(readFileSync(`docs/events/${name}.schema.json`, 'utf8')));
  expect([fits(data), fits.errors]).toEqual([true, null]);
}

const structured = (event: object) =>
  JSON.stringify({ specversion: '1.0', source: '/test', type: 'com.example.texts', ...event });

describe('a service', () => {
  let service: Service;
  beforeAll(async () => {
    service = await Service.start(
      shared,
      '--serve-max-body',
      '20KB',
      '--serve-max-texts',
      '50',
      '--serve-timeout',
      '1s',
    );
  });
  afterAll(() => service.stop());

  it('answers an event in binary mode by one', async () => {
    const reply = await service.event(
      { texts: ['red', ' green\n', 'red'] },
      { id: 'b1', subject: 'caf%C3%A9', partitionkey: 'p', traceparent: TRACE, tracestate: 'a=b' },
    );
    expect(reply.status).toBe(200);
    expect(reply.headers).toMatchObject({
      'content-type': 'application/json',
      'ce-specversion': '1.0',
      'ce-type': 'embed-once.embedded.v1',
      'ce-subject': 'caf%C3%A9',
      'ce-partitionkey': 'p',
      'ce-traceparent': TRACE,
      'ce-tracestate': 'a=b',
    });
    const data = dataOf(reply);
    expect(data).toMatchObject({ records: 3, unique: 2, hits: 0, embedded: 2, dimensions: TINY_DIMENSIONS });
    expect(reply.headers['ce-source']).toBe(`/embed-once/${data.fingerprint.slice(0, 16)}`);
    expect(data.texts.map(({ key }: { key: string }) => key)).toEqual([
      data.texts[0].key,
      expect.stringMatching(/^.{43}$/),
      data.texts[0].key,
    ]);
  });

  it('answers one in structured mode in the same way, with vectors on request', async () => {
    const event = structured({
      id: 's1',
      data: { records: [{ id: 'r', text: 'blue' }], vectors: true },
      traceparent: TRACE,
    });
    const reply = await service.post({ 'content-type': 'application/cloudevents+json; charset=utf-8' }, event);
    expect(reply.headers['content-type']).toMatch(/^application\/cloudevents\+json/);
    const answer = dataOf(reply);
    expect(answer).toMatchObject({ specversion: '1.0', type: 'embed-once.embedded.v1', traceparent: TRACE });
    expectSchema('request', JSON.parse(event).data);
    expectSchema('embedded', answer.data);
    expect(answer.data.texts).toMatchObject([{ id: 'r' }]);
    expect(answer.data.texts[0].vector).toHaveLength(TINY_DIMENSIONS);
    expect(Math.hypot(...answer.data.texts[0].vector)).toBeCloseTo(1, 4);
  });

  it('takes the trace from the headers of the request where the event has none', async () => {
    const headers = { 'content-type': 'application/cloudevents+json', traceparent: TRACE };
    expect(dataOf(await service.post(headers, structured({ id: 't1', data: { texts: ['red'] } }))).traceparent).toBe(
      TRACE,
    );
    expect(service.output).toContain(`trace ${TRACE}`);
  });

  it('reads documents by the rules of files', async () => {
    const documents = [
      { name: 'guide.md', content: '# One\nfirst\n## Two\nsecond' },
      { name: 'lines.txt', contentBase64: Buffer.from('third\n\nfourth').toString('base64') },
    ];
    const { texts } = dataOf(await service.event({ documents }, { id: 'd1' }));
    expect(texts.map(({ id }: { id?: string }) => id)).toEqual(['guide.md#one', 'guide.md#two', undefined, undefined]);
  });

  it('gives a repeated event the same answer without work, and shares it among two at once', async () => {
    const data = { texts: ['repeated', 'twice'] };
    const [first, second] = await Promise.all([
      service.event(data, { id: 'again' }),
      service.event(data, { id: 'again' }),
    ]);
    const third = await service.event(data, { id: 'again' });
    expect(dataOf(first)).toMatchObject({ embedded: 2 });
    for (const reply of [second, third]) {
      expect(reply.body).toBe(first.body);
      expect(reply.headers['ce-id']).toBe(first.headers['ce-id']);
      expect(reply.headers['ce-time']).toBe(first.headers['ce-time']);
    }
    expect((await service.get('/metrics')).body).toMatch(
      /^# TYPE embed_once_serve_repeats_total counter\nembed_once_serve_repeats_total 2$/m,
    );
    const other = await service.event({ texts: ['else'] }, { id: 'again' });
    expect(other.headers['ce-id']).not.toBe(first.headers['ce-id']);
    expect(dataOf(other).records).toBe(1);
  });

  const json = { 'content-type': 'application/cloudevents+json' };
  const binary = {
    'content-type': 'application/json',
    'ce-id': '1',
    'ce-source': '/s',
    'ce-type': 't',
    'ce-specversion': '1.0',
  };
  it.each([
    ['broken JSON', 400, json, '{"specversion":"1.0","secret'],
    ['broken JSON as data', 400, binary, '{"texts":["secret'],
    ['another specversion', 400, json, structured({ id: '1', specversion: '0.3' })],
    ['another specversion in a header', 400, { ...binary, 'ce-specversion': '1.1' }, '{"texts":["secret"]}'],
    ['an event without id', 400, json, structured({ data: { texts: ['secret'] } })],
    ['an event whose id is a number', 400, json, structured({ id: 1, data: { texts: ['secret'] } })],
    [
      'an extension that is no name',
      400,
      json,
      structured({ id: '1', 'Not-Allowed': 'x', data: { texts: ['secret'] } }),
    ],
    ['what is no event', 400, { 'content-type': 'application/json' }, '{"texts":["secret"]}'],
    ['bytes that are not UTF-8', 400, binary, Buffer.from([0x22, 0xff, 0x22])],
    ['a batch', 415, { 'content-type': 'application/cloudevents-batch+json' }, '[]'],
    ['data that is not JSON', 415, { ...binary, 'content-type': 'text/plain' }, 'secret'],
    ['a compressed body', 415, { ...binary, 'content-encoding': 'gzip' }, 'secret'],
    ['no data', 422, json, structured({ id: '1' })],
    ['an unknown field', 422, binary, '{"texts":["secret"],"vector":true}'],
    ['a blank text', 422, binary, '{"texts":["secret"," "]}'],
    ['half a character', 422, binary, '{"texts":["\\ud800 secret"]}'],
    ['texts and records', 422, binary, '{"texts":["secret"],"records":[]}'],
    ['a document of no known kind', 422, binary, '{"documents":[{"name":"secret.exe","content":"secret"}]}'],
    ['a compressed document', 422, binary, '{"documents":[{"name":"a.txt.gz","contentBase64":"AAAA"}]}'],
    ['a broken document', 422, binary, '{"documents":[{"name":"a.jsonl","content":"{\\"text\\": \\"secret"}]}'],
    ['a shard where there is no corpus', 422, binary, '{"shard":"1/2"}'],
    ['an embedded event where there is no golden set', 422, { ...binary, 'ce-type': 'embed-once.embedded.v1' }, '{}'],
    ['too many texts', 413, binary, JSON.stringify({ texts: new Array(51).fill('secret') })],
    [
      'too many records in documents',
      413,
      binary,
      JSON.stringify({ documents: [{ name: 'a.txt', content: 'secret\n'.repeat(51) }] }),
    ],
    ['too large a body', 413, binary, JSON.stringify({ texts: ['secret '.repeat(4000)] })],
  ])('refuses %s with %i, so that Knative does not try again', async (_, status, headers, body) => {
    const reply = await service.post(headers, body);
    expect(reply).toMatchObject({ status, headers: { 'content-type': 'application/problem+json' } });
    expect(dataOf(reply)).toEqual({ status, title: expect.stringMatching(/\.$/) });
    expect(reply.body + service.output).not.toMatch(/secret(?!\.exe)/);
  });

  it('says to senders of batches what to do', async () => {
    const reply = await service.post({ 'content-type': 'application/cloudevents-batch+json' }, '[]');
    expect(dataOf(reply).title).toContain('Send them one by one');
  });

  it('refuses a body that is too large while it comes, without a length', async () => {
    const headers = { ...binary, 'transfer-encoding': 'chunked' };
    expect((await service.post(headers, `{"texts":["${'x'.repeat(30_000)}"]}`)).status).toBe(413);
  });

  it.each([
    ['headers', 'POST / HTTP/1.1\r\nHost: x\r\n'],
    [
      'a body',
      'POST / HTTP/1.1\r\nHost: x\r\nce-specversion: 1.0\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{',
    ],
  ])('ends a client that is slow to send %s', async (_, start) => {
    const socket = connect(service.port, '127.0.0.1', () => socket.write(start));
    let reply = '';
    socket.on('data', (piece) => {
      reply += piece;
    });
    await new Promise((resolve) => socket.on('close', resolve));
    expect(reply).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('says what is not there', async () => {
    expect((await service.get('/else')).status).toBe(404);
    expect(await service.get('/')).toMatchObject({ status: 405, headers: { allow: 'POST' } });
    expect((await service.get('/healthz')).status).toBe(200);
  });
});

describe('under load', () => {
  const folder = temporaryFolder();

  it('sends away what is too much, with a time to try again, and loses nothing', async () => {
    const service = await Service.start(folder.path(), '--serve-concurrency', '1', '--serve-queue', '2');
    const texts = (number: number) => Array.from({ length: 400 }, (_, at) => `text ${number} ${at} `.repeat(20));
    let refused = 0;
    const deliver = async (number: number): Promise<number> => {
      for (;;) {
        const reply = await service.event({ texts: texts(number) }, { id: `load ${number}` });
        if (reply.status === 200) return dataOf(reply).records;
        expect(reply.status).toBe(429);
        expect(Number(reply.headers['retry-after'])).toBeGreaterThanOrEqual(1);
        refused++;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    };
    const records = await Promise.all(Array.from({ length: 8 }, (_, number) => deliver(number)));
    expect(records).toEqual(new Array(8).fill(400));
    expect(refused).toBeGreaterThan(0);
    expect((await service.get('/metrics')).body).toMatch(/^embed_once_run_embedded_texts\S* 3200$/m);
    expect(await service.stop()).toBe(0);
  });

  it('loses no event to a signal, of many that are at work and waiting', async () => {
    const redis = await RedisServer.start();
    const words = [
      '--redis-url',
      redis.url,
      '--runner-cache',
      'off',
      '--serve-concurrency',
      '2',
      '--serve-queue',
      '40',
    ];
    let service = await Service.start(folder.path(), ...words);
    const leaving = service;
    const texts = (number: number) => Array.from({ length: 50 }, (_, at) => `event ${number} text ${at} `.repeat(20));
    let tried = 0;
    const unanswered: number[] = [];
    const deliver = async (number: number): Promise<number> => {
      for (let first = true; ; first = false) {
        const reply = await service.event({ texts: texts(number) }, { id: `many ${number}` }).catch(() => undefined);
        // Whoever was let in before the signal gets an answer; after it the port may be closed.
        if (!reply && first && number < 30) unanswered.push(number);
        if (reply?.status === 200) return dataOf(reply).records;
        if (reply) expect(reply).toMatchObject({ status: 503, headers: { 'retry-after': '1' } });
        tried++;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    };
    try {
      const all = Array.from({ length: 30 }, (_, number) => deliver(number));
      await Promise.race(all);
      leaving.signal('SIGTERM');
      // Ready no more, or gone: its first answer to the late event is a refusal.
      await until(async () => (await leaving.get('/readyz').catch(() => ({ status: 0 }))).status !== 200);
      const late = deliver(30);
      service = await Service.start(folder.path(), ...words);
      expect(await leaving.ended).toBe(0);
      expect(await Promise.all([...all, late])).toEqual(new Array(31).fill(50));
      expect(unanswered).toEqual([]);
      expect(tried).toBeGreaterThan(0);
      expect(await redis.vectorKeys()).toHaveLength(31 * 50);
    } finally {
      await service.stop();
      await redis.stop();
    }
  });

  it('finishes what is under way after a signal, and takes nothing new', async () => {
    const service = await Service.start(folder.path());
    const texts = Array.from({ length: 2000 }, (_, at) => `long text ${at} `.repeat(30));
    const underWay = service.event({ texts }, { id: 'long' });
    await until(async () => /^embed_once_serve_events_at_work 1$/m.test((await service.get('/metrics')).body));
    service.signal('SIGTERM');
    await until(async () => (await service.get('/readyz')).status === 503);
    const late = await service.event({ texts: ['late'] }, { id: 'late' });
    expect(late).toMatchObject({ status: 503, headers: { 'retry-after': '1' } });
    expect((await service.get('/healthz')).status).toBe(200);
    expect(await underWay).toMatchObject({ status: 200 });
    expect(await service.ended).toBe(0);
    expect(service.output).toContain('2,000 texts');
  });
});

describe('tiers', () => {
  const folder = temporaryFolder();

  it('goes on without Redis, and with it again', async () => {
    const redis = await RedisServer.start();
    const service = await Service.start(folder.path(), '--redis-url', redis.url, '--runner-cache', 'off');
    try {
      expect(dataOf(await service.event({ texts: ['one', 'two'] }, { id: '1' }))).toMatchObject({ embedded: 2 });
      expect(await redis.vectorKeys()).toHaveLength(2);
      await redis.kill();
      expect(dataOf(await service.event({ texts: ['two', 'three'] }, { id: '2' }))).toMatchObject({ records: 2 });
      expect((await service.get('/readyz')).status).toBe(200);
    } finally {
      expect(await service.stop()).toBe(0);
      await redis.stop();
    }
  });

  it('notes from its start on that its vectors are in use, and each text once', async () => {
    const redis = await RedisServer.start();
    const service = await Service.start(folder.path(), '--redis-url', redis.url, '--runner-cache', 'off');
    const use = async () => {
      const [name] = (await redis.command('KEYS', 'eo1:ledger:use:*')) as string[];
      return name && redis.command('HMGET', String(name), 'runs', 'unique', 'embedded', 'hits');
    };
    try {
      expect(await until(use)).toEqual(['1', null, null, null]);
      await service.event({ texts: ['one', 'two'] }, { id: '1' });
      await service.event({ texts: ['two'] }, { id: '2' });
      expect(await service.stop()).toBe(0);
      expect(await use()).toEqual(['1', '3', '2', '1']);
    } finally {
      await service.stop();
      await redis.stop();
    }
  });

  it('embeds a shard of the corpus that it was started with', async () => {
    const corpus = await folder.write('corpus.txt', Array.from({ length: 40 }, (_, at) => `line ${at}`).join('\n'));
    const service = await Service.start(folder.path(), '--corpus', corpus);
    try {
      const [one, two] = [await service.event({ shard: '1/2' }), await service.event({ shard: '2/2' })].map(dataOf);
      expect(one.embedded + two.embedded).toBe(40);
      expect(one).toMatchObject({ shard: '1/2' });
      expect(one.texts).toBeUndefined();
    } finally {
      await service.stop();
    }
  });
});

describe('a sequence of two steps', () => {
  const folder = temporaryFolder();

  /** As a channel does: tries again what Knative tries again, up to so many times. */
  async function deliver(send: () => Promise<Reply>, retries: number): Promise<Reply> {
    for (let attempt = 0; ; attempt++) {
      const reply = await send().catch(() => undefined);
      const again = reply === undefined || reply.status >= 500 || [404, 408, 409, 429].includes(reply.status);
      if (reply && (!again || attempt === retries)) return reply;
      await new Promise((resolve) => setTimeout(resolve, 20 * 2 ** attempt));
    }
  }

  it('embeds, then validates, with a retry of the first', async () => {
    const golden = await folder.write(
      'golden.jsonl',
      ['red', 'green', 'blue', 'black'].map((text) => JSON.stringify({ text })).join('\n'),
    );
    const approval = await runBundle(['golden', '--golden-set', golden, '--model', TINY_MODEL], {
      folder: folder.path(),
    });
    expect(approval.code).toBe(0);
    // Its model is not loaded yet, and so it fails at first.
    const embedding = await Service.launch(folder.path());
    const validating = await Service.start(folder.path(), '--golden-set', golden);
    try {
      let attempts = 0;
      const first = await deliver(() => {
        attempts++;
        return embedding.event({ texts: ['red', 'white'], vectors: true }, { id: 'seq', traceparent: TRACE });
      }, 10);
      expect(first.status).toBe(200);
      expect(attempts).toBeGreaterThanOrEqual(1);
      const handOn = () => validating.post(only(first.headers), first.body);
      const second = await deliver(handOn, 3);
      expect(second.headers).toMatchObject({
        'ce-type': 'embed-once.validated.v1',
        'ce-verdict': 'passed',
        'ce-traceparent': TRACE,
      });
      expect(dataOf(second)).toMatchObject({
        records: 2,
        validation: { passed: true, goldenTexts: 4, unusableVectors: 0 },
      });
      expect((await handOn()).headers['ce-id']).toBe(second.headers['ce-id']);

      expectSchema('validated', dataOf(second));

      const broken = dataOf(first);
      broken.texts[0].vector[0] = null;
      broken.texts[1].vector.fill(0);
      const failed = await validating.post(only(first.headers), JSON.stringify(broken));
      expect(failed.headers['ce-verdict']).toBe('failed');
      expect(dataOf(failed).validation).toMatchObject({ passed: false, unusableVectors: 2 });
      const foreign = JSON.stringify({ ...dataOf(first), fingerprint: 'f'.repeat(64) });
      expect((await validating.post(only(first.headers), foreign)).status).toBe(422);
      const twice = await validating.post(only(second.headers), second.body);
      expect([twice.status, dataOf(twice).title]).toEqual([422, 'The event is validated already.']);
      expect(dataOf(await validating.event({ texts: ['red'] }, { id: 'both' })).validation.passed).toBe(true);
    } finally {
      await Promise.all([embedding.stop(), validating.stop()]);
    }
  });

  it('brings every event to its end, whatever is refused, not ready or taken away on the way', async () => {
    const redis = await RedisServer.start();
    const golden = await folder.write(
      'golden.jsonl',
      ['red', 'blue'].map((text) => JSON.stringify({ text })).join('\n'),
    );
    const tiers = ['--redis-url', redis.url, '--runner-cache', 'off'];
    const approve = ['golden', '--golden-set', golden, '--model', TINY_MODEL, ...tiers];
    expect((await runBundle(approve, { folder: folder.path() })).code).toBe(0);
    const narrow = [...tiers, '--serve-concurrency', '1', '--serve-queue', '1'];
    const validating = await Service.start(folder.path(), '--golden-set', golden, ...tiers);
    // Neither its model is loaded yet, nor does it take more than two events at a time.
    let embedding = await Service.launch(folder.path(), ...narrow);
    const first = { post: (headers: Readonly<Record<string, string>>, body: string) => embedding.post(headers, body) };
    const sequence = new Sequence([first, validating], { retry: 60, backoffMs: 10 });
    const events = Array.from({ length: 24 }, (_, at) => ({
      headers: { 'content-type': 'application/cloudevents+json' },
      body: structured({ id: `e${at}`, data: { texts: [`text ${at}`, 'one for all'.repeat(30)] } }),
    }));
    const unusable = { ...events[0], body: structured({ id: 'unusable', data: { texts: [] } }) } as (typeof events)[0];
    try {
      const under = [...events, unusable].map((event) => sequence.send(event));
      // The pod of the first step is replaced in the middle.
      await until(() => sequence.reply.length >= 4);
      const [leaving, next] = [embedding, await Service.launch(folder.path(), ...narrow)];
      embedding = next;
      expect(await leaving.stop()).toBe(0);
      await Promise.all(under);
      expect(sequence.deadLetters).toEqual([{ event: unusable, step: 0, status: 422 }]);
      expect(sequence.reply.map(({ headers }) => headers['ce-verdict'] ?? 'structured')).toHaveLength(24);
      const answers = sequence.reply.map(({ body }) => JSON.parse(body));
      expect(answers.every(({ verdict, data }) => verdict === 'passed' && data.records === 2)).toBe(true);
      expect(new Set(answers.map(({ id }) => id)).size).toBe(24);
      expect([...sequence.retries.keys()]).toEqual(expect.arrayContaining([429, 503]));
      // 24 of their own, one for all, two golden ones.
      expect(await redis.vectorKeys()).toHaveLength(27);
    } finally {
      await Promise.all([embedding.stop(), validating.stop()]);
      await redis.stop();
    }
  });

  const only = (headers: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith('ce-') || name === 'content-type'));
});

it('is not ready before its model is loaded, and then at once embeds with the default one', async () => {
  const folder = path.join(shared, 'ready');
  const service = await Service.launch(shared, '--model', DEFAULT_MODEL, '--runner-cache-path', folder);
  try {
    expect((await service.get('/readyz')).status).toBe(503);
    expect((await service.get('/healthz')).status).toBe(200);
    expect(await service.event({ texts: ['early'] })).toMatchObject({ status: 503, headers: { 'retry-after': '1' } });
    await until(async () => (await service.get('/readyz')).status === 200);
    expect(service.output).toMatch(/ready after \d+ ms/);
    expect(dataOf(await service.event({ texts: ['a dog', 'a cat'] }))).toMatchObject({ embedded: 2, dimensions: 384 });
  } finally {
    await service.stop();
  }
});

it('is ready only once its model has embedded, asks to be tried again when it fails, and is not alive after three times', async () => {
  const program = path.join(shared, 'fails-later.mjs');
  writeFileSync(
    program,
    `import { appendFileSync } from 'node:fs';
    import { createInterface } from 'node:readline';
    for await (const line of createInterface(process.stdin)) {
      const { texts } = JSON.parse(line);
      appendFileSync('asked.txt', texts.length + '\\n');
      if (texts.some((text) => text.startsWith('bad'))) process.exit(1);
      console.log(JSON.stringify({ vectors: texts.map(() => [1, 0]) }));
    }`,
  );
  const words = ['--embedder', 'command', '--embedder-command', `${process.execPath} ${program}`];
  const service = await Service.start(shared, ...words, '--dimensions', '2', '--revision', 'v1');
  try {
    expect(readFileSync(path.join(shared, 'asked.txt'), 'utf8')).toBe('1\n');
    for (const id of ['1', '2', '3']) {
      expect((await service.get('/healthz')).status).toBe(200);
      const reply = await service.event({ texts: [`bad secret ${id}`] }, { id });
      expect(reply).toMatchObject({ status: 503, headers: { 'retry-after': '5' } });
    }
    expect((await service.get('/healthz')).status).toBe(503);
    expect(service.output).not.toContain('secret');
  } finally {
    await service.stop();
  }
});

it('says which port it cannot have, and what contradicts mode serve', async () => {
  const service = await Service.start(shared);
  try {
    const taken = await runBundle(['serve', '--host', '127.0.0.1', '--port', String(service.port)], { folder: shared });
    expect([taken.code, taken.stderr]).toEqual([2, expect.stringContaining(`cannot listen on ${service.port}`)]);
  } finally {
    await service.stop();
  }
  const wrong = await runBundle(['serve', '--serve-max-body', '0', '--serve-timeout', '0', '--corpus', '-'], {
    folder: shared,
  });
  expect(wrong.code).toBe(2);
  for (const name of ['serve-max-body', 'serve-timeout', 'corpus']) expect(wrong.stderr).toContain(`${name}: `);
  // At its start, and not at the first event.
  const long = await runBundle(['serve', '--port', '0', '--chunk-size', '100000', '--model', TINY_MODEL], {
    folder: shared,
  });
  expect([long.code, long.stderr]).toEqual([
    2,
    expect.stringContaining('chunk-size: 100000 is more than the model reads'),
  ]);
});
