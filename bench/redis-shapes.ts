/**
 * Measures the shapes that a lookup in Redis could have, for the choices that docs/redis.md gives reasons for. Needs a
 * server that may be filled, and optionally a cluster:
 *
 *   npx tsx bench/redis-shapes.ts redis://127.0.0.1:6379 [redis://127.0.0.1:7000]
 *
 * Prints keys a second, the best of three passes over 100,000 keys with values of 1,548 bytes.
 */
import { randomBytes } from 'node:crypto';
import { createClient, createCluster, RESP_TYPES } from 'redis';

const KEYS = 100_000;
const BATCH = 512;
const PASSES = 3;
const BYTES = 1548;
const TTL = '86400';
const options = { typeMapping: { [RESP_TYPES.BLOB_STRING]: Buffer } };
const names = Array.from({ length: KEYS }, () => `shape:${randomBytes(32).toString('base64url')}`);

/** Batches are sent four at a time, as the cache does. */
async function measure(title: string, one: (batch: string[], index: number) => Promise<unknown>): Promise<void> {
  const rates: number[] = [];
  for (let pass = 0; pass < PASSES; pass++) {
    const started = performance.now();
    let next = 0;
    const worker = async (): Promise<void> => {
      while (next < KEYS) {
        const from = next;
        next += BATCH;
        await one(names.slice(from, from + BATCH), from / BATCH);
      }
    };
    await Promise.all([worker(), worker(), worker(), worker()]);
    rates.push(KEYS / ((performance.now() - started) / 1000));
  }
  console.log(`${title.padEnd(58)} ${Math.round(Math.max(...rates)).toLocaleString('en')} keys/s`);
}

const [single, clustered] = process.argv.slice(2);
if (!single) throw new Error('give the URL of a server that may be filled');
const value = randomBytes(BYTES);

const client = createClient({ url: single, commandOptions: { timeout: 0 } });
await client.connect();
const send = (words: (string | Buffer)[]) => client.sendCommand(words, options);
const each = (batch: string[], words: (name: string) => string[]) =>
  Promise.all(batch.map((name) => send(words(name))));
await measure('single: SET NX EX, pipelined', (batch) =>
  Promise.all(batch.map((name) => send(['SET', name, value, 'NX', 'EX', TTL]))),
);
await measure('single: MGET', (batch) => send(['MGET', ...batch]));
await measure('single: MGET, and PTTL of one key in 64', (batch) =>
  Promise.all([
    send(['MGET', ...batch]),
    each(
      batch.filter((_, at) => at % 64 === 0),
      (name) => ['PTTL', name],
    ),
  ]),
);
await measure('single: MGET, then EXPIRE for each key in the next pipeline', async (batch) => {
  await send(['MGET', ...batch]);
  await each(batch, (name) => ['EXPIRE', name, TTL]);
});
await measure('single: MGET and EXPIRE for each key in one pipeline', (batch) =>
  Promise.all([send(['MGET', ...batch]), each(batch, (name) => ['EXPIRE', name, TTL])]),
);
await measure('single: GETEX for each key', (batch) => each(batch, (name) => ['GETEX', name, 'EX', TTL]));
await measure('single: GET for each key', (batch) => each(batch, (name) => ['GET', name]));
await measure('single: GET for each key, each with a deadline by the client', (batch) =>
  Promise.all(batch.map((name) => client.sendCommand(['GET', name], { ...options, timeout: 5000 }))),
);
client.destroy();

if (clustered) {
  const cluster = createCluster({ rootNodes: [{ url: clustered }], commandOptions: { timeout: 0 } });
  await cluster.connect();
  await measure('cluster: SET NX EX, pipelined', (batch) =>
    Promise.all(batch.map((name) => cluster.sendCommand(name, false, ['SET', name, value, 'NX', 'EX', TTL]))),
  );
  await measure('cluster: MGET, split by the client into one for each slot', (batch) =>
    cluster.sendCommand(batch[0], true, ['MGET', ...batch], options),
  );
  await measure('cluster: GET for each key, routed by the client', (batch) =>
    Promise.all(batch.map((name) => cluster.sendCommand(name, true, ['GET', name], options))),
  );
  await measure('cluster: GET for each key, sent to its node directly', (batch) =>
    Promise.all(
      batch.map(async (name) => (await cluster.getNodeClientForKey(name)).sendCommand(['GET', name], options)),
    ),
  );
  cluster.destroy();
}
