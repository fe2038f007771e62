import type { RedisReply } from '../redis/connection';
import type { Fields } from './message';

/** An entry of a stream. */
export interface StreamEntry {
  readonly entry: string;
  readonly fields: Fields;
}

/** Reads the reply to XREADGROUP for one stream: null, or entries under its name, nested differently in RESP2 and RESP3. */
export function readEntries(reply: RedisReply): StreamEntry[] {
  if (reply === null) return [];
  const [first, second] = listOf(reply);
  const packed = Array.isArray(first) ? listOf(first as RedisReply)[1] : second;
  return packed === undefined ? [] : entriesIn(packed);
}

/** Reads the reply to XAUTOCLAIM: the next cursor, and entries. Servers before 7.0 send null for deleted entries. */
export function claimedEntries(reply: RedisReply): { cursor: string; entries: StreamEntry[] } {
  const [cursor, entries] = listOf(reply);
  return { cursor: String(cursor), entries: entries === undefined ? [] : entriesIn(entries) };
}

/** Reads the reply to XPENDING with a range. */
export function pendingEntries(reply: RedisReply): { consumer: string; deliveries: number }[] {
  return listOf(reply).map((one) => {
    const [, consumer, , deliveries] = listOf(one);
    return { consumer: String(consumer), deliveries: Number(deliveries) };
  });
}

/** Reads the number of pending entries from the reply to XPENDING without a range. */
export function pendingCount(reply: RedisReply): number {
  return Number(listOf(reply)[0]);
}

function entriesIn(reply: RedisReply): StreamEntry[] {
  return listOf(reply).flatMap((one) => {
    if (one === null) return [];
    const [entry, words] = listOf(one);
    return words === undefined || words === null ? [] : [{ entry: String(entry), fields: fieldsIn(words) }];
  });
}

function fieldsIn(reply: RedisReply): Fields {
  const words = listOf(reply).map(String);
  const fields = new Map<string, string>();
  for (let at = 0; at + 1 < words.length; at += 2) fields.set(words[at] as string, words[at + 1] as string);
  return fields;
}

function listOf(reply: RedisReply): readonly RedisReply[] {
  if (!Array.isArray(reply)) throw new Error('Redis sent an unexpected reply to a stream command');
  return reply as readonly RedisReply[];
}
