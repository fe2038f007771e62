import { messageOf } from '../base/errors';

/** What the AWS SDK says of a request that failed. */
interface SdkFault {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly $retryable?: unknown;
  readonly $fault?: unknown;
}

const THROTTLED = /Throttl|TooManyRequests|RequestLimitExceeded|SlowDown/i;
const NO_QUEUE = /NonExistentQueue|QueueDoesNotExist|InvalidAddress/;
const REFUSED = /AccessDenied|NotAuthorized|UnrecognizedClient|InvalidClientTokenId|SignatureDoesNotMatch|ExpiredToken/;
const UNKNOWN_RECEIPT = /ReceiptHandleIsInvalid|MessageNotInflight/;

/** Whether the same request may succeed later: nobody answered, the server failed, or it was asked too often. */
export function passes(error: unknown): boolean {
  const { $metadata, $retryable, name } = (error ?? {}) as SdkFault;
  if (isNoCredentials(error) || NO_QUEUE.test(String(name)) || REFUSED.test(String(name))) return false;
  const status = $metadata?.httpStatusCode;
  return (
    status === undefined || status >= 500 || status === 429 || $retryable !== undefined || THROTTLED.test(String(name))
  );
}

/** Whether a message is not this worker's any more: its time ran out, and another has it or is done with it. */
export function isLostMessage(error: unknown): boolean {
  const { name } = (error ?? {}) as SdkFault;
  // Some servers say only in words which parameter is wrong.
  return UNKNOWN_RECEIPT.test(String(name)) || /receipt ?handle/i.test(messageOf(error));
}

export function isNoQueue(error: unknown): boolean {
  return NO_QUEUE.test(String((error as SdkFault | undefined)?.name));
}

/**
 * What went wrong, and what to do.
 * @param right what the request takes, such as `sqs:ReceiveMessage`
 */
export function explainSqsFault(error: unknown, right: string): string {
  const said = saidBy(error);
  if (isNoCredentials(error)) {
    return `no AWS credentials were found. Give AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a role for the pod or the machine, or a profile: ${said}`;
  }
  if (isNoQueue(error))
    return 'there is no such queue. Look at account, region and name in its URL, and at s3-region where the URL has no region';
  if (isRefused(error)) return `it is not allowed: allow ${right}, or look whose credentials these are (${said})`;
  return said;
}

/** Some servers say it by the status alone, with which AWS also tells that it was asked too often. */
function isRefused(error: unknown): boolean {
  const { name, $metadata } = (error ?? {}) as SdkFault;
  if (THROTTLED.test(String(name))) return false;
  return REFUSED.test(String(name)) || $metadata?.httpStatusCode === 401 || $metadata?.httpStatusCode === 403;
}

function isNoCredentials(error: unknown): boolean {
  return (error as SdkFault | undefined)?.name === 'CredentialsProviderError';
}

/** The name of the fault tells more than its message, which may be empty for a connection that was refused. */
function saidBy(error: unknown): string {
  const { name, code } = (error ?? {}) as SdkFault;
  const message = messageOf(error);
  const what = [code, name].find((one) => typeof one === 'string' && one !== 'Error' && !message.includes(one));
  return what === undefined ? message : `${what}: ${message}`;
}
