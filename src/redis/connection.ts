import type { RedisTarget } from '../inputs/values/redis-url';

/** Long enough for a server across the region, short enough that a dead one barely delays a run. */
export const CONNECT_DEADLINE_MS = 2_000;
/** For all replies to one batch, counted from sending it. */
export const COMMAND_DEADLINE_MS = 5_000;

/** The contents of PEM files, for TLS. */
export interface RedisCertificates {
  /** Authorities to trust instead of Node.js's built-in list. */
  readonly ca?: string;
  /** The client certificate and its key. */
  readonly cert?: string;
  readonly key?: string;
}

/** The name of a command and its arguments. */
export type RedisCommand = readonly (string | Buffer)[];

/** Stands for the address of a single server, or of a Sentinel master, which can change. */
export const ONLY_NODE = '';

/** A server's reply. Strings are Buffers; a status such as OK is a string. */
export type RedisReply = Buffer | string | number | boolean | null | readonly RedisReply[];

/** An error reply: the server refused the command. The connection still works. */
export class ServerAnswer extends Error {
  override readonly name = 'ServerAnswer';
}

/** Receives each value of a lookup as it arrives. The bytes are valid only until this returns. */
export type TakeValue = (value: Buffer | null, index: number) => void;

/**
 * A connection to the servers that a URL names. It follows their redirections, but does not reconnect: after any failure
 * except a `ServerAnswer`, destroy it and open another.
 */
export interface RedisConnection {
  /** The nodes that hold keys, by address: all masters of a cluster, or the single server. A command goes to its node regardless of its keys. */
  nodes(): ReadonlyMap<string, (command: RedisCommand) => Promise<RedisReply>>;
  /**
   * Sends a command to the node that holds `name`, its first key. Commands sent without waiting go out together. An MGET may
   * name keys of several nodes.
   * @throws ServerAnswer for an error reply; Error if no reply arrives, with the reason
   */
  send(name: string, command: RedisCommand): Promise<RedisReply>;
  /** Sends an MGET in the same way. If the promise rejects, `take` may already have received some values. */
  values(command: RedisCommand, take: TakeValue): Promise<void>;
  /** Listens to a channel, over a separate connection if necessary. */
  subscribe(channel: string, listener: () => void): Promise<void>;
  /** Waits for pending replies, then closes the connection. */
  close(): Promise<void>;
  /** Ends the connection without waiting. */
  destroy(): void;
}

export interface RedisConnectionOptions {
  readonly target: RedisTarget;
  readonly certificates: RedisCertificates;
  /** Aborts the attempt to connect. */
  readonly abandoned?: AbortSignal | undefined;
}

/**
 * @param what begins the message of the timeout
 * @param abandoned ends the wait early, with its reason
 * @throws Error if the work takes too long; the work itself continues, and its later failure is ignored
 */
export async function withDeadline<T>(
  work: Promise<T>,
  milliseconds: number,
  what: string,
  abandoned?: AbortSignal,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  let giveUp = (): void => {};
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} within ${milliseconds / 1000} s`)), milliseconds);
    giveUp = () => reject(abandoned?.reason);
  });
  if (abandoned?.aborted) giveUp();
  abandoned?.addEventListener('abort', giveUp);
  try {
    return await Promise.race([work, deadline]);
  } finally {
    clearTimeout(timer);
    abandoned?.removeEventListener('abort', giveUp);
  }
}
