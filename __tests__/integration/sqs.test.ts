import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fixture } from '../../test-support/builders/corpus';
import { TINY_MODEL } from '../../test-support/builders/tiny-model';
import { type BundleRun, type RunningBundle, reportIn, runBundle, startBundle } from '../../test-support/run/bundle';
import { sharedFolder } from '../../test-support/run/shared-folder';
import { slowEmbedder } from '../../test-support/run/slow-embedder';
import { until } from '../../test-support/run/until';
import { AwsEmulator, whyNoAws } from '../../test-support/servers/aws-emulator';
import { RedisServer } from '../../test-support/servers/redis-server';

const why = whyNoAws();
const root = sharedFolder();
let server: RedisServer;
let aws: AwsEmulator;

/** A queue and a bucket of its own, vectors under a prefix of its own, in a folder of its own. */
class Setting {
  readonly folder: string;

  private constructor(
    readonly name: string,
    readonly url: string,
  ) {
    this.folder = path.join(root, name);
    mkdirSync(this.folder);
  }

  static async make(name: string, dead = true): Promise<Setting> {
    await aws.bucket(name);
    return new Setting(name, await aws.queue(name, dead));
  }

  /** An object of so many texts, all of them different. */
  async document(key: string, texts: number): Promise<string> {
    const lines = Array.from({ length: texts }, (_, line) => `${this.name}, ${key}, text ${line}`);
    await aws.put(this.name, key, `${lines.join('\n')}\n`);
    return `s3://${this.name}/${key}`;
  }

  send(body: unknown): Promise<unknown> {
    return aws.send(this.url, body);
  }

  start(words: string[] = [], report = 'report', environment = aws.environment): RunningBundle {
    return this.startIn('worker', [...words, '--report-dir', `output/${report}`], environment);
  }

  work(words: string[] = [], report = 'report', environment = aws.environment): Promise<BundleRun> {
    return this.start(words, report, environment).ended;
  }

  run(mode: string, words: string[] = []): Promise<BundleRun> {
    return this.startIn(mode, words, aws.environment).ended;
  }

  private startIn(mode: string, words: string[], environment: Record<string, string>): RunningBundle {
    const tiers = ['--redis-url', server.url, '--redis-prefix', this.name, '--runner-cache', 'off'];
    const queue = ['--queue-url', this.url, '--queue-claim-after', '2s', '--queue-idle', '1s'];
    const own = [mode, ...tiers, ...queue, '--model', TINY_MODEL, ...words];
    return startBundle(own, { folder: this.folder, environment });
  }

  report(name = 'report') {
    if (name === 'report') return reportIn(this.folder);
    return JSON.parse(readFileSync(path.join(this.folder, 'output', name, 'report.json'), 'utf8')) as ReturnType<
      typeof reportIn
    >;
  }

  async expectEmpty(): Promise<void> {
    expect(await aws.counts(this.url)).toEqual({ waiting: 0, held: 0 });
  }

  vectors(): Promise<string[]> {
    return server.vectorKeys(this.name);
  }
}

const event = (bucket: string, key: string, eventName = 'ObjectCreated:Put') => ({
  Records: [{ eventSource: 'aws:s3', eventName, s3: { bucket: { name: bucket }, object: { key } } }],
});

