import { type Fields, fieldsOf, type QueueMessage, S3_EVENT } from './message';
import { unwrapped } from './s3-event';

/** Bytes that a message of SQS may have, and all messages of one request together. */
export const MOST_BYTES = 1_048_576;
/** Messages of one request. */
const MOST_AT_ONCE = 10;

/** A message as it is sent: the fields of docs/queues.md as a JSON object, with lists as lists. */
export function bodyOf(message: QueueMessage): string {
  const lists: readonly string[] = ['corpus', 'texts'];
  const fields = [...fieldsOf(message)].map(([name, value]) => [
    name,
    lists.includes(name) ? JSON.parse(value) : value,
  ]);
  return JSON.stringify(Object.fromEntries(fields));
}

/** The fields of what somebody sent: a message of embed-once has a type, and all else may be an event of S3. */
export function fieldsIn(body: string): Fields {
  const text = unwrapped(body);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return new Map();
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return new Map();
  if (!Object.hasOwn(value, 'type'))
    return new Map([
      ['type', S3_EVENT],
      ['event', text],
    ]);
  return new Map(
    Object.entries(value).map(([name, one]) => [name, typeof one === 'string' ? one : JSON.stringify(one)]),
  );
}

/** A body of one message, and what it is the place of in what was to be sent. */
export interface Parcel {
  readonly at: number;
  readonly body: string;
}

/** Cuts what is to be sent into requests that SQS takes: ten messages, and 1 MiB, at most. */
export function* inRequests(bodies: readonly string[]): Generator<readonly Parcel[]> {
  let some: Parcel[] = [];
  let bytes = 0;
  for (const [at, body] of bodies.entries()) {
    const length = Buffer.byteLength(body);
    if (some.length === MOST_AT_ONCE || (some.length > 0 && bytes + length > MOST_BYTES)) {
      yield some;
      [some, bytes] = [[], 0];
    }
    some.push({ at, body });
    bytes += length;
  }
  if (some.length > 0) yield some;
}
