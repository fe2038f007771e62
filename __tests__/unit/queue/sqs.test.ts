import { describe, expect, it } from '@jest/globals';
import { besideQueue, parseSqsUrl } from '../../../src/inputs/values/sqs-address';
import { parseMessages } from '../../../src/queue/message';
import { bodyOf, fieldsIn, inRequests, MOST_BYTES } from '../../../src/queue/sqs-body';
import { explainSqsFault, isLostMessage, passes } from '../../../src/queue/sqs-faults';

describe('the URL of a queue of SQS', () => {
  it.each([
    ['https://sqs.eu-central-1.amazonaws.com/123456789012/test-queue', 'eu-central-1', undefined],
    ['https://sqs.cn-north-1.amazonaws.com.cn/123456789012/test-queue', 'cn-north-1', undefined],
    ['https://sqs.us-gov-west-1.amazonaws.com/123456789012/test-queue', 'us-gov-west-1', undefined],
    ['https://queue.amazonaws.com/123456789012/test-queue', 'us-east-1', 'https://queue.amazonaws.com'],
    [
      'https://vpce-0a1-b2.sqs.eu-west-1.vpce.amazonaws.com/123456789012/test-queue',
      'eu-west-1',
      'https://vpce-0a1-b2.sqs.eu-west-1.vpce.amazonaws.com',
    ],
    ['http://localhost:4566/000000000000/test-queue', undefined, 'http://localhost:4566'],
    [
      'http://sqs.eu-central-1.localhost.localstack.cloud:4566/000000000000/test-queue',
      'eu-central-1',
      'http://sqs.eu-central-1.localhost.localstack.cloud:4566',
    ],
    ['http://localhost:4566/queue/eu-central-1/000000000000/test-queue', undefined, 'http://localhost:4566'],
  ])('%s', (url, region, endpoint) => {
    expect(parseSqsUrl(url)).toEqual({
      kind: 'sqs',
      url,
      name: 'test-queue',
      host: new URL(url).host,
      region,
      endpoint,
      secrets: [url],
    });
    expect(besideQueue(url, 'arn:aws:sqs:r:123456789012:its-dead')).toBe(url.replace('test-queue', 'its-dead'));
  });

  it.each([
    ['https://sqs.eu-central-1.amazonaws.com/123456789012/test-queue.fifo', 'is a FIFO queue'],
    ['https://sqs.eu-central-1.amazonaws.com/test-queue', 'must be https://sqs.'],
    ['https://user:geheim@sqs.eu-central-1.amazonaws.com/123456789012/q', 'without user, password or query'],
    ['https://sqs.eu-central-1.amazonaws.com/123456789012/q?geheim', 'without user, password or query'],
    ['https://', 'must be https://sqs.'],
  ])('is not %s', (url, fault) => {
    expect(() => parseSqsUrl(url)).toThrow(fault);
    expect(() => parseSqsUrl(url)).not.toThrow('geheim');
  });
});

describe('the body of a message', () => {
  it.each([
    { kind: 'document' as const, source: 's3://b/a "b"\n.pdf' },
    { kind: 'shard' as const, plan: 'p', shard: { number: 1, of: 2 }, corpus: ['a', 'b'] },
    { kind: 'texts' as const, texts: ['one', 'zwei ü'] },
  ])('of kind $kind is read as it was written', (message) => {
    expect(parseMessages(fieldsIn(bodyOf(message)))).toEqual([message]);
    const wrapped = JSON.stringify({ Type: 'Notification', Message: bodyOf(message) });
    expect(parseMessages(fieldsIn(wrapped))).toEqual([message]);
  });

  it('has lists as lists', () => {
    expect(JSON.parse(bodyOf({ kind: 'texts', texts: ['a'] }))).toEqual({ type: 'texts', texts: ['a'] });
  });

  it.each(['', 'text', '[1]', '7', 'null', '{"type": 7}', '{"type": "constructor"}', '{}'])('is not %s', (body) => {
    expect(() => parseMessages(fieldsIn(body))).toThrow(/^it (has no type|is neither)/);
  });
});

it('what is sent is cut into requests that SQS takes, in order', () => {
  const sizes = [...Array.from({ length: 12 }, () => 5), MOST_BYTES, 3, MOST_BYTES - 3, 1];
  const bodies = sizes.map((size) => 'x'.repeat(size));
  const requests = [...inRequests(bodies)];
  expect(requests.map((some) => some.map(({ at }) => at))).toEqual([
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    [10, 11],
    [12],
    [13, 14],
    [15],
  ]);
  // Bytes count, not characters.
  expect([...inRequests(['ü'.repeat(MOST_BYTES / 2), 'x'])]).toHaveLength(2);
});

describe('a fault of SQS', () => {
  const fault = (name: string, httpStatusCode?: number, message = 'said') =>
    Object.assign(new Error(message), { name, ...(httpStatusCode && { $metadata: { httpStatusCode } }) });

  it.each([
    [fault('InternalError', 500), true],
    [fault('ServiceUnavailable', 503), true],
    [fault('RequestThrottled', 403), true],
    [fault('ThrottlingException', 400), true],
    [fault('TimeoutError'), true],
    [Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }), true],
    [fault('AccessDenied', 403), false],
    [fault('QueueDoesNotExist', 400), false],
    [fault('CredentialsProviderError'), false],
    [fault('InvalidParameterValue', 400), false],
  ])('%s passes: %s', (error, does) => {
    expect(passes(error)).toBe(does);
  });

  it('says what to do', () => {
    const said = (error: unknown) => explainSqsFault(error, 'sqs:DeleteMessage');
    expect(said(fault('AccessDenied', 403))).toBe(
      'access denied (AccessDenied: said). Allow sqs:DeleteMessage, or check the credentials',
    );
    expect(said(fault('CredentialsProviderError'))).toMatch(/^no AWS credentials were found\. Give /);
    expect(said(fault('QueueDoesNotExist', 400))).toMatch(/^the queue does not exist\. Check .* s3-region/);
    expect(said(Object.assign(new Error(''), { code: 'ECONNREFUSED' }))).toMatch(/^ECONNREFUSED: /);
  });

  it('tells when a message is held no more', () => {
    expect(isLostMessage(fault('ReceiptHandleIsInvalid', 400))).toBe(true);
    expect(isLostMessage(fault('MessageNotInflight', 400))).toBe(true);
    expect(isLostMessage(fault('InvalidParameterValue', 400, 'Value x for parameter ReceiptHandle is invalid'))).toBe(
      true,
    );
    expect(isLostMessage(fault('AccessDenied', 403))).toBe(false);
  });
});
