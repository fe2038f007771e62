import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

const METHODS = '/twirp/github.actions.results.api.v1.CacheService/';
/** Blobs are here if they are to be fetched with the client of Azure, as GitHub's are; it is reached by the service as proxy. */
const AZURE = 'http://entries.blob.core.windows.net';
const DEFAULT_REF = 'refs/heads/main';

interface StoredEntry {
  readonly key: string;
  readonly version: string;
  readonly ref: string;
  readonly id: number;
  blob: Buffer;
  whole: boolean;
}

/** What the service does to the next requests of a kind, in their place. Not to answer at all keeps the client waiting. */
export type CacheFault = (request: IncomingMessage, response: ServerResponse) => void;
type Kind = 'CreateCacheEntry' | 'FinalizeCacheEntryUpload' | 'GetCacheEntryDownloadURL' | 'upload' | 'download';

/**
 * No cache of GitHub's: a stand-in on loopback that speaks version 2 of its protocol, with what its documentation promises. Entries
 * are immutable, belong to the ref of the job that stored them, and are found by key, then by prefix, the newest first, in the job's
 * own ref and then in the default branch. Tokens name the job's ref, and `<ref> read-only` cannot store.
 */
export class ActionsCacheService {
  readonly entries: StoredEntry[] = [];
  /** What was asked, by kind. */
  readonly counts: Record<Kind, number>;
  /** Each is asked before a request of its kind is answered. */
  faults: Partial<Record<Kind, CacheFault>> = {};
  azure = false;
  /** Bytes of the parts in which blobs came and went, whatever came whole counts as one. */
  readonly parts: { up: number[]; down: number[] } = { up: [], down: [] };
  private readonly blocks = new Map<string, Buffer>();

  private constructor(private readonly server: Server) {
    this.counts = {
      CreateCacheEntry: 0,
      FinalizeCacheEntryUpload: 0,
      GetCacheEntryDownloadURL: 0,
      upload: 0,
      download: 0,
    };
  }

