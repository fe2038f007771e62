import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

export interface StoredComment {
  readonly id: number;
  body: string;
  readonly user: { readonly type: string };
  readonly author_association: string;
}

export interface ApiCall {
  readonly method: string;
  readonly url: string;
  readonly authorization: string | undefined;
}

/** Answers a call in the place of the API. @returns whether it did */
export type ApiFault = (call: ApiCall, response: ServerResponse) => boolean;

/** Refuses calls of a method, the first so many of them. */
export function refuseCalls(
  method: string,
  status: number,
  { headers = {}, times = Number.POSITIVE_INFINITY }: { headers?: Record<string, string>; times?: number } = {},
): ApiFault {
  let left = times;
  return (call, response) => {
    if (call.method !== method || left-- <= 0) return false;
    response.writeHead(status, headers).end(JSON.stringify({ message: `refused ${call.authorization}` }));
    return true;
  };
}

/**
 * Not GitHub: a stand-in on loopback for the four calls of its REST API that comments on a pull request take, as
 * https://docs.github.com/en/rest/issues/comments describes them, for pull request 12 of acme/docs.
 */
export class GitHubApi {
  readonly comments: StoredComment[] = [];
  readonly calls: ApiCall[] = [];
  private fault: ApiFault | undefined;
  private nextId = 1001;

  private constructor(private readonly server: Server) {}

  static async start(): Promise<GitHubApi> {
    const server = createServer();
    const api = new GitHubApi(server);
    server.on('request', (request, response) => void api.answer(request, response));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return api;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as { port: number }).port}`;
  }

  /** Forgets everything. */
  begin(fault?: ApiFault): void {
    this.comments.length = 0;
    this.calls.length = 0;
    this.fault = fault;
  }

  /** As if somebody had written it. */
  add(body: string, type = 'User', association = 'NONE'): StoredComment {
    const comment = { id: this.nextId++, body, user: { type }, author_association: association };
    this.comments.push(comment);
    return comment;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = request;
    const call = { method, url, authorization: headers.authorization };
    this.calls.push(call);
    let content = '';
    for await (const piece of request) content += piece;
    if (this.fault?.(call, response)) return;
    const [status, answer] = this.answerTo(call, content);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  }

  private answerTo({ method, url, authorization }: ApiCall, content: string): [number, unknown] {
    const { pathname, searchParams } = new URL(url, this.url);
    if (!authorization?.startsWith('Bearer ')) return [401, { message: 'Requires authentication' }];
    const changed = /^\/repos\/acme\/docs\/issues\/comments\/(\d+)$/.exec(pathname)?.[1];
    if (method === 'PATCH' && changed !== undefined) {
      const comment = this.comments.find(({ id }) => id === Number(changed));
      if (!comment) return [404, { message: 'Not Found' }];
      comment.body = JSON.parse(content).body;
      return [200, comment];
    }
    if (pathname !== '/repos/acme/docs/issues/12/comments') return [404, { message: 'Not Found' }];
    if (method === 'POST') return [201, this.add(JSON.parse(content).body, 'Bot')];
    const size = Number(searchParams.get('per_page') ?? 30);
    const start = (Number(searchParams.get('page') ?? 1) - 1) * size;
    return [200, this.comments.slice(start, start + size)];
  }
}
