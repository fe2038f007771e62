import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { longestMs } from '../../../src/corpus/s3';
import { encodeKey, isS3Listing, listingOf, parseS3Address } from '../../../src/corpus/s3-address';
import { codeIn, explainS3Refusal } from '../../../src/corpus/s3-faults';
import { parseListing } from '../../../src/corpus/s3-listing';
import { readCorpus, readingFailure } from '../../../test-support/builders/corpus';

const KEYS = { s3AccessKeyId: 'AKID', s3SecretAccessKey: 'geheim' };

describe('an address of S3', () => {
  it.each([
    ['s3://b/a.txt', false],
    ['s3://b/a [1]{2}?.txt', false],
    ['s3://b/', true],
    ['s3://b/a/', true],
    ['s3://b/a/*.txt', true],
    ['s3://b', false],
    ['https://host/a/*/', false],
  ])('%s stands for several: %s', (address, several) => {
    expect(isS3Listing(address)).toBe(several);
  });

  it.each([
    ['', { prefix: '', pattern: '**/*' }],
    ['a [1]/', { prefix: 'a [1]/', pattern: '**/*' }],
    ['a/b*.txt', { prefix: 'a/', pattern: 'b*.txt' }],
    ['*.txt', { prefix: '', pattern: '*.txt' }],
    ['a/{b,c}/*.txt', { prefix: 'a/', pattern: '{b,c}/*.txt' }],
  ])('with key %s lists', (key, listing) => {
    expect(listingOf(key)).toEqual(listing);
  });

  it('is taken apart, and escaped as AWS wants it', () => {
    expect(parseS3Address('s3://b/a/b?c#d.txt')).toEqual({ bucket: 'b', key: 'a/b?c#d.txt' });
    for (const key of ['a/../b.txt', './b.txt', '..']) {
      expect(() => parseS3Address(`s3://b/${key}`)).toThrow('a key with a part . or .. cannot be requested');
    }
    expect(parseS3Address('s3://b/a..b/.c/...').key).toBe('a..b/.c/...');
    // Otherwise it would be the host itself that they name.
    for (const bucket of ['evil#', 'evil:80?', 'evil\\']) {
      expect(() => parseS3Address(`s3://${bucket}/a.txt`)).toThrow('the address is invalid. Use s3://bucket/key');
    }
    expect(() => parseS3Address('s3://b')).toThrow('s3://bucket/key, or s3://bucket/prefix/');
    expect(encodeKey("a b/ü'()*!~-_.")).toBe('a%20b/%C3%BC%27%28%29%2A%21~-_.');
  });
});

const contents = (key: string, size = 3, tag = '"t"') =>
  `<Contents><Key>${key}</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified><ETag>${tag.replaceAll('"', '&quot;')}</ETag><Size>${size}</Size><Owner><ID>o</ID></Owner></Contents>`;
