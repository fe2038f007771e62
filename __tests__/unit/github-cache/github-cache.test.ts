import { copyFileSync, existsSync, linkSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { EnvelopeCodec } from '../../../src/cache/envelope';
import { RunnerCache } from '../../../src/cache/runner';
import type { VectorSpace } from '../../../src/cache/vector-cache';
import { GitHubCache, type GitHubCacheFacts } from '../../../src/github-cache/github-cache';
import { WorkingCopy } from '../../../src/github-cache/working-copy';
import { textKey } from '../../../src/keys/text-key';
import { FINGERPRINT } from '../../../test-support/builders/run-report';
import { temporaryFolder } from '../../../test-support/run/temporary-folder';
import { CacheServiceInMemory } from '../../../test-support/servers/cache-service-in-memory';

const space: VectorSpace = { fingerprint: FINGERPRINT as VectorSpace['fingerprint'], dimensions: 8 };
const vector = new Float32Array(8).fill(0.5);
const folder = temporaryFolder();
let service: CacheServiceInMemory;
let jobs = 0;

beforeEach(() => {
  mkdirSync(folder.path('temporary'));
  service = new CacheServiceInMemory(folder.path('service'));
});

/** A job on a fresh disk, or on that of another. */
class Job {
  readonly warnings: string[] = [];
  readonly facts: GitHubCacheFacts = { used: true, why: '', restored: [], restoreMs: 0, saveMs: 0, refusals: [] };
  private readonly cache: GitHubCache;

  constructor(
    readonly root = folder.path(`disk-${jobs++}`),
    scope = 'trusted',
  ) {
    const copy = new WorkingCopy(path.join(root, FINGERPRINT), FINGERPRINT, new EnvelopeCodec(space), 'acme/docs');
    const carried = { log: { fingerprint: FINGERPRINT, scope }, copy };
    const warn = (message: string) => void this.warnings.push(message);
    this.cache = new GitHubCache(service, [carried], folder.path('temporary'), this.facts, warn);
  }

  async start(): Promise<this> {
    await this.cache.restore();
    return this;
  }

  /** @returns which of these texts were there */
  async end(...texts: readonly string[]): Promise<string[]> {
    const tier = await RunnerCache.open(this.root, space);
    const keys = texts.map(textKey);
    const { vectors } = await tier.getMany(keys);
    await tier.putMany(keys.map((key) => ({ key, vector })));
    await tier.close();
    await this.cache.save();
    return texts.filter((_, at) => vectors[at]);
  }

  /** One that saves nothing. */
  async lookUp(texts: readonly string[]): Promise<string[]> {
    const tier = await RunnerCache.open(this.root, space, { write: false });
    const { vectors } = await tier.getMany(texts.map(textKey));
    await tier.close();
    return texts.filter((_, at) => vectors[at]);
  }
}

const letters = (count: number) => Array.from({ length: count }, (_, at) => `text ${at}`);

describe('one job after the other', () => {
  it('brings everything to a fresh disk, in few entries, and saves only what was added', async () => {
    const texts = letters(20);
    for (const text of texts) expect(await (await new Job().start()).end(text)).toEqual([]);
    expect(service.keys).toHaveLength(20);
    const last = await new Job().start();
    expect(await last.end(...texts)).toEqual(texts);
    expect(last.facts.restored[0]?.entries).toBeLessThanOrEqual(9);
    expect(last.facts.saved).toBeUndefined();
    expect(service.keys).toHaveLength(20);
  });

  it('fetches nothing twice to a disk that outlives the job', async () => {
    const first = await new Job().start();
    await first.end('one');
    const second = await new Job(first.root).start();
    expect(second.facts.restored).toMatchObject([{ entries: 0, held: 1 }]);
    await second.end('two');
    expect(service.fetches).toBe(0);
    const other = await new Job().start();
    expect(await other.end('one', 'two')).toEqual(['one', 'two']);
  });

  it('saves anew what the service has lost', async () => {
    const first = await new Job().start();
    await first.end('one');
    service.keys.length = 0;
    await (await new Job(first.root).start()).end('one');
    expect(await (await new Job().start()).end('one')).toEqual(['one']);
  });

  it('does not mix scopes', async () => {
    await (await new Job(undefined, 'pr-1').start()).end('one');
    expect(await (await new Job().start()).end('one')).toEqual([]);
    expect(await (await new Job(undefined, 'pr-12').start()).end('one')).toEqual([]);
  });
});

describe('jobs side by side', () => {
  it('lose nothing, and the one that follows makes one entry of theirs', async () => {
    const texts = letters(10);
    const matrix = await Promise.all(texts.map(() => new Job().start()));
    await Promise.all(matrix.map((job, at) => job.end(texts[at] as string)));
    expect(service.keys).toHaveLength(10);
    const gathering = await new Job().start();
    expect(await gathering.end(...texts)).toEqual(texts);
    expect(gathering.facts.saved).toMatchObject({ replaces: 10, shards: 1 });
    const after = await new Job().start();
    expect(after.facts.restored).toMatchObject([{ entries: 1 }]);
    expect(await after.end(...texts)).toEqual(texts);
  });

  it('lose nothing, in whatever order they start and end', async () => {
    // Each number is a job: its first turn starts it, its second ends it.
    const turns = fc
      .array(fc.integer({ min: 0, max: 25 }), { minLength: 30, maxLength: 90 })
      .map((drawn) => drawn.filter((job, at) => drawn.slice(0, at).filter((one) => one === job).length < 2));
    await fc.assert(
      fc.asyncProperty(turns, async (order) => {
        service = new CacheServiceInMemory(folder.path(`service-${jobs++}`));
        const running = new Map<number, Job>();
        const stored: string[] = [];
        for (const number of order) {
          const job = running.get(number);
          if (!job) running.set(number, await new Job().start());
          else {
            await job.end(`text ${number}`);
            expect(job.warnings).toEqual([]);
            stored.push(`text ${number}`);
          }
        }
        expect(await (await new Job().start()).lookUp(stored)).toEqual(stored);
      }),
      { numRuns: 5 },
    );
  });

  it('are found when one begins a generation while another saves', async () => {
    const slow = await new Job().start();
    for (const text of letters(12)) await (await new Job().start()).end(text);
    await slow.end('slow');
    expect(await (await new Job().start()).lookUp(['slow', ...letters(12)])).toHaveLength(13);
  });
});

describe('slow jobs', () => {
  it('hide nothing of what others have merged meanwhile', async () => {
    const first = await Promise.all(letters(9).map(() => new Job().start()));
    await Promise.all(first.map((job, at) => job.end(`first ${at}`)));
    // Each has nine entries to merge with its own, as of now.
    const slow = [await new Job().start(), await new Job().start()];
    for (const text of letters(12)) await (await new Job().start()).end(text);
    expect(service.keys.some((key) => key.includes('.g000002.'))).toBe(true);
    for (const [at, job] of slow.entries()) await job.end(`slow ${at}`);
    const all = [...letters(12), ...first.map((_, at) => `first ${at}`), 'slow 0', 'slow 1'];
    expect(await (await new Job().start()).lookUp(all)).toEqual(all);
  });
});

describe('what goes wrong', () => {
  it('leaves out an entry that cannot be fetched, and finds it the next time', async () => {
    const [one, two] = [await new Job().start(), await new Job().start()];
    await one.end('one');
    await two.end('two');
    service.broken.add(service.keys[0] as string);
    const job = await new Job().start();
    expect(job.warnings).toEqual([expect.stringMatching(/could not restore embed-once-1\..*: the blob is cut off\. /)]);
    expect(await job.end(...letters(1), 'two')).toEqual(['two']);
    service.broken.clear();
    expect(await (await new Job().start()).lookUp(['one', 'two'])).toEqual(['one', 'two']);
  });

  it('keeps in sight what could not be fetched while generations begin', async () => {
    await (await new Job().start()).end('one');
    const broken = service.keys[0] as string;
    service.broken.add(broken);
    for (const text of letters(20)) await (await new Job().start()).end(text);
    service.broken.clear();
    expect(await (await new Job().start()).lookUp(['one'])).toEqual(['one']);
  });

  it('takes another key when one is taken in the same moment', async () => {
    const job = await new Job().start();
    const store = service.store.bind(service);
    let refusals = 0;
    service.store = async (key, staged) => (refusals++ < 2 ? false : store(key, staged));
    await job.end('one');
    expect(job.warnings).toEqual([]);
    expect(job.facts.saved?.key).toBe(service.keys[0]);
  });

  it('takes nothing from an entry but shards of this fingerprint, and follows no link', async () => {
    await (await new Job().start()).end('one');
    const entry = folder.path('service', service.keys[0] as string);
    const [real] = readdirSync(entry).filter((name) => name.endsWith('.shard')) as [string];
    // A shard as good as any, elsewhere.
    const outside = folder.path('outside');
    copyFileSync(path.join(entry, real), outside);
    const fingerprint = 'cd'.repeat(32) as typeof space.fingerprint;
    const other = await RunnerCache.open(folder.path('other'), { ...space, fingerprint });
    await other.putMany([{ key: textKey('x'), vector }]);
    await other.close();
    const [foreign] = readdirSync(folder.path('other', fingerprint)) as [string];
    copyFileSync(folder.path('other', fingerprint, foreign), path.join(entry, '0mabc1234-1-00000001.shard'));
    symlinkSync(outside, path.join(entry, '0mabc1234-1-00000002.shard'));
    linkSync(outside, path.join(entry, '0mabc1234-1-00000003.shard'));
    writeFileSync(path.join(entry, 'x.shard'), 'junk');
    writeFileSync(path.join(entry, '0mabc1234-1-00000004.shard'), 'junk');
    mkdirSync(path.join(entry, '0mabc1234-1-00000005.shard'));

    const job = await new Job().start();
    const taken = readdirSync(path.join(job.root, FINGERPRINT)).filter((name) => name.endsWith('.shard'));
    expect(taken).toEqual([real]);
    expect(await job.lookUp(['one'])).toEqual(['one']);
    expect(existsSync(outside)).toBe(true);
  });
});
