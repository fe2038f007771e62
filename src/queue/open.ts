import type { Inputs } from '../inputs/inputs';
import { isSqsUrl } from '../inputs/values/sqs-address';
import { readRedisFiles } from '../redis/files';
import type { Queue } from './queue';

/** What a queue needs of the run it is part of. */
export interface QueueSurroundings {
  readonly signal: AbortSignal;
  warn(message: string): void;
}

/**
 * The only place that decides what a queue is.
 * @throws InputError if a file cannot be read, or a queue cannot be used; CacheError if the server is not there
 */
export async function openQueue(inputs: Inputs, { signal, warn }: QueueSurroundings): Promise<Queue> {
  const claimAfterMs = inputs.queueClaimAfter * 1000;
  if (isSqsUrl(inputs.queueUrl)) {
    // The AWS SDK, which other runs never load.
    const { SqsQueue } = await import('./sqs-queue');
    const { queueUrl: url, queueDeadUrl: deadUrl, s3Region: region } = inputs;
    return SqsQueue.open({ url, deadUrl, region, claimAfterMs, signal, warn }, inputs.mode === 'worker');
  }
  const { password, certificates } = await readRedisFiles(inputs);
  const { RedisStreamQueue } = await import('./redis-stream');
  return RedisStreamQueue.open({
    url: inputs.queueUrl || inputs.redisUrl,
    password,
    certificates,
    stream: inputs.queue,
    group: inputs.queueGroup,
    claimAfterMs,
    signal,
    warn,
  });
}
