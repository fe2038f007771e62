import { afterAll, beforeAll } from '@jest/globals';
import { redisSinkKind } from '../../test-support/builders/sinks';
import { sharedFolder } from '../../test-support/run/shared-folder';
import { Postgres, pgvectorKind, whyNoPgvector } from '../../test-support/servers/pgvector';
import { RedisServer } from '../../test-support/servers/redis-server';
import { SearchFront } from '../../test-support/servers/search-front';
import { describeSink } from './sink.contract';

const REAL = process.env.EMBED_ONCE_TEST_REDISEARCH_URL ?? '';
const NO_REAL = REAL === '' ? 'EMBED_ONCE_TEST_REDISEARCH_URL names no server' : undefined;

const NO_PGVECTOR = whyNoPgvector();
const root = sharedFolder();

let redis: RedisServer;
let postgres: Postgres | undefined;
let front: SearchFront;
beforeAll(async () => {
  redis = await RedisServer.start();
  front = await SearchFront.start(redis);
  if (NO_PGVECTOR === undefined) postgres = await Postgres.start(root);
});
afterAll(async () => {
  await postgres?.stop();
  await front.stop();
  await redis.stop();
});

for (const document of ['hash', 'json'] as const) {
  describeSink(
    redisSinkKind(`redis-index, ${document} (stand-in for FT.* before a real Redis)`, () => front.url, document),
  );
  describeSink(redisSinkKind(`redis-index, ${document}`, () => REAL, document, NO_REAL));
}

describeSink(pgvectorKind(() => postgres as Postgres, NO_PGVECTOR));
