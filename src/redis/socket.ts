import { connect, type Socket } from 'node:net';
import type { RedisNode } from '../inputs/values/redis-url';
import {
  CONNECT_DEADLINE_MS,
  ONLY_NODE,
  type RedisCommand,
  type RedisConnection,
  type RedisConnectionOptions,
  type RedisReply,
  ServerAnswer,
  type TakeValue,
  withDeadline,
} from './connection';
import { type ReplyElement, type ReplyKind, type ReplyListener, ReplyReader } from './replies';

/** @throws Error if the server is not ready within the connect deadline */
export async function connectSocket({ target, abandoned }: RedisConnectionOptions): Promise<RedisConnection> {
  const { nodes, username, password, database } = target;
  const connection = new RedisSocket(nodes[0]);
  const credentials = password ? ['AUTH', username || 'default', password] : [];
  const ready = Promise.all([
    connection.ask(['HELLO', '3', ...credentials]),
    ...(database > 0 ? [connection.ask(['SELECT', String(database)])] : []),
  ]);
  try {
    await withDeadline(ready, CONNECT_DEADLINE_MS, 'no connection', abandoned);
  } catch (error) {
    connection.destroy();
    throw error;
  }
  return connection;
}

interface Awaited {
  resolve(reply: RedisReply): void;
  reject(error: Error): void;
  /** Receives the elements; the reply is then empty. */
  readonly take: TakeValue | undefined;
}

/**
 * A connection to a single node without TLS, as most runs use it. It reads values from one buffer as they arrive; the `redis`
 * package creates several objects per value. It supports only the commands that embed-once sends.
 */
class RedisSocket implements RedisConnection, ReplyListener {
  private readonly socket: Socket;
  /** In the order of the commands, from `first` on. */
  private waiting: Awaited[] = [];
  private first = 0;
  private elements: RedisReply[] = [];
  private answer: ServerAnswer | undefined;
  private readonly listeners = new Map<string, () => void>();
  /** Replies come in order, so once this one has arrived, all have. */
  private last: Promise<unknown> = Promise.resolve();
  private failure: Error | undefined;

  constructor(node: RedisNode) {
    const reader = new ReplyReader(this);
    const read = (bytes: number): boolean => {
      try {
        reader.read(bytes);
      } catch (error) {
        this.fail(error as Error);
      }
      return true;
    };
    const onread = { buffer: () => reader.room(), callback: read };
    this.socket = connect({ host: node.host, port: node.port, noDelay: true, keepAlive: true, onread });
    this.socket.on('error', (error) => this.fail(error));
    this.socket.on('close', () => this.fail(new Error('the server closed the connection')));
  }

  nodes(): ReturnType<RedisConnection['nodes']> {
    return new Map([[ONLY_NODE, (command) => this.ask(command)]]);
  }

  send(_name: string, command: RedisCommand): Promise<RedisReply> {
    return this.ask(command);
  }

  async values(command: RedisCommand, take: TakeValue): Promise<void> {
    await this.ask(command, take);
  }

  async subscribe(channel: string, listener: () => void): Promise<void> {
    this.listeners.set(channel, listener);
    await this.ask(['SUBSCRIBE', channel]);
  }

  ask(command: RedisCommand, take?: TakeValue): Promise<RedisReply> {
    if (this.failure) return Promise.reject(this.failure);
    if (this.socket.writableCorked === 0) {
      this.socket.cork();
      process.nextTick(() => this.socket.uncork());
    }
    this.socket.write(encoded(command));
    const reply = new Promise<RedisReply>((resolve, reject) => this.waiting.push({ resolve, reject, take }));
    this.last = reply;
    return reply;
  }

  async close(): Promise<void> {
    await this.last.catch(() => {});
    this.destroy();
  }

  destroy(): void {
    this.fail(new Error('the connection was ended'));
  }

  element(value: ReplyElement, index: number, push: boolean): void {
    if (value instanceof ServerAnswer) {
      this.answer = value;
      return;
    }
    const take = push ? undefined : this.waiting[this.first]?.take;
    if (!take) this.elements.push(value instanceof Buffer ? Buffer.from(value) : value);
    else if (value === null || value instanceof Buffer) take(value, index);
  }

  end(kind: ReplyKind): void {
    const { elements, answer } = this;
    this.elements = [];
    this.answer = undefined;
    // The confirmation of a subscription is a push in place of the reply.
    if (kind === 'push' && String(elements[0]) !== 'subscribe') {
      if (String(elements[0]) === 'message') this.listeners.get(String(elements[1]))?.();
      return;
    }
    const waiting = this.shift();
    if (answer) waiting.reject(answer);
    else waiting.resolve(kind === 'one' ? (elements[0] as RedisReply) : elements);
  }

  private shift(): Awaited {
    const waiting = this.waiting[this.first++];
    if (!waiting) throw new Error('Redis sent a reply to no command');
    // Emptied at once rather than shifted one by one: thousands may wait.
    if (this.first === this.waiting.length) {
      this.waiting = [];
      this.first = 0;
    }
    return waiting;
  }

  /** Ends the connection and rejects everything that waits for it, with the first error. */
  private fail(error: Error): void {
    if (this.failure) return;
    this.failure = error;
    for (const { reject } of this.waiting.slice(this.first)) reject(error);
    this.waiting = [];
    this.first = 0;
    this.socket.destroy();
  }
}

/** An array of bulk strings. */
function encoded(command: RedisCommand): Buffer {
  const pieces: Buffer[] = [];
  let text = `*${command.length}\r\n`;
  for (const word of command) {
    text += `$${Buffer.byteLength(word)}\r\n`;
    if (typeof word === 'string') {
      text += word;
    } else {
      pieces.push(Buffer.from(text), word);
      text = '';
    }
    text += '\r\n';
  }
  const last = Buffer.from(text);
  return pieces.length === 0 ? last : Buffer.concat([...pieces, last]);
}