/** Side by side, each with a queue of its own: they wait more than they work. */
const SIDE_BY_SIDE: Readonly<Record<string, () => Promise<void>>> = {
  'embed what a bucket announces, cut into chunks, and write a file for each': async () => {
    const setting = await Setting.make('announced');
    await aws.notify('announced', setting.url);
    await setting.document('a folder/über+eins*.txt', 2);
    // As a pattern, the one before would stand for both.
    await setting.document('a folder/über+eins+2.txt', 1);
    await aws.put('announced', 'pages.pdf', new Uint8Array(readFileSync(fixture('pages.pdf'))));
    await aws.put('announced', 'long.md', `# Title\n\n${'many words in one section '.repeat(20)}\n`);
    await aws.put('announced', 'folder/', '');
    await setting.document('gone.txt', 3);
    await until(async () => (await aws.counts(setting.url)).waiting >= 7);
    // In time: what is gone before it is read cannot be embedded.
    await aws.s3('DELETE', 'announced/gone.txt');
    const { code } = await setting.work(['--chunk-size', '20', '--output', 'vectors/', '--queue-max-tries', '1']);
    expect(code).toBe(0);
    const { queue, corpus, texts } = setting.report();
    // Test event, folder and removal ask for nothing; the object that is gone was put aside.
    expect(queue).toMatchObject({ taken: 8, done: 7, withoutWork: 3, dead: 1, files: 4, end: 'drained' });
    expect(queue?.doneByKind).toEqual({ 's3-event': 7 });
    expect(queue?.group).toBeUndefined();
    expect(corpus?.chunked).toBeDefined();
    expect(corpus?.files).toBe(4);
    const files = readdirSync(path.join(setting.folder, 'vectors')).filter((name) => name.endsWith('.jsonl'));
    expect(files.sort()).toEqual([
      expect.stringMatching(/^_ber_eins_\.txt-[0-9a-f]{12}\.jsonl$/),
      expect.stringMatching(/^_ber_eins_2\.txt-[0-9a-f]{12}\.jsonl$/),
      expect.stringMatching(/^long\.md-/),
      expect.stringMatching(/^pages\.pdf-/),
    ]);
    expect(await setting.vectors()).toHaveLength(texts.embedded);
    await setting.expectEmpty();
    const [dead] = await aws.dead(setting.url);
    expect(dead?.about.reason).toMatch(
      /s3:\/\/announced\/gone\.txt: the server answers with status 404: there is no such object$/,
    );
    expect(JSON.parse(dead?.body ?? '')).toMatchObject({ Records: [{ eventName: 'ObjectCreated:Put' }] });
  },

  'embed what EventBridge, SNS and other programs ask for': async () => {
    const setting = await Setting.make('others');
    for (const name of ['one.txt', 'two.txt', 'three.txt', 'four.txt']) await setting.document(name, 2);
    const detail = { bucket: { name: 'others' }, object: { key: 'one.txt' } };
    await setting.send({ source: 'aws.s3', 'detail-type': 'Object Created', detail });
    await setting.send({ Type: 'Notification', Message: JSON.stringify(event('others', 'two.txt')) });
    await setting.send({ Type: 'Notification', Message: JSON.stringify({ type: 'texts', texts: ['a text', ' '] }) });
    const { Records: [third, fourth] = [] } = {
      Records: ['three.txt', 'four.txt'].flatMap((key) => event('others', key).Records),
    };
    await setting.send({ Records: [third, fourth] });
    expect((await setting.work()).code).toBe(0);
    const { queue, texts, corpus } = setting.report();
    expect(queue).toMatchObject({ taken: 4, done: 4, doneByKind: { 's3-event': 3, texts: 1 } });
    expect([texts.embedded, corpus?.blank]).toEqual([9, 1]);
    await setting.expectEmpty();
  },

  'put poison aside with the reason, and what is not theirs at once': async () => {
    const setting = await Setting.make('poison');
    await aws.put('poison', 'bad.jsonl', '{"text": "a secret of the corpus"}\n{"text": "half\n');
    // What else the event announces is embedded nevertheless.
    await setting.document('beside.txt', 2);
    const records = ['bad.jsonl', 'beside.txt'].flatMap((key) => event('poison', key).Records);
    await setting.send({ Records: records });
    await setting.send('no JSON at all');
    await setting.send({ order: 'a pizza' });
    await setting.send({ type: 'texts', texts: ['a secret text', 7] });
    await setting.send({ type: 'document', source: await setting.document('good.txt', 3) });
    const { code, stdout, stderr } = await setting.work(['--queue-max-tries', '2', '--output', 'vectors/']);
    expect(code).toBe(0);
    const files = readdirSync(path.join(setting.folder, 'vectors'));
    expect(files.sort()).toEqual([expect.stringMatching(/^beside\.txt-/), expect.stringMatching(/^good\.txt-/)]);
    expect(setting.report().queue).toMatchObject({ taken: 6, done: 1, retried: 1, dead: 4, end: 'drained' });
    const dead = await aws.dead(setting.url);
    expect(dead.map(({ about: { tries, reason } }) => `${tries} ${reason}`).sort()).toEqual([
      '0 field texts is no JSON array of strings with one or more in it',
      '0 it has no type that a worker knows: shard, document, texts, s3-event',
      '0 it is neither a message with a type nor an event of S3',
      expect.stringMatching(/^2 s3:\/\/poison\/bad\.jsonl:2: /),
    ]);
    for (const text of [stdout, stderr, ...dead.map(({ about: { reason = '' } }) => reason)]) {
      expect(text).not.toMatch(/a secret|pizza/);
    }
    await setting.expectEmpty();
  },

  'give back what they hold when a signal comes, and the next goes on from there': async () => {
    const setting = await Setting.make('signal');
    await setting.send({ type: 'document', source: await setting.document('a.txt', 1024) });
    const slow = slowEmbedder(setting.folder, 1500);
    // Far longer than the test: it is only free again because it is given back.
    const first = setting.start([...slow, '--queue-claim-after', '600s']);
    await until(async () => (await setting.vectors()).length > 0);
    first.signal('SIGTERM');
    expect(await first.ended).toMatchObject({ code: 0, signal: null });
    expect(setting.report().queue).toMatchObject({ taken: 1, done: 0, givenBack: 1, end: 'signal' });
    expect(await aws.counts(setting.url)).toEqual({ waiting: 1, held: 0 });
    const before = (await setting.vectors()).length;
    expect(before).toBeLessThan(1024);
    expect((await setting.work(slowEmbedder(setting.folder, 1))).code).toBe(0);
    const { queue, texts } = setting.report();
    expect(queue).toMatchObject({ taken: 1, done: 1, end: 'drained' });
    expect(texts).toMatchObject({ hits: before, embedded: 1024 - before });
    await setting.expectEmpty();
  },

  'keep a message as long as they work on it, however long that takes': async () => {
    const setting = await Setting.make('long');
    await setting.send({ type: 'document', source: await setting.document('a.txt', 10) });
    const working = setting.work(slowEmbedder(setting.folder, 4500));
    await until(async () => (await aws.counts(setting.url)).held > 0);
    // Nobody gets it, for longer than it was given for.
    const end = performance.now() + 3500;
    while (performance.now() < end) {
      expect(await aws.steal(setting.url, 600)).toBeUndefined();
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect((await working).code).toBe(0);
    expect(setting.report().queue).toMatchObject({ taken: 1, done: 1 });
    await setting.expectEmpty();
  },

  'end where S3 is away, rather than putting everything aside': async () => {
    const setting = await Setting.make('away');
    for (const key of ['a.txt', 'b.txt']) await setting.send({ type: 'document', source: `s3://away/${key}` });
    const { code, stderr } = await setting.work(['--s3-endpoint', 'http://127.0.0.1:1']);
    expect([code, stderr]).toEqual([2, expect.stringMatching(/cannot read s3:\/\/away\/.\.txt: .* \(tried 6 times\)/)]);
    const { waiting, held } = await aws.counts(setting.url);
    expect(waiting + held).toBe(2);
    expect(await aws.dead(setting.url)).toEqual([]);
  },

  'put aside what every worker dies of': async () => {
    const setting = await Setting.make('dying');
    await setting.send({ type: 'document', source: await setting.document('a.txt', 3) });
    for (let deaths = 0; deaths < 3; deaths++) await aws.steal(setting.url, 0);
    const { code, stderr } = await setting.work(['--queue-max-tries', '3']);
    expect(code).toBe(0);
    expect(stderr).toMatch(/document s3:\/\/dying\/a\.txt .* was put aside: it was begun 3 times/);
    expect(await aws.dead(setting.url)).toHaveLength(1);
    expect(await setting.vectors()).toEqual([]);
  },

  'are given prefixes, files that are put onto S3 first, and shards': async () => {
    const setting = await Setting.make('enqueued');
    for (let at = 0; at < 12; at++) await setting.document(`docs/${String(at).padStart(2, '0')}.txt`, 2);
    await aws.put('enqueued', 'docs/picture.png', 'no text');
    await setting.document('elsewhere.txt', 2);
    const prefix = await setting.run('enqueue', ['--corpus', 's3://enqueued/docs/']);
    expect([prefix.code, prefix.stdout]).toEqual([
      0,
      expect.stringMatching(/^12 documents added to enqueued at 127\.0\.0\.1:/),
    ]);
    expect(prefix.stderr).toMatch(/ignored 1 of 13 files in s3:\/\/enqueued\/docs\/: unknown formats/);

    mkdirSync(path.join(setting.folder, 'local'));
    writeFileSync(path.join(setting.folder, 'local/a b.txt'), 'a local text\n');
    const files = await setting.run('enqueue', ['--corpus', 'local', '--enqueue-upload', 's3://enqueued/up/']);
    expect([files.code, files.stdout]).toEqual([0, expect.stringMatching(/^1 document added/)]);
    expect(await aws.s3('GET', 'enqueued/up/local/a%20b.txt')).toBe('a local text\n');

    expect((await setting.run('plan', ['--corpus', 's3://enqueued/*.txt', '--shards', '2'])).code).toBe(0);
    const plan = ['--plan-path', 'output/plan.jsonl', '--corpus', 's3://enqueued/*.txt'];
    expect((await setting.run('enqueue', plan)).stdout).toMatch(/^2 shards added/);

    expect((await setting.work()).code).toBe(0);
    const { queue, texts } = setting.report();
    expect(queue).toMatchObject({ done: 15, dead: 0, doneByKind: { document: 13, shard: 2 } });
    expect(texts.embedded).toBe(12 * 2 + 1 + 2);
    await setting.expectEmpty();
  },

  'refuse a queue that could lose messages, and one that is not there': async () => {
    const setting = await Setting.make('undead', false);
    const { code, stderr } = await setting.work();
    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(/queue-dead-url: none given, and undead at .* has no dead-letter queue/),
    ]);
    const elsewhere = await setting.work(['--queue-url', setting.url.replace(/undead$/, 'nowhere')]);
    expect(elsewhere.code).toBe(2);
    expect(elsewhere.stderr).toMatch(/queue-url: queue nowhere at .*: the queue does not exist/);
    // A place of its own for what is put aside.
    await setting.send('poison');
    const dead = await aws.queue('undead-dead', false);
    expect((await setting.work(['--queue-dead-url', dead])).code).toBe(0);
    expect(await aws.dead(setting.url)).toHaveLength(1);
    const { AWS_ACCESS_KEY_ID: _, ...nobody } = aws.environment;
    const without = await setting.work([], 'report', nobody);
    expect([without.code, without.stderr]).toEqual([1, expect.stringMatching(/no AWS credentials were found/)]);
    const fifo = await setting.work(['--queue-url', `${setting.url}.fifo`]);
    expect([fifo.code, fifo.stderr]).toEqual([2, expect.stringMatching(/queue-url: .* is a FIFO queue/)]);
  },
};

