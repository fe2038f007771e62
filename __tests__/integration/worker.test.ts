import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TINY_MODEL } from '../../test-support/builders/tiny-model';
import { type BundleRun, type RunningBundle, reportIn, runBundle, startBundle } from '../../test-support/run/bundle';
import { sharedFolder } from '../../test-support/run/shared-folder';
import { slowEmbedder } from '../../test-support/run/slow-embedder';
import { until } from '../../test-support/run/until';
import { RedisServer } from '../../test-support/servers/redis-server';

const root = sharedFolder();
let server: RedisServer;
beforeAll(async () => {
  // What the queue was told is there after a restart, as it must be with a server that is to hold one.
  server = await RedisServer.start('--appendonly', 'yes', '--appendfsync', 'always');
});
afterAll(() => server.stop());

/** A queue of its own, vectors under a prefix of its own, in a folder of its own. */
class Setting {
  readonly folder: string;
  readonly queue: string;
  /** User and password of Redis, with @. */
  user = '';

  constructor(readonly name: string) {
    this.folder = path.join(root, name);
    this.queue = `${name}:queue`;
    mkdirSync(this.folder);
  }

  /** Documents of so many texts each, all of them different. */
  documents(count: number, texts: number): void {
    for (let at = 0; at < count; at++) {
      const lines = Array.from({ length: texts }, (_, line) => `${this.name}, document ${at}, text ${line}`);
      writeFileSync(path.join(this.folder, `${String(at).padStart(2, '0')}.txt`), `${lines.join('\n')}\n`);
    }
  }

  private wordsFor(mode: string): string[] {
    const queue = ['--redis-url', server.url.replace('//', `//${this.user}`), '--queue', this.queue];
    if (mode === 'enqueue') return queue;
    const tiers = ['--redis-prefix', this.name, '--runner-cache', 'off', '--model', TINY_MODEL];
    return [...queue, ...tiers, '--queue-claim-after', '2s', '--queue-idle', '1s'];
  }

  async enqueue(...words: string[]): Promise<string> {
    const { code, stdout, stderr } = await this.run('enqueue', words);
    expect([code, stderr]).toEqual([0, '']);
    return stdout;
  }

  start(words: string[] = [], report = 'report'): RunningBundle {
    const own = ['--report-dir', `output/${report}`];
    return startBundle(['worker', ...this.wordsFor('worker'), ...words, ...own], { folder: this.folder });
  }

  work(words: string[] = [], report = 'report'): Promise<BundleRun> {
    return this.start(words, report).ended;
  }

  run(mode: string, words: string[] = []): Promise<BundleRun> {
    return runBundle([mode, ...this.wordsFor(mode), ...words], { folder: this.folder });
  }

  report(name = 'report') {
    if (name === 'report') return reportIn(this.folder);
    return JSON.parse(readFileSync(path.join(this.folder, 'output', name, 'report.json'), 'utf8')) as ReturnType<
      typeof reportIn
    >;
  }

  metrics(): string {
    return readFileSync(path.join(this.folder, 'output/report/metrics.prom'), 'utf8');
  }

  add(fields: Record<string, string>): Promise<unknown> {
    return server.command('XADD', this.queue, '*', ...Object.entries(fields).flat());
  }

  /** Consumers that hold something. */
  async holders(): Promise<string[]> {
    const reply = (await server.command('XPENDING', this.queue, 'embed-once').catch(() => [])) as unknown[];
    return ((reply[3] ?? []) as [string, string][]).map(([consumer]) => String(consumer));
  }

  /** Nothing waits, nothing is held, nobody is left, no id is remembered, and a scaler sees no lag. */
  async expectEmpty(): Promise<void> {
    expect(await server.command('XLEN', this.queue)).toBe(0);
    expect(await this.holders()).toEqual([]);
    expect(await server.command('SCARD', `${this.queue}:known`)).toBe(0);
    expect(await lagOf(this.queue)).toBe(0);
  }

  async dead(): Promise<Record<string, string>[]> {
    const client = await server.client();
    const entries = await client.xRange(`${this.queue}:dead`, '-', '+').finally(() => client.destroy());
    return (entries ?? []).map(({ message }) => ({ ...message }));
  }
}

async function lagOf(queue: string): Promise<number | undefined> {
  const client = await server.client();
  const [group] = await client.xInfoGroups(queue).finally(() => client.destroy());
  return group?.lag as number | undefined;
}

