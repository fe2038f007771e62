import type { RedisTarget } from './redis-url';

/** Long enough for a server across a region, short enough that a dead one hardly delays a run. */
export const CONNECT_DEADLINE_MS = 2_000;
/** For the replies to one batch, counted from its sending. */
export const COMMAND_DEADLINE_MS = 5_000;

/** PEM files as they are, for TLS. */
export interface RedisCertificates {
  /** Authorities to trust instead of those that Node.js knows. */
  readonly ca?: string;
  /** What this client shows, and its key. */
  readonly cert?: string;
  readonly key?: string;
}

/** Words of a command: name and arguments. */
export type RedisCommand = readonly (string | Buffer)[];

/** What a server may answer here. Strings come as Buffers, and a status such as OK as a string. */
export type RedisReply = Buffer | string | number | null | readonly RedisReply[];

/**
 * A way to the server or servers that a URL names, which follows their redirections. It does not reconnect: after a failure
 * that is no answer of a server it is to be destroyed, and another opened.
 */
export interface RedisConnection {
  /** By address, the nodes that hold keys: all masters of a cluster, else the one server. A command goes there whatever its keys. */
  nodes(): ReadonlyMap<string, (command: RedisCommand) => Promise<RedisReply>>;
  /**
   * Sends a command to where `name`, its first key, lives. Commands sent without waiting go out together. An MGET may name
   * keys of several nodes.
   * @throws Error with the server's answer if that is an error, or with why there is none
   */
  send(name: string, command: RedisCommand): Promise<RedisReply>;
  /** Hears what is published on a channel, over a connection of its own where that is needed. */
  subscribe(channel: string, listener: () => void): Promise<void>;
  /** Waits for replies that are under way. */
  close(): Promise<void>;
  /** Waits for nothing. */
  destroy(): void;
}

export interface RedisConnectionOptions {
  readonly target: RedisTarget;
  readonly certificates: RedisCertificates;
}

/** @throws Error if the work is not done in time; the work itself goes on, and its failure is then nobody's */
export async function withDeadline<T>(work: Promise<T>, milliseconds: number, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} within ${milliseconds / 1000} s`)), milliseconds);
  });
  try {
    return await Promise.race([work, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