/** As docs/queues.md has it; which queue and bucket they are for is beyond the emulator. */
function rightsOnPage(): string[] {
  const [, policy = ''] = /```json\n(\{\n {2}"Version"[\s\S]*?)```/.exec(readFileSync('docs/queues.md', 'utf8')) ?? [];
  return (JSON.parse(policy) as { Statement: { Action: string[] }[] }).Statement.flatMap(({ Action }) => Action);
}

if (why !== undefined) it.skip(`workers on a queue of SQS: ${why}`, () => {});
else {
  beforeAll(async () => {
    [server, aws] = await Promise.all([RedisServer.start(), AwsEmulator.start()]);
  });
  afterAll(() => Promise.all([server.stop(), aws.stop()]));

  describe('workers on a queue of SQS', () => {
    const running = new Map<string, Promise<void>>();
    beforeAll(() => {
      for (const [name, scenario] of Object.entries(SIDE_BY_SIDE)) {
        const outcome = scenario();
        outcome.catch(() => {});
        running.set(name, outcome);
      }
    });
    it.each(Object.keys(SIDE_BY_SIDE))('%s', async (name) => running.get(name));

    it('need no more rights than the page on queues lists, and sign as they must', async () => {
      const strict = await AwsEmulator.start({ INITIAL_NO_AUTH_ACTION_COUNT: '1000000' });
      try {
        await strict.bucket('rights');
        await strict.put('rights', 'ä b+(1).txt', 'one\ntwo\n');
        const url = await strict.queue('rights');
        await strict.send(url, event('rights', '%C3%A4+b%2B%281%29.txt'));
        await strict.send(url, event('rights', 'nowhere.txt'));
        const environment = await strict.allowOnly(rightsOnPage());
        const folder = path.join(root, 'rights');
        mkdirSync(folder);
        const queue = ['--queue-url', url, '--queue-idle', '1s', '--queue-claim-after', '2s', '--queue-max-tries', '2'];
        const tiers = ['--redis-url', server.url, '--redis-prefix', 'rights', '--runner-cache', 'off'];
        const { code, stderr } = await runBundle(['worker', ...queue, ...tiers, '--model', TINY_MODEL], {
          folder,
          environment,
        });
        expect(stderr).not.toMatch(/access denied/);
        expect(code).toBe(0);
        expect(reportIn(folder).queue).toMatchObject({ done: 1, retried: 1, dead: 1, end: 'drained' });
        // Other rights are refused here, which says what is missing.
        const added = await runBundle(['enqueue', '--corpus', 's3://rights/*.txt', '--queue-url', url], {
          folder,
          environment,
        });
        expect(added.code).toBe(1);
        expect(added.stderr).toMatch(/adding messages failed: access denied [\s\S]*Allow sqs:SendMessage/);
      } finally {
        await strict.stop();
      }
    });

    it('embed each document once, although one is killed while it holds one', async () => {
      const setting = await Setting.make('three');
      const [documents, texts] = [6, 1200];
      for (let at = 0; at < documents; at++) {
        await setting.send(event('three', `${at}.txt`));
        await setting.document(`${at}.txt`, texts);
      }
      const victim = setting.start([], 'killed');
      // In the middle of a document.
      await until(async () => (await setting.vectors()).length > 0);
      victim.signal('SIGKILL');
      expect((await victim.ended).signal).toBe('SIGKILL');
      expect((await aws.counts(setting.url)).held).toBe(1);
      const before = (await setting.vectors()).length;
      // As if the leases of the dead worker had run out, which takes 15 s.
      const leases = (await server.command('KEYS', 'three:*:lease:*')) as string[];
      if (leases.length > 0) await server.command('DEL', ...leases);

      const others = ['a', 'b'].map((report) => setting.work([], report));
      for (const { code } of await Promise.all(others)) expect(code).toBe(0);
      const reports = ['a', 'b'].map((report) => setting.report(report));
      const sum = (of: (report: (typeof reports)[0]) => number) =>
        reports.reduce((total, report) => total + of(report), 0);
      expect(reports.map(({ queue }) => queue?.end)).toEqual(['drained', 'drained']);
      expect(sum(({ queue }) => (queue?.dead ?? 0) + (queue?.retried ?? 0))).toBe(0);
      expect(sum(({ texts }) => texts.embedded)).toBe(documents * texts - before);
      expect(sum((report) => report.texts.computedTwice)).toBe(0);
      expect(await setting.vectors()).toHaveLength(documents * texts);
      await setting.expectEmpty();
    });
  });
}
