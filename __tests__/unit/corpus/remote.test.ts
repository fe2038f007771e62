import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from '@jest/globals';
import { CorpusError } from '../../../src/base/errors';
import { openVersion, remoteObject, ServerAway } from '../../../src/corpus/remote-object';
import { shownAddress } from '../../../src/inputs/values/address';
import { fixture, readCorpus, readingFailure } from '../../../test-support/builders/corpus';
import {
  type ObjectServer,
  type ObjectServerOptions,
  startObjectServer,
} from '../../../test-support/servers/object-server';

const LINES = Array.from({ length: 20_000 }, (_, at) => `line ${at} é`);
const BODY = Buffer.from(LINES.join('\n'));
const ETAG = '"one"';

describe('an object behind HTTP', () => {
  let server: ObjectServer | undefined;
  afterEach(() => server?.close());

  async function start(options: Partial<ObjectServerOptions> = {}): Promise<ObjectServer> {
    server = await startObjectServer({ body: BODY, etag: ETAG, ...options });
    return server;
  }

  it('is read as its name says, and its bytes are counted', async () => {
    const { url, requests } = await start();
    const { records, facts } = await readCorpus([`${url}/data/a.txt?token=geheim`]);
    expect(records.map(({ text }) => text)).toEqual(LINES);
    expect(records[1]).toEqual({ text: 'line 1 é', source: `${url}/data/a.txt`, line: 2 });
    expect([facts.bytesTotal, facts.bytesRead]).toEqual([BODY.length, BODY.length]);
    expect(requests.map(({ path }) => path)).toEqual(['/data/a.txt?token=geheim', '/data/a.txt?token=geheim']);
  });

  it.each([
    ['gives parts', {}],
    ['gives no parts, but says which object it is', { ranges: false }],
  ])('is read on where the connection broke, from a server that %s', async (_, options) => {
    const { url, requests } = await start({ breaksAfter: [70_000, 1, 90_000], ...options });
    const { records, facts } = await readCorpus([`${url}/a.txt`]);
    expect(records.map(({ text }) => text)).toEqual(LINES);
    expect(facts.bytesRead).toBe(BODY.length);
    expect(requests).toHaveLength(5);
    expect(requests[2]?.headers).toMatchObject({ range: `bytes=70000-${BODY.length - 1}`, 'if-match': ETAG });
  });

  it('is read on under a compression and in an archive', async () => {
    const { url } = await start({ body: gzipSync(BODY), breaksAfter: [10_000, 20_000] });
    expect((await readCorpus([`${url}/a.txt.gz`])).records).toHaveLength(LINES.length);
  });

  it.each([true, false])('is read as it was before it was stored with an encoding, by parts: %s', async (ranges) => {
    const body = gzipSync(BODY, { level: 1 });
    const { url, requests } = await start({ body, encoding: 'gzip', ranges, breaksAfter: [body.length >> 1] });
    expect((await readCorpus([`${url}/a.txt`])).records.map(({ text }) => text)).toEqual(LINES);
    expect(requests).toHaveLength(3);
    // From a list, its size is known, but not the encoding.
    const request = async (headers: Readonly<Record<string, string>>) => ({ url, headers: new Headers(headers) });
    const explain = async () => undefined;
    const listed = openVersion(request, { bytes: body.length, tag: ETAG }, () => {}, explain);
    const pieces: Uint8Array[] = [];
    for await (const piece of listed) pieces.push(piece);
    expect(Buffer.concat(pieces).equals(BODY)).toBe(true);
    if (ranges) await expect(listed.random?.slice(3, 9)).rejects.toThrow('cannot be read in parts');
  });

  it('is read in parts where a format needs only some, and those come again after a break', async () => {
    const { url, requests } = await start({
      body: await readFile(fixture('rows-zstd.parquet')),
      breaksAfter: [100, 5],
    });
    const { records } = await readCorpus([`${url}/rows.parquet`], { onBadRecord: 'skip' });
    expect(records).toHaveLength(5);
    expect(requests.slice(1).every(({ headers }) => /^bytes=\d+-\d+$/.test(String(headers.range)))).toBe(true);
  });

  it.each([429, 503])('is asked for again after status %i', async (status) => {
    const { url } = await start({ statuses: [status, status] });
    expect((await readCorpus([`${url}/a.txt`])).records).toHaveLength(LINES.length);
  });

  it.each([
    [404, 'status 404'],
    [403, 'access is denied'],
  ])('is an error at once at status %i, without what may be secret', async (status, message) => {
    const { url, requests } = await start({ statuses: [status, status] });
    const failure = await readingFailure([`${url.replace('//', '//user:geheim@')}/a.txt?X-Amz-Signature=geheim`]);
    expect(failure).toBeInstanceOf(CorpusError);
    expect(failure.message).toContain(`cannot read ${url}/a.txt: the server answers with status ${status}`);
    expect(failure.message).toContain(message);
    expect(failure.message).not.toContain('geheim');
    expect(requests).toHaveLength(1);
    expect(requests[0]?.headers.authorization).toBe(`Basic ${Buffer.from('user:geheim').toString('base64')}`);
  });

  it.each([true, false])(
    'is an error if another one took its place meanwhile (If-Match heeded: %s)',
    async (conditions) => {
      const other = { requests: 2, body: Buffer.from('x'.repeat(BODY.length)), etag: '"two"' };
      const { url } = await start({ breaksAfter: [70_000], replacedAfter: other, conditions });
      expect((await readingFailure([`${url}/a.txt`])).message).toContain('it changed while it was read');
    },
  );

  it('is an error if nothing tells whether it is still the same', async () => {
    const { url } = await start({ breaksAfter: [70_000], ranges: false, etag: undefined });
    expect((await readingFailure([`${url}/a.txt`])).message).toContain('no ETag or Last-Modified');
  });

  it('is an error, after some attempts with longer and longer pauses, if nobody answers', async () => {
    const { url } = await start({ statuses: Array.from({ length: 20 }, () => 503) });
    const pauses: number[] = [];
    const failure = remoteObject('a.txt', async (headers) => ({ url, headers: new Headers(headers) }), {
      pause: async (ms) => {
        pauses.push(ms);
      },
    });
    await expect(failure).rejects.toThrow('status 503 (tried 6 times)');
    expect(pauses).toEqual([100, 200, 400, 800, 1600]);
  });

  it('may be empty', async () => {
    const { url } = await start({ body: Buffer.alloc(0) });
    expect((await readingFailure([`${url}/a.txt`])).message).toContain('there is no record');
  });
});

