import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { seenInRedis } from '../../test-support/builders/sinks';
import { TINY_MODEL } from '../../test-support/builders/tiny-model';
import { reportIn, runBundle } from '../../test-support/run/bundle';
import { sharedFolder } from '../../test-support/run/shared-folder';
import { Postgres, whyNoPgvector } from '../../test-support/servers/pgvector';
import { RedisServer } from '../../test-support/servers/redis-server';
import { SearchFront } from '../../test-support/servers/search-front';

const REAL = process.env.EMBED_ONCE_TEST_REDISEARCH_URL ?? '';
const NO_PGVECTOR = whyNoPgvector();
const root = sharedFolder();
let redis: RedisServer;
let front: SearchFront;
beforeAll(async () => {
  redis = await RedisServer.start();
  front = await SearchFront.start(redis);
});
afterAll(async () => {
  await front.stop();
  await redis.stop();
});

/** One index, of its own name, in a folder of its own. */
class Setting {
  readonly folder: string;
  readonly url: string;

  constructor(readonly name: string) {
    this.folder = path.join(root, name);
    this.url = REAL || front.url;
    mkdirSync(this.folder);
  }

  get index(): string {
    return `test-${process.pid}-${this.name}`;
  }

  write(file: string, records: readonly object[]): void {
    writeFileSync(path.join(this.folder, file), `${records.map((record) => JSON.stringify(record)).join('\n')}\n`);
  }

  async run(words: readonly string[], sink = ['--sink', 'redis-index', '--sink-url', this.url]) {
    const quiet = words[0] === 'worker' ? [] : ['--progress', 'off'];
    const given = [...sink, '--sink-index', this.index, '--model', TINY_MODEL, ...quiet];
    const { code, stdout, stderr } = await runBundle([...words, ...given, '--runner-cache-path', 'cache'], {
      folder: this.folder,
    });
    const reports = words[0] !== 'enqueue' && (code === 0 || code === 3);
    const index = reports ? reportIn(this.folder).index : undefined;
    return { code, stdout, stderr, index };
  }

  async seen(): Promise<[id: string, text: string][]> {
    const seen = await seenInRedis(this.url, this.index);
    return [...(seen ?? [])].map(([id, { text }]): [string, string] => [id, text]).sort();
  }
}

const record = (id: string, text = `the text of ${id}`) => ({ id, text });

