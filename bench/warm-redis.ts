import path from 'node:path';
import { createClient } from 'redis';
import type { Vector } from '../src/base/vector';
import { RedisCache } from '../src/cache/redis';
import type { Entry } from '../src/cache/vector-cache';
import { parseRedisUrl } from '../src/inputs/values/redis-url';
import { hexTextKey, textKey } from '../src/keys/text-key';
import { syntheticVector } from '../test-support/builders/synthetic-vector';
import { RedisServer } from '../test-support/servers/redis-server';
import type { Bench } from './bench';
import { textBatches, writeLines } from './texts';

export interface WarmRedisOptions {
  readonly texts: number;
  /** So many are there already. */
  readonly from?: number;
  /** Stores each vector also as the Python script does, under this prefix. */
  readonly scriptPrefix?: string;
}

/** Starts a Redis that holds a vector for each of the first `texts` texts. Holds one batch of them in memory. */
export async function startWarmRedis(bench: Bench, options: WarmRedisOptions): Promise<RedisServer> {
  bench.log(`filling Redis with ${options.texts} vectors`);
  const server = await RedisServer.start();
  try {
    await fillRedis(server, bench, options);
    await checkKeys(server, bench);
    return server;
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** Stores a vector for each of the first `texts` texts. */
export async function fillRedis(server: RedisServer, { model, defaults, glosses }: Bench, options: WarmRedisOptions) {
  const { dimensions } = model.contract;
  const { texts, from = 0 } = options;
  const cache = await RedisCache.open(
    { fingerprint: model.fingerprint, dimensions },
    { target: parseRedisUrl(server.url), prefix: defaults.redisPrefix, ttlSeconds: defaults.redisTtl },
  );
  const client = await createClient({ url: server.url }).connect();
  try {
    let number = from;
    for (const batch of textBatches(glosses, texts, from)) {
      const entries = batch.map((text) => ({ key: textKey(text), vector: syntheticVector(number++, dimensions) }));
      await cache.putMany(entries);
      if (options.scriptPrefix !== undefined) await putRaw(client, options.scriptPrefix, entries);
    }
  } finally {
    await client.close();
    await cache.close();
  }
}

type Client = Pick<ReturnType<typeof createClient>, 'set'>;

async function putRaw(client: Client, prefix: string, entries: readonly Entry[]): Promise<void> {
  const bytes = ({ buffer, byteOffset, byteLength }: Vector) => Buffer.from(buffer, byteOffset, byteLength);
  await Promise.all(entries.map(({ key, vector }) => client.set(`${prefix}:${hexTextKey(key)}`, bytes(vector))));
}

/** Asks the bundle for one text, so that keys which it does not know are seen before it embeds a hundred thousand. */
async function checkKeys(server: RedisServer, { bundle, glosses, folder }: Bench): Promise<void> {
  const corpus = path.join(folder, 'one.txt');
  await writeLines(corpus, textBatches(glosses, 1));
  const { report } = await bundle.run({ corpus, 'redis-url': server.url, 'output-format': 'none' });
  if (report.texts.hits !== 1)
    throw new Error('the bundle does not find what src stored. Is dist current? npm run build');
}
