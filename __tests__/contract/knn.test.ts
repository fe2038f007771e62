import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { EngineError } from '../../src/base/errors';
import { parseRedisUrl } from '../../src/inputs/values/redis-url';
import { parseVectorIndex } from '../../src/inputs/values/vector-index';
import { knnOptions, manyVectors, openKnn } from '../../test-support/builders/knn';
import { findRedis8 } from '../../test-support/servers/redis-8';
import { RedisServer } from '../../test-support/servers/redis-server';
import { SearchServer, type SearchServerBehaviour } from '../../test-support/servers/search-server';
import { describeKnn } from './knn.contract';

const BUNDLE = path.resolve('dist');
const WORKER = path.join(BUNDLE, 'validation/index.js');
const REAL_SEARCH = process.env.EMBED_ONCE_TEST_REDISEARCH_URL ?? '';
const redis8 = findRedis8();
const NO_REDIS_8 = redis8 === undefined ? 'no Redis 8 here; scripts/ci/redis-8.sh gets one' : undefined;

let search2: SearchServer;
let search3: SearchServer;
let valkey: SearchServer;
let vectorSets: RedisServer;
let plain: RedisServer;
beforeAll(async () => {
  plain = await RedisServer.start();
  if (redis8 !== undefined) vectorSets = await RedisServer.startProgram(redis8);
});
afterAll(() => Promise.all([plain.stop(), vectorSets?.stop()]));
beforeEach(async () => {
  search2 = await SearchServer.start({ protocol: 2 });
  search3 = await SearchServer.start({ protocol: 3 });
  valkey = await SearchServer.start({ protocol: 2, refuses: { sortBy: true, deleteDocuments: true } });
});
afterEach(() => Promise.all([search2, search3, valkey].map((server) => server.stop())));

const FORMS = ['flat,cosine,float32', 'hnsw,l2,float32', 'hnsw,ip,float32', 'flat,cosine,float16'];
const form = (words: string) => parseVectorIndex(words.split(','));

describeKnn({ name: 'exact', engine: 'exact', inputs: () => ({}) });
describeKnn({
  name: 'exact, where ONNX Runtime may multiply',
  engine: 'exact',
  bundle: BUNDLE,
  missing: existsSync(WORKER) ? undefined : 'dist has no validation worker; npm run build',
  inputs: () => ({}),
});
describeKnn({ name: 'redisearch (stand-in, RESP2)', engine: 'redisearch', inputs: () => ({ redisUrl: search2.url }) });
describeKnn({
  name: 'redisearch (stand-in, RESP3, HNSW, L2)',
  engine: 'redisearch',
  inputs: () => ({ redisUrl: search3.url, validationIndex: form('hnsw,l2,float32') }),
});
describeKnn({
  name: 'redisearch (stand-in, as Valkey answers)',
  engine: 'redisearch',
  inputs: () => ({ redisUrl: valkey.url }),
});
for (const words of FORMS.slice(0, 3)) {
  describeKnn({
    name: `redisearch (${words})`,
    engine: 'redisearch',
    missing: REAL_SEARCH === '' ? 'EMBED_ONCE_TEST_REDISEARCH_URL names no server' : undefined,
    inputs: () => ({ redisUrl: REAL_SEARCH, redisPrefix: `test-${process.pid}`, validationIndex: form(words) }),
  });
}
describeKnn({
  name: 'vectorset',
  engine: 'vectorset',
  missing: NO_REDIS_8,
  inputs: () => ({ redisUrl: vectorSets.url }),
});

const vectors = manyVectors(40, 8);
const queries = vectors.slice(0, 5);