describe('a run with a sink', () => {
  it('publishes its records, then what changed, and says so', async () => {
    const setting = new Setting('changes');
    const words = ['--corpus', 'corpus.jsonl', '--output', 'vectors.jsonl'];
    setting.write(
      'corpus.jsonl',
      ['a', 'b', 'c'].map((id) => record(id)),
    );
    const first = await setting.run(words);
    expect([first.code, first.stderr]).toEqual([0, '']);
    expect(first.index).toMatchObject({ kind: 'redis-index', added: 3, published: true, switched: true, documents: 3 });
    expect(first.index?.generation).toMatch(new RegExp(`^${setting.index}:[0-9a-f]{16}$`));
    expect(first.stdout).toContain('3 added, 0 changed, 0 removed, 0 unchanged');
    setting.write('corpus.jsonl', [record('a'), record('b', 'another text'), record('d')]);
    const second = await setting.run(words);
    expect(second.index).toMatchObject({ added: 1, changed: 1, removed: 1, unchanged: 1, switched: false });
    expect(await setting.seen()).toEqual([
      ['a', 'the text of a'],
      ['b', 'another text'],
      ['d', 'the text of d'],
    ]);
    for (const file of ['summary.md', 'report.html']) {
      expect(readFileSync(path.join(setting.folder, 'output/report', file), 'utf8')).toContain(
        '1 added, 1 changed, 1 removed',
      );
    }
  });

  it('makes another index for another contract, and for other fields', async () => {
    const setting = new Setting('contracts');
    setting.write('corpus.jsonl', [record('a')]);
    const generations = new Set<string>();
    for (const more of [
      [],
      ['--text-prefix', 'passage: '],
      ['--sink-fields', 'lang:tag'],
      ['--sink-document', 'json'],
    ]) {
      const { index } = await setting.run(['--corpus', 'corpus.jsonl', '--output-format', 'none', ...more]);
      expect(index).toMatchObject({ added: 1, switched: true, dropped: [...generations].slice(-1) });
      generations.add(index?.generation ?? '');
    }
    expect(generations.size).toBe(4);
  });

  it('publishes nothing where the gate of validation closes', async () => {
    const setting = new Setting('gate');
    const words = ['--corpus', 'corpus.jsonl', '--output-format', 'none', '--golden-set', 'golden.jsonl'];
    const all = Array.from({ length: 30 }, (_, at) =>
      record(`r${at}`, `a text about number ${at} ${'and more '.repeat(at % 5)}`),
    );
    setting.write('corpus.jsonl', all);
    setting.write(
      'golden.jsonl',
      all.slice(0, 20).map(({ text }) => ({ text })),
    );
    expect((await setting.run(['golden', '--golden-set', 'golden.jsonl'])).code).toBe(0);
    expect(await setting.run(words)).toMatchObject({ code: 0, index: { added: 30, switched: true } });
    const file = path.join(setting.folder, 'golden.jsonl');
    const approved = readFileSync(file, 'utf8');
    const lines = approved
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    lines[1].vector = lines[1].vector.map((component: number) => -component);
    setting.write('golden.jsonl', lines);
    setting.write('corpus.jsonl', [...all.slice(0, 29), record('new')]);
    const closed = await setting.run(words);
    expect(closed).toMatchObject({
      code: 3,
      index: { added: 1, removed: 0, published: false, refusal: 'a gate is closed' },
    });
    expect(closed.stdout).toContain('NOT PUBLISHED: a gate is closed');
    expect((await setting.seen()).map(([id]) => id)).toEqual(all.map(({ id }) => id).sort());
    writeFileSync(file, approved);
    expect(await setting.run(words)).toMatchObject({ code: 0, index: { added: 1, removed: 1, published: true } });
    expect((await setting.seen()).map(([id]) => id)).toContain('new');
  });

  it('ends with code 1, before anything is embedded, where the index cannot be had', async () => {
    const setting = new Setting('none');
    setting.write('corpus.jsonl', [record('a')]);
    const words = ['--corpus', 'corpus.jsonl', '--decision-log', 'log.jsonl'];
    const { code, stderr } = await setting.run(words, [
      '--sink',
      'redis-index',
      '--sink-url',
      'redis://user:geheim@127.0.0.1:1',
    ]);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^error: sink: cannot connect to Redis at redis:\/\/127\.0\.0\.1:1: .*The index ".*" was not switched/m,
    );
    expect(stderr).not.toContain('geheim');
    expect(readFileSync(path.join(setting.folder, 'log.jsonl'), 'utf8')).not.toContain('"embedded"');
    const unknown = await setting.run(words, [
      '--sink',
      'redis-index',
      '--sink-url',
      redis.url.replace('redis://', 'redis://user:geheim@'),
    ]);
    expect([unknown.code, unknown.stderr]).toEqual([
      1,
      expect.stringMatching(/WRONGPASS.* Check user and password in its URL or redis-password-file\. The index/),
    ]);
    const plain = await setting.run(words, ['--sink', 'redis-index', '--redis-url', redis.url]);
    expect(plain.stderr).toMatch(/has no RediSearch, which redis-index needs/);
    const wrong = await setting.run(words, ['--sink', 'redis-index', '--sink-fields', 'vector:tag']);
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('sink-fields: "vector:tag" names vector')]);
  });

  it('ends with code 1 where the Redis dies half-way, and the next one goes on', async () => {
    const setting = new Setting('dies');
    const all = Array.from({ length: 4000 }, (_, at) => record(`r${at}`, `text ${at}`));
    setting.write('corpus.jsonl', all);
    const words = ['--corpus', 'corpus.jsonl', '--output-format', 'none'];
    const own = await RedisServer.start('--appendonly', 'yes');
    const dying = await SearchFront.start(own);
    try {
      const sink = ['--sink', 'redis-index', '--sink-url', dying.url];
      const watching = setInterval(() => {
        if (dying.names.filter((name) => name === 'EVAL').length > 1500) void own.kill();
      }, 1);
      const { code, stderr } = await setting.run(words, sink).finally(() => clearInterval(watching));
      expect(code).toBe(1);
      expect(stderr).toMatch(/^error: sink: .*The index "[^"]*" was not switched; the next run continues\.$/m);
      await own.restart();
      expect(await seenInRedis(dying.url, setting.index)).toBeUndefined();
      await own.command('DEL', `${setting.index}:lease`);
      const { index } = await setting.run(words, sink);
      expect(index).toMatchObject({ switched: true, documents: 4000 });
      expect(index?.unchanged).toBeGreaterThan(1000);
    } finally {
      await dying.stop();
      await own.stop();
    }
  });

  it('publishes nothing from an untrusted scope, nor without a sink, and says so', async () => {
    const setting = new Setting('fork');
    setting.write('corpus.jsonl', [record('a')]);
    const { code, stderr, index } = await setting.run(['--corpus', 'corpus.jsonl', '--trust-scope', 'pr-12']);
    expect([code, index]).toEqual([0, undefined]);
    expect(stderr).toMatch(/Nothing is published to .*: this run is in the scope pr-12, and only trusted runs publish/);
    const none = await setting.run(['--corpus', 'corpus.jsonl'], []);
    expect([none.code, none.index]).toEqual([0, undefined]);
    expect(none.stderr).toMatch(/Nothing is published to "[^"]*": sink is none/);
    expect(await setting.seen()).toEqual([]);
  });

  (NO_PGVECTOR === undefined ? it : it.skip)(
    'writes to pgvector by the example, chunks with their records',
    async () => {
      const postgres = await Postgres.start(root);
      try {
        const setting = new Setting('pgvector');
        const long = Array.from({ length: 30 }, (_, at) => `Sentence number ${at} of the long text.`).join(' ');
        setting.write('corpus.jsonl', [record('short'), record('long', long)]);
        const sink = ['--sink', 'command', '--sink-command', postgres.command];
        const words = ['--corpus', 'corpus.jsonl', '--chunk-size', '20', '--output-format', 'none'];
        const { code, stderr, index } = await setting.run(words, sink);
        expect([code, stderr]).toEqual([0, '']);
        const rows = postgres.query(`SELECT id, record FROM "${setting.index}"`) ?? [];
        expect(rows).toHaveLength(index?.documents ?? 0);
        expect(rows.length).toBeGreaterThan(5);
        for (const { id, record: of } of rows) expect(of).toBe(String(id).startsWith('long#') ? 'long' : null);
        // A sentence more before all others moves every chunk, and only some are sent.
        setting.write('corpus.jsonl', [record('short'), record('long', `Once more. ${long}`)]);
        const again = await setting.run(words, sink);
        expect(again.index?.unchanged).toBeGreaterThan(rows.length / 2);
      } finally {
        await postgres.stop();
      }
    },
  );
});

