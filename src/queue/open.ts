import type { Inputs } from '../inputs/inputs';
import type { RedisTarget } from '../inputs/values/redis-url';
import { readRedisFiles } from '../redis/files';
import type { Queue } from './queue';

/** The parts of a run that a queue needs. */
export interface QueueSurroundings {
  readonly signal: AbortSignal;
  warn(message: string): void;
}

/**
 * The only place that chooses the implementation of a queue.
 * @throws InputError if a file cannot be read or a queue cannot be used; CacheError if the server is unavailable
 */
export async function openQueue(inputs: Inputs, { signal, warn }: QueueSurroundings): Promise<Queue> {
  const claimAfterMs = inputs.queueClaimAfter * 1000;
  const { queueUrl: target, queueDeadUrl: dead, s3Region: region } = inputs;
  if (target?.kind === 'sqs') {
    // Only runs with SQS load the AWS SDK.
    const { SqsQueue } = await import('./sqs-queue');
    return SqsQueue.open({ target, dead, region, claimAfterMs, signal, warn }, inputs.mode === 'worker');
  }
  const { password, certificates } = await readRedisFiles(inputs);
  const { RedisStreamQueue } = await import('./redis-stream');
  return RedisStreamQueue.open({
    // `contradictions` refuses a run without one.
    target: (target ?? inputs.redisUrl) as RedisTarget,
    password,
    certificates,
    stream: inputs.queue,
    group: inputs.queueGroup,
    claimAfterMs,
    signal,
    warn,
  });
}
