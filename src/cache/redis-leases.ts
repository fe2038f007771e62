import { randomUUID } from 'node:crypto';
import { createClient } from 'redis';
import type { TextKey } from '../keys/text-key';
import type { Leases } from './lease';
import type { VectorSpace } from './vector-cache';

/** How long a lease lasts that nobody renews: what a run loses when another dies in the middle of its share. */
const LEASE_MS = 15_000;
const RENEW_MS = LEASE_MS / 3;
/** A message may be missed; nobody waits longer than this before looking again. */
const LONGEST_WAIT_MS = 2_000;
const DEADLINE_MS = 2_000;
/** After a failure leases are granted without asking for so long, so that a dead server costs one deadline and no more. */
const FAILURE_PAUSE_MS = 10_000;

export interface RedisLeasesOptions {
  readonly url: string;
  readonly prefix: string;
}

type Client = ReturnType<typeof createClient>;

/** The clients are there before they are connected, so that they can be destroyed when they never are. */
interface Connection {
  readonly client: Client;
  readonly subscriber: Client;
  readonly ready: Promise<unknown>;
}

/**
 * Leases as keys that expire, `<prefix>:<first 16 hex of fingerprint>:lease:<base64url text key>`, and a channel on which runs
 * say that they are done with some. A holder that stalled past its expiry can do no harm: its vectors meet `SET NX`, and to
 * release a lease that is another's by now only lets a third run compute the same once more.
 */
export class RedisLeases implements Leases {
  readonly shared = true;
  private readonly owner = randomUUID();
  private readonly keyPrefix: string;
  private readonly channel: string;
  private readonly held = new Set<TextKey>();
  private connection: Connection | undefined;
  private renewal: NodeJS.Timeout | undefined;
  private failedAt = Number.NEGATIVE_INFINITY;
  private readonly waiting = new Set<() => void>();

  constructor(
    space: VectorSpace,
    private readonly options: RedisLeasesOptions,
  ) {
    const name = `${options.prefix}:${space.fingerprint.slice(0, 16)}`;
    this.keyPrefix = `${name}:lease:`;
    this.channel = `${name}:released`;
  }

  async acquire(keys: readonly TextKey[]): Promise<boolean[]> {
    const replies = await this.attempt((client) =>
      Promise.all(
        keys.map((key) => client.sendCommand(['SET', this.keyPrefix + key, this.owner, 'NX', 'PX', String(LEASE_MS)])),
      ),
    );
    if (!replies) return keys.map(() => true);
    const granted = replies.map((reply) => reply !== null);
    for (const [index, key] of keys.entries()) if (granted[index]) this.held.add(key);
    this.renewal ??= setInterval(() => this.renew(), RENEW_MS).unref();
    return granted;
  }

  async release(keys: readonly TextKey[]): Promise<void> {
    const ours = keys.filter((key) => this.held.delete(key));
    if (ours.length === 0) return;
    await this.attempt((client) =>
      Promise.all([
        ...ours.map((key) => client.sendCommand(['DEL', this.keyPrefix + key])),
        client.sendCommand(['PUBLISH', this.channel, String(ours.length)]),
      ]),
    );
  }

  async change(): Promise<void> {
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        this.waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, LONGEST_WAIT_MS);
      this.waiting.add(wake);
    });
  }

  async close(): Promise<void> {
    clearInterval(this.renewal);
    await this.release([...this.held]);
    this.disconnect();
  }

  private renew(): void {
    const keys = [...this.held];
    if (keys.length === 0) return;
    void this.attempt((client) =>
      Promise.all(keys.map((key) => client.sendCommand(['PEXPIRE', this.keyPrefix + key, String(LEASE_MS)]))),
    );
  }

  /** @returns undefined if Redis did not answer, now or a short while ago */
  private async attempt<T>(call: (client: Client) => Promise<T>): Promise<T | undefined> {
    if (performance.now() - this.failedAt < FAILURE_PAUSE_MS) return undefined;
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('no answer')), DEADLINE_MS);
    });
    try {
      this.connection ??= this.connect();
      const { client, ready } = this.connection;
      await Promise.race([ready, deadline]);
      return await Promise.race([call(client), deadline]);
    } catch {
      this.failedAt = performance.now();
      this.disconnect();
      return undefined;
    } finally {
      clearTimeout(timer);
    }
  }

  private disconnect(): void {
    this.connection?.client.destroy();
    this.connection?.subscriber.destroy();
    this.connection = undefined;
  }

  private connect(): Connection {
    const settings = {
      url: this.options.url,
      disableOfflineQueue: true,
      socket: { connectTimeout: DEADLINE_MS, reconnectStrategy: false },
    } as const;
    const client = createClient(settings) as Client;
    const subscriber = createClient(settings) as Client;
    for (const one of [client, subscriber]) one.on('error', () => {});
    const ready = Promise.all([
      client.connect(),
      subscriber.connect().then(() => subscriber.subscribe(this.channel, () => this.wakeAll())),
    ]);
    ready.catch(() => {});
    return { client, subscriber, ready };
  }

  private wakeAll(): void {
    for (const wake of this.waiting) wake();
  }
}
