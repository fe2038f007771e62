import { duration, integer, queueUrl, readBy, s3Prefix, sqsUrl, text } from '../kinds';

export const QUEUE = readBy(['worker'], {
  'queue-url': queueUrl({
    modes: ['worker', 'enqueue'],
    essential: ['worker', 'enqueue'],
    description: 'Redis with the queue, or the URL of an SQS standard queue. Empty: the Redis of redis-url.',
    default: '',
    secret: true,
  }),
  'queue-dead-url': sqsUrl({
    description:
      'SQS dead-letter queue for messages that keep failing. Empty: the one in the redrive policy of queue-url.',
    default: '',
  }),
  queue: text({
    modes: ['worker', 'enqueue'],
    description:
      'Key of the stream in Redis. <queue>:dead holds messages that keep failing, <queue>:known the ids of waiting messages.',
    default: 'eo1:queue',
  }),
  'queue-group': text({
    modes: ['worker', 'enqueue'],
    description: 'Consumer group in Redis. All workers of a queue share one.',
    default: 'embed-once',
  }),
  'queue-max-tries': integer(1, 1000, {
    description: 'Failed tries after which a message moves to the dead-letter queue.',
    default: '3',
  }),
  'queue-claim-after': duration({
    description:
      'Silence of a worker after which another one takes over its message. A live worker reports four times in this time.',
    default: '60s',
  }),
  'queue-idle': duration({
    description: 'Time that the queue must be empty before the worker ends, with code 0. 0: never.',
    default: '10s',
  }),
  'enqueue-upload': s3Prefix({
    modes: ['enqueue'],
    description:
      'S3 prefix to upload the files of the corpus to, for workers that cannot see the files. The queue then gets the objects. Empty: no upload; the queue gets the paths.',
    default: '',
  }),
});
