import { CacheError, messageOf } from '../base/errors';
import type { RedisTarget } from '../inputs/values/redis-url';
import {
  COMMAND_DEADLINE_MS,
  type RedisCertificates,
  type RedisCommand,
  type RedisConnection,
  type RedisConnectionOptions,
  type RedisReply,
  ServerAnswer,
  type TakeValue,
  withDeadline,
} from './connection';
import { connectSocket } from './socket';
import { arrayHeadBytes, RedisTraffic, replyBytes } from './traffic';

export interface RedisLinkOptions {
  readonly target: RedisTarget;
  /** Used if the target has none. */
  readonly password?: string;
  readonly certificates?: RedisCertificates;
  /** Aborting it ends the connections at once; everything that waits for them fails with its reason. */
  readonly abandoned?: AbortSignal;
  /** For searches: their replies are nested, and the plain socket does not read those. */
  readonly nestedReplies?: boolean;
}

/** Sends one command to the node that holds its key, unless another key is given, and counts its traffic. */
export type Send = (command: RedisCommand, key?: string) => Promise<RedisReply>;
/** The same for MGET, passing its values on one by one. */
export type SendForValues = (command: RedisCommand, take: TakeValue) => Promise<void>;

/** Sends one command to the node with this address and counts its traffic. */
export type SendTo = (address: string, command: RedisCommand) => Promise<RedisReply>;

interface Waiting {
  readonly go: () => void;
  readonly giveUp: (error: unknown) => void;
}

/**
 * A lasting link to Redis over connections that may fail. A failure or a timeout ends the connection and everything that
 * waits for it; the next command opens a new one. So nothing waits twice for a dead server, and half-open connections do
 * not outlive the first timeout.
 */
export class RedisLink {
  readonly traffic = new RedisTraffic();
  private readonly target: RedisTarget;
  private connection: Promise<RedisConnection> | undefined;
  /** The most recently opened connection. */
  private live: RedisConnection | undefined;
  /** Why each connection was ended, for all batches that fail with it. */
  private readonly ended = new WeakMap<RedisConnection, CacheError>();
  private inFlight = 0;
  private readonly waiting: Waiting[] = [];

  private constructor(private readonly options: RedisLinkOptions) {
    const { target, password = '' } = options;
    this.target = { ...target, password: target.password || password };
    options.abandoned?.addEventListener('abort', () => this.abandon(options.abandoned?.reason), { once: true });
  }

  /** @throws CacheError if the server is not ready within the connect deadline */
  static async open(options: RedisLinkOptions): Promise<RedisLink> {
    const link = new RedisLink(options);
    await link.connected();
    return link;
  }

  /**
   * Sends the commands of one batch when its turn comes and waits for the replies.
   * @param what names the batch in errors
   * @throws CacheError if there is no connection, a reply is an error, or the replies miss the command deadline
   */
  async batch<T>(
    what: string,
    commands: (send: Send, values: SendForValues, sendTo: SendTo) => Promise<T>,
  ): Promise<T> {
    await this.turn();
    try {
      const connection = await this.connected();
      this.traffic.roundTrips++;
      try {
        const sent = commands(this.sender(connection), this.valueSender(connection), this.nodeSender(connection));
        return await withDeadline(sent, COMMAND_DEADLINE_MS, 'no answer');
      } catch (error) {
        const failure =
          this.ended.get(connection) ??
          new CacheError(`${what} at ${this.target.address} failed: ${explain(error)}`, {
            cause: error,
            lost: !(error instanceof ServerAnswer),
          });
        if (failure.lost || messageOf(error).startsWith('READONLY')) this.drop(connection, failure);
        throw failure;
      }
    } finally {
      const next = this.waiting.shift();
      if (next) next.go();
      else this.inFlight--;
    }
  }

  /** Sends one command. @param key decides the node; by default, the command's first key */
  ask(command: RedisCommand, key?: string): Promise<RedisReply> {
    return this.batch(String(command[0]), (send) => send(command, key));
  }

  /** Sends commands in one batch, each to the node that holds its key. @param what see batch */
  askAll(what: string, commands: readonly RedisCommand[]): Promise<RedisReply[]> {
    return this.batch(what, (send) => Promise.all(commands.map((command) => send(command))));
  }

  /**
   * Listens to a channel for as long as the present connection lasts.
   * @throws CacheError if there is no connection
   */
  async subscribe(channel: string, listener: () => void): Promise<void> {
    const connection = await this.connected();
    try {
      await withDeadline(connection.subscribe(channel, listener), COMMAND_DEADLINE_MS, 'no answer');
    } catch (error) {
      throw new CacheError(`SUBSCRIBE at ${this.target.address} failed: ${explain(error)}`, { cause: error });
    }
  }

  /**
   * Returns the addresses of the nodes that hold keys now.
   * @throws CacheError if there is no connection
   */
  async addresses(): Promise<string[]> {
    return [...(await this.connected()).nodes().keys()].sort();
  }

