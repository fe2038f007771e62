import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createClient } from 'redis';

const MOST_STARTS = 3;

/** A real redis-server on a free port of this machine, with nothing in it. */
export class RedisServer {
  private constructor(
    readonly port: number,
    private readonly folder: string,
    private readonly settings: readonly string[],
    private process: ChildProcess,
    private readonly program: string,
  ) {}

  static async start(...settings: string[]): Promise<RedisServer> {
    return RedisServer.startProgram('redis-server', ...settings);
  }

  /** Another one than that of the machine. */
  static async startProgram(program: string, ...settings: string[]): Promise<RedisServer> {
    for (let tries = 1; ; tries++) {
      try {
        return await RedisServer.launchOn(await freePort(), program, settings);
      } catch (error) {
        // Another process may have taken the port since it was free.
        if (tries === MOST_STARTS) throw error;
      }
    }
  }

  static async startOn(port: number, ...settings: string[]): Promise<RedisServer> {
    return RedisServer.launchOn(port, 'redis-server', settings);
  }

  private static async launchOn(port: number, program: string, settings: readonly string[]): Promise<RedisServer> {
    const folder = await mkdtemp(path.join(tmpdir(), 'redis-'));
    return new RedisServer(port, folder, settings, await launch(program, port, folder, settings), program);
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** For looking at, and tampering with, what the product stored. */
  async client() {
    const client = createClient({ url: this.url });
    await client.connect();
    return client;
  }

  async command(...words: (string | Buffer)[]): Promise<unknown> {
    const client = await this.client();
    try {
      return await client.sendCommand(words);
    } finally {
      client.destroy();
    }
  }

  /** Keys of vectors; leases and ledgers lie beside them. */
  async vectorKeys(prefix = 'eo1'): Promise<string[]> {
    return (await this.command('KEYS', `${prefix}:${'?'.repeat(16)}:${'?'.repeat(43)}`)) as string[];
  }

  signal(signal: NodeJS.Signals): void {
    this.process.kill(signal);
  }

  async kill(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const ended = once(this.process, 'exit');
    this.process.kill('SIGKILL');
    await ended;
  }

  /** Starts again on the same port with the same settings and more, empty unless it was told to SAVE. */
  async restart(...more: string[]): Promise<void> {
    await this.kill();
    this.process = await launch(this.program, this.port, this.folder, [...this.settings, ...more]);
  }

  async stop(): Promise<void> {
    await this.kill();
    await rm(this.folder, { recursive: true, force: true });
  }
}

async function launch(
  program: string,
  port: number,
  folder: string,
  settings: readonly string[],
): Promise<ChildProcess> {
  const server = spawn(
    program,
    ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder, ...settings],
    { stdio: 'ignore' },
  );
  const failed = once(server, 'error').then(([error]) => {
    throw new Error(`${program} does not start: ${error}. Install it: apt-get install redis-server`);
  });
  const ended = once(server, 'exit').then(([code]) => {
    throw new Error(`redis-server ended with code ${code} instead of listening on port ${port}`);
  });
  ended.catch(() => {});
  // Whatever ends this process, no server stays behind.
  const kill = () => server.kill('SIGKILL');
  process.once('exit', kill);
  server.once('exit', () => process.off('exit', kill));
  await Promise.race([failed, ended, answering(port)]);
  return server;
}

async function answering(port: number): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true));
      socket.on('error', () => resolve(false)).on('close', () => socket.destroy());
      socket.on('connect', () => socket.end());
    });
    if (open) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`redis-server does not listen on port ${port}`);
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
