import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RedisCache } from '../../src/cache/redis';
import { parseRedisUrl } from '../../src/inputs/values/redis-url';
import { textKey } from '../../src/keys/text-key';
import { entryOf, SPACE, texts, vectorOf } from '../../test-support/builders/vectors';
import { sharedFolder } from '../../test-support/run/shared-folder';
import { until } from '../../test-support/run/until';
import { redisKind } from '../../test-support/servers/redis-kind';
import { freePort, RedisServer } from '../../test-support/servers/redis-server';
import { makeCertificates, RedisCluster, SentinelGroup } from '../../test-support/servers/redis-topologies';
import { describeVectorCache } from './vector-cache.contract';

const open = (url: string, options = {}) =>
  RedisCache.open(SPACE, { target: parseRedisUrl(url), prefix: 'test', ttlSeconds: 90, ...options });

/** The commands that docs/redis.md lists, so that page and test cannot part. */
const documented =
  /```text\n(ACL SETUSER embed-once [^\n]*)\n```/.exec(readFileSync('docs/redis.md', 'utf8'))?.[1] ?? '';

describe('a single node', () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await RedisServer.start();
    const rules = documented.replace('~eo1:*', '~test:*').replace('>password', '>geheim').split(' ');
    await server.command(...rules);
  });
  afterAll(() => server.stop());

  describeVectorCache(
    redisKind(
      'redis, fp16',
      () => server.url,
      () => [server],
      () => ({}),
      { dtype: 'fp16' },
    ),
  );

  const asUser = () => server.url.replace('://', '://embed-once:geheim@');
  describeVectorCache(
    redisKind(
      'redis, as a user with the documented rights alone',
      asUser,
      () => [server],
      () => ({ ttlSeconds: 90 }),
    ),
  );

  it('gives that user no more rights than it uses', async () => {
    const cache = await open(asUser());
    await cache.putMany(texts(3).map((text) => entryOf(text)));
    await cache.getMany(texts(3).map(textKey));
    await server.command('EXPIRE', `test:${SPACE.fingerprint.slice(0, 16)}:${textKey('text 0')}`, '10');
    await server.command('CONFIG', 'RESETSTAT');
    const again = await open(asUser());
    await again.getMany(texts(1).map(textKey));
    await again.putMany([entryOf('text 9')]);
    await Promise.all([cache.close(), again.close()]);
    const used = String(await server.command('INFO', 'commandstats'));
    const allowed = documented.split(' ').filter((word) => word.startsWith('+'));
    for (const word of allowed) expect(used).toContain(`cmdstat_${word.slice(1)}:`);
    expect(String(await server.command('ACL', 'LOG'))).toBe('');
  });

  it('takes the password from beside the URL, unless the URL has one', async () => {
    const nameOnly = server.url.replace('://', '://embed-once@');
    const cache = await open(nameOnly, { password: 'geheim' });
    expect((await cache.getMany([textKey('absent')])).vectors).toEqual([undefined]);
    await cache.close();
    const both = await open(asUser(), { password: 'wrong' });
    await both.close();
    await expect(open(nameOnly, { password: 'wrong' })).rejects.toThrow(/WRONGPASS.*redis-password-file/);
  });
});