const page = (inner: string, next?: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>b</Name><IsTruncated>${next !== undefined}</IsTruncated>${next === undefined ? '' : `<NextContinuationToken>${next}</NextContinuationToken>`}<EncodingType>url</EncodingType>${inner}<CommonPrefixes><Prefix>x/</Prefix></CommonPrefixes></ListBucketResult>`;

it('a request that sends a large object may take as long as a slow line needs', () => {
  expect(longestMs(0)).toBe(60_000);
  expect(longestMs(5e9)).toBe(60_000 + 50_000_000);
});

describe('a list of objects', () => {
  it('is read with its escapes, and where it goes on', async () => {
    expect(
      await parseListing(page(contents('a+b%2Fc%2B%C3%BC%26amp.txt', 7) + contents('d', 0, 'W/"x"'), 'tok/+=')),
    ).toEqual({
      objects: [
        { key: 'a b/c+ü&amp.txt', bytes: 7, tag: '"t"' },
        { key: 'd', bytes: 0, tag: undefined },
      ],
      next: 'tok/+=',
    });
    expect(await parseListing(page(''))).toEqual({ objects: [], next: undefined });
  });

  it.each([
    '',
    '<html><body>login</body></html>',
    '<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>',
  ])('is not %s', async (xml) => {
    await expect(parseListing(xml)).rejects.toThrow('is not a list of objects');
  });
});

describe('a refusal of S3', () => {
  const asked = { region: 'us-east-1', unsigned: undefined, right: 's3:GetObject' };
  const refusal = (status: number, code?: string, region?: string) => ({ status, code, region });

  it.each([
    [refusal(301, 'PermanentRedirect', 'eu-west-1'), asked, /is in region eu-west-1, .* Set s3-region to eu-west-1$/],
    [refusal(400, 'AuthorizationHeaderMalformed', 'eu-west-1'), asked, /Set s3-region to eu-west-1$/],
    [
      refusal(403, 'AccessDenied', 'us-east-1'),
      asked,
      /^access is denied\. Allow s3:GetObject; without s3:ListBucket, a missing object/,
    ],
    [
      refusal(403, 'AccessDenied'),
      { ...asked, unsigned: 'nothing' },
      /none were found \(nothing\)\. Set s3-access-key-id/,
    ],
    [refusal(403, 'SignatureDoesNotMatch'), asked, /that s3-secret-access-key belongs/],
    [refusal(403, 'InvalidAccessKeyId'), asked, /does not know the access key/],
    [refusal(400, 'ExpiredToken'), asked, /have expired/],
    [refusal(403, 'RequestTimeTooSkewed'), asked, /clock/],
    [refusal(404, 'NoSuchBucket'), asked, /no such bucket/],
    [refusal(403, 'InvalidObjectState'), asked, /is archived\. Restore it/],
    [refusal(404, 'NoSuchKey'), asked, /^there is no such object$/],
    [refusal(404), asked, /^there is no such object$/],
    [refusal(400, 'SomethingNew'), asked, undefined],
  ])('%j says what to do', (answer, question, said) => {
    if (said === undefined) expect(explainS3Refusal(answer, question)).toBeUndefined();
    else expect(explainS3Refusal(answer, question)).toMatch(said);
  });

  it('shows nothing of its body but the code', () => {
    expect(codeIn('<Error><Code>AccessDenied</Code><AWSAccessKeyId>x</AWSAccessKeyId></Error>')).toBe('AccessDenied');
    expect(codeIn('<Code>a\n::error::</Code>')).toBeUndefined();
  });
});

describe('objects under a prefix', () => {
  let server: Server | undefined;
  afterEach(() => {
    server?.close();
  });

  /** A bucket that answers as AWS documents it, some objects a page. */
  async function bucket(
    objects: Readonly<Record<string, string>>,
    refuse: (request: IncomingMessage, response: ServerResponse, number: number) => boolean = () => false,
  ): Promise<{ endpoint: string; asked: string[] }> {
    const asked: string[] = [];
    const encoded = (key: string) => encodeURIComponent(key).replaceAll('%20', '+').replaceAll('%2F', '/');
    server = createServer((request, response) => {
      const url = new URL(request.url ?? '', 'http://s3');
      asked.push(decodeURIComponent(url.pathname) + url.search);
      if (refuse(request, response, asked.length)) return;
      if (url.searchParams.has('list-type')) {
        const prefix = url.searchParams.get('prefix') ?? '';
        const from = url.searchParams.get('continuation-token') ?? '';
        const keys = Object.keys(objects).filter((key) => key.startsWith(prefix) && key > from);
        const some = keys.slice(0, 2).map((key) => contents(encoded(key), Buffer.byteLength(objects[key] ?? '')));
        response.end(page(some.join(''), keys.length > 2 ? keys[1] : undefined));
        return;
      }
      const body = Buffer.from(objects[decodeURIComponent(url.pathname).replace('/b/', '')] ?? '');
      const headers = { 'content-range': `bytes 0-${body.length - 1}/${body.length}`, etag: '"t"' };
      response.writeHead(206, headers).end(body);
    });
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
  }

  const OBJECTS = {
    'a.txt': 'zero',
    'docs/.hidden.txt': 'hidden',
    'docs/a b+ü.txt': 'one',
    'docs/b.png': 'picture',
    'docs/c/': '',
    'docs/c/d.md': 'two',
    'docs/z.txt': 'three',
  };

  it('are found page by page, read in order and each asked for once', async () => {
    const { endpoint, asked } = await bucket(OBJECTS);
    const { records, facts, warnings } = await readCorpus(['s3://b/docs/'], { s3Endpoint: endpoint, ...KEYS });
    expect(records.map(({ text }) => text)).toEqual(['one', 'two', 'three']);
    expect(records.map(({ source }) => source)).toEqual([
      's3://b/docs/a b+ü.txt',
      's3://b/docs/c/d.md',
      's3://b/docs/z.txt',
    ]);
    expect([facts.files, facts.bytesTotal]).toEqual([3, 11]);
    expect(warnings).toEqual(['ignored 1 of 4 files in s3://b/docs/: unknown formats; the first is s3://b/docs/b.png']);
    expect(asked).toHaveLength(3 + 3);
  });

  it('are those that match a pattern', async () => {
    const { endpoint, asked } = await bucket(OBJECTS);
    const s3 = { s3Endpoint: endpoint, ...KEYS };
    expect((await readCorpus(['s3://b/*.txt'], s3)).records.map(({ text }) => text)).toEqual(['zero']);
    expect((await readCorpus(['s3://b/docs/**/*.{md,txt}'], s3)).records).toHaveLength(3);
    expect(asked.filter((path) => path.includes('prefix=docs%2F'))).toHaveLength(3);
    expect((await readingFailure(['s3://b/docs/*.csv'], s3)).message).toBe(
      'corpus: no object matches s3://b/docs/*.csv',
    );
    expect((await readingFailure(['s3://b/nothing/'], s3)).message).toMatch(
      /s3:\/\/b\/nothing\/ holds no file that ends with/,
    );
  });

  it('are asked for again while the server is busy, and not when it refuses', async () => {
    const { endpoint, asked } = await bucket(OBJECTS, (_, response, number) => {
      if (number > 2) return false;
      response.writeHead(503).end('<Error><Code>SlowDown</Code></Error>');
      return true;
    });
    const s3 = { s3Endpoint: endpoint, ...KEYS };
    expect((await readCorpus(['s3://b/docs/'], s3)).records).toHaveLength(3);
    expect(asked).toHaveLength(2 + 3 + 3);
    server?.close();
    const refusing = await bucket(OBJECTS, (_, response) => {
      response
        .writeHead(301, { 'x-amz-bucket-region': 'eu-west-1' })
        .end('<Error><Code>PermanentRedirect</Code></Error>');
      return true;
    });
    for (const address of ['s3://b/docs/', 's3://b/a.txt']) {
      const failure = await readingFailure([address], { ...s3, s3Endpoint: refusing.endpoint });
      expect(failure.message).toBe(
        `corpus: cannot ${address.endsWith('/') ? 'list' : 'read'} ${address}: the server answers with status 301: the bucket is in region eu-west-1, not in us-east-1. Set s3-region to eu-west-1`,
      );
    }
    expect(refusing.asked).toHaveLength(2);
  });

  it('are one object with such a name for whoever announces it', async () => {
    const { endpoint } = await bucket({ 'odd*?#.txt': 'odd' });
    const exact = { s3Endpoint: endpoint, ...KEYS, exactAddresses: true };
    expect((await readCorpus(['s3://b/odd*?#.txt'], exact)).records.map(({ text }) => text)).toEqual(['odd']);
  });
});