  async close(): Promise<void> {
    const connection = await this.connection?.catch(() => undefined);
    this.connection = undefined;
    if (!connection) return;
    try {
      await withDeadline(connection.close(), COMMAND_DEADLINE_MS, 'no answer');
    } catch {
      connection.destroy();
    }
  }

  private async turn(): Promise<void> {
    if (this.inFlight < BATCHES_IN_FLIGHT) this.inFlight++;
    // A batch that ends passes its place to the next.
    else await new Promise<void>((go, giveUp) => this.waiting.push({ go, giveUp }));
  }

  private connected(): Promise<RedisConnection> {
    this.connection ??= this.connect();
    return this.connection;
  }

  private async connect(): Promise<RedisConnection> {
    try {
      const { certificates = {}, abandoned, nestedReplies } = this.options;
      this.live = await connectRedis({ target: this.target, certificates, abandoned }, nestedReplies);
      return this.live;
    } catch (error) {
      this.connection = undefined;
      const failure = new CacheError(`cannot connect to Redis at ${this.target.address}: ${explain(error)}`, {
        cause: error,
        lost: true,
      });
      this.giveUp(failure);
      throw failure;
    }
  }

  /** Fails all waiting batches at once, so none of them tries another connection. */
  private drop(connection: RedisConnection, failure: CacheError): void {
    if (this.ended.has(connection)) return;
    this.ended.set(connection, failure);
    if (this.live === connection) {
      this.connection = undefined;
      this.giveUp(failure);
    }
    connection.destroy();
  }

  private abandon(reason: unknown): void {
    const failure = new CacheError(`${this.target.address}: ${messageOf(reason)}`, { cause: reason, lost: true });
    if (this.live) this.drop(this.live, failure);
    this.giveUp(failure);
  }

  private giveUp(failure: CacheError): void {
    for (const { giveUp } of this.waiting.splice(0)) giveUp(failure);
  }

  private sender(connection: RedisConnection): Send {
    return (command, key = keyOf(command)) => this.counted(command, (words) => connection.send(key, words));
  }

  private nodeSender(connection: RedisConnection): SendTo {
    return (address, command) => {
      const send = connection.nodes().get(address);
      if (!send) throw new Error('one of its nodes no longer holds keys');
      return this.counted(command, send);
    };
  }

  private async counted(
    command: RedisCommand,
    send: (command: RedisCommand) => Promise<RedisReply>,
  ): Promise<RedisReply> {
    this.traffic.sent(command);
    const reply = await send(command);
    this.traffic.received(reply);
    return reply;
  }

  private valueSender(connection: RedisConnection): SendForValues {
    return async (command, take) => {
      this.traffic.sent(command);
      let bytes = 0;
      let values = 0;
      await connection.values(command, (value, index) => {
        bytes += replyBytes(value);
        values++;
        take(value, index);
      });
      this.traffic.bytesReceived += bytes + arrayHeadBytes(values);
    };
  }
}

/** Position of the first key, unless it is the first word after the name. */
const KEY_AT: Readonly<Record<string, number>> = { EVAL: 3, MEMORY: 2 };

/** The first key of a command; empty if it has none. */
function keyOf(command: RedisCommand): string {
  return String(command[KEY_AT[String(command[0])] ?? 1] ?? '');
}

/** The only place that chooses the client for Redis. The `redis` package loads slowly, so only runs that need it load it. */
async function connectRedis(options: RedisConnectionOptions, nestedReplies = false): Promise<RedisConnection> {
  const { kind, tls } = options.target;
  if (kind === 'single' && !tls && !nestedReplies) return connectSocket(options);
  const { connectClient } = await import('./clients');
  return connectClient(options);
}

/** The fix for known failures, by the beginning of the server's reply or the code of a TLS error. */
const ADVICE: readonly (readonly [RegExp, string])[] = [
  [/^NOAUTH/, 'Give a password in its URL or redis-password-file'],
  [/^WRONGPASS/, 'Check user and password in its URL or redis-password-file'],
  [/^NOPERM|^ERR ACL failure in script/, 'Grant the user the rights that docs/redis.md lists'],
  [/^OOM/, 'Give the server more memory, a maxmemory-policy that evicts, or a shorter redis-ttl'],
  [/^READONLY/, 'This is a replica: use the URL of the master, or of its sentinels with redis+sentinel://'],
  [/^MOVED|^CROSSSLOT/, 'This is a node of a cluster: begin its URL with redis+cluster://'],
  [/certificate|^SELF_SIGNED|UNABLE_TO_/i, 'Check redis-ca against the authority that signed the certificate'],
];

function explain(error: unknown): string {
  const message = messageOf(error).replace(/\.+$/, '');
  const code = (error as { code?: unknown }).code ?? '';
  const advice = ADVICE.find(([pattern]) => pattern.test(message) || pattern.test(String(code)));
  return advice ? `${message}. ${advice[1]}` : message;
}

/** Batches sent at once. The limit bounds the bytes in flight to eight times those of a batch. */
const BATCHES_IN_FLIGHT = 8;
