import { messageOf } from '../base/errors';

/** The parts of an AWS SDK error that are used here. */
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

/** Whether the same request may succeed later: there was no answer, the server failed, or it throttled the request. */
export function passes(error: unknown): boolean {
  const { $metadata, $retryable, name } = (error ?? {}) as SdkFault;
  if (isNoCredentials(error) || NO_QUEUE.test(String(name)) || REFUSED.test(String(name))) return false;
  const status = $metadata?.httpStatusCode;
  return (
    status === undefined || status >= 500 || status === 429 || $retryable !== undefined || THROTTLED.test(String(name))
  );
}

/** Whether this worker lost a message: its visibility timeout ended, and another worker has it or has finished it. */
export function isLostMessage(error: unknown): boolean {
  const { name } = (error ?? {}) as SdkFault;
  // Some servers name the wrong parameter only in the message.
  return UNKNOWN_RECEIPT.test(String(name)) || /receipt ?handle/i.test(messageOf(error));
}

export function isNoQueue(error: unknown): boolean {
  return NO_QUEUE.test(String((error as SdkFault | undefined)?.name));
}

/**
 * Returns the error and its fix.
 * @param right the permission that the request needs, such as `sqs:ReceiveMessage`
 */
export function explainSqsFault(error: unknown, right: string): string {
  const said = saidBy(error);
  if (isNoCredentials(error)) {
    return `no AWS credentials were found. Give AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a role for the pod or the machine, or a profile: ${said}`;
  }
  if (isNoQueue(error))
    return 'the queue does not exist. Check account, region and name in its URL, and s3-region if the URL has no region';
  if (isRefused(error)) return `access denied (${said}). Allow ${right}, or check the credentials`;
  return said;
}

/** Some servers report a refusal by the status alone. AWS uses the same status when it throttles. */
function isRefused(error: unknown): boolean {
  const { name, $metadata } = (error ?? {}) as SdkFault;
  if (THROTTLED.test(String(name))) return false;
  return REFUSED.test(String(name)) || $metadata?.httpStatusCode === 401 || $metadata?.httpStatusCode === 403;
}

function isNoCredentials(error: unknown): boolean {
  return (error as SdkFault | undefined)?.name === 'CredentialsProviderError';
}

/** The name of the error says more than its message, which can be empty for a refused connection. */
function saidBy(error: unknown): string {
  const { name, code } = (error ?? {}) as SdkFault;
  const message = messageOf(error);
  const what = [code, name].find((one) => typeof one === 'string' && one !== 'Error' && !message.includes(one));
  return what === undefined ? message : `${what}: ${message}`;
}
