import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { LimitExceeded, ModelError } from '../../../src/base/errors';
import { type Leases, NoLeases } from '../../../src/cache/lease';
import { MemoryCache } from '../../../src/cache/memory';
import { TIERS } from '../../../src/cache/tier-identity';
import { TieredCache } from '../../../src/cache/tiered';
import type { VectorCache } from '../../../src/cache/vector-cache';
import type { CorpusRecord } from '../../../src/corpus/record';
import type { Embedded, Embedder } from '../../../src/embedder/embedder';
import { textKey } from '../../../src/keys/text-key';
import { RecomputeAudit } from '../../../src/resolve/recompute-audit';
import { type ResolveFacts, Resolver } from '../../../src/resolve/resolve';
import type { ResolvedWindow, SurveyedWindow } from '../../../src/resolve/window';
import { guarded } from '../../../test-support/builders/guarded';
import { corpusRecord } from '../../../test-support/builders/resolved-window';
import { ScriptedCache } from '../../../test-support/builders/scripted-cache';

const DIMENSIONS = 4;
const SPACE = { fingerprint: 'ab'.repeat(32), dimensions: DIMENSIONS };
/** A window's records: see src/resolve/resolve.ts. Tests need more texts than that, not exactly so many. */
const WINDOW = 1024;

/** The vector that the fake embedder gives a text. */
function fakeVector(text: string): number[] {
  return [...createHash('sha256').update(text).digest().subarray(0, DIMENSIONS)];
}

/** An embedder without a model: it counts what it is asked for. */
class FakeEmbedder implements Embedder {
  readonly calls: (readonly string[])[] = [];
  /** Runs before each call is answered. */
  before: (call: number) => Promise<void> = async () => {};

  /** All texts asked for, in alphabetical order: that of embedding is the resolver's affair. */
  get texts(): string[] {
    return this.calls.flat().sort();
  }

  async embed(texts: readonly string[], progress?: (texts: number) => void): Promise<Embedded> {
    this.calls.push(texts);
    await this.before(this.calls.length);
    progress?.(texts.length);
    return {
      vectors: Float32Array.from(texts.flatMap(fakeVector)),
      tokens: 2 * texts.length,
      truncated: 1,
      milliseconds: 5,
    };
  }

  async close(): Promise<void> {}
}

function tiers(cache: VectorCache): TieredCache {
  return new TieredCache([guarded(cache)]);
}

/** Records as reading gives them: some at a time, in pieces that are no windows. */
async function* inPieces(texts: readonly string[], size = 700): AsyncGenerator<CorpusRecord[]> {
  for (let from = 0; from < texts.length; from += size) {
    yield texts.slice(from, from + size).map((text, at) => corpusRecord(text, { line: from + at + 1 }));
  }
}

/** For a run that is alone. */
const ALONE = {
  textPrefix: '',
  cacheDtype: 'fp32',
  leases: new NoLeases(),
  audit: new RecomputeAudit({ sample: 0, tolerance: 0, seed: '', gates: false }),
  signal: new AbortController().signal,
} as const;

function setUp({ cache = new MemoryCache(SPACE), prefix = '' }: { cache?: VectorCache; prefix?: string } = {}) {
  const embedder = new FakeEmbedder();
  const resolver = new Resolver(tiers(cache), embedder, { ...ALONE, textPrefix: prefix });
  return { cache, embedder, resolver };
}

async function resolveAll(resolver: Resolver, texts: readonly string[]): Promise<ResolvedWindow[]> {
  const windows: ResolvedWindow[] = [];
  for await (const window of resolver.resolve(inPieces(texts))) windows.push(window);
  return windows;
}

function rowsOf(windows: readonly ResolvedWindow[]) {
  return windows.flatMap(({ records, keys, vectors, firsts }) =>
    records.map((record, at) => ({
      text: record.text,
      line: record.line,
      key: keys[at],
      first: firsts[at],
      vector: [...(vectors[at] as Float32Array)],
    })),
  );
}

function distinct(count: number, from = 0): string[] {
  return Array.from({ length: count }, (_, at) => `text ${from + at}`);
}