/** Side by side, each with a queue of its own: they wait more than they work. */
const SIDE_BY_SIDE: Readonly<Record<string, () => Promise<void>>> = {
  'put poison aside after so many tries, what is not theirs at once, and go on': async () => {
    const setting = new Setting('poison');
    setting.documents(2, 3);
    await setting.add({ type: 'document', source: '00.txt' });
    writeFileSync(path.join(setting.folder, 'bad.jsonl'), '{"text": "a secret of the corpus"}\n{"text": "half\n');
    await setting.enqueue('--corpus', 'bad.jsonl');
    await setting.add({ type: 'document', source: 'bad.jsonl', password: 'hidden' });
    await setting.add({ order: 'a pizza' });
    await setting.add({ type: 'texts', texts: '["a secret' });
    await setting.add({ type: 'texts', texts: '["a secret text", "\\ud800"]' });
    await setting.add({ type: 'document', source: '01.txt' });
    const { code, stdout, stderr } = await setting.work(['--queue-max-tries', '2']);
    expect(code).toBe(0);
    expect(setting.report().queue).toMatchObject({ taken: 9, done: 2, retried: 2, dead: 5, end: 'drained' });
    const reasons = (await setting.dead()).map(({ reason, tries, source = '' }) => `${tries} ${source} ${reason}`);
    expect(reasons.sort()).toEqual([
      '0  field texts is no JSON',
      '0  it has no type that a worker knows: shard, document, texts, s3-event',
      '0 bad.jsonl a document has no fields password',
      '2  text 2 holds half of a surrogate pair, which is no character',
      expect.stringMatching(/^2 bad\.jsonl bad\.jsonl:2: /),
    ]);
    for (const text of [JSON.stringify(await setting.dead()), stdout, stderr]) {
      expect(text).not.toMatch(/secret|hidden|pizza/);
    }
    expect(stdout).toContain('5 PUT ASIDE');
    // Mended, it can be added again.
    writeFileSync(path.join(setting.folder, 'bad.jsonl'), '{"text": "a secret of the corpus"}\n');
    expect(await setting.enqueue('--corpus', 'bad.jsonl')).toMatch(/^1 document added/);
    expect(await server.vectorKeys('poison')).toHaveLength(6);
  },

  'give back what they hold when a signal comes, and the next goes on from there': async () => {
    const setting = new Setting('signal');
    setting.documents(1, 1024);
    await setting.enqueue('--corpus', '*.txt');
    const slow = slowEmbedder(setting.folder, 1500);
    const first = setting.start(slow);
    await until(async () => (await server.vectorKeys('signal')).length > 0);
    first.signal('SIGTERM');
    expect(await first.ended).toMatchObject({ code: 0, signal: null });
    expect(setting.report().queue).toMatchObject({ taken: 1, done: 0, givenBack: 1, end: 'signal', waiting: 1 });
    // A scaler sees it, and it counts as no try.
    expect(await lagOf(setting.queue)).toBe(1);
    const before = (await server.vectorKeys('signal')).length;
    expect(before).toBeLessThan(1024);

    const again = await setting.work(slowEmbedder(setting.folder, 1));
    expect(again.code).toBe(0);
    const { queue, texts } = setting.report();
    expect(queue).toMatchObject({ taken: 1, done: 1, end: 'drained' });
    expect(texts).toMatchObject({ hits: before, embedded: 1024 - before });
    await setting.expectEmpty();
  },

  'keep a message as long as they work on it, however long that takes': async () => {
    const setting = new Setting('long');
    setting.documents(1, 10);
    await setting.enqueue('--corpus', '*.txt');
    const slow = slowEmbedder(setting.folder, 3000);
    const first = setting.work(slow, 'a');
    await until(async () => (await setting.holders()).length > 0);
    const second = setting.work([...slow, '--queue-idle', '3s'], 'b');
    expect([(await first).code, (await second).code]).toEqual([0, 0]);
    expect(setting.report('a').queue).toMatchObject({ done: 1 });
    expect(setting.report('b').queue).toMatchObject({ taken: 0, end: 'drained' });
  },

  'put aside what every worker dies of, and end where the model fails': async () => {
    const setting = new Setting('dying');
    setting.documents(2, 3);
    await setting.add({ type: 'document', source: '00.txt' });
    // As if three workers had begun it and been killed, the last one a while ago.
    await server.command('XGROUP', 'CREATE', setting.queue, 'embed-once', '0');
    await server.command('XREADGROUP', 'GROUP', 'embed-once', 'ghost', 'STREAMS', setting.queue, '>');
    const [[entry]] = (await server.command('XPENDING', setting.queue, 'embed-once', '-', '+', '1')) as [[string]];
    const before = ['XCLAIM', setting.queue, 'embed-once', 'ghost', '0', entry, 'IDLE', '9000', 'RETRYCOUNT', '3'];
    await server.command(...before);
    await setting.add({ type: 'document', source: '01.txt' });
    const broken = ['--embedder', 'command', '--embedder-command', 'false', '--model', 'b', '--revision', '1'];
    const words = [...broken, '--dimensions', '2', '--queue-max-tries', '3'];
    const { code, stderr } = await setting.work(words);
    expect(code).toBe(1);
    expect(stderr).toMatch(/document 00\.txt .* was put aside: it was begun 3 times/);
    expect((await setting.dead()).map(({ source, tries }) => [source, tries])).toEqual([['00.txt', '3']]);
    const client = await server.client();
    const waiting = await client.xRange(setting.queue, '-', '+').finally(() => client.destroy());
    expect((waiting ?? []).map(({ message }) => ({ ...message }))).toEqual([
      { type: 'document', source: '01.txt', tries: '1' },
    ]);
    expect(await lagOf(setting.queue)).toBe(1);
  },

  'need no more rights than the page on queues lists': async () => {
    const setting = new Setting('rights');
    setting.documents(1, 3);
    const page = readFileSync('docs/queues.md', 'utf8');
    const [, line = ''] = /^ACL SETUSER embed-once (.*)$/m.exec(page) ?? [];
    const vectors = '+mget +set +pttl +expire +memory|usage +del +pexpire +publish +subscribe'.split(' ');
    const of = ['on', '>word', 'resetkeys', '~rights:*', 'resetchannels', '&rights:*', '-@all', ...vectors];
    await server.command('ACL', 'SETUSER', 'works', ...of, ...line.split(' '));
    await server.command('ACL', 'SETUSER', 'adds', ...of, ...line.split(' '), '+eval', '+sadd');
    setting.user = 'adds:word@';
    await setting.enqueue('--corpus', '*.txt');
    await setting.add({ type: 'document', source: 'nowhere.txt' });
    setting.user = 'works:word@';
    const { code, stderr } = await setting.work(['--queue-max-tries', '1']);
    expect(code).toBe(0);
    expect(stderr).not.toMatch(/NOPERM/);
    expect(setting.report().queue).toMatchObject({ done: 1, dead: 1, end: 'drained', waiting: 0 });
    await setting.expectEmpty();
    // Ledgers are refused to them, which tells that refusals are seen here.
    const refused = JSON.stringify(await server.command('ACL', 'LOG'));
    expect(refused).toMatch(/"hgetall"/);
    expect(refused).not.toMatch(/"(x[a-z|]+|eval|sadd|srem)"/);
  },

  'take the shards of a plan, and texts': async () => {
    const setting = new Setting('shards');
    setting.documents(2, 50);
    expect((await setting.run('plan', ['--corpus', '*.txt', '--shards', '3'])).code).toBe(0);
    const shards = ['--plan-path', 'output/plan.jsonl', '--corpus', '*.txt'];
    expect(await setting.enqueue(...shards)).toMatch(/^3 shards added/);
    expect(await setting.enqueue(...shards)).toMatch(/^0 shards added .* 3 already in the queue/);
    await setting.add({ type: 'texts', texts: JSON.stringify(['one text', '  two texts ', ' ']) });
    expect((await setting.work()).code).toBe(0);
    const { queue, texts, corpus } = setting.report();
    expect(queue).toMatchObject({ done: 4, doneByKind: { shard: 3, texts: 1 } });
    expect([texts.embedded, texts.hits, corpus?.blank]).toEqual([102, 0, 1]);
    await setting.expectEmpty();
    // What is done may come again, and costs lookups alone.
    expect(await setting.enqueue(...shards)).toMatch(/^3 shards added/);
    expect((await setting.work()).code).toBe(0);
    expect(setting.report().texts).toMatchObject({ hits: 100, embedded: 0 });
  },
};