describe('an object of S3', () => {
  let server: ObjectServer | undefined;
  afterEach(() => server?.close());
  const KEYS = { id: 'AKIDEXAMPLE', secret: 'geheim/+', token: 'session' };

  it('is asked for with a signature, anew after a break', async () => {
    server = await startObjectServer({ body: BODY, etag: ETAG, keys: KEYS, breaksAfter: [70_000] });
    const { records } = await readCorpus(['s3://bucket/some folder/ä+(1).txt'], {
      s3Endpoint: server.url,
      s3AccessKeyId: KEYS.id,
      s3SecretAccessKey: KEYS.secret,
      s3SessionToken: KEYS.token,
    });
    expect(records.map(({ text }) => text)).toEqual(LINES);
    expect(records[0]?.source).toBe('s3://bucket/some folder/ä+(1).txt');
    expect(server.requests).toHaveLength(3);
    expect(server.requests[0]?.path).toBe('/bucket/some%20folder/%C3%A4%2B%281%29.txt');
  });

  it('is refused where the key is wrong, which is not shown', async () => {
    server = await startObjectServer({ body: BODY, keys: KEYS });
    const failure = await readingFailure(['s3://bucket/a.txt'], {
      s3Endpoint: server.url,
      s3AccessKeyId: KEYS.id,
      s3SecretAccessKey: 'wrong-geheim',
      s3SessionToken: KEYS.token,
    });
    expect(failure.message).toContain('cannot read s3://bucket/a.txt: the server answers with status 403');
    expect(failure.message).not.toContain('geheim');
  });

  it.each([
    ['ExpiredToken', 'the credentials have expired', false],
    ['AccessDenied', 'access is denied', true],
  ])('says with %s whether it is of the object', async (code, words, ofObject) => {
    const refusing = createServer((_, response) => response.writeHead(403).end(`<Error><Code>${code}</Code></Error>`));
    await once(refusing.listen(0, '127.0.0.1'), 'listening');
    const failure = await readingFailure(['s3://bucket/a.txt'], {
      s3Endpoint: `http://127.0.0.1:${(refusing.address() as AddressInfo).port}`,
      s3AccessKeyId: KEYS.id,
      s3SecretAccessKey: KEYS.secret,
    });
    refusing.close();
    expect(failure.message).toContain(`status 403: ${words}`);
    expect(failure.cause instanceof ServerAway).toBe(!ofObject);
  });

  it('needs a key', async () => {
    expect((await readingFailure(['s3://bucket'], { format: 'text' })).message).toContain('s3://bucket/key');
  });
});

describe('shownAddress', () => {
  it.each([
    ['https://user:word@host/a/b.txt?sig=x#y', 'https://host/a/b.txt'],
    ['s3://bucket/a@b.txt', 's3://bucket/a@b.txt'],
    ['https://host/a', 'https://host/a'],
  ])('shows %s as %s', (address, shown) => {
    expect(shownAddress(address)).toBe(shown);
  });
});
