import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { parseSqsUrl } from '../../../src/inputs/values/sqs-address';
import { SqsQueue } from '../../../src/queue/sqs-queue';

type Answers = Readonly<Record<string, { readonly status?: number; readonly body: unknown }>>;

const DEAD = JSON.stringify({ deadLetterTargetArn: 'arn:aws:sqs:eu-central-1:123456789012:dead' });
const Body = '{"type":"texts","texts":["a"]}';
const MD5OfBody = createHash('md5').update(Body).digest('hex');
const ONE = { MessageId: 'm', ReceiptHandle: 'r', Body, MD5OfBody };

/** States that an emulator does not get into: a server that says nothing, and one that refuses a single request. */
describe('a queue of SQS', () => {
  let server: Server;
  const warnings: string[] = [];
  beforeEach(() => {
    Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' });
    warnings.length = 0;
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  /** @param answers by request; to others, nothing */
  async function open(answers: Answers, signal: AbortSignal): Promise<SqsQueue> {
    server = createServer((request, response) => {
      const answer = answers[String(request.headers['x-amz-target']).replace('AmazonSQS.', '')];
      if (answer) response.writeHead(answer.status ?? 200).end(JSON.stringify(answer.body));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/123456789012/q`;
    const warn = (message: string) => void warnings.push(message);
    const common = { dead: undefined, region: 'eu-central-1', claimAfterMs: 2_000, silenceMs: 200 };
    return SqsQueue.open({ target: parseSqsUrl(url), ...common, signal, warn }, true);
  }

  it('that says nothing is not waited for without end', async () => {
    const failure = await open({}, AbortSignal.abort('SIGTERM')).catch((error: Error) => error);
    expect(String(failure)).toMatch(/queue q at 127\.0\.0\.1:\d+: looking up the queue failed: .*(Timeout|timed out)/);
  });

  it('that gives no more time says so, once', async () => {
    const refused = { status: 403, body: { __type: 'com.amazon.coral.service#AccessDeniedException', message: 'no' } };
    const queue = await open(
      {
        GetQueueAttributes: { body: { Attributes: { RedrivePolicy: DEAD } } },
        ReceiveMessage: { body: { Messages: [ONE] } },
        ChangeMessageVisibility: refused,
      },
      new AbortController().signal,
    );
    const taken = await queue.take();
    for (let beats = 0; beats < 3; beats++) if (taken) await queue.keep(taken);
    await queue.close();
    expect(warnings).toEqual([
      expect.stringMatching(
        /^queue q at .*: extending the visibility timeout failed: access denied .*\. Allow sqs:ChangeMessageVisibility.*\. Other workers will repeat/,
      ),
    ]);
  });
});
