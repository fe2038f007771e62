import { createClient, RESP_TYPES } from 'redis';
import type { SeenDocument, SinkKind } from '../../__tests__/contract/sink.contract';
import { parseRedisUrl } from '../../src/inputs/values/redis-url';
import { parseSinkFields } from '../../src/inputs/values/sink-fields';
import { parseVectorIndex } from '../../src/inputs/values/vector-index';
import { type RedisIndexOptions, RedisIndexSink } from '../../src/sink/redis-index';
import type { RedisServer } from '../servers/redis-server';

export type RedisSinkOptions = Partial<RedisIndexOptions> & Pick<RedisIndexOptions, 'index'>;

/** A sink with usual options, that does not wait long for anything. */
export function openRedisSink(url: string, options: RedisSinkOptions): Promise<RedisIndexSink> {
  return RedisIndexSink.open({
    generation: `${options.index}:a`,
    dimensions: 6,
    exclusive: true,
    link: { target: parseRedisUrl(url) },
    document: 'hash',
    fields: parseSinkFields('page:numeric, headings:tag'),
    vector: parseVectorIndex(['hnsw']),
    keepsOld: false,
    leaseTimes: { wait: 200 },
    standstillMs: 3000,
    warn: () => {},
    ...options,
  });
}

/** What an index has, by what FT.INFO says of its documents. */
export async function seenInRedis(url: string, index: string): Promise<Map<string, SeenDocument> | undefined> {
  const client = createClient({ url });
  await client.connect();
  try {
    const info = (await client.sendCommand(['FT.INFO', index]).catch(() => undefined)) as unknown[] | undefined;
    if (info === undefined) return undefined;
    const flat = Array.isArray(info) ? info : Object.entries(info).flat();
    const named = (name: string) => String(flat[flat.indexOf(name) + 1]);
    const prefix = `${named('index_name')}:doc:`;
    const keys = await client.keys(`${prefix.replace(/[{}[\]*?^]/g, '\\$&')}*`);
    const seen = new Map<string, SeenDocument>();
    for (const key of keys) seen.set(key.slice(prefix.length), await documentAt(client, key));
    if (Number(named('num_docs')) !== seen.size) {
      throw new Error(`the index has ${named('num_docs')} documents, and there are ${seen.size}`);
    }
    return seen;
  } finally {
    client.destroy();
  }
}

async function documentAt(client: Awaited<ReturnType<RedisServer['client']>>, key: string): Promise<SeenDocument> {
  if ((await client.type(key)) !== 'hash') {
    const stored = String(await client.sendCommand(['JSON.GET', key]).catch(() => client.get(key)));
    return JSON.parse(stored);
  }
  const fields = await client.withTypeMapping({ [RESP_TYPES.BLOB_STRING]: Buffer }).hGetAll(key);
  const named = Object.entries(fields) as unknown as [string, Buffer][];
  const { vector, metadata, ...others } = Object.fromEntries(named) as Record<string, Buffer>;
  const texts = Object.fromEntries(Object.entries(others).map(([name, value]) => [name, String(value)]));
  return {
    ...(texts as unknown as SeenDocument),
    ...(metadata && { metadata: JSON.parse(String(metadata)) }),
    vector: [...new Float32Array(new Uint8Array(vector as Buffer).buffer)],
  };
}

export function redisSinkKind(
  name: string,
  url: () => string,
  document: RedisIndexOptions['document'],
  missing?: string,
): SinkKind {
  return {
    name,
    missing,
    open: (target) => openRedisSink(url(), { ...target, document }),
    seen: (index) => seenInRedis(url(), index),
  };
}
