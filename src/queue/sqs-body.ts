import { type Fields, fieldsOf, type QueueMessage, S3_EVENT } from './message';
import { unwrapped } from './s3-event';

/** The limit of SQS for one message, and for all messages of one request together. Bytes. */
export const MOST_BYTES = 1_048_576;
/** The limit of SQS for messages per request. */
const MOST_AT_ONCE = 10;

/** Serializes a message: a JSON object of the fields in docs/queues.md, with lists as arrays. */
export function bodyOf(message: QueueMessage): string {
  const lists: readonly string[] = ['corpus', 'texts'];
  const fields = [...fieldsOf(message)].map(([name, value]) => [
    name,
    lists.includes(name) ? JSON.parse(value) : value,
  ]);
  return JSON.stringify(Object.fromEntries(fields));
}

/** Parses a body. A message of embed-once has a type; any other JSON object may be an S3 event. */
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

/** The body of one message, and its position among the messages to send. */
export interface Parcel {
  readonly at: number;
  readonly body: string;
}

/** Splits bodies into requests within the limits of SQS: 10 messages and 1 MiB. */
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
