import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ObjectServerOptions {
  readonly body: Buffer;
  /** Closes connections after so many bytes of the body, in turn; from then on they stay open. */
  readonly breaksAfter?: readonly number[];
  /** false: gives the whole object whatever part is asked for. */
  readonly ranges?: boolean;
  readonly etag?: string | undefined;
  /** What the body is stored with, as Content-Encoding. */
  readonly encoding?: string;
  /** false: does not heed If-Match. */
  readonly conditions?: boolean;
  /** Status codes to answer with first, in turn. */
  readonly statuses?: readonly number[];
  /** Another object takes its place after so many requests. */
  readonly replacedAfter?: { readonly requests: number; readonly body: Buffer; readonly etag: string };
  /** Keys that requests must be signed with, as AWS Signature Version 4 has it. */
  readonly keys?: { readonly id: string; readonly secret: string; readonly token?: string };
}

export interface ObjectServer {
  readonly url: string;
  /** What was asked for, in order. */
  readonly requests: { readonly path: string; readonly headers: Readonly<Record<string, unknown>> }[];
  close(): Promise<void>;
}

/** A real HTTP server with one object, which breaks connections as it is told. */
export async function startObjectServer(options: ObjectServerOptions): Promise<ObjectServer> {
  const requests: ObjectServer['requests'][number][] = [];
  const breaks = [...(options.breaksAfter ?? [])];
  const statuses = [...(options.statuses ?? [])];
  const server = createServer((request, response) => {
    requests.push({ path: request.url ?? '', headers: request.headers });
    const status = statuses.shift();
    if (status !== undefined) return response.writeHead(status).end('no');
    if (options.keys && !isSigned(request, options.keys)) return response.writeHead(403).end('signature');
    const { replacedAfter } = options;
    const replaced = replacedAfter && requests.length > replacedAfter.requests;
    const object = {
      body: replaced ? replacedAfter.body : options.body,
      etag: replaced ? replacedAfter.etag : options.etag,
    };
    return answer(request, response, { ...options, ...object }, breaks);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { body, etag, encoding, ranges = true, conditions = true }: ObjectServerOptions,
  breaks: number[],
): void {
  const wanted = request.headers['if-match'];
  if (conditions && wanted !== undefined && etag !== undefined && wanted !== etag) {
    response.writeHead(412).end();
    return;
  }
  const range = ranges ? /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') : null;
  const start = Number(range?.[1] ?? 0);
  const end = Math.min(body.length, range?.[2] ? Number(range[2]) + 1 : body.length);
  if (range && start >= body.length) {
    response.writeHead(416, { 'content-range': `bytes */${body.length}` }).end();
    return;
  }
  const part = body.subarray(start, end);
  response.writeHead(range ? 206 : 200, {
    'content-length': part.length,
    ...(etag !== undefined && { etag }),
    ...(encoding !== undefined && { 'content-encoding': encoding }),
    ...(range && { 'content-range': `bytes ${start}-${end - 1}/${body.length}` }),
  });
  // Not while it is looked for.
  const breakAfter = request.headers.range === 'bytes=0-0' ? undefined : breaks.shift();
  if (breakAfter === undefined || breakAfter >= part.length) response.end(part);
  else response.write(part.subarray(0, breakAfter), () => setTimeout(() => response.destroy(), 20));
}

/** Signature Version 4, as AWS describes it, written down once more. */
function isSigned(request: IncomingMessage, keys: NonNullable<ObjectServerOptions['keys']>): boolean {
  const [, scope = '', names = '', signature] =
    /Credential=[^/]+\/([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]+)/.exec(
      request.headers.authorization ?? '',
    ) ?? [];
  if (!request.headers.authorization?.includes(`Credential=${keys.id}/`)) return false;
  if (keys.token !== undefined && request.headers['x-amz-security-token'] !== keys.token) return false;
  const signed = names.split(';').map((name) => `${name}:${String(request.headers[name] ?? '').trim()}\n`);
  const url = new URL(request.url ?? '', 'http://localhost');
  const payload = String(request.headers['x-amz-content-sha256'] ?? '');
  const canonical = [request.method, url.pathname, url.searchParams.toString(), signed.join(''), names, payload].join(
    '\n',
  );
  const [date = '', region = '', service = ''] = scope.split('/');
  const toSign = ['AWS4-HMAC-SHA256', request.headers['x-amz-date'], scope, sha256(canonical)].join('\n');
  const key = [date, region, service, 'aws4_request'].reduce<Buffer | string>(
    (key, part) => hmac(key, part),
    `AWS4${keys.secret}`,
  );
  return hmac(key, toSign).toString('hex') === signature;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key: Buffer | string, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
