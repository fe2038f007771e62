import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { vectorOf } from '../builders/vectors';

/** What it is asked, as OpenAI and text-embeddings-inference word it. */
export interface ServiceRequest {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: {
    readonly input?: string[];
    readonly inputs?: string[];
    readonly model?: string;
    readonly normalize?: boolean;
  };
}

export type Respond = (request: ServiceRequest, response: ServerResponse, count: number) => void | Promise<void>;

/**
 * No embedding service: a stand-in that answers over real HTTP as OpenAI's documentation says (`/v1/embeddings`), and as that of
 * text-embeddings-inference (`/embed`). Its vectors are those of builders/vectors.ts, unscaled.
 */
export class EmbeddingService {
  readonly requests: ServiceRequest[] = [];
  mostAtOnce = 0;
  private atOnce = 0;
  private respond: Respond = answer;

  private constructor(private readonly server: Server) {}

  static async start(): Promise<EmbeddingService> {
    const server = createServer();
    const service = new EmbeddingService(server);
    server.on('request', (request, response) => void service.handle(request, response));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return service;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as { port: number }).port}`;
  }

  /** Forgets what was asked, and answers so from now on. */
  begin(respond: Respond = answer): void {
    this.requests.length = 0;
    this.mostAtOnce = 0;
    this.respond = respond;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    this.mostAtOnce = Math.max(this.mostAtOnce, ++this.atOnce);
    let body = '';
    for await (const piece of incoming) body += piece;
    const request = { path: incoming.url ?? '', authorization: incoming.headers.authorization, body: JSON.parse(body) };
    this.requests.push(request);
    await this.respond(request, response, this.requests.length);
    this.atOnce--;
  }
}

/** As a service in order does. OpenAI's order is not promised, so it is turned round. */
export function answer({ path, body }: ServiceRequest, response: ServerResponse): void {
  response.setHeader('content-type', 'application/json');
  if (path === '/embed') {
    response.end(JSON.stringify((body.inputs ?? []).map((text) => [...vectorOf(text)])));
    return;
  }
  const data = (body.input ?? []).map((text, index) => ({
    object: 'embedding',
    index,
    embedding: [...vectorOf(text)],
  }));
  response.end(
    JSON.stringify({
      object: 'list',
      data: data.reverse(),
      usage: { prompt_tokens: 3 * data.length, total_tokens: 3 * data.length },
    }),
  );
}

export function refuse(status: number, body: object = {}, headers: Record<string, string> = {}): Respond {
  return (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  };
}