describe('workers on one stream', () => {
  it('embed each document once, although one is killed while it holds one', async () => {
    const setting = new Setting('three');
    const [documents, texts] = [9, 1200];
    setting.documents(documents, texts);
    expect(await setting.enqueue('--corpus', '*.txt')).toMatch(/^9 documents added to three:queue at redis:/);
    expect(setting.metrics()).toMatch(/^embed_once_queue_waiting_messages\{queue="three:queue at redis:[^"]*"\} 9$/m);
    // What waits, or is worked on, is not added again.
    expect(await setting.enqueue('--corpus', '*.txt')).toMatch(/^0 documents added .* 9 already in the queue/);
    expect(await lagOf(setting.queue)).toBe(documents);

    const words = ['--output', 'vectors/'];
    const victim = setting.start(words, 'killed');
    const [name] = await until(async () => {
      const holders = await setting.holders();
      return holders.length > 0 && holders;
    });
    const others = ['a', 'b'].map((report) => setting.work(words, report));
    await until(async () => (await setting.holders()).some((holder) => holder !== name));
    // Stopped while it is looked at, so that it still holds one when it is killed.
    await until(async () => {
      victim.signal('SIGSTOP');
      if ((await setting.holders()).includes(name as string)) return true;
      victim.signal('SIGCONT');
      return false;
    });
    victim.signal('SIGKILL');
    expect((await victim.ended).signal).toBe('SIGKILL');
    // As if the leases of the dead worker had run out, which takes 15 s.
    const leases = (await server.command('KEYS', 'three:*:lease:*')) as string[];
    if (leases.length > 0) await server.command('DEL', ...leases);

    for (const { code } of await Promise.all(others)) expect(code).toBe(0);
    expect(setting.metrics()).toMatch(/^embed_once_queue_known_messages\{.*\} 9$/m);
    const reports = ['a', 'b'].map((report) => setting.report(report));
    const sum = (of: (report: (typeof reports)[0]) => number) =>
      reports.reduce((total, report) => total + of(report), 0);
    const done = sum(({ queue }) => queue?.done ?? 0);
    expect(reports.map(({ queue }) => queue?.end)).toEqual(['drained', 'drained']);
    expect(sum(({ queue }) => (queue?.claimed ?? 0) + (queue?.doneElsewhere ?? 0) + (queue?.dead ?? 0))).toBe(1);
    expect(sum(({ queue }) => queue?.claimed ?? 0)).toBe(1);
    // Each of their documents once; the only vectors that were there are those of the one that was taken over.
    expect(sum(({ texts }) => texts.unique)).toBe(done * texts);
    expect(sum(({ texts }) => texts.hits)).toBeLessThanOrEqual(texts);
    expect(sum((report) => report.texts.computedTwice)).toBe(0);
    expect(await server.vectorKeys('three')).toHaveLength(documents * texts);
    const files = readdirSync(path.join(setting.folder, 'vectors')).filter((file) => file.endsWith('.jsonl'));
    expect(files).toHaveLength(documents);
    for (const file of files) {
      expect(
        readFileSync(path.join(setting.folder, 'vectors', file), 'utf8')
          .trimEnd()
          .split('\n'),
      ).toHaveLength(texts);
    }
    await setting.expectEmpty();
  });

  it('wait for a Redis that is away, and are done only when it has the vectors', async () => {
    const setting = new Setting('away');
    setting.documents(3, 512);
    await setting.enqueue('--corpus', '*.txt');
    const worker = setting.start(slowEmbedder(setting.folder, 150));
    // In the middle of a document.
    await until(async () => (await server.vectorKeys('away')).length >= 256);
    await server.kill();
    await until(() => /the queue is unavailable|redis is paused/.test(worker.stderr));
    await server.restart();
    expect((await worker.ended).code).toBe(0);
    const { queue, texts } = setting.report();
    expect(queue).toMatchObject({ done: 3, dead: 0, end: 'drained' });
    expect(texts.embedded).toBe(3 * 512);
    expect(await server.vectorKeys('away')).toHaveLength(3 * 512);
    await setting.expectEmpty();
  });
});

describe('workers', () => {
  const running = new Map<string, Promise<void>>();
  beforeAll(() => {
    for (const [name, scenario] of Object.entries(SIDE_BY_SIDE)) {
      const outcome = scenario();
      outcome.catch(() => {});
      running.set(name, outcome);
    }
  });
  it.each(Object.keys(SIDE_BY_SIDE))('%s', async (name) => running.get(name));
});

describe('inputs of a queue', () => {
  it('are refused where they contradict each other', async () => {
    const folder = root;
    const queue = ['--runner-cache', 'off', '--queue-claim-after', '1s', '--output', 'vectors.jsonl'];
    const { code, stderr } = await runBundle(['worker', ...queue], { folder });
    expect(code).toBe(2);
    expect(stderr).toMatch(/redis-url: none given, and mode worker needs a cache tier/);
    expect(stderr).toMatch(/queue-url: none given/);
    expect(stderr).toMatch(/queue-claim-after: 1s is too short/);
    expect(stderr).toMatch(/output: "vectors\.jsonl" is a file/);
    const url = 'redis+cluster://u:geheim@127.0.0.1:1';
    const stdin = await runBundle(['enqueue', '--corpus', '-', '--queue-url', url], { folder });
    expect(stdin.code).toBe(2);
    expect(stdin.stderr).toMatch(/corpus: "-" cannot be enqueued/);
    expect(stdin.stderr).toMatch(/queue: "eo1:queue" needs a hash tag/);
    expect(stdin.stderr).not.toContain('geheim');
  });
});
