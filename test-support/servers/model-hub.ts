import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import path from 'node:path';

export const COMMIT = 'c0ffee'.padEnd(40, '0');

/**
 * No hub: a stand-in that serves one folder as `owner/tiny` over real HTTP, in the form of the Hugging Face Hub's API: revision,
 * file tree in pages, and files, of which the large ones come from another address.
 */
export class ModelHub {
  /** Paths asked for, with their query. */
  readonly requests: string[] = [];
  readonly tokens: (string | undefined)[] = [];
  /** Changes what a file comes as. */
  spoil: (name: string, content: Buffer, count: number) => Buffer = (_, content) => content;
  private readonly files = new Map<string, Buffer>();
  private readonly served = new Map<string, number>();

  private constructor(private readonly server: Server) {}

  static async start(folder: string): Promise<ModelHub> {
    const server = createServer();
    const hub = new ModelHub(server);
    for (const name of readdirSync(folder, { recursive: true }) as string[]) {
      if (statSync(path.join(folder, name)).isFile()) hub.files.set(name, readFileSync(path.join(folder, name)));
    }
    hub.files.set('README.md', Buffer.from('not needed'));
    server.on('request', ({ url = '', headers }, response) => {
      hub.requests.push(url);
      hub.tokens.push(headers.authorization);
      hub.answer(decodeURIComponent(url), response);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return hub;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as { port: number }).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private answer(url: string, response: ServerResponse): void {
    const tree = `/api/models/owner/tiny/tree/${COMMIT}?recursive=true`;
    const names = [...this.files.keys()];
    const file = new RegExp(`^(/owner/tiny/resolve/${COMMIT}|/store)/(.*)$`).exec(url);
    if (url === '/api/models/owner/tiny/revision/main') {
      json(response, { sha: COMMIT });
    } else if (url === tree) {
      response.setHeader('link', `<${this.url}${tree}&cursor=2>; rel="next"`);
      const others = [
        { type: 'directory', path: 'onnx' },
        { type: 'file', path: '../outside', size: 1, oid: '' },
      ];
      json(response, [...others, ...names.slice(0, 2).map((name) => this.entry(name))]);
    } else if (url === `${tree}&cursor=2`) {
      json(
        response,
        names.slice(2).map((name) => this.entry(name)),
      );
    } else if (file) {
      this.serve(file[2] as string, file[1] === '/store', response);
    } else {
      response.statusCode = 404;
      json(response, { error: 'Repository not found' });
    }
  }

  private serve(name: string, fromStore: boolean, response: ServerResponse): void {
    if (name.endsWith('.onnx') && !fromStore) {
      response.writeHead(302, { location: `${this.url.replace('127.0.0.1', 'localhost')}/store/${name}` });
      response.end();
      return;
    }
    const count = (this.served.get(name) ?? 0) + 1;
    this.served.set(name, count);
    response.end(this.spoil(name, this.files.get(name) as Buffer, count));
  }

  private entry(name: string): object {
    const content = this.files.get(name) as Buffer;
    const oid = createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex');
    const lfs = { oid: createHash('sha256').update(content).digest('hex'), size: content.length, pointerSize: 130 };
    return {
      type: 'file',
      path: name,
      size: content.length,
      oid: name.endsWith('.onnx') ? 'of the pointer' : oid,
      ...(name.endsWith('.onnx') && { lfs }),
    };
  }
}

function json(response: ServerResponse, content: unknown): void {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(content));
}
