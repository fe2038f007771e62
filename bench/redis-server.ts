import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from 'redis';

const START_DEADLINE_MS = 10_000;
const ATTEMPT_PAUSE_MS = 50;

/** A Redis of our own on a free loopback port. Keeps nothing on disk. */
export class RedisServer {
  private constructor(
    private readonly child: ChildProcess,
    readonly port: number,
  ) {}

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** @throws Error if there is no redis-server, or it is not ready within 10 s */
  static async start(folder: string): Promise<RedisServer> {
    const port = await freePort();
    const settings = ['--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--loglevel', 'warning'];
    const child = spawn('redis-server', ['--port', String(port), '--dir', folder, ...settings], { stdio: 'ignore' });
    const failed = once(child, 'exit').then(([code]) => {
      throw new Error(`redis-server ended with code ${code}`);
    });
    // It also ends, in good order, when it is stopped.
    failed.catch(() => {});
    const server = new RedisServer(child, port);
    // Whatever ends the benchmark, no server stays behind.
    const kill = () => child.kill('SIGKILL');
    process.once('exit', kill);
    child.once('exit', () => process.off('exit', kill));
    await Promise.race([server.ready(), failed]);
    return server;
  }

  /** What `INFO memory` calls used_memory, in bytes: everything it holds, without what the allocator keeps free. */
  async usedMemory(): Promise<number> {
    const client = await createClient({ url: this.url }).connect();
    try {
      return Number(/^used_memory:(\d+)/m.exec(await client.info('memory'))?.[1]);
    } finally {
      await client.close();
    }
  }

  /** It keeps its connections, and answers nothing, until it is stopped. */
  hang(): void {
    this.child.kill('SIGSTOP');
  }

  async stop(): Promise<void> {
    const ended = once(this.child, 'exit');
    // Nothing is to be saved, and giving back gigabytes in good order takes seconds.
    this.child.kill('SIGKILL');
    await ended;
  }

  private async ready(): Promise<void> {
    const deadline = performance.now() + START_DEADLINE_MS;
    for (;;) {
      const client = createClient({ url: this.url, socket: { reconnectStrategy: false } });
      client.on('error', () => {});
      try {
        await client.connect();
        await client.close();
        return;
      } catch (error) {
        if (performance.now() > deadline) throw new Error('redis-server does not answer', { cause: error });
        await sleep(ATTEMPT_PAUSE_MS);
      }
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
