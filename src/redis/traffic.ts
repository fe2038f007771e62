import type { RedisCommand, RedisReply } from './connection';

/** Counts the commands and replies of one cache. */
export class RedisTraffic implements Traffic {
  commands = 0;
  roundTrips = 0;
  bytesSent = 0;
  bytesReceived = 0;
  bytesPerVector?: number;

  sent(command: RedisCommand): void {
    this.commands++;
    this.bytesSent += commandBytes(command);
  }

  received(reply: RedisReply): void {
    this.bytesReceived += replyBytes(reply);
  }
}

/** A command is an array of bulk strings (https://redis.io/docs/latest/develop/reference/protocol-spec/). */
function commandBytes(command: RedisCommand): number {
  let bytes = 3 + digits(command.length);
  for (const word of command) bytes += bulkBytes(typeof word === 'string' ? Buffer.byteLength(word) : word.length);
  return bytes;
}

/** Returns the size of a reply in RESP3, where a null has three bytes. */
export function replyBytes(reply: RedisReply): number {
  if (reply === null) return 3;
  if (typeof reply === 'number') return 3 + digits(reply);
  if (typeof reply === 'boolean') return 4;
  if (typeof reply === 'string') return 3 + reply.length;
  if (reply instanceof Uint8Array) return bulkBytes(reply.length);
  return reply.reduce<number>((bytes, element) => bytes + replyBytes(element), arrayHeadBytes(reply.length));
}

/** Returns the size of an array's header, without its elements. */
export function arrayHeadBytes(elements: number): number {
  return 3 + digits(elements);
}

function bulkBytes(length: number): number {
  return 5 + digits(length) + length;
}

/** Counts the digits of a number, and its minus sign. It avoids a string because it runs for each key and value. */
function digits(value: number): number {
  let count = value < 0 ? 2 : 1;
  for (let rest = Math.abs(value); rest >= 10; rest /= 10) count++;
  return count;
}

/** The network traffic of a tier. Bytes count commands and replies, without TLS and TCP. */
export interface Traffic {
  readonly commands: number;
  /** Batches of one or more commands, each sent and waited for. */
  readonly roundTrips: number;
  readonly bytesSent: number;
  readonly bytesReceived: number;
  /** Memory that the server uses for one vector with its key, in bytes; absent if it did not report it. */
  readonly bytesPerVector?: number;
}