describe('which engine answers', () => {
  const auto = async (redisUrl: string, more = {}) => {
    const warnings: string[] = [];
    const index = await openKnn(vectors, knnOptions({ redisUrl, ...more }, { warnings }));
    const found = await index.searchAll(queries, 1);
    expect(found.map(([nearest]) => nearest?.position)).toEqual([0, 1, 2, 3, 4]);
    await index.close();
    return { ...index.facts, warnings };
  };

  it('is exact without Redis, and says so', async () => {
    expect(await auto('')).toMatchObject({ name: 'exact', reason: 'auto: redis-url is not set', warnings: [] });
    expect(await auto(search3.url, { cacheMode: 'off' })).toMatchObject({
      name: 'exact',
      reason: 'auto: cache-mode off disables Redis',
      warnings: [],
    });
    expect(search3.commands).toEqual([]);
  });

  it('is exact with a Redis that has no engine', async () => {
    expect(await auto(plain.url)).toMatchObject({
      name: 'exact',
      reason: 'auto: the server has neither RediSearch nor vector sets',
      warnings: [],
    });
  });

  it('is redisearch where the server has it', async () => {
    const facts = await auto(search3.url);
    expect(facts).toMatchObject({
      name: 'redisearch',
      reason: 'auto: the server has RediSearch',
      indexed: 40,
      recall: 1,
      warnings: [],
    });
    expect(facts.description).toMatch(
      /^index test:golden:[0-9a-f:]{50}, flat,cosine,float32, at redis:\/\/127\.0\.0\.1:\d+$/,
    );
  });

  (NO_REDIS_8 === undefined ? it : it.skip)('is vectorset where the server has only that', async () => {
    const facts = await auto(vectorSets.url);
    expect(facts).toMatchObject({
      name: 'vectorset',
      reason: 'auto: the server has vector sets and no RediSearch',
      recall: 1,
    });
    expect(facts.description).toMatch(/^vector set test:golden:[0-9a-f:]{50}, hnsw,cosine,float32, EF 200, at redis:/);
  });

  it('is known from the list of modules, where the user may not ask for commands', async () => {
    search3.behaviour = { refuses: { commands: ['COMMAND'] } };
    expect(await auto(search3.url)).toMatchObject({ name: 'redisearch' });
    expect(search3.commands).toContain('MODULE');
  });

  it('is exact where the user may ask neither', async () => {
    search3.behaviour = { refuses: { commands: ['COMMAND', 'MODULE'] } };
    const { name, reason, warnings } = await auto(search3.url);
    expect([name, warnings]).toEqual(['exact', []]);
    expect(reason).toMatch(/the Redis user may run neither COMMAND INFO nor MODULE LIST/);
  });

  it('is exact, with a warning, where Redis is down', async () => {
    const { name, reason, warnings } = await auto('redis://127.0.0.1:1');
    expect(name).toBe('exact');
    expect(reason).toMatch(/cannot connect to Redis at redis:\/\/127\.0\.0\.1:1/);
    expect(warnings).toEqual([
      expect.stringMatching(
        /validation: no engine in Redis can be used, continuing with exact: cannot connect to Redis/,
      ),
    ]);
  });

  it('is exact, with a warning, where the user may not make an index', async () => {
    search3.behaviour = { refuses: { commands: ['FT.CREATE'] } };
    const { name, warnings } = await auto(search3.url);
    expect([name, warnings.length]).toEqual(['exact', 1]);
    expect(warnings[0]).toMatch(/FT\.CREATE .*NOPERM.*docs\/redis\.md/);
  });
});

describe('an engine that is named', () => {
  const open = (redisUrl: string, more = {}) =>
    openKnn(vectors, knnOptions({ redisUrl, validationEngine: 'redisearch', ...more }));

  it.each([
    ['is not on the server', () => plain.url, /unknown command/],
    ['cannot be reached', () => 'redis://127.0.0.1:1', /cannot connect/],
  ])('ends the run where it %s', async (_, url, why) => {
    const failure = await open(url()).catch((error: Error) => error);
    expect(failure).toBeInstanceOf(EngineError);
    expect(String(failure)).toMatch(why);
    expect(String(failure)).toMatch(
      /validation-engine redisearch cannot be used at redis:.*docs\/validation-engines\.md/,
    );
  });

  it('ends the run where the server dies in the middle', async () => {
    const index = await open(search3.url);
    await search3.stop();
    await expect(index.searchAll(queries, 3)).rejects.toThrow(EngineError);
    await index.close();
    search3 = await SearchServer.start();
  });
});