describe('Resolver', () => {
  it('gives what it computes the rounding of the dtype that the tiers store', async () => {
    const embedder = new FakeEmbedder();
    const thirds = Float32Array.of(1 / 3, 0.1, -1, 2049);
    embedder.embed = async (texts) => ({
      vectors: Float32Array.from(texts.flatMap(() => [...thirds])),
      tokens: 1,
      truncated: 0,
      milliseconds: 1,
    });
    const cache = new MemoryCache(SPACE);
    const rounded = [0.333251953125, 0.0999755859375, -1, 2048];
    const resolver = new Resolver(tiers(cache), embedder, { ...ALONE, cacheDtype: 'fp16' });
    expect(rowsOf(await resolveAll(resolver, ['a'])).map(({ vector }) => vector)).toEqual([rounded]);
    expect([...((await cache.getMany([textKey('a')])).vectors[0] as Float32Array)]).toEqual(rounded);
  });

  it('keeps corpus order and gives every record the vector of its text', async () => {
    const texts = distinct(3 * WINDOW + 100);
    const { resolver, cache, embedder } = setUp();
    // Some are known already.
    const known = texts.filter((_, at) => at % 3 === 0);
    await cache.putMany(known.map((text) => ({ key: textKey(text), vector: Float32Array.from(fakeVector(text)) })));
    const windows = await resolveAll(resolver, texts);
    expect(rowsOf(windows)).toEqual(
      texts.map((text, at) => ({ text, line: at + 1, key: textKey(text), first: true, vector: fakeVector(text) })),
    );
    expect(embedder.texts).toEqual(texts.filter((_, at) => at % 3 !== 0).sort());
    expect(resolver.facts).toMatchObject({
      records: texts.length,
      unique: texts.length,
      hits: known.length,
      hitsByTier: { redis: known.length },
      misses: texts.length - known.length,
      embedded: texts.length - known.length,
      tokens: 2 * (texts.length - known.length),
      truncated: embedder.calls.length,
      embedMs: 5 * embedder.calls.length,
    });
  });

  it('takes what another resolver has stored', async () => {
    const { resolver, cache } = setUp();
    await resolveAll(resolver, distinct(10));
    const second = setUp({ cache });
    const windows = await resolveAll(second.resolver, distinct(10));
    expect(second.embedder.calls).toEqual([]);
    expect(second.resolver.facts).toMatchObject({ hits: 10, misses: 0, embedded: 0 });
    expect(rowsOf(windows).map(({ vector }) => vector)).toEqual(distinct(10).map(fakeVector));
  });

  it('yields nothing for a corpus without records', async () => {
    const { resolver } = setUp();
    expect(await resolveAll(resolver, [])).toEqual([]);
    expect(resolver.facts).toMatchObject({ records: 0, unique: 0, hits: 0, misses: 0 });
  });

  const filler = (from: number, count = WINDOW) => distinct(count, 1_000_000 + from);
  it.each([
    ['inside a window', ['a', 'b', 'a', 'a', 'b']],
    ['across adjacent windows', [...filler(0, WINDOW - 1), 'a', 'a', 'b', 'a', ...filler(5000)]],
    ['in every window of many', [...Array(6).keys()].flatMap((at) => ['a', 'b', ...filler(at * WINDOW)])],
    ['far apart', ['a', 'b', ...filler(0, 9 * WINDOW), 'b', 'a']],
  ])('embeds a text once that repeats %s', async (_, texts) => {
    const { resolver, embedder } = setUp();
    const rows = rowsOf(await resolveAll(resolver, texts));
    const unique = [...new Set(texts)];
    expect(embedder.texts).toEqual([...unique].sort());
    expect(rows.map(({ text, vector }) => [text, vector])).toEqual(texts.map((text) => [text, fakeVector(text)]));
    expect(rows.filter(({ first }) => first).map(({ text }) => text)).toEqual(unique);
    expect(resolver.facts).toMatchObject({
      records: texts.length,
      unique: unique.length,
      hits: 0,
      misses: unique.length,
      embedded: unique.length,
    });
  });

  it('counts a text that some tier has once, however often it repeats', async () => {
    const texts = ['a', 'a', ...filler(0, 9 * WINDOW), 'a', 'b'];
    const { resolver, cache } = setUp();
    await cache.putMany([{ key: textKey('a'), vector: Float32Array.from(fakeVector('a')) }]);
    await resolveAll(resolver, texts);
    const { unique, hits, misses, hitsByTier } = resolver.facts;
    expect([unique, hits, misses, hitsByTier]).toEqual([9 * WINDOW + 2, 1, 9 * WINDOW + 1, { redis: 1 }]);
  });

  it('counts no record as a repeat before it is known to be one', async () => {
    const cache = new ScriptedCache('redis');
    const { resolver } = setUp({ cache });
    const repeats: number[] = [];
    const getMany = cache.getMany.bind(cache);
    cache.getMany = (keys) => {
      repeats.push(resolver.facts.records - resolver.facts.unique);
      return getMany(keys);
    };
    await resolveAll(resolver, distinct(5 * WINDOW));
    expect(repeats.filter((count) => count !== 0)).toEqual([]);
    expect(repeats).toHaveLength(5);
  });

  it('puts the prefix before what is embedded and into the key, and leaves the record as it is', async () => {
    const { resolver, embedder, cache } = setUp({ prefix: 'query: ' });
    const rows = rowsOf(await resolveAll(resolver, ['a', 'b']));
    expect(embedder.texts).toEqual(['query: a', 'query: b']);
    expect(rows.map(({ text, key, vector }) => [text, key, vector])).toEqual([
      ['a', textKey('query: a'), fakeVector('query: a')],
      ['b', textKey('query: b'), fakeVector('query: b')],
    ]);
    const { vectors } = await cache.getMany([textKey('query: a'), textKey('a')]);
    expect(vectors).toEqual([Float32Array.from(fakeVector('query: a')), undefined]);
  });

  it('goes on with the vector that another run stored first, in every window', async () => {
    // It has nothing when it is asked, and something when it is written to.
    const rival = new ScriptedCache('redis');
    rival.getMany = async (keys) => ({
      vectors: keys.map(() => undefined),
      corrupt: 0,
    });
    rival.vectors.set(textKey('a'), Float32Array.of(9, 9, 9, 9));
    const texts = ['b', 'a', ...filler(0), 'a'];
    const { resolver } = setUp({ cache: rival });
    const rows = rowsOf(await resolveAll(resolver, texts));
    expect(rows.filter(({ text }) => text === 'a').map(({ vector }) => vector)).toEqual([
      [9, 9, 9, 9],
      [9, 9, 9, 9],
    ]);
    expect(rows[0]?.vector).toEqual(fakeVector('b'));
  });

  it.each([1, 2, 3])('rejects, and does not hang, when the embedder fails at call %d', async (failing) => {
    const { resolver, embedder } = setUp();
    embedder.before = async (call) => {
      if (call === failing) throw new ModelError('out of memory');
    };
    await expect(resolveAll(resolver, distinct(5 * WINDOW))).rejects.toThrow('out of memory');
  });

  it('rejects when the corpus does', async () => {
    const { resolver } = setUp();
    async function* broken(): AsyncGenerator<CorpusRecord[]> {
      yield* inPieces(distinct(WINDOW + 1));
      throw new Error('line 2049 is broken');
    }
    const reading = async () => {
      for await (const _ of resolver.resolve(broken()));
    };
    await expect(reading()).rejects.toThrow('line 2049 is broken');
  });

  it('rejects when a tier fails that is to end the run', async () => {
    const cache = new ScriptedCache('redis');
    cache.putFailure = new Error('read only');
    const { resolver } = setUp({ cache });
    await expect(resolveAll(resolver, distinct(3 * WINDOW))).rejects.toThrow('read only');
  });

  it('looks up the next window while one is embedded', async () => {
    const cache = new ScriptedCache('redis');
    const { resolver, embedder } = setUp({ cache });
    const lookupsAtFirstAnswer: number[] = [];
    embedder.before = async () => {
      // All is in memory: what can be done meanwhile is done within these turns of the event loop.
      for (let turn = 0; turn < 50; turn++) await new Promise(setImmediate);
      lookupsAtFirstAnswer.push(cache.lookups.length);
    };
    await resolveAll(resolver, distinct(5 * WINDOW));
    expect(lookupsAtFirstAnswer[0]).toBeGreaterThanOrEqual(2);
    expect(cache.lookups).toHaveLength(5);
  });

  it('ends a share of long texts where a signal could not wait for more, and never one without a text', async () => {
    const { embedder, resolver } = setUp();
    const texts = Array.from({ length: 150 }, (_, at) => `${at} `.padEnd(at === 7 ? 100_000 : 1000, 'x'));
    const windows: ResolvedWindow[] = [];
    for await (const window of resolver.resolve(inPieces(texts))) windows.push(window);
    expect(embedder.texts).toEqual([...texts].sort());
    expect(embedder.calls.map((call) => call.length)).toEqual([1, 65, 65, 19]);
    expect(windows).toHaveLength(1);
  });

  it('stores a share of a window while the next share is embedded', async () => {
    const cache = new ScriptedCache('redis');
    const { resolver, embedder } = setUp({ cache });
    const storedAtCall: number[] = [];
    embedder.before = async () => {
      for (let turn = 0; turn < 50; turn++) await new Promise(setImmediate);
      storedAtCall.push(cache.puts.flat().length);
    };
    await resolveAll(resolver, distinct(WINDOW));
    expect(embedder.calls.length).toBeGreaterThan(1);
    expect(storedAtCall).toEqual(embedder.calls.map((_, call) => embedder.calls.slice(0, call).flat().length));
    expect(cache.vectors.size).toBe(WINDOW);
  });

  it('embeds the next share while one is stored', async () => {
    const cache = new ScriptedCache('redis');
    const { resolver, embedder } = setUp({ cache });
    const putMany = cache.putMany.bind(cache);
    const callsWhileStoring: number[] = [];
    cache.putMany = async (entries) => {
      for (let turn = 0; turn < 50; turn++) await new Promise(setImmediate);
      callsWhileStoring.push(embedder.calls.length);
      return putMany(entries);
    };
    await resolveAll(resolver, distinct(WINDOW));
    expect(callsWhileStoring[0]).toBeGreaterThan(1);
  });

  it('embeds texts of like length together', async () => {
    const { resolver, embedder } = setUp();
    // Neighbours in the corpus are as different as can be.
    const texts = distinct(WINDOW).map((text, at) => text + 'x'.repeat(at % 2 === 0 ? 1000 : 0));
    await resolveAll(resolver, texts);
    const mixed = embedder.calls.filter(
      (call) => call.some((text) => text.length > 900) && call.some((text) => text.length < 20),
    );
    expect(embedder.calls.length).toBeGreaterThan(1);
    expect(mixed.length).toBeLessThanOrEqual(1);
  });

  it('does not read the whole corpus ahead', async () => {
    const { resolver } = setUp();
    let read = 0;
    async function* counted(): AsyncGenerator<CorpusRecord[]> {
      for await (const records of inPieces(distinct(40 * WINDOW))) {
        read += records.length;
        yield records;
      }
    }
    for await (const _ of resolver.resolve(counted())) break;
    expect(read).toBeLessThan(12 * WINDOW);
  });

  it('stores what it has computed when it is not allowed to go on', async () => {
    const cache = new ScriptedCache('redis');
    const embedder = new FakeEmbedder();
    const mayEmbed = (facts: ResolveFacts) => {
      if (facts.embedded >= 300) throw new LimitExceeded('enough');
    };
    const resolver = new Resolver(tiers(cache), embedder, { ...ALONE, mayEmbed });
    await expect(resolveAll(resolver, distinct(3 * WINDOW))).rejects.toThrow('enough');
    expect(embedder.texts.length).toBeGreaterThanOrEqual(300);
    expect(embedder.texts.length).toBeLessThan(2 * WINDOW);
    expect([...cache.vectors.keys()].sort()).toEqual(embedder.texts.map(textKey).sort());
  });
});

