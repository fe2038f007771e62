import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type CacheService, ServiceRefusal } from './cache-service';
import { reasonIn, saysTaken, shown } from './client-log';

/** A request to the client. It works in `folder`. */
export type ClientCall = { readonly folder: string } & (
  | { readonly what: 'find'; readonly prefixes: readonly string[] }
  | { readonly what: 'fetch' | 'store'; readonly key: string }
);

/** The answer, and every line that the client logged meanwhile. */
export interface ClientAnswer {
  readonly result?: string | number;
  readonly failure?: string;
  readonly lines: readonly string[];
}

/** The timeout of each request, in ms. The client itself would retry for many minutes. */
export interface ServiceDeadlines {
  readonly find: number;
  readonly fetch: number;
  readonly store: number;
}

/** A hosted runner moves at least 100 MB/s. These suffice for the 4 GB limit of the runner cache at a third of that speed. */
const SERVICE_DEADLINES: ServiceDeadlines = { find: 20_000, fetch: 120_000, store: 300_000 };

export interface ClientOptions {
  /** Bundle of client.ts. */
  readonly script: string;
  readonly environment: Readonly<Record<string, string>>;
  /** An existing folder for the client's archives. */
  readonly temporaryFolder: string;
  readonly deadlines?: ServiceDeadlines;
}

/** GitHub's cache service through GitHub's client, in a process that starts with the first request. One request at a time. */
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
    throw new ServiceRefusal(reasonIn(this.lines) ?? 'the service gave no reason');
  }

  async close(): Promise<void> {
    const { child } = this;
    if (!child) return;
    child.ref();
    const ended = once(child, 'close');
    this.kill();
    await ended;
  }

  /** @returns the client's result; undefined if it returned none */
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
          // Its folder is deleted next, so the run must wait for its end.
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
      // In a separate process group, to end it together with tar and zstd.
      detached: true,
    });
    child.on('error', () => {});
    child.once('close', () => {
      if (this.child === child) this.child = undefined;
      process.off('exit', this.endWithUs);
    });
    process.on('exit', this.endWithUs);
    // The child must not keep the run alive; pending requests have a timeout.
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
      // The process has already ended.
    }
  }
}
