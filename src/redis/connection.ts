import type { RedisTarget } from '../inputs/values/redis-url';

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

/** The address of what is one server to the caller, whichever it is at the time. */
export const ONLY_NODE = '';

/** What a server may answer here. Strings come as Buffers, and a status such as OK as a string. */
export type RedisReply = Buffer | string | number | boolean | null | readonly RedisReply[];

/** What a server answers to a command that it does not carry out. The connection is in order. */
export class ServerAnswer extends Error {
  override readonly name = 'ServerAnswer';
}

/** Is given a value of a lookup while it arrives. Its bytes are there only until this returns. */
export type TakeValue = (value: Buffer | null, index: number) => void;

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
   * @throws ServerAnswer if the answer is an error; Error with why there is none
   */
  send(name: string, command: RedisCommand): Promise<RedisReply>;
  /** Sends an MGET likewise. Where the promise fails, some values may have been taken already. */
  values(command: RedisCommand, take: TakeValue): Promise<void>;
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
  /** Ends the attempt to connect, at once. */
  readonly abandoned?: AbortSignal | undefined;
}

/**
 * @param abandoned ends the waiting early, with its reason
 * @throws Error if the work is not done in time; the work itself goes on, and its failure is then nobody's
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