describe('a server that dies in the middle', () => {
  it('leaves the rest to exact, with one warning', async () => {
    const warnings: string[] = [];
    const index = await openKnn(vectors, knnOptions({ redisUrl: search3.url }, { warnings }));
    expect((await index.searchAll(queries, 3))[0]).toHaveLength(3);
    expect(index.facts.name).toBe('redisearch');
    await search3.stop();
    for (let times = 0; times < 2; times++) {
      const found = await index.searchAll(queries, 1);
      expect(found.map(([nearest]) => nearest?.position)).toEqual([0, 1, 2, 3, 4]);
    }
    expect(warnings).toEqual([
      expect.stringMatching(/^validation: redisearch at redis:.* failed, continuing with exact: /),
    ]);
    expect(index.facts).toMatchObject({
      name: 'exact',
      reason: expect.stringMatching(/^redisearch at redis:.* failed/),
    });
    await index.close();
    search3 = await SearchServer.start();
  });

  it('during the making of an index leaves all to exact', async () => {
    search3.behaviour = { diesAfter: 12 };
    const warnings: string[] = [];
    const index = await openKnn(vectors, knnOptions({ redisUrl: search3.url }, { warnings }));
    expect(index.facts.name).toBe('exact');
    expect(warnings).toHaveLength(1);
    await index.close();
  });
});

