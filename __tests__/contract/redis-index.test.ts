import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createClient } from 'redis';
import { SinkError } from '../../src/base/errors';
import { parseSinkFields } from '../../src/inputs/values/sink-fields';
import type { Sink } from '../../src/sink/sink';
import { Synchronization } from '../../src/sink/synchronization';
import { openRedisSink, type RedisSinkOptions, seenInRedis } from '../../test-support/builders/sinks';
import { vectorOf } from '../../test-support/builders/vectors';
import { until } from '../../test-support/run/until';
import { RedisServer } from '../../test-support/servers/redis-server';
import { SearchFront } from '../../test-support/servers/search-front';
import { DIMENSIONS, publish, type SinkRow, windowOf } from './sink.contract';

const REAL = process.env.EMBED_ONCE_TEST_REDISEARCH_URL ?? '';
const GOOD = { skipped: 0 };
const rows = (...names: string[]): SinkRow[] => names.map((id) => ({ id }));

let redis: RedisServer;
let front: SearchFront;
const opened: Sink[] = [];
beforeAll(async () => {
  redis = await RedisServer.start('--appendonly', 'yes', '--appendfsync', 'always');
});
afterAll(() => redis.stop());
beforeEach(async () => {
  front = await SearchFront.start(redis);
});
afterEach(async () => {
  for (const sink of opened.splice(0)) await sink.close();
  await front.stop();
  await redis.command('FLUSHALL');
});

const open = async (options: Partial<RedisSinkOptions> = {}, url = front.url) => {
  const sink = await openRedisSink(url, { index: 'docs', ...options });
  opened.push(sink);
  return sink;
};
const runOf = async (all: readonly SinkRow[], options: Partial<RedisSinkOptions> = {}) => {
  const sink = await open(options);
  try {
    return await publish(sink, all);
  } finally {
    await sink.close();
  }
};
const seen = () => seenInRedis(front.url, 'docs');
const failureOf = (work: Promise<unknown>): Promise<Error> =>
  work.then(
    () => new Error('it did not fail'),
    (error) => error,
  );

