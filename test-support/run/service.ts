import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import path from 'node:path';
import { TINY_MODEL } from '../builders/tiny-model';
import { until } from './until';

const BUNDLE = path.resolve('dist/index.js');

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The real bundle in mode serve, on a free port of loopback. */
export class Service {
  output = '';
  readonly ended: Promise<number | null>;

  private constructor(
    private readonly child: ChildProcess,
    readonly port: number,
  ) {
    this.ended = once(child, 'close').then(([code]) => code);
  }

  /** With the tiny model unless told otherwise, once it is ready. */
  static async start(folder: string, ...words: string[]): Promise<Service> {
    const service = await Service.launch(folder, ...words);
    await until(async () => (await service.get('/readyz')).status === 200);
    return service;
  }

  /** As soon as it listens. */
  static async launch(folder: string, ...words: string[]): Promise<Service> {
    const model = words.includes('--model') ? [] : ['--model', TINY_MODEL];
    const given = ['serve', '--host', '127.0.0.1', '--report-dir=', ...model, ...words];
    const environment = { PATH: process.env.PATH ?? '', HOME: folder, PORT: '0' };
    const child = spawn(process.execPath, [BUNDLE, ...given], { cwd: folder, env: environment });
    let output = '';
    const gather = (piece: Buffer): void => {
      output += piece;
    };
    child.stdout.on('data', gather);
    child.stderr.on('data', gather);
    let over = false;
    void once(child, 'close').then(() => {
      over = true;
    });
    const port = await until(() => over || /listening on port (\d+)/.exec(output)?.[1]);
    if (port === true) throw new Error(`the service ended: ${output}`);
    const service = new Service(child, Number(port));
    Object.defineProperty(service, 'output', { get: () => output });
    return service;
  }

  get(url: string): Promise<Reply> {
    return this.send('GET', url, {}, '');
  }

  /** An event in binary mode. */
  event(data: unknown, attributes: Readonly<Record<string, string>> = {}): Promise<Reply> {
    const all = { specversion: '1.0', id: 'one', source: '/test', type: 'com.example.texts', ...attributes };
    const headers = Object.fromEntries(Object.entries(all).map(([name, value]) => [`ce-${name}`, value]));
    return this.post({ 'content-type': 'application/json', ...headers }, JSON.stringify(data));
  }

  post(headers: Readonly<Record<string, string>>, body: string | Buffer): Promise<Reply> {
    return this.send('POST', '/', headers, body);
  }

  /** Sends on a connection of its own. */
  async send(
    method: string,
    url: string,
    headers: Readonly<Record<string, string>>,
    body: string | Buffer,
  ): Promise<Reply> {
    const options = { host: '127.0.0.1', port: this.port, method, path: url, headers, agent: false } as const;
    return new Promise((resolve, reject) => {
      const sent = request(options, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (piece) => {
          text += piece;
        });
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers as Record<string, string>,
            body: text,
          }),
        );
        response.on('error', reject);
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }

  signal(name: NodeJS.Signals): void {
    this.child.kill(name);
  }

  async stop(): Promise<number | null> {
    this.child.kill('SIGTERM');
    return this.ended;
  }
}