describe('a worker with a sink', () => {
  it('publishes each document it does, to an index that a whole run switched', async () => {
    const setting = new Setting('worker');
    const queue = ['--queue-url', redis.url, '--queue', `${setting.index}:queue`, '--queue-idle', '1s'];
    const document = (name: string, ...texts: string[]) =>
      setting.write(
        `${name}.jsonl`,
        texts.map((text) => record(`${name} ${text}`, text)),
      );
    const enqueue = async (...names: string[]) => {
      const corpus = names.map((name) => `${name}.jsonl`).join('\n');
      expect(await setting.run(['enqueue', '--corpus', corpus, ...queue])).toMatchObject({ code: 0 });
    };
    document('one', 'a', 'b', 'c');
    document('two', 'a');
    await enqueue('one', 'two');
    const first = await setting.run(['worker', ...queue]);
    expect([first.code, first.stderr]).toEqual([0, '']);
    expect(first.index).toMatchObject({ added: 4, published: false });
    expect(first.stdout).toMatch(/hidden from readers until a complete run switches .* to it/);
    expect(await setting.seen()).toEqual([]);
    const whole = await setting.run(['--corpus', 'one.jsonl\ntwo.jsonl', '--output-format', 'none']);
    expect(whole.index).toMatchObject({ added: 0, unchanged: 4, switched: true });
    document('one', 'a', 'c', 'd');
    await enqueue('one', 'two');
    const second = await setting.run(['worker', ...queue]);
    expect(second.index).toMatchObject({ added: 1, removed: 1, unchanged: 3, published: true, documents: 4 });
    expect((await setting.seen()).map(([id]) => id)).toEqual(['one a', 'one c', 'one d', 'two a']);
  });

  it('acknowledges nothing that it could not publish', async () => {
    const setting = new Setting('refused');
    const queue = [
      '--queue-url',
      redis.url,
      '--queue',
      `${setting.index}:queue`,
      '--queue-idle',
      '1s',
      '--queue-claim-after',
      '2s',
    ];
    setting.write('one.jsonl', [record('a')]);
    await setting.run(['enqueue', '--corpus', 'one.jsonl', ...queue]);
    const program = path.join(setting.folder, 'sink.mjs');
    writeFileSync(
      program,
      `import { createInterface } from 'node:readline';
      for await (const line of createInterface({ input: process.stdin })) {
        console.log(JSON.stringify('open' in JSON.parse(line) ? {} : { error: 'the disk is full' }));
      }`,
    );
    const sink = ['--sink', 'command', '--sink-command', `'${process.execPath}' '${program}'`];
    const failed = await setting.run(['worker', ...queue], sink);
    expect(failed.code).toBe(1);
    expect(failed.stderr).toMatch(/sink-command failed: the disk is full\. The index ".*" was not switched\./);
    expect(await redis.command('XLEN', `${setting.index}:queue`)).toBe(1);
    expect((await setting.run(['worker', ...queue])).index).toMatchObject({ added: 1 });
    expect(await redis.command('XLEN', `${setting.index}:queue`)).toBe(0);
  });
});
