import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { textKey } from '../../../../src/keys/text-key';
import { CorpusSearch } from '../../../../src/validation/knn/corpus-search';
import { manyVectors, plainNearest } from '../../../../test-support/builders/knn';

const BUNDLE = path.resolve('dist');

type Window = Parameters<CorpusSearch['take']>[0];

/** A window as a resolver gives it. */
function windowOf(
  texts: readonly string[],
  vectors: readonly (Float32Array | undefined)[],
  seen = new Set<string>(),
): Window {
  return {
    records: texts.map((text, at) => ({ text, source: 'c.txt', line: at + 1 })),
    keys: texts.map((text) => textKey(text)),
    firsts: texts.map((text) => !seen.has(text) && Boolean(seen.add(text))),
    vectors,
  };
}

const vector = (...components: number[]) => Float32Array.from(components);

async function search(queries: ConstructorParameters<typeof CorpusSearch>[0], k: number, windows: readonly Window[]) {
  const corpus = new CorpusSearch(queries, k);
  try {
    for (const window of windows) await corpus.take(window);
    return await corpus.nearest();
  } finally {
    await corpus.close();
  }
}

describe('CorpusSearch', () => {
  it('finds the nearest of all windows, without the query itself, each text once', async () => {
    const seen = new Set<string>();
    const windows = [
      windowOf(['query', 'nearer', 'far'], [vector(1, 0), vector(9, 0.1), vector(0, 1)], seen),
      windowOf(['nearer', 'near', 'without'], [vector(9, 0.1), vector(2, 0.1), undefined], seen),
      windowOf(['query'], [vector(1, 0)], seen),
    ];
    const [found = []] = await search([{ text: 'query', vector: vector(1, 0) }], 3, windows);
    expect(found).toEqual([
      { name: 'c.txt:2', excerpt: 'nearer', similarity: expect.closeTo(9 / Math.hypot(9, 0.1), 6) },
      { name: 'c.txt:2', excerpt: 'near', similarity: expect.closeTo(2 / Math.hypot(2, 0.1), 6) },
      { name: 'c.txt:3', excerpt: 'far', similarity: 0 },
    ]);
    // Of the two that are kept, the query itself is one.
    const [[, second] = []] = await search([{ text: 'query', vector: vector(1, 0) }], 2, [
      windowOf(['query', 'nearer', 'near', 'far'], [vector(1, 0), vector(9, 0.1), vector(2, 0.1), vector(0, 1)]),
    ]);
    expect(second?.excerpt).toBe('near');
  });

  it('breaks ties by text key, whatever the order of the corpus', async () => {
    const texts = Array.from({ length: 50 }, (_, at) => `text ${at}`);
    const same = texts.map(() => vector(1, 1));
    const query = [{ text: 'q', vector: vector(1, 0) }];
    const sorted = [...texts].sort((a, b) =>
      Buffer.compare(Buffer.from(textKey(a), 'base64url'), Buffer.from(textKey(b), 'base64url')),
    );
    for (const order of [texts, [...texts].reverse()]) {
      const [found = []] = await search(query, 5, [windowOf(order, same)]);
      expect(found.map(({ excerpt }) => excerpt)).toEqual(sorted.slice(0, 5));
    }
  });

  it('gives nothing to a query without a vector, and to none', async () => {
    const window = windowOf(['a'], [vector(1, 0)]);
    const queries = [
      { text: 'x', vector: undefined },
      { text: 'y', vector: vector(1, 0) },
    ];
    expect(await search(queries, 1, [window])).toEqual([[], [{ name: 'c.txt:1', excerpt: 'a', similarity: 1 }]]);
    expect(await search([], 1, [window])).toEqual([]);
  });

  it('names a record by its id, and shows the beginning of its text', async () => {
    const window = windowOf(['x'.repeat(500)], [vector(1, 0)]);
    const [[found] = []] = await search([{ text: 'q', vector: vector(1, 0) }], 1, [
      { ...window, records: window.records.map((record) => ({ ...record, id: 'the id' })) },
    ]);
    expect(found?.name).toBe('the id');
    expect([...(found?.excerpt ?? '')].length).toBeLessThanOrEqual(200);
  });

  it('does not use what the window reuses afterwards', async () => {
    const corpus = new CorpusSearch([{ text: 'q', vector: vector(1, 0) }], 1);
    const buffer = vector(1, 0);
    await corpus.take(windowOf(['a'], [buffer]));
    buffer.fill(-1);
    expect((await corpus.nearest())[0]?.[0]?.similarity).toBe(1);
    await corpus.close();
  });

  (existsSync(path.join(BUNDLE, 'validation/index.js')) ? it : it.skip)(
    'finds the same with ONNX Runtime, once enough has gone by',
    async () => {
      const [dimensions, count] = [384, 600];
      const queries = manyVectors(count, dimensions, 9e6).map((one, at) => ({ text: `query ${at}`, vector: one }));
      const vectors = manyVectors(4096, dimensions);
      const corpus = new CorpusSearch(queries, 5, { bundle: BUNDLE });
      try {
        for (let start = 0; start < vectors.length; start += 1024) {
          const some = vectors.slice(start, start + 1024);
          await corpus.take(
            windowOf(
              some.map((_, at) => `text ${start + at}`),
              some,
            ),
          );
        }
        const found = await corpus.nearest();
        expect(corpus.usesRuntime).toBe(true);
        for (const query of [0, 1, 599]) {
          const truth = plainNearest(vectors, queries[query]?.vector as Float32Array, 5);
          expect(found[query]?.map(({ excerpt }) => excerpt)).toEqual(truth.map(({ position }) => `text ${position}`));
          for (const [at, { similarity }] of truth.entries()) {
            expect(Math.abs((found[query]?.[at]?.similarity ?? 0) - similarity)).toBeLessThan(1e-6);
          }
        }
      } finally {
        await corpus.close();
      }
    },
  );
});