describe('TLS', () => {
  const { file } = makeCertificates(sharedFolder());
  const pem = (name: string): string => readFileSync(file(name), 'utf8');
  const certificates = { ca: pem('ca.crt'), cert: pem('client.crt'), key: pem('client.key') };
  let server: RedisServer;
  let url = '';
  beforeAll(async () => {
    const port = await freePort();
    url = `rediss://127.0.0.1:${port}`;
    const files = { '--tls-cert-file': 'server.crt', '--tls-key-file': 'server.key', '--tls-ca-cert-file': 'ca.crt' };
    const settings = Object.entries(files).flatMap(([name, of]) => [name, file(of)]);
    server = await RedisServer.start('--tls-port', String(port), ...settings);
  });
  afterAll(() => server.stop());

  describeVectorCache(
    redisKind(
      'redis, over TLS with client certificates',
      () => url,
      () => [server],
      () => ({ certificates }),
    ),
  );

  it.each([
    ['another authority', { ...certificates, ca: pem('other-ca.crt') }, /certificate.*Check redis-ca/],
    ['no authority', {}, /certificate.*Check redis-ca/],
    ['no client certificate', { ca: certificates.ca }, /cannot connect to Redis at rediss:\/\/127\.0\.0\.1:\d+: /],
  ])('is refused with %s', async (_, wrong, reason) => {
    await expect(open(url, { certificates: wrong })).rejects.toThrow(reason);
  });

  it('is not spoken to a server without it', async () => {
    await expect(open(server.url.replace('redis', 'rediss'), { certificates })).rejects.toThrow(/cannot connect/);
  });
});

describe('behind Sentinel', () => {
  let group: SentinelGroup;
  beforeAll(async () => {
    group = await SentinelGroup.start();
  });
  afterAll(() => group.stop());

  describeVectorCache(
    redisKind(
      'redis, behind Sentinel',
      () => group.url,
      () => [group.master],
    ),
  );

  it('goes on with the replica when the master is killed', async () => {
    const cache = await open(group.url);
    await cache.putMany(texts(300).map((text) => entryOf(text)));
    await group.master.command('WAIT', '1', '1000');
    await group.master.kill();
    await until(async () => isOwn(await cache.getMany(texts(300).map(textKey)), 300));
    await cache.putMany([entryOf('after')]);
    expect((await cache.getMany([textKey('after')])).vectors).toEqual([vectorOf('after')]);
    expect(await group.replica.command('EXISTS', `test:${SPACE.fingerprint.slice(0, 16)}:${textKey('after')}`)).toBe(1);
    await cache.close();
  });

  it('says so when no sentinel knows the master', async () => {
    const wrong = `redis+sentinel://127.0.0.1:${group.sentinelPort}/another`;
    await expect(open(wrong)).rejects.toThrow(
      /cannot connect to Redis at redis\+sentinel:.*another: no connection within 2 s/,
    );
  });
});

