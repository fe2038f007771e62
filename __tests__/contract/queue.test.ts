import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { parseRedisUrl } from '../../src/inputs/values/redis-url';
import { parseSqsUrl } from '../../src/inputs/values/sqs-address';
import type { Queue } from '../../src/queue/queue';
import { RedisStreamQueue } from '../../src/queue/redis-stream';
import { SqsQueue } from '../../src/queue/sqs-queue';
import { AWS_KEYS, AwsEmulator, whyNoAws } from '../../test-support/servers/aws-emulator';
import { RedisServer } from '../../test-support/servers/redis-server';
import { CLAIM_AFTER_MS, describeQueue } from './queue.contract';

const common = { claimAfterMs: CLAIM_AFTER_MS, signal: new AbortController().signal, warn: () => {} };

describe('a queue', () => {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await RedisServer.start();
  });
  afterAll(() => redis.stop());

  describeQueue({
    name: 'of a Redis stream',
    countsGivenBack: false,
    open: (stream) => RedisStreamQueue.open({ ...common, target: parseRedisUrl(redis.url), stream, group: 'g' }),
    async dead(stream) {
      const client = await redis.client();
      const entries = await client.xRange(`${stream}:dead`, '-', '+').finally(() => client.destroy());
      return (entries ?? []).map(({ message }) => ({ reason: message.reason ?? '', tries: message.tries ?? '' }));
    },
    length: async (stream) => Number(await redis.command('XLEN', stream)),
  });
});

const why = whyNoAws();
if (why !== undefined) it.skip(`a queue of SQS: ${why}`, () => {});
else {
  describe('a queue', () => {
    let aws: AwsEmulator;
    const urls = new Map<string, string>();
    beforeAll(async () => {
      aws = await AwsEmulator.start();
      process.env.AWS_ACCESS_KEY_ID = AWS_KEYS.accessKeyId;
      process.env.AWS_SECRET_ACCESS_KEY = AWS_KEYS.secretAccessKey;
    });
    afterAll(() => aws.stop());

    describeQueue({
      name: 'of SQS',
      countsGivenBack: true,
      async open(name): Promise<Queue> {
        const url = urls.get(name) ?? (await aws.queue(name));
        urls.set(name, url);
        return SqsQueue.open({ ...common, target: parseSqsUrl(url), dead: undefined, region: 'eu-central-1' }, true);
      },
      dead: async (name) =>
        (await aws.dead(urls.get(name) as string)).map(({ about }) => ({
          reason: about.reason ?? '',
          tries: about.tries ?? '',
        })),
      async length(name) {
        const { waiting, held } = await aws.counts(urls.get(name) as string);
        return waiting + held;
      },
    });
  });
}