describe('an index of RediSearch', () => {
  const open = (more = {}, other: Parameters<typeof knnOptions>[1] = {}, of = vectors) =>
    openKnn(of, knnOptions({ redisUrl: search3.url, validationEngine: 'redisearch', ...more }, other));
  const counted = (command: string) => search3.commands.filter((one) => one === command).length;
  const used = async (behaviour: SearchServerBehaviour = {}, more = {}) => {
    search3.behaviour = behaviour;
    const index = await open(more);
    const found = await index.searchAll(queries, 3);
    await index.close();
    return { facts: index.facts, found };
  };

  it('is waited for until it is whole', async () => {
    expect((await used({ indexingFor: 5 })).facts.recall).toBe(1);
    expect(counted('FT.INFO')).toBeGreaterThan(5);
  });

  it('is used again, and lives for as long again once half of its time is over', async () => {
    await used();
    const [index = ''] = search3.indexNames;
    expect(search3.expiries.get(`${index}:7`)).toBe(30 * 86_400_000);
    const [creations, writes, expiries] = [counted('FT.CREATE'), counted('HSET'), counted('EXPIRE')];
    await used();
    expect([counted('FT.CREATE'), counted('HSET'), counted('EXPIRE')]).toEqual([creations, writes, expiries]);
    search3.expiries.set(`${index}:0`, 14 * 86_400_000);
    await used();
    expect(counted('EXPIRE')).toBe(expiries + vectors.length);
  });

  it('is mended where documents are missing', async () => {
    await used();
    search3.forget(`${search3.indexNames[0]}:3`);
    expect((await used()).facts.recall).toBe(1);
    expect(search3.keys.filter((key) => /:\d+$/.test(key))).toHaveLength(vectors.length);
  });

  it('can be made by several at once', async () => {
    const indexes = await Promise.all([1, 2, 3].map(() => open()));
    for (const index of indexes) {
      expect((await index.searchAll(queries, 1)).map(([nearest]) => nearest?.position)).toEqual([0, 1, 2, 3, 4]);
      await index.close();
    }
    expect(search3.indexNames).toHaveLength(1);
  });

  it('takes the place of older ones of the same golden set that nobody uses, and of empty ones', async () => {
    await used();
    await (await open({}, { texts: ['another set'] })).close();
    await (await open({}, { scope: 'pr-1' })).close();
    const [old = '', other = '', untrusted = ''] = search3.indexNames;
    expect(untrusted).toMatch(/^test:golden:~pr-1:/);
    const drifted = vectors.map((vector) => vector.map((component) => component + 0.1));
    await (await open({}, {}, drifted)).close();
    // Another run may be at it.
    expect(search3.indexNames).toHaveLength(4);
    for (const index of [old, other, untrusted]) search3.forget(`${index}:used`);
    for (let at = 0; at < vectors.length; at++) search3.forget(`${other}:${at}`);
    await (await open({}, {}, manyVectors(40, 8, 900))).close();
    expect(search3.indexNames).toHaveLength(3);
    expect(search3.indexNames).toContain(untrusted);
    expect(search3.keys.filter((key) => key.startsWith(old))).toEqual([]);
  });

  it('goes without its documents where the server cannot drop both', async () => {
    for (const first of [0, 900]) {
      await (await open({ redisUrl: valkey.url }, {}, manyVectors(40, 8, first))).close();
      if (first === 0) valkey.forget(`${valkey.indexNames[0]}:used`);
    }
    expect(valkey.indexNames).toHaveLength(1);
    expect(valkey.keys.filter((key) => /:\d+$/.test(key))).toHaveLength(80);
  });

  it('that cannot be made whole ends with what the server says', async () => {
    search3.behaviour = { indexesAtMost: 39 };
    const { RediSearchIndex } = await import('../../src/validation/knn/redisearch');
    const { RedisLink } = await import('../../src/redis/link');
    const { unitRows } = await import('../../src/validation/knn/unit-rows');
    const { indexNames } = await import('../../src/validation/knn/golden-index-names');
    const rows = unitRows(vectors);
    const link = await RedisLink.open({ target: parseRedisUrl(search3.url), nestedReplies: true });
    const names = indexNames({ prefix: 'test', texts: [], fingerprint: 'f', rows, kind: '' });
    const options = {
      link,
      names,
      rows,
      positions: [...vectors.keys()],
      writable: true,
      form: form('flat'),
      deadlineMs: 100,
    };
    await expect(RediSearchIndex.open(options)).rejects.toThrow(/has 39 of 40 documents after 0\.1 s/);
    await link.close();
  });

  it('is read and not made by a run that may only read', async () => {
    const readOnly = { cacheMode: 'read-only' } as const;
    await expect(open(readOnly)).rejects.toThrow(/cache-mode read-only does not create one/);
    const { facts } = await used({}, { ...readOnly, validationEngine: 'auto' });
    expect(facts).toMatchObject({ name: 'exact', reason: expect.stringMatching(/cache-mode read-only/) });
    expect(search3.indexNames).toEqual([]);
    await used();
    const before = search3.commands.length;
    expect((await used({}, readOnly)).facts.name).toBe('redisearch');
    const reading = search3.commands.slice(before);
    expect(reading.filter((command) => !['HELLO', 'FT.INFO', 'FT.SEARCH'].includes(command))).toEqual([]);
  });

  it('that finds too little is asked for more, and its recall is told', async () => {
    const hnsw = { validationIndex: form('hnsw') };
    expect((await used({ poorBelow: 500 }, hnsw)).facts).toMatchObject({
      recall: 1,
      description: expect.stringMatching(/hnsw,cosine,float32, EF 1000/),
    });
    const { facts, found } = await used({ poorBelow: 10_000 }, hnsw);
    expect(facts.description).toMatch(/EF 4096/);
    expect(facts.recall).toBeLessThan(0.6);
    // What it did not find, the exact search did.
    expect(found.map(([nearest]) => nearest?.position)).toEqual([0, 1, 2, 3, 4]);
  });

  it('whose documents expire under a search does not lose their vectors', async () => {
    await used();
    const { found, facts } = await used({ expiring: [`${search3.indexNames[0]}:2`] });
    expect(found[2]?.[0]?.position).toBe(2);
    expect(facts.recall).toBeLessThan(1);
  });

  it('that holds other vectors is not believed', async () => {
    await used();
    const server = await commandsTo(search3.url);
    await server([
      'HSET',
      `${search3.indexNames[0]}:2`,
      'v',
      Buffer.from(manyVectors(1, 8, 777)[0]?.buffer as ArrayBuffer),
    ]);
    const index = await open();
    await expect(index.searchAll(queries, vectors.length)).rejects.toThrow(/it holds other vectors/);
    await index.close();
  });

  it('rounds to float16 and is right all the same', async () => {
    const { facts, found } = await used({}, { validationIndex: form('flat,float16') });
    expect(facts.recall).toBe(1);
    expect(found.map(([nearest]) => nearest)).toEqual(
      queries.map((_, position) => ({ position, similarity: expect.closeTo(1, 6) })),
    );
  });
});

/** The line of docs/redis.md with all rights of a user, for keys with the prefix of these tests. */
function leastRights(user: string, prefix: string): string[] {
  const line = new RegExp(`^ACL SETUSER ${user} .*$`, 'm').exec(readFileSync('docs/redis.md', 'utf8'))?.[0] ?? '';
  return line.replaceAll('eo1', prefix).split(' ');
}