describe('an index in Redis', () => {
  it('is sent no vector of what is as it was', async () => {
    const all = Array.from({ length: 200 }, (_, at) => ({
      id: `doc ${at}`,
      vector: Array.from({ length: 2000 }, () => at),
    }));
    const sink = await open({ dimensions: 2000 });
    await publish(sink, all);
    await sink.close();
    expect(front.received).toBeGreaterThan(200 * 2000 * 4);
    front.received = 0;
    front.names.length = 0;
    expect(await runOf(all, { dimensions: 2000 })).toMatchObject({ unchanged: 200 });
    expect(front.received).toBeLessThan(200 * 150);
    for (const name of ['EVAL', 'HSET', 'ZADD', 'RENAME', 'UNLINK']) {
      expect(front.names.filter((one) => one === name)).toHaveLength(name === 'UNLINK' ? 2 : name === 'EVAL' ? 1 : 0);
    }
  });

  it('loses fields that a document has no longer, whether readers see it or not', async () => {
    const before: SinkRow[] = [{ id: 'a', metadata: { page: 3, headings: ['A', 'B'] } }];
    const now: SinkRow[] = [{ id: 'a', metadata: { headings: 'C' } }];
    for (const [generation, refusal] of [['docs:a'], ['docs:b', 'a gate is closed']]) {
      const sink = await open({ generation: generation as string });
      await publish(sink, before, { ending: { ...GOOD, refusal } });
      await sink.close();
      expect(await redis.command('HGET', `${generation}:doc:a`, 'headings')).toBe('A\x1fB');
      await runOf(now, { generation: generation as string });
      expect(await redis.command('HMGET', `${generation}:doc:a`, 'page', 'headings')).toEqual([null, 'C']);
    }
  });

  it('gets a document again that Redis evicted', async () => {
    await runOf(rows('a', 'b'));
    await redis.command('DEL', 'docs:a:doc:a');
    expect(await runOf(rows('a', 'b'))).toMatchObject({ added: 1, unchanged: 1, documents: 2 });
    expect([...((await seen())?.keys() ?? [])].sort()).toEqual(['a', 'b']);
  });

  it('is not switched where a document was evicted before the end', async () => {
    const sink = await open();
    const synchronization = new Synchronization(sink, { chunkSize: 0 }, true);
    await synchronization.take(windowOf(rows('a', 'b')));
    await synchronization.take(windowOf(rows('c')));
    await redis.command('DEL', 'docs:a:doc:a');
    const failure = await failureOf(synchronization.finish(GOOD));
    await synchronization.close();
    await sink.close();
    expect(failure).toBeInstanceOf(SinkError);
    expect(failure.message).toMatch(
      /^sink: 1 documents of docs:a are missing from Redis: it evicted them.*was not switched; the next run continues/,
    );
    expect(await seen()).toBeUndefined();
    expect(await runOf(rows('a', 'b', 'c'))).toMatchObject({ added: 1, unchanged: 2, switched: true });
  });

  it('is switched when all is indexed, and not before', async () => {
    front.indexingFor = 8;
    const asked = () => front.commands.map(([name]) => name).filter((name) => name === 'FT.INFO').length;
    await runOf(rows('a'));
    expect(asked()).toBeGreaterThan(8);
    front.indexesAtMost = 1;
    const failure = await failureOf(runOf(rows('a', 'b'), { generation: 'docs:b', standstillMs: 1000 }));
    expect(failure).toBeInstanceOf(SinkError);
    expect(failure.message).toMatch(/the index docs:b has 1 of 2 documents, and indexing has stalled/);
    expect([...((await seen())?.keys() ?? [])]).toEqual(['a']);
  });

  it('looks through the keys of the server only where documents are there without an index', async () => {
    const created = () =>
      front.commands.filter(([name]) => name === 'FT.CREATE').map((words) => words.includes('SKIPINITIALSCAN'));
    await runOf(rows('a'));
    expect(created()).toEqual([true]);
    const client = createClient({ url: front.url });
    await client.connect();
    await client.sendCommand(['FT.DROPINDEX', 'docs:a']);
    client.destroy();
    expect(await runOf(rows('a'))).toMatchObject({ unchanged: 1, switched: true });
    expect(created()).toEqual([true, false]);
  });

  it('is one of a server that is full, which says so, and what is there stays', async () => {
    await runOf(rows('a'));
    const sink = await open();
    await redis.command('CONFIG', 'SET', 'maxmemory', '1');
    const failure = await failureOf(publish(sink, rows('a', 'b'))).finally(() =>
      redis.command('CONFIG', 'SET', 'maxmemory', '0'),
    );
    await sink.close();
    expect(failure).toBeInstanceOf(SinkError);
    expect(failure.message).toMatch(
      /^sink: the Redis at \S+ is full, and documents never expire\. Give it more memory\./,
    );
    expect([...((await seen())?.keys() ?? [])]).toEqual(['a']);
    expect(await runOf(rows('a', 'b'))).toMatchObject({ added: 1, unchanged: 1 });
  });

  it('is of a server that has RediSearch', async () => {
    const failure = await failureOf(open({}, redis.url));
    expect(failure).toBeInstanceOf(SinkError);
    expect(failure.message).toMatch(
      /^sink: the Redis at redis:\/\/127\.0\.0\.1:\d+ has no RediSearch, which redis-index needs/,
    );
  });

  it('is no index that somebody else made', async () => {
    await redis.command('SET', 'x', '1');
    const client = createClient({ url: front.url });
    await client.connect();
    await client.sendCommand(['FT.CREATE', 'docs', 'ON', 'HASH', 'PREFIX', '1', 'x', 'SCHEMA', 'a', 'TEXT']);
    client.destroy();
    const failure = await failureOf(open());
    expect(failure.message).toMatch(/^sink-index: "docs" is an index, not an alias/);
  });

  it('keeps old generations if asked to, and drops all of them, document by document, if not', async () => {
    await runOf(rows('a', 'b'));
    expect(await runOf(rows('a'), { generation: 'docs:b', keepsOld: true })).toMatchObject({
      switched: true,
      dropped: [],
    });
    expect(await redis.command('HGET', 'docs:a:doc:b', 'text')).toBe('text of b');
    // Back, as it was, without a write.
    expect(await runOf(rows('a', 'b'), { keepsOld: true })).toMatchObject({ unchanged: 2, switched: true });
    await runOf(rows('z'), { generation: 'docs:c' });
    expect(((await redis.command('KEYS', '*')) as string[]).sort()).toEqual([
      'docs:c:doc:z',
      'docs:c:ids',
      'docs:generations',
    ]);
  });

  it('is one that the next run goes on with when its server died', async () => {
    const all = Array.from({ length: 600 }, (_, at) => ({ id: `doc ${at}` }));
    const sink = await open();
    const synchronization = new Synchronization(sink, { chunkSize: 0 }, true);
    await synchronization.take(windowOf(all.slice(0, 300)));
    await synchronization.take(windowOf(all.slice(300, 310)));
    await redis.kill();
    const failure = await failureOf(
      synchronization.take(windowOf(all.slice(310))).then(() => synchronization.finish(GOOD)),
    );
    expect(failure).toBeInstanceOf(SinkError);
    expect(failure.message).toMatch(
      /^sink: .* at redis:\/\/127\.0\.0\.1:\d+.* The index "docs" was not switched; the next run continues\.$/,
    );
    await synchronization.close();
    await sink.close();
    await redis.restart();
    await redis.command('DEL', 'docs:lease');
    const facts = await runOf(all);
    expect(facts).toMatchObject({ switched: true, documents: 600 });
    expect(facts.unchanged).toBeGreaterThanOrEqual(300);
  });
});

