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

/** In RESP (https://redis.io/docs/latest/develop/reference/protocol-spec/): an array of bulk strings. */
function commandBytes(command: RedisCommand): number {
  let bytes = 3 + digits(command.length);
  for (const word of command) bytes += bulkBytes(typeof word === 'string' ? Buffer.byteLength(word) : word.length);
  return bytes;
}

/** In version 3 of RESP, where a null has three bytes. */
export function replyBytes(reply: RedisReply): number {
  if (reply === null) return 3;
  if (typeof reply === 'number') return 3 + digits(reply);
  if (typeof reply === 'boolean') return 4;
  if (typeof reply === 'string') return 3 + reply.length;
  if (reply instanceof Uint8Array) return bulkBytes(reply.length);
  return reply.reduce<number>((bytes, element) => bytes + replyBytes(element), arrayHeadBytes(reply.length));
}

/** Of a reply with so many elements, without them. */
export function arrayHeadBytes(elements: number): number {
  return 3 + digits(elements);
}

function bulkBytes(length: number): number {
  return 5 + digits(length) + length;
}

/** Of a number that is not negative, or its sign and digits. Not by a string: this is asked for each key and value. */
function digits(value: number): number {
  let count = value < 0 ? 2 : 1;
  for (let rest = Math.abs(value); rest >= 10; rest /= 10) count++;
  return count;
}

/** What a tier moved over the network. Bytes are those of commands and replies, without TLS and TCP. */
export interface Traffic {
  readonly commands: number;
  /** Batches sent and waited for, of one command or many. */
  readonly roundTrips: number;
  readonly bytesSent: number;
  readonly bytesReceived: number;
  /** Memory that the server uses for one vector with its key, in bytes; absent where it did not say. */
  readonly bytesPerVector?: number;
}
