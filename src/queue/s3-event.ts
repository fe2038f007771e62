import { decodeKey } from '../corpus/s3-address';

/** What is read of an event, whoever passed it on. */
interface Event {
  /** Of S3 itself. */
  readonly Records?: unknown;
  readonly Event?: unknown;
  /** Of EventBridge. */
  readonly 'detail-type'?: unknown;
  readonly source?: unknown;
  readonly detail?: unknown;
  /** Of SNS. */
  readonly Type?: unknown;
  readonly Message?: unknown;
}

/** What S3 calls what makes an object, or gives one back from an archive, without the kind that may follow. */
const MADE = /^(s3:)?(ObjectCreated:|ObjectRestore:Completed$)/;
const MADE_AT_EVENTBRIDGE = ['Object Created', 'Object Restore Completed'];

/**
 * The addresses of the objects that an event of S3 says were made, as S3, SNS or EventBridge send it. Other events, such as those
 * of removed objects and the test that S3 sends when it is set up, name none.
 * @returns undefined if it is no such event
 */
export function objectsMadeBy(text: string): string[] | undefined {
  const event = objectIn(unwrapped(text));
  if (!event) return undefined;
  if (event.Event === 's3:TestEvent') return [];
  if (event.source === 'aws.s3' && typeof event['detail-type'] === 'string') {
    if (!MADE_AT_EVENTBRIDGE.includes(event['detail-type'])) return [];
    // Their keys are not escaped.
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

/** The message that SNS wrapped, which it does once, or the text itself. */
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
    // What consoles make to show an empty folder.
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
