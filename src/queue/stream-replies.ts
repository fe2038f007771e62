import type { RedisReply } from '../redis/connection';
import type { Fields } from './message';

/** An entry of a stream as it stands there. */
export interface StreamEntry {
  readonly entry: string;
  readonly fields: Fields;
}

/** What XREADGROUP answers for one stream: nothing, or entries under the stream's name, which protocols pack differently. */
export function readEntries(reply: RedisReply): StreamEntry[] {
  if (reply === null) return [];
  const [first, second] = listOf(reply);
  const packed = Array.isArray(first) ? listOf(first as RedisReply)[1] : second;
  return packed === undefined ? [] : entriesIn(packed);
}

/** What XAUTOCLAIM answers: where to go on, and entries. Servers before 7.0 answer null for those that were deleted. */
export function claimedEntries(reply: RedisReply): { cursor: string; entries: StreamEntry[] } {
  const [cursor, entries] = listOf(reply);
  return { cursor: String(cursor), entries: entries === undefined ? [] : entriesIn(entries) };
}

/** What XPENDING answers for a range. */
export function pendingEntries(reply: RedisReply): { consumer: string; deliveries: number }[] {
  return listOf(reply).map((one) => {
    const [, consumer, , deliveries] = listOf(one);
    return { consumer: String(consumer), deliveries: Number(deliveries) };
  });
}

/** What XPENDING answers without a range: how many entries are held, and more. */
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
  if (!Array.isArray(reply)) throw new Error('Redis sent a reply of an unknown form about a stream');
  return reply as readonly RedisReply[];
}