describe('Resolver, when a share fails', () => {
  it('ends only when those before it are stored', async () => {
    const cache = new ScriptedCache('redis');
    const embedder = new FakeEmbedder();
    const putMany = cache.putMany.bind(cache);
    let underWay = 0;
    cache.putMany = async (entries) => {
      underWay++;
      await new Promise((resolve) => setTimeout(resolve, 30));
      const stored = await putMany(entries);
      underWay--;
      return stored;
    };
    embedder.before = async (call) => {
      if (call === 3) throw new ModelError('out of memory');
    };
    const resolver = new Resolver(tiers(cache), embedder, ALONE);
    await expect(resolveAll(resolver, distinct(WINDOW))).rejects.toThrow('out of memory');
    expect([underWay, cache.vectors.size]).toEqual([0, 512]);
  });
});

describe('Resolver.survey', () => {
  async function surveyAll(resolver: Resolver, texts: readonly string[], again?: boolean): Promise<SurveyedWindow[]> {
    const windows: SurveyedWindow[] = [];
    for await (const window of resolver.survey(inPieces(texts), again)) windows.push(window);
    return windows;
  }

  it('says of each text, once and in order, which tier has it, and embeds nothing', async () => {
    const known = distinct(3 * WINDOW).filter((_, at) => at % 3 === 0);
    const texts = [...distinct(3 * WINDOW), 'text 0', 'text 1'];
    const { resolver, cache, embedder } = setUp();
    await cache.putMany(known.map((text) => ({ key: textKey(text), vector: Float32Array.from(fakeVector(text)) })));
    const rows = (await surveyAll(resolver, texts)).flatMap(({ records, keys, firsts, origins }) =>
      records.map(({ text }, at) => [text, keys[at], firsts[at], origins[at]?.id]),
    );
    expect(rows).toEqual(
      texts.map((text, at) => {
        const first = at < 3 * WINDOW;
        return [text, textKey(text), first, first && at % 3 === 0 ? 'redis' : undefined];
      }),
    );
    expect(embedder.calls).toEqual([]);
    expect(resolver.facts).toMatchObject({
      records: 3 * WINDOW + 2,
      unique: 3 * WINDOW,
      hits: WINDOW,
      misses: 2 * WINDOW,
      embedded: 0,
    });
  });

  it('asks the tiers for no text twice, however far apart it repeats', async () => {
    const cache = new ScriptedCache('redis');
    const { resolver } = setUp({ cache });
    const texts = distinct(10 * WINDOW);
    await surveyAll(resolver, [...texts, ...texts]);
    expect(cache.lookups.flat().length).toBe(10 * WINDOW);
  });

  it('leaves what it asks out of the counts of the tiers if a run is to follow', async () => {
    for (const [again, asked] of [
      [true, 0],
      [false, 5],
    ] as const) {
      const chain = tiers(new MemoryCache(SPACE));
      await surveyAll(new Resolver(chain, new FakeEmbedder(), ALONE), distinct(5), again);
      expect(chain.facts[0]?.asked).toBe(asked);
    }
  });
});