describe('the lease of an index', () => {
  it('is taken over from a run that was killed, when it expires', async () => {
    await redis.command('SET', 'docs:lease', 'somebody 2026-01-01T00:00:00.000Z');
    const failure = await failureOf(open({ leaseTimes: { wait: 100 } }));
    expect(failure.message).toMatch(/another run has been writing this index since 2026-01-01T00:00:00.000Z/);
    await redis.command('PEXPIRE', 'docs:lease', '600');
    const sink = await open({ leaseTimes: { wait: 20_000 } });
    expect(await publish(sink, rows('a'))).toMatchObject({ switched: true });
    await sink.close();
    expect(await redis.command('GET', 'docs:lease')).toBeNull();
  });

  it('is renewed, and whoever lost it writes no more, and takes it from nobody', async () => {
    const sink = await open({ leaseTimes: { lease: 3000, wait: 0 } });
    const left = async () => Number(await redis.command('PTTL', 'docs:lease'));
    await until(async () => (await left()) < 2500);
    await until(async () => (await left()) > 2500);
    const synchronization = new Synchronization(sink, { chunkSize: 0 }, true);
    await synchronization.take(windowOf(rows('a')));
    await synchronization.take(windowOf(rows('b')));
    await redis.command('SET', 'docs:lease', 'another');
    // It tries to renew the lease once a second.
    await wait(2000);
    const failure = await failureOf(synchronization.finish(GOOD));
    expect(failure).toBeInstanceOf(SinkError);
    expect(failure.message).toMatch(/the lease docs:lease expired, and another run may be writing this index/);
    await synchronization.close();
    await sink.close();
    expect(await redis.command('GET', 'docs:lease')).toBe('another');
    expect(await seen()).toBeUndefined();
  });
});

describe('a worker beside a run', () => {
  const of = (source: string, text: string, ...names: string[]): SinkRow[] =>
    names.map((id) => ({ id: `${source}#${id}`, source, text: `${text} ${id}` }));

  it.each(['docs:a', 'docs:b'])(
    'has the last word on a document that the run read before, generation %s',
    async (generation) => {
      await runOf([...of('a.md', 'old', '1', '2'), ...of('b.md', 'old', '1', '2')]);
      const run = await open({ generation });
      const whole = new Synchronization(run, { chunkSize: 0 }, true);
      await whole.take(windowOf([...of('a.md', 'changed', '1'), ...of('b.md', 'changed', '1')]));
      await whole.take(windowOf(of('c.md', 'new', '1')));
      const worker = await open({ generation, exclusive: false });
      await publish(worker, of('a.md', 'newest', '1', '3'), { whole: false });
      await whole.finish(GOOD);
      await whole.close();
      const texts = [...((await seen()) ?? [])].map(([id, { text }]) => [id, text]).sort();
      expect(texts).toEqual([
        ['a.md#1', 'newest 1'],
        ['a.md#3', 'newest 3'],
        ['b.md#1', 'changed 1'],
        ['c.md#1', 'new 1'],
      ]);
    },
  );

  it('is told that its generation was dropped', async () => {
    await runOf(rows('a'));
    const worker = await open({ exclusive: false });
    await runOf(rows('a'), { generation: 'docs:b' });
    const failure = await failureOf(publish(worker, rows('b'), { whole: false }));
    expect(failure).toBeInstanceOf(SinkError);
    expect(failure.message).toMatch(/the index docs:a was dropped: another run published docs under another contract/);
    await worker.close();
    // What it wrote meanwhile goes with the next publication.
    expect(await redis.command('KEYS', 'docs:a:*')).not.toEqual([]);
    await runOf(rows('a'), { generation: 'docs:b' });
    expect(await redis.command('KEYS', 'docs:a:*')).toEqual([]);
  });
});

