/** A refusal from an S3 server. */
export interface S3Refusal {
  readonly status: number;
  /** The error code in the body, such as `AccessDenied`. */
  readonly code: string | undefined;
  /** Region of the bucket, if the server gives it. */
  readonly region: string | undefined;
}

/** The facts of a request that explain its refusal. */
export interface S3Question {
  readonly region: string;
  /** Why the request carried no signature; undefined if it did. */
  readonly unsigned: string | undefined;
  /** The permission that the request needs, such as `s3:GetObject`. */
  readonly right: string;
}

const OTHER_REGION = ['PermanentRedirect', 'AuthorizationHeaderMalformed', 'IllegalLocationConstraintException'];

/** Cause and fix by error code. */
const BY_CODE: Readonly<Record<string, string>> = {
  NoSuchBucket: 'there is no such bucket. Check its name and s3-endpoint',
  NoSuchKey: 'there is no such object',
  InvalidObjectState: 'the object is archived. Restore it first',
  InvalidAccessKeyId: 'the server does not know the access key. Set s3-access-key-id to a key of this server',
  SignatureDoesNotMatch: 'the signature is wrong. Check that s3-secret-access-key belongs to s3-access-key-id',
  ExpiredToken: 'the credentials have expired. Get new ones',
  InvalidToken: 'the session token is wrong. Check that s3-session-token belongs to s3-access-key-id',
  RequestTimeTooSkewed: 'the clocks of this machine and the server differ too much. Set the clock',
};

const OF_ASKER = [
  'InvalidAccessKeyId',
  'SignatureDoesNotMatch',
  'ExpiredToken',
  'InvalidToken',
  'RequestTimeTooSkewed',
];

/** Returns whether the client is the cause of a fault, so every other object is refused too. */
export function isOfAsker(code: string | undefined): boolean {
  return OF_ASKER.includes(code ?? '');
}

/** Returns the cause and the fix of a refusal; undefined if the cause is unknown. */
export function explainS3Refusal({ status, code, region }: S3Refusal, asked: S3Question): string | undefined {
  if (region !== undefined && region !== asked.region && (status === 301 || OTHER_REGION.includes(code ?? ''))) {
    return `the bucket is in region ${region}, not in ${asked.region}. Set s3-region to ${region}`;
  }
  const known = BY_CODE[code ?? ''];
  if (known !== undefined) return known;
  if (status === 404) return BY_CODE.NoSuchKey;
  if (status !== 401 && status !== 403) return undefined;
  if (asked.unsigned === undefined) {
    const missing =
      asked.right === 's3:GetObject' ? '; without s3:ListBucket, a missing object gets the same answer' : '';
    return `access is denied. Allow ${asked.right}${missing}`;
  }
  return `access without credentials is denied, and none were found (${asked.unsigned}). Set s3-access-key-id and s3-secret-access-key, or use a role of the pod or the machine, or a profile`;
}

/** Returns the error code in the body of a refusal. The rest is never shown: it may repeat the request. */
export function codeIn(body: string): string | undefined {
  return /<Code>([A-Za-z0-9]{1,64})<\/Code>/.exec(body)?.[1];
}

/** Returns the region in the body of a refusal, for servers that send it in no header. */
export function regionIn(body: string): string | undefined {
  return /<Region>([a-z0-9-]{1,32})<\/Region>/.exec(body)?.[1];
}
