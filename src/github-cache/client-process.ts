import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type CacheService, ServiceRefusal } from './cache-service';
import { reasonIn, saysTaken, shown } from './client-log';

/** What the client is asked. It works in `folder`. */
export type ClientCall = { readonly folder: string } & (
  | { readonly what: 'find'; readonly prefixes: readonly string[] }
  | { readonly what: 'fetch' | 'store'; readonly key: string }
);

/** What came of it, and every line that the client wrote meanwhile. */
export interface ClientAnswer {
  readonly result?: string | number;
  readonly failure?: string;
  readonly lines: readonly string[];
}

/** How long each may take, in ms. The client itself would try for many minutes. */
export interface ServiceDeadlines {
  readonly find: number;
  readonly fetch: number;
  readonly store: number;
}

/** A hosted runner moves 100 MB/s and more: these are for the 4 GB that the runner cache may have, at a third of that. */
const SERVICE_DEADLINES: ServiceDeadlines = { find: 20_000, fetch: 120_000, store: 300_000 };

export interface ClientOptions {
  /** Bundle of client.ts. */
  readonly script: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Exists. Where the client may leave what it is about to move. */
  readonly temporaryFolder: string;
  readonly deadlines?: ServiceDeadlines;
}

/** GitHub's cache service by its own client, in another process that is started at the first question. One question at a time. */
export class ClientProcess implements CacheService {
  private child: ChildProcess | undefined;
  private lines: readonly string[] = [];
  private readonly deadlines: ServiceDeadlines;
  private readonly endWithUs = () => this.kill();

  constructor(private readonly options: ClientOptions) {
    this.deadlines = options.deadlines ?? SERVICE_DEADLINES;
  }

  async find(prefixes: readonly string[]): Promise<string | undefined> {
    const found = await this.ask({ what: 'find', prefixes, folder: this.options.temporaryFolder });
    if (typeof found === 'string') return found;
    this.refuseIfTold();
    return undefined;
  }

  async fetch(key: string, folder: string): Promise<boolean> {
    const found = await this.ask({ what: 'fetch', key, folder });
    if (found === key) return true;
    this.refuseIfTold();
    return false;
  }

  async store(key: string, folder: string): Promise<boolean> {
    const id = await this.ask({ what: 'store', key, folder });
    if (typeof id === 'number' && id >= 0) return true;
    if (saysTaken(this.lines)) return false;
    throw new ServiceRefusal(reasonIn(this.lines) ?? 'it did not say why');
  }

  async close(): Promise<void> {
    const { child } = this;
    if (!child) return;
    child.ref();
    const ended = once(child, 'close');
    this.kill();
    await ended;
  }

  /** @returns what the client gave, nothing where there is nothing */
  private async ask(call: ClientCall): Promise<string | number | undefined> {
    const child = this.running();
    const deadline = this.deadlines[call.what];
    let timer: NodeJS.Timeout | undefined;
    try {
      const { result, failure, lines } = await new Promise<ClientAnswer>((resolve) => {
        const fail = (reason: string) => resolve({ failure: reason, lines: [] });
        child.once('message', (message) => resolve(message as ClientAnswer));
        let end = 'its client ended without an answer';
        child.once('close', () => fail(end));
        child.once('error', ({ message }) => fail(message));
        timer = setTimeout(() => {
          end = `no answer within ${deadline / 1000} s`;
          // What it works in is deleted next.
          child.ref();
          this.kill();
        }, deadline);
        child.send(call, (error) => error && fail(error.message));
      });
      if (failure !== undefined) throw new ServiceRefusal(shown(failure));
      this.lines = lines;
      return result;
    } finally {
      clearTimeout(timer);
      child.removeAllListeners('message');
    }
  }

  private refuseIfTold(): void {
    const reason = reasonIn(this.lines);
    if (reason !== undefined) throw new ServiceRefusal(reason);
  }

  private running(): ChildProcess {
    if (this.child) return this.child;
    const { script, environment, temporaryFolder } = this.options;
    const child = spawn(process.execPath, [script], {
      env: { ...environment, RUNNER_TEMP: temporaryFolder },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      // In a process group of its own, so that it can be ended together with tar and zstd.
      detached: true,
    });
    child.on('error', () => {});
    child.once('close', () => {
      if (this.child === child) this.child = undefined;
      process.off('exit', this.endWithUs);
    });
    process.on('exit', this.endWithUs);
    // What waits for an answer has a deadline; nothing else is to keep the run from ending.
    child.unref();
    child.channel?.unref();
    this.child = child;
    return child;
  }

  private kill(): void {
    const { child } = this;
    this.child = undefined;
    if (child?.pid === undefined) return;
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It has ended already.
    }
  }
}
