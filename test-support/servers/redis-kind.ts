import type { VectorCacheKind } from '../../__tests__/contract/vector-cache.contract';
import type { StoredDtype } from '../../src/base/vector';
import { RedisCache, type RedisCacheOptions } from '../../src/cache/redis';
import { parseRedisUrl } from '../../src/inputs/values/redis-url';
import { textKey } from '../../src/keys/text-key';
import { SPACE } from '../builders/vectors';
import type { RedisServer } from './redis-server';

export interface RedisKindOptions extends Partial<RedisCacheOptions> {
  readonly dtype?: StoredDtype;
}

/** The name in Redis of a text's vector, for prefix `test`. */
export function redisName(text: string): string {
  return `test:${SPACE.fingerprint.slice(0, 16)}:${textKey(text)}`;
}

/**
 * A RedisCache as the contract suite wants it. `masters` are the servers that hold its keys, reached without TLS and as the
 * default user, to empty them and to tamper with what they hold.
 */
export function redisKind(
  name: string,
  url: () => string,
  masters: () => readonly RedisServer[],
  options: () => RedisKindOptions = () => ({}),
  { dtype, signingKeys }: Pick<VectorCacheKind, 'dtype' | 'signingKeys'> = {},
): VectorCacheKind {
  return {
    name,
    ...(dtype && { dtype }),
    ...(signingKeys && { signingKeys }),
    open: (space, overwrite) =>
      RedisCache.open(space, { target: parseRedisUrl(url()), prefix: 'test', ttlSeconds: 0, overwrite, ...options() }),
    reset: async () => {
      for (const master of masters()) await master.command('FLUSHALL');
    },
    tamper: async (text, change) => {
      for (const master of masters()) {
        const client = await master.client();
        try {
          const stored = (await client
            .withTypeMapping({ 36: Buffer })
            .get(redisName(text))
            .catch(onlyMoved)) as Buffer | null;
          if (stored) await client.set(redisName(text), change(stored));
        } finally {
          client.destroy();
        }
      }
    },
  };
}

/** In a cluster, all nodes but one answer so. */
function onlyMoved(error: Error): null {
  if (error.message.startsWith('MOVED')) return null;
  throw error;
}
