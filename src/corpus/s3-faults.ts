/** What a server of S3 answered instead of what it was asked for. */
export interface S3Refusal {
  readonly status: number;
  /** Of its body, such as `AccessDenied`. */
  readonly code: string | undefined;
  /** Where the bucket is, if it says so. */
  readonly region: string | undefined;
}

/** What it was asked with. */
export interface S3Question {
  readonly region: string;
  /** Why the request carried no signature; undefined if it did. */
  readonly unsigned: string | undefined;
  /** What it takes, such as `s3:GetObject`. */
  readonly right: string;
}

const OTHER_REGION = ['PermanentRedirect', 'AuthorizationHeaderMalformed', 'IllegalLocationConstraintException'];

/** What to do, by what a server calls the fault. */
const BY_CODE: Readonly<Record<string, string>> = {
  NoSuchBucket: 'there is no such bucket. Look at its name, and at s3-endpoint',
  NoSuchKey: 'there is no such object',
  InvalidObjectState: 'the object is in an archive. Restore it first',
  InvalidAccessKeyId: 'it does not know the access key. Give one of this server in s3-access-key-id',
  SignatureDoesNotMatch: 'the signature is wrong. Look whether s3-secret-access-key belongs to s3-access-key-id',
  ExpiredToken: 'the credentials have expired. Get new ones',
  InvalidToken: 'the session token is wrong. Look whether s3-session-token belongs to s3-access-key-id',
  RequestTimeTooSkewed: 'the clocks of this machine and the server differ too much. Set the clock',
};

const OF_ASKER = [
  'InvalidAccessKeyId',
  'SignatureDoesNotMatch',
  'ExpiredToken',
  'InvalidToken',
  'RequestTimeTooSkewed',
];

/** Whether a fault is of who asks, so that it says nothing of the object and any other one is refused as well. */
export function isOfAsker(code: string | undefined): boolean {
  return OF_ASKER.includes(code ?? '');
}

/** Says what a refusal means, and what to do about it; undefined where nothing is known of it. */
export function explainS3Refusal({ status, code, region }: S3Refusal, asked: S3Question): string | undefined {
  if (region !== undefined && region !== asked.region && (status === 301 || OTHER_REGION.includes(code ?? ''))) {
    return `the bucket is in region ${region}, and was looked for in ${asked.region}. Set s3-region to ${region}`;
  }
  const known = BY_CODE[code ?? ''];
  if (known !== undefined) return known;
  if (status === 404) return BY_CODE.NoSuchKey;
  if (status !== 401 && status !== 403) return undefined;
  if (asked.unsigned === undefined) {
    const missing =
      asked.right === 's3:GetObject'
        ? '; a missing object is answered so as well where s3:ListBucket is not allowed'
        : '';
    return `it is not allowed. Allow ${asked.right}${missing}`;
  }
  return `it is not allowed without credentials, and none were found (${asked.unsigned}). Give s3-access-key-id and s3-secret-access-key, a role for the pod or the machine, or a profile`;
}

/** The code in the body of a refusal. Nothing else of it is shown: it may hold what was sent. */
export function codeIn(body: string): string | undefined {
  return /<Code>([A-Za-z0-9]{1,64})<\/Code>/.exec(body)?.[1];
}

/** The region in the body of a refusal, for servers that put it into no header. */
export function regionIn(body: string): string | undefined {
  return /<Region>([a-z0-9-]{1,32})<\/Region>/.exec(body)?.[1];
}
