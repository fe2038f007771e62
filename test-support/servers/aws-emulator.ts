import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { type Message, SQS } from '@aws-sdk/client-sqs';
import { AwsClient } from 'aws4fetch';
import { PythonEnvironment } from '../run/python-environment';

/** Moto. */
const ENVIRONMENT = new PythonEnvironment('aws-emulator');
const REGION = 'eu-central-1';

/** As every client of the emulator may have them. */
export const AWS_KEYS = { accessKeyId: 'AKIAEMULATOR', secretAccessKey: 'emulated-geheim' };

/** Why the emulator cannot be started; undefined if it can. */
export function whyNoAws(): string | undefined {
  return ENVIRONMENT.missing;
}

/** What somebody finds in a queue of dead letters. */
export interface DeadLetter {
  readonly body: string;
  readonly about: Readonly<Record<string, string>>;
}

/** SQS and S3 on this machine, by moto. */
export class AwsEmulator {
  readonly sqs: SQS;

  private constructor(
    private readonly server: ChildProcess,
    readonly url: string,
  ) {
    this.sqs = new SQS({ region: REGION, endpoint: url, credentials: AWS_KEYS });
  }

  /** @param environment for moto, such as INITIAL_NO_AUTH_ACTION_COUNT */
  static async start(environment: Readonly<Record<string, string>> = {}): Promise<AwsEmulator> {
    const port = await freePort();
    const server = spawn(ENVIRONMENT.python, ['-m', 'moto.server', '-H', '127.0.0.1', '-p', String(port)], {
      stdio: 'ignore',
      env: { PATH: process.env.PATH, ...environment },
    });
    const emulator = new AwsEmulator(server, `http://127.0.0.1:${port}`);
    for (let tries = 0; ; tries++) {
      const answers = await fetch(`${emulator.url}/moto-api/`).then(
        () => true,
        () => false,
      );
      if (answers) return emulator;
      if (tries > 300) throw new Error('moto does not start');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  /** What a process needs to find it, with keys, and nothing else of AWS. */
  get environment(): Record<string, string> {
    return {
      AWS_ENDPOINT_URL: this.url,
      AWS_REGION: REGION,
      AWS_ACCESS_KEY_ID: AWS_KEYS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: AWS_KEYS.secretAccessKey,
      AWS_EC2_METADATA_DISABLED: 'true',
    };
  }

  /** @returns the URL of a new queue whose dead letters go to `<name>-dead`, unless it is to have no such queue */
  async queue(name: string, dead = true): Promise<string> {
    const policy = {
      deadLetterTargetArn: dead && (await this.arnOf(await this.plainQueue(`${name}-dead`))),
      maxReceiveCount: 1000,
    };
    return this.plainQueue(name, dead ? { RedrivePolicy: JSON.stringify(policy) } : {});
  }

  send(url: string, body: unknown): Promise<unknown> {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return this.sqs.sendMessage({ QueueUrl: url, MessageBody: text });
  }

  /** How many wait, and how many are held. */
  async counts(url: string): Promise<{ waiting: number; held: number }> {
    const { Attributes: found = {} } = await this.sqs.getQueueAttributes({ QueueUrl: url, AttributeNames: ['All'] });
    return {
      waiting: Number(found.ApproximateNumberOfMessages),
      held: Number(found.ApproximateNumberOfMessagesNotVisible),
    };
  }

  /** Takes one, as a worker would that then dies. */
  async steal(url: string, seconds: number): Promise<Message | undefined> {
    const { Messages: [message] = [] } = await this.sqs.receiveMessage({ QueueUrl: url, VisibilityTimeout: seconds });
    return message;
  }

  /** Everything in the queue of dead letters, taken out of it. */
  async dead(url: string): Promise<DeadLetter[]> {
    const found: DeadLetter[] = [];
    const QueueUrl = `${url}-dead`;
    for (;;) {
      const { Messages: some = [] } = await this.sqs.receiveMessage({
        QueueUrl,
        MaxNumberOfMessages: 10,
        MessageAttributeNames: ['All'],
        VisibilityTimeout: 600,
      });
      if (some.length === 0) return found;
      for (const { Body: body = '', MessageAttributes: about = {} } of some) {
        const words = Object.entries(about).map(([name, { StringValue: value = '' }]) => [name, value]);
        found.push({ body, about: Object.fromEntries(words) });
      }
    }
  }

  async bucket(name: string): Promise<void> {
    const where = `<CreateBucketConfiguration><LocationConstraint>${REGION}</LocationConstraint></CreateBucketConfiguration>`;
    await this.s3('PUT', name, where);
  }

  async put(bucket: string, key: string, body: string | Uint8Array<ArrayBuffer>): Promise<void> {
    await this.s3('PUT', `${bucket}/${key.split('/').map(encodeURIComponent).join('/')}`, body);
  }

  /** Has a bucket announce its objects in a queue. */
  async notify(bucket: string, url: string): Promise<void> {
    const events = ['s3:ObjectCreated:*', 's3:ObjectRemoved:*'].map((event) => `<Event>${event}</Event>`).join('');
    const queue = `<Queue>${await this.arnOf(url)}</Queue>`;
    const body = `<NotificationConfiguration><QueueConfiguration>${queue}${events}</QueueConfiguration></NotificationConfiguration>`;
    await this.s3('PUT', `${bucket}?notification`, body);
  }

  /**
   * From now on, only what is allowed, with signatures that are right. It must have been started with INITIAL_NO_AUTH_ACTION_COUNT.
   * @returns the environment of somebody with these rights
   */
  async allowOnly(actions: readonly string[]): Promise<Record<string, string>> {
    const client = new AwsClient({ ...AWS_KEYS, service: 'iam', region: 'us-east-1' });
    const ask = async (words: Readonly<Record<string, string>>): Promise<string> => {
      const body = new URLSearchParams({ Version: '2010-05-08', UserName: 'worker', ...words }).toString();
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      return (await client.fetch(`${this.url}/`, { method: 'POST', headers, body })).text();
    };
    await ask({ Action: 'CreateUser' });
    const statement = { Effect: 'Allow', Action: actions, Resource: '*' };
    const document = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
    await ask({ Action: 'PutUserPolicy', PolicyName: 'p', PolicyDocument: document });
    const keys = await ask({ Action: 'CreateAccessKey' });
    const wordIn = (name: string) => new RegExp(`<${name}>([^<]+)<`).exec(keys)?.[1] ?? '';
    await fetch(`${this.url}/moto-api/reset-auth`, { method: 'POST', body: '0' });
    const own = { AWS_ACCESS_KEY_ID: wordIn('AccessKeyId'), AWS_SECRET_ACCESS_KEY: wordIn('SecretAccessKey') };
    return { ...this.environment, ...own };
  }

  async s3(method: string, what: string, body?: string | Uint8Array<ArrayBuffer>): Promise<string> {
    const client = new AwsClient({ ...AWS_KEYS, service: 's3', region: REGION });
    const response = await client.fetch(`${this.url}/${what}`, { method, ...(body !== undefined && { body }) });
    if (!response.ok) throw new Error(`${method} ${what}: ${response.status} ${await response.text()}`);
    return response.text();
  }

  async stop(): Promise<void> {
    this.sqs.destroy();
    this.server.kill('SIGKILL');
  }

  private async plainQueue(name: string, attributes: Record<string, string> = {}): Promise<string> {
    return (await this.sqs.createQueue({ QueueName: name, Attributes: attributes })).QueueUrl as string;
  }

  private async arnOf(url: string): Promise<string> {
    const { Attributes: found } = await this.sqs.getQueueAttributes({ QueueUrl: url, AttributeNames: ['QueueArn'] });
    return found?.QueueArn as string;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