describe('a cluster', () => {
  let cluster: RedisCluster;
  beforeAll(async () => {
    cluster = await RedisCluster.start();
  });
  afterAll(() => cluster.stop());

  describeVectorCache(
    redisKind(
      'redis, a cluster',
      () => cluster.url,
      () => cluster.masters,
    ),
  );

  it('uses every node', async () => {
    const cache = await open(cluster.url);
    await cache.putMany(texts(300).map((text) => entryOf(text)));
    await cache.close();
    for (const master of cluster.masters) expect(Number(await master.command('DBSIZE'))).toBeGreaterThan(50);
  });

  it('has bad entries overwritten with one and the same vector by two at once', async () => {
    for (const master of cluster.masters) await master.command('FLUSHALL');
    const writers = await Promise.all([open(cluster.url), open(cluster.url)]);
    const [first, second] = writers;
    await first?.putMany(texts(60).map((text) => entryOf(text)));
    for (const master of cluster.masters) {
      const names = (await master.command('KEYS', 'test:*')) as string[];
      for (const name of names) await master.command('SET', name, 'x');
    }
    const [one, other] = await Promise.all(
      writers.map(async (cache, writer) => {
        const own = texts(60).map((text) => entryOf(text, vectorOf(`${text} of ${writer}`)));
        const { adopted } = await cache.putMany(own);
        return own.map(({ vector }, position) => adopted.get(position) ?? vector);
      }),
    );
    expect(one).toEqual(other);
    expect((await second?.getMany(texts(60).map(textKey)))?.vectors).toEqual(one);
    for (const master of cluster.masters) await master.command('FLUSHALL');
    await Promise.all(writers.map((cache) => cache.close()));
  });

  it('needs no more rights than are documented for a cluster', async () => {
    const rules = documented.replace('~eo1:*', '~test:*').replace('>password', '>geheim').split(' ');
    for (const node of cluster.masters) await node.command(...rules, '+cluster|slots', '+asking');
    const cache = await open(cluster.url.replace('://', '://embed-once:geheim@'));
    await cache.putMany(texts(100).map((text) => entryOf(text)));
    expect(isOwn(await cache.getMany(texts(100).map(textKey)), 100)).toBe(true);
    await cache.close();
    expect(cache.traffic.bytesPerVector).toBeGreaterThan(0);
    for (const node of cluster.masters) expect(String(await node.command('ACL', 'LOG'))).toBe('');
  });

  it('follows slots that have moved', async () => {
    const cache = await open(cluster.url);
    await cache.putMany(texts(300).map((text) => entryOf(text)));
    const [from, to] = cluster.masters as [RedisServer, RedisServer];
    const [id, target] = await Promise.all([from.command('CLUSTER', 'MYID'), to.command('CLUSTER', 'MYID')]);
    const name = `test:${SPACE.fingerprint.slice(0, 16)}:${textKey('text 7')}`;
    const slot = String(await from.command('CLUSTER', 'KEYSLOT', name));
    const holder = await holderOf(cluster, name);
    const [source, destination] = holder === from ? [from, to] : [holder, from];
    const [sourceId, destinationId] = holder === from ? [id, target] : [await holder.command('CLUSTER', 'MYID'), id];
    await destination.command('CLUSTER', 'SETSLOT', slot, 'IMPORTING', String(sourceId));
    await source.command('CLUSTER', 'SETSLOT', slot, 'MIGRATING', String(destinationId));
    await source.command('MIGRATE', '127.0.0.1', String(destination.port), name, '0', '5000');
    // ASK: the slot is on its way.
    expect(isOwn(await cache.getMany(texts(300).map(textKey)), 300)).toBe(true);
    for (const node of cluster.masters) await node.command('CLUSTER', 'SETSLOT', slot, 'NODE', String(destinationId));
    // MOVED: it has arrived.
    expect(isOwn(await cache.getMany(texts(300).map(textKey)), 300)).toBe(true);
    await cache.close();
  });

  it('never gives a wrong vector while a master is killed, and all of them when its replica has taken over', async () => {
    const cache = await open(cluster.url);
    await cache.putMany(texts(300).map((text) => entryOf(text)));
    for (const master of cluster.masters) await master.command('WAIT', '1', '1000');
    await (cluster.masters[0] as RedisServer).kill();
    const outcomes = new Set<string>();
    await until(async () => {
      const lookup = await cache.getMany(texts(300).map(textKey)).catch((error: Error) => error);
      if (lookup instanceof Error) outcomes.add(lookup.name);
      else if (!isOwn(lookup)) outcomes.add('a wrong vector');
      else return isOwn(lookup, 300);
      return false;
    });
    expect([...outcomes]).toEqual(['CacheError']);
    expect(cluster.healthy()).toBe(true);
    await cache.putMany(texts(50, 'after').map((text) => entryOf(text)));
    const after = await cache.getMany(texts(50, 'after').map(textKey));
    expect(after.vectors).toEqual(texts(50, 'after').map((text) => vectorOf(text)));
    await cache.close();
  });
});

async function holderOf(cluster: RedisCluster, name: string): Promise<RedisServer> {
  for (const master of cluster.masters) {
    if ((await master.command('EXISTS', name).catch(() => 0)) === 1) return master;
  }
  throw new Error(`no master holds ${name}`);
}

/** Whether every hit for `text 0`, `text 1` and so on is that text's vector, and there are at least so many. */
function isOwn({ vectors }: { vectors: readonly (Float32Array | undefined)[] }, atLeast = 0): boolean {
  const hits = vectors.flatMap((vector, index) => (vector ? [{ vector, index }] : []));
  const wrong = hits.filter(({ vector, index }) => !vectorOf(`text ${index}`).every((c, at) => c === vector[at]));
  return wrong.length === 0 && hits.length >= atLeast;
}
