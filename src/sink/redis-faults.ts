import { CacheError, SinkError } from '../base/errors';
import type { RedisLinkOptions } from '../redis/link';

interface FaultContext {
  readonly index: string;
  readonly link: RedisLinkOptions;
}

/**
 * Adds the state of the index and the fix to a failure.
 * @throws SinkError in place of a CacheError or SinkError
 */
export async function explained<T>({ index, link }: FaultContext, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof CacheError || error instanceof SinkError)) throw error;
    const message = error.message.replace(/\.+$/, '');
    if (/unknown command/i.test(message)) {
      throw new SinkError(
        `sink: the Redis at ${link.target.address} has no ${/JSON\./.test(message) ? 'RedisJSON' : 'RediSearch'}, which redis-index needs. Use Redis 8 or Redis Stack.`,
        { cause: error },
      );
    }
    if (message.startsWith('sink')) throw error;
    const left = `The index ${JSON.stringify(index)} was not switched; the next run continues.`;
    if (/\bOOM\b/.test(message)) {
      throw new SinkError(
        `sink: the Redis at ${link.target.address} is full, and documents never expire. Give it more memory. ${left}`,
        { cause: error },
      );
    }
    throw new SinkError(`sink: ${message}. ${left}`, { cause: error });
  }
}