describe('a trace', () => {
  const traced = { ...ALONE, traced: true };

  it('is made only if asked for', async () => {
    const [window] = await resolveAll(setUp().resolver, distinct(3));
    expect(window).not.toHaveProperty('trace');
  });

  it('tells which tier had the text of each record, how many entries were bad, and which tier was silent', async () => {
    const cache = new ScriptedCache('redis');
    await cache.putMany([{ key: textKey('text 1'), vector: Float32Array.from(fakeVector('text 1')) }]);
    cache.corrupt.add(textKey('text 2'));
    const silent = new ScriptedCache('runner');
    silent.getFailure = new Error('no answer');
    const chain = new TieredCache([guarded(cache), guarded(silent, {}, { failed() {} })]);
    const resolver = new Resolver(chain, new FakeEmbedder(), traced);
    const [window] = await resolveAll(resolver, ['text 0', 'text 1', 'text 1', 'text 2']);
    expect(window?.trace).toEqual({
      origins: [undefined, expect.objectContaining(TIERS.redis), undefined, undefined],
      byOthers: new Set(),
      corrupt: 1,
      unanswered: ['runner cache'],
    });
  });

  it('tells what another run embedded meanwhile', async () => {
    const cache = new MemoryCache(SPACE);
    const theirs = textKey('text 1');
    let waits = 0;
    const leases: Leases = {
      shared: true,
      acquire: async (keys) => keys.map((key) => key !== theirs),
      release: async () => {},
      close: async () => {},
      async change() {
        waits++;
        await cache.putMany([{ key: theirs, vector: Float32Array.from(fakeVector('text 1')) }]);
      },
    };
    const resolver = new Resolver(tiers(cache), new FakeEmbedder(), { ...traced, leases });
    const [window] = await resolveAll(resolver, ['text 0', 'text 0', 'text 1']);
    expect(waits).toBe(1);
    expect(window?.trace?.byOthers).toEqual(new Set([2]));
    expect(resolver.facts).toMatchObject({ misses: 2, embedded: 1, sharedByOthers: 1 });
  });
});

it('the texts that a run met are told by what they are, not by how often and in which order they came', async () => {
  const [one, other, more] = [setUp(), setUp(), setUp()].map(({ resolver }) => resolver) as [
    Resolver,
    Resolver,
    Resolver,
  ];
  await resolveAll(one, distinct(2 * WINDOW));
  await resolveAll(other, [...distinct(2 * WINDOW), ...distinct(10)].reverse());
  await resolveAll(more, distinct(2 * WINDOW + 1));
  expect(other.texts).toEqual(one.texts);
  expect(more.texts.digest).not.toBe(one.texts.digest);
});