(REAL === '' ? describe.skip : describe)(
  `an index of a real RediSearch${REAL === '' ? ' (skipped: EMBED_ONCE_TEST_REDISEARCH_URL names no server)' : ''}`,
  () => {
    const client = createClient({ url: REAL, RESP: 2 });
    beforeAll(() => client.connect());
    afterAll(() => client.destroy());
    const search = async (index: string, query: string, ...words: (string | Buffer)[]): Promise<string[]> => {
      const reply = await client.sendCommand([
        'FT.SEARCH',
        index,
        query,
        'NOCONTENT',
        'LIMIT',
        '0',
        '9999',
        ...words,
        'DIALECT',
        '2',
      ]);
      return (reply as unknown as string[]).slice(1).map((key) => key.replace(/^.*?:doc:/, ''));
    };
    const blob = (vector: ArrayLike<number>) => Buffer.from(Float32Array.from(vector).buffer);

    it.each(['hash', 'json'] as const)('finds %s documents by vector, words, tags and numbers', async (document) => {
      const index = `test-${process.pid}-${document}`;
      const fields = parseSinkFields('page:numeric, headings:tag, größe:numeric, straße:tag');
      const sink = await open({ index, document, fields }, REAL);
      await publish(sink, [
        { id: 'sock', text: 'a sock', metadata: { größe: '42', straße: ['Wall Street', 'Ring'] } },
        {
          id: 'guide.pdf#1',
          source: 'data/guide.pdf',
          text: 'How to install it',
          metadata: { page: 1, headings: ['Guide', 'Set up, run'] },
        },
        { id: 'guide.pdf#2', source: 'data/guide.pdf', text: 'What to do', metadata: { page: 2, headings: ['Guide'] } },
        { id: 'b', source: 'other.md', text: 'Installing the other', metadata: { page: 'two' } },
      ]);
      expect(await search(index, '@source:{data\\/guide\\.pdf}')).toHaveLength(2);
      expect(await search(index, '@page:[2 9]')).toEqual(['guide.pdf#2']);
      expect(await search(index, '@headings:{Set\\ up\\,\\ run}')).toEqual(['guide.pdf#1']);
      expect(await search(index, '@größe:[40 44] @straße:{Ring}')).toEqual(['sock']);
      expect((await search(index, '@text:install')).sort()).toEqual(['b', 'guide.pdf#1']);
      const nearest = ['PARAMS', '2', 'q', blob(vectorOf('What to do', DIMENSIONS))];
      expect(await search(index, '(@source:{data\\/guide\\.pdf})=>[KNN 1 @vector $q]', ...nearest)).toEqual([
        'guide.pdf#2',
      ]);
    });

    it('is written by a user with the rights in docs/redis.md, and with no fewer', async () => {
      const index = `test-${process.pid}-acl`;
      const line = /^ACL SETUSER embed-once-sink .*$/m.exec(readFileSync('docs/redis.md', 'utf8'))?.[0] ?? '';
      const words = line.replaceAll('handbook', index).replaceAll('embed-once-sink', index).split(' ');
      const rights = words.filter((word) => word.startsWith('+'));
      expect(rights.length).toBeGreaterThan(15);
      const url = REAL.replace('redis://', `redis://${index}:password@`);
      const all = async (): Promise<Error | undefined> => {
        const warnings: string[] = [];
        const options = { index, leaseTimes: { lease: 90 }, warn: (message: string) => void warnings.push(message) };
        try {
          for (const generation of [`${index}:a`, `${index}:b`]) {
            for (const text of ['first', 'second']) {
              const sink = await open({ ...options, generation }, url);
              await wait(60);
              await publish(sink, [{ id: 'a', text }, { id: text }]);
              await sink.close();
            }
            const worker = await open({ ...options, generation, exclusive: false }, url);
            await publish(worker, [{ id: 'a', source: 'of a worker' }], { whole: false });
            await worker.close();
          }
          return warnings.length > 0 ? new Error(warnings.join()) : undefined;
        } catch (error) {
          return error as Error;
        }
      };
      try {
        await client.sendCommand(words);
        expect(await all()).toBeUndefined();
        for (const right of rights) {
          await client.sendCommand(['ACL', 'SETUSER', index, right.replace('+', '-')]);
          const failure = await all();
          await client.sendCommand(['ACL', 'SETUSER', index, right]);
          await client.sendCommand(['DEL', `${index}:lease`]);
          expect([right, failure?.message ?? 'it did without']).toEqual([
            right,
            expect.stringMatching(/docs\/redis\.md lists|lease|another run/),
          ]);
        }
      } finally {
        await client.sendCommand(['ACL', 'DELUSER', index]);
      }
    });

    it('is whole at every moment for those who read it while it is switched and changed', async () => {
      const index = `test-${process.pid}-readers`;
      const many = (count: number, name: string) => Array.from({ length: count }, (_, at) => ({ id: `${name} ${at}` }));
      const first = await open({ index }, REAL);
      await publish(first, many(300, 'a'));
      await first.close();
      const counts = new Set<number>();
      let reading = true;
      const reader = (async () => {
        while (reading)
          counts.add(
            Number(((await client.sendCommand(['FT.SEARCH', index, '*', 'LIMIT', '0', '0'])) as unknown[])[0]),
          );
      })();
      const second = await open({ index, generation: `${index}:b` }, REAL);
      await publish(second, many(700, 'b'), { window: 100 });
      await second.close();
      reading = false;
      await reader;
      expect([...counts].sort()).toEqual([300, 700]);
    });
  },
);