  static async start(): Promise<ActionsCacheService> {
    const server = createServer();
    const service = new ActionsCacheService(server);
    server.on('request', (request, response) => void service.handle(request, response).catch(() => response.destroy()));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return service;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as { port: number }).port}`;
  }

  /** What a runner gives to a step that `uses` an action. */
  environment(temporaryFolder: string, ref = DEFAULT_REF): Record<string, string> {
    return {
      ACTIONS_CACHE_SERVICE_V2: 'True',
      ACTIONS_RESULTS_URL: `${this.url}/`,
      ACTIONS_RUNTIME_TOKEN: ref,
      RUNNER_TEMP: temporaryFolder,
      RUNNER_ENVIRONMENT: 'github-hosted',
      GITHUB_REPOSITORY: 'acme/docs',
      ...(this.azure && { http_proxy: this.url, no_proxy: '127.0.0.1' }),
    };
  }

  /** Empty, and without faults. */
  clear(): void {
    this.entries.length = 0;
    this.faults = {};
    this.azure = false;
    this.parts.up.length = 0;
    this.parts.down.length = 0;
    for (const kind of Object.keys(this.counts) as Kind[]) this.counts[kind] = 0;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // A request to a proxy has the whole address.
    const { pathname, searchParams } = new URL(request.url ?? '', this.url);
    const kind = pathname.startsWith(METHODS)
      ? (pathname.slice(METHODS.length) as Kind)
      : request.method === 'PUT'
        ? 'upload'
        : 'download';
    this.counts[kind]++;
    const fault = this.faults[kind];
    if (fault) return fault(request, response);
    const body = await bodyOf(request);
    if (kind === 'upload') return this.upload(pathname, searchParams, body, response);
    if (kind === 'download') return this.download(pathname, request, response);
    const [ref = '', rights] = (request.headers.authorization ?? '').replace('Bearer ', '').split(' ');
    const answer = this[kind](JSON.parse(body.toString()), ref, rights === 'read-only');
    response.writeHead('code' in answer ? 409 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer));
  }

  private CreateCacheEntry({ key, version }: StoredEntry, ref: string, readOnly: boolean): object {
    if (readOnly) return { ok: false, message: 'cache write denied: the token of this run can only read' };
    if (this.entries.some((entry) => entry.key === key && entry.version === version && entry.ref === ref)) {
      return { code: 'already_exists', msg: 'cache entry with the same key, version, and scope already exists' };
    }
    const id = this.entries.length + 1;
    this.entries.push({ key, version, ref, id, blob: Buffer.alloc(0), whole: false });
    return { ok: true, signed_upload_url: this.blobUrl(id) };
  }

  private FinalizeCacheEntryUpload(
    { key, version, size_bytes }: StoredEntry & { size_bytes: string },
    ref: string,
  ): object {
    const entry = this.entries.find((one) => one.key === key && one.version === version && one.ref === ref);
    if (!entry || entry.blob.length !== Number(size_bytes)) return { ok: false, message: 'the upload is not whole' };
    entry.whole = true;
    return { ok: true, entry_id: String(entry.id) };
  }

  private GetCacheEntryDownloadURL(
    { key, restore_keys = [], version }: StoredEntry & { restore_keys?: string[] },
    ref: string,
  ): object {
    const found = this.lookup(key, restore_keys, version, ref);
    return found ? { ok: true, signed_download_url: this.blobUrl(found.id), matched_key: found.key } : { ok: false };
  }

  private lookup(key: string, prefixes: readonly string[], version: string, ref: string): StoredEntry | undefined {
    for (const scope of new Set([ref, DEFAULT_REF])) {
      const seen = this.entries.filter((entry) => entry.whole && entry.ref === scope && entry.version === version);
      const newest = seen.toReversed();
      const exact = newest.find((entry) => entry.key === key);
      if (exact) return exact;
      for (const prefix of prefixes) {
        const match = newest.find((entry) => entry.key.startsWith(prefix));
        if (match) return match;
      }
    }
    return undefined;
  }

  private blobUrl(id: number): string {
    return `${this.azure ? AZURE : this.url}/blobs/${id}?sig=a-signature-that-is-secret`;
  }

  private upload(pathname: string, query: URLSearchParams, body: Buffer, response: ServerResponse): void {
    const entry = this.entryOf(pathname);
    const block = query.get('blockid');
    if (query.get('comp') === 'block') {
      this.blocks.set(`${pathname} ${block}`, body);
      this.parts.up.push(body.length);
    } else if (query.get('comp') === 'blocklist') {
      const ids = [...body.toString().matchAll(/<Latest>([^<]*)<\/Latest>/g)].map(([, id]) => id);
      entry.blob = Buffer.concat(ids.map((id) => this.blocks.get(`${pathname} ${id}`) as Buffer));
    } else {
      entry.blob = body;
      this.parts.up.push(body.length);
    }
    response.writeHead(201, { etag: '"1"', 'last-modified': new Date().toUTCString(), 'x-ms-version': '2025-01-05' });
    response.end();
  }

  private download(pathname: string, { method, headers }: IncomingMessage, response: ServerResponse): void {
    const { blob } = this.entryOf(pathname);
    const [, from, to] = /bytes=(\d+)-(\d*)/.exec(String(headers['x-ms-range'] ?? headers.range ?? '')) ?? [];
    const [start, end] = [Number(from ?? 0), to ? Math.min(Number(to) + 1, blob.length) : blob.length];
    response.writeHead(from === undefined ? 200 : 206, {
      'content-length': end - start,
      'content-type': 'application/octet-stream',
      etag: '"1"',
      'last-modified': new Date().toUTCString(),
      'x-ms-blob-type': 'BlockBlob',
      ...(from !== undefined && { 'content-range': `bytes ${start}-${end - 1}/${blob.length}` }),
    });
    if (method === 'HEAD') return void response.end();
    this.parts.down.push(end - start);
    response.end(blob.subarray(start, end));
  }

  private entryOf(pathname: string): StoredEntry {
    return this.entries[Number(pathname.slice('/blobs/'.length)) - 1] as StoredEntry;
  }
}

/** An answer with a status, as Twirp says what is wrong. */
export function refuseWith(status: number, body: object, headers: Record<string, string> = {}): CacheFault {
  return (request, response) => {
    request.resume();
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  };
}

/** Takes the request, and never answers. */
export const hang: CacheFault = (request) => void request.resume();

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece);
  return Buffer.concat(pieces);
}
