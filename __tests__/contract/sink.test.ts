import { afterAll, beforeAll } from '@jest/globals';
import { Postgres, pgvectorKind, whyNoPgvector } from '../helpers/pgvector';
import { RedisServer } from '../helpers/redis-server';
import { SearchFront } from '../helpers/search-front';
import { sharedFolder } from '../helpers/shared-folder';
import { redisSinkKind } from '../helpers/sinks';
import { describeSink } from './sink-suite';

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
