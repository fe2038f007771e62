import { decodeKey } from '../corpus/s3-address';

/** The fields read from an event, from any sender. */
interface Event {
  /** Set by S3. */
  readonly Records?: unknown;
  readonly Event?: unknown;
  /** Set by EventBridge. */
  readonly 'detail-type'?: unknown;
  readonly source?: unknown;
  readonly detail?: unknown;
  /** Set by SNS. */
  readonly Type?: unknown;
  readonly Message?: unknown;
}

/** The names of S3 events that create an object or restore one from an archive. A suffix for the kind may follow. */
const MADE = /^(s3:)?(ObjectCreated:|ObjectRestore:Completed$)/;
const MADE_AT_EVENTBRIDGE = ['Object Created', 'Object Restore Completed'];

/**
 * Returns the addresses of the objects that an S3 event reports as created, as sent by S3, SNS or EventBridge. The list is empty
 * for other S3 events: removed objects, and the test event that S3 sends when notifications are set up.
 * @returns undefined if the text is not an S3 event
 */
export function objectsMadeBy(text: string): string[] | undefined {
  const event = objectIn(unwrapped(text));
  if (!event) return undefined;
  if (event.Event === 's3:TestEvent') return [];
  if (event.source === 'aws.s3' && typeof event['detail-type'] === 'string') {
    if (!MADE_AT_EVENTBRIDGE.includes(event['detail-type'])) return [];
    // EventBridge does not escape keys.
    return addresses([event.detail], (key) => key);
  }
  if (!Array.isArray(event.Records)) return undefined;
  const records = event.Records as readonly { eventSource?: unknown; eventName?: unknown; s3?: unknown }[];
  if (!records.every((one) => one?.eventSource === undefined || /^(aws|minio):s3$/.test(String(one.eventSource)))) {
    return undefined;
  }
  const made = records.filter((one) => MADE.test(String(one?.eventName)));
  return addresses(
    made.map(({ s3 }) => s3),
    decodeKey,
  );
}

/** Returns the message inside an SNS envelope, or the text itself if it has none. */
export function unwrapped(text: string): string {
  const event = objectIn(text);
  return event?.Type === 'Notification' && typeof event.Message === 'string' ? event.Message : text;
}

function addresses(details: readonly unknown[], decode: (key: string) => string): string[] | undefined {
  const found: string[] = [];
  for (const detail of details) {
    const { bucket, object } = (detail ?? {}) as { bucket?: { name?: unknown }; object?: { key?: unknown } };
    if (typeof bucket?.name !== 'string' || typeof object?.key !== 'string') return undefined;
    let key: string;
    try {
      key = decode(object.key);
    } catch {
      return undefined;
    }
    // Consoles create such keys to show empty folders.
    if (!key.endsWith('/')) found.push(`s3://${bucket.name}/${key}`);
  }
  return found;
}

function objectIn(text: string): Event | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Event) : undefined;
  } catch {
    return undefined;
  }
}
