/** What the URL of an SQS queue may be, for people. */
export const SQS_URL_FORM = 'https://sqs.<region>.amazonaws.com/<account>/<name>';

/** A parsed URL of an SQS queue. */
export interface SqsTarget {
  readonly kind: 'sqs';
  readonly url: string;
  readonly name: string;
  readonly host: string;
  /** Undefined where the host does not tell. */
  readonly region: string | undefined;
  /** Undefined where it is the one that AWS has in each region. */
  readonly endpoint: string | undefined;
  /** Strings that logs must not show. */
  readonly secrets: readonly string[];
}

/** Whether a queue is one of SQS, by its URL. */
export function isSqsUrl(url: string): boolean {
  return /^https?:/i.test(url);
}

/**
 * Takes the URL of a queue apart: of AWS, or of an emulator, which has other hosts and may have more in front of the name.
 * @throws Error that says what is wrong, without any of the value
 */
export function parseSqsUrl(url: string): SqsTarget {
  if (!URL.canParse(url)) throw new Error(`must be ${SQS_URL_FORM}`);
  const { hostname, host, origin, pathname, username, password, search } = new URL(url);
  const [, name] = /\/\d{12}\/([\w-]{1,80}(?:\.fifo)?)$/.exec(pathname) ?? [];
  if (name === undefined || username !== '' || password !== '' || search !== '') {
    throw new Error(`must be ${SQS_URL_FORM}, without user, password or query`);
  }
  if (name.endsWith('.fifo')) {
    throw new Error(
      'is a FIFO queue. Take a standard one: the order of messages means nothing here, and S3 announces objects to no other',
    );
  }
  const usual = /^sqs\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$/.test(hostname);
  const endpoint = usual ? undefined : origin;
  return { kind: 'sqs', url, name, host, region: regionOf(hostname), endpoint, secrets: [url] };
}

/**
 * The queue beside another one: dead letters are in the same account and region.
 * @param arn of it
 */
export function besideQueue(url: string, arn: string): string {
  const beside = new URL(url);
  beside.pathname = beside.pathname.replace(/[^/]+$/, arn.slice(arn.lastIndexOf(':') + 1));
  return beside.href;
}

/** Regions look like eu-central-1 and us-gov-east-1. `queue.amazonaws.com` is the old name of the first of them. */
function regionOf(hostname: string): string | undefined {
  if (hostname === 'queue.amazonaws.com') return 'us-east-1';
  return hostname.split('.').find((label) => /^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/.test(label));
}