(NO_REDIS_8 === undefined ? describe : describe.skip)('a user with the rights for vector sets alone', () => {
  const user = 'embed-once-vectorset';
  const least = leastRights(user, 'test');
  it('can validate', async () => {
    await vectorSets.command(...least);
    await vectorSets.command('FLUSHALL');
    const url = vectorSets.url.replace('redis://', `redis://${user}:password@`);
    for (let times = 0; times < 2; times++) {
      const index = await openKnn(vectors, knnOptions({ redisUrl: url }));
      expect((await index.searchAll(queries, 1)).map(([nearest]) => nearest?.position)).toEqual([0, 1, 2, 3, 4]);
      expect(index.facts.name).toBe('vectorset');
      await index.close();
    }
    expect(String(await vectorSets.command('ACL', 'LOG'))).toBe('');
    const keys = (await vectorSets.command('KEYS', '*')) as string[];
    expect(keys).toHaveLength(1);
    expect(Number(await vectorSets.command('TTL', keys[0] as string))).toBeGreaterThan(29 * 86_400);
    expect(JSON.stringify(await vectorSets.command('VINFO', keys[0] as string))).toMatch(/f32/);
  });

  it.each(['+vadd', '+vsim', '+vcard', '+expire'])('cannot without %s, and goes on with exact', async (right) => {
    await vectorSets.command('FLUSHALL');
    await vectorSets.command('ACL', 'DELUSER', user);
    await vectorSets.command(...least.filter((word) => word !== right));
    const url = vectorSets.url.replace('redis://', `redis://${user}:password@`);
    const warnings: string[] = [];
    const index = await openKnn(vectors, knnOptions({ redisUrl: url }, { warnings }));
    expect((await index.searchAll(queries, 1)).map(([nearest]) => nearest?.position)).toEqual([0, 1, 2, 3, 4]);
    expect(index.facts.name).toBe('exact');
    expect(warnings).toEqual([expect.stringMatching(/NOPERM/)]);
    await index.close();
  });
});

(REAL_SEARCH === '' ? describe.skip : describe)('a user with the rights for RediSearch alone', () => {
  const user = 'embed-once-redisearch';
  const prefix = `test-rights-${process.pid}`;
  const least = leastRights(user, prefix);
  const asUser = () => REAL_SEARCH.replace('redis://', `redis://${user}:password@`);
  afterAll(async () => {
    const server = await commandsTo(REAL_SEARCH);
    await server(['ACL', 'DELUSER', user]);
  });

  it('can validate, and is refused nothing', async () => {
    const server = await commandsTo(REAL_SEARCH);
    await server(['ACL', 'DELUSER', user]);
    await server(least);
    await server(['ACL', 'LOG', 'RESET']);
    for (let times = 0; times < 2; times++) {
      const index = await openKnn(vectors, knnOptions({ redisUrl: asUser(), redisPrefix: prefix }));
      expect((await index.searchAll(queries, 1)).map(([nearest]) => nearest?.position)).toEqual([0, 1, 2, 3, 4]);
      expect(index.facts.name).toBe('redisearch');
      await index.close();
    }
    expect(String(await server(['ACL', 'LOG']))).toBe('');
  });

  it.each(['+ft.create', '+ft.info', '+ft.search', '+hset'])(
    'cannot without %s, and goes on with exact',
    async (right) => {
      const server = await commandsTo(REAL_SEARCH);
      await server(['ACL', 'DELUSER', user]);
      await server(least.filter((word) => word !== right));
      const warnings: string[] = [];
      const redisPrefix = `${prefix}:${right.slice(1)}`;
      const index = await openKnn(vectors, knnOptions({ redisUrl: asUser(), redisPrefix }, { warnings }));
      expect((await index.searchAll(queries, 1)).map(([nearest]) => nearest?.position)).toEqual([0, 1, 2, 3, 4]);
      expect(index.facts.name).toBe('exact');
      expect(warnings).toEqual([expect.stringMatching(/NOPERM/)]);
      await index.close();
    },
  );
});

/** Sends commands past the product. */
async function commandsTo(url: string) {
  const { createClient } = await import('redis');
  return async (words: (string | Buffer)[]) => {
    const client = createClient({ url, disableClientInfo: true, maintNotifications: 'disabled' });
    await client.connect();
    try {
      return await client.sendCommand(words);
    } finally {
      client.destroy();
    }
  };
}
