import { afterEach, describe, expect, it } from '@jest/globals';
import type { KnnIndex, Neighbour } from '../../src/validation/knn/knn';
import type { KnnOptions } from '../../src/validation/knn/open';
import { type GivenKnnInputs, knnOptions, manyVectors, openKnn, plainNearest } from '../../test-support/builders/knn';

export interface KnnKind {
  readonly name: string;
  readonly engine: 'exact' | 'redisearch' | 'vectorset';
  /** Why it cannot be tried here; it is then skipped, by name. */
  readonly missing?: string | undefined;
  readonly bundle?: string;
  /** Rounding of the vectors in the index, in similarity. */
  readonly tolerance?: number;
  inputs(): GivenKnnInputs;
}

const TIE = 1e-6;

/** What every engine promises, whichever answers. */
export function describeKnn(kind: KnnKind): void {
  const title = kind.missing === undefined ? kind.name : `${kind.name} (skipped: ${kind.missing})`;
  (kind.missing === undefined ? describe : describe.skip)(`nearest neighbours by ${title}`, () => {
    const opened: KnnIndex[] = [];
    afterEach(async () => {
      for (const index of opened.splice(0)) await index.close();
    });
    const open = async (vectors: readonly Float32Array[], more: Partial<KnnOptions> = {}) => {
      const inputs = { validationEngine: kind.engine, ...kind.inputs() };
      const index = await openKnn(vectors, {
        ...knnOptions(inputs, { warnings: [] }),
        ...(kind.bundle !== undefined && { bundle: kind.bundle }),
        ...more,
      });
      opened.push(index);
      return index;
    };
    const vector = (...components: number[]) => Float32Array.from(components);
    const positions = (found: readonly Neighbour[][]) => found.map((one) => one.map(({ position }) => position));

    it('agrees with a plain search on 10,000 vectors, apart from ties', async () => {
      const vectors = manyVectors(10_000, 48);
      const queries = [...manyVectors(20, 48, 50_000), ...vectors.slice(100, 110)];
      const index = await open(vectors);
      const found = await index.searchAll(queries, 10);
      for (const [at, query] of queries.entries()) {
        const truth = plainNearest(vectors, query, 10);
        const least = (truth.at(-1) as Neighbour).similarity - TIE;
        expect(found[at]).toHaveLength(10);
        expect(new Set(found[at]?.map(({ position }) => position)).size).toBe(10);
        for (const { position, similarity } of found[at] as Neighbour[]) {
          const [{ similarity: own }] = plainNearest([vectors[position] as Float32Array], query, 1) as [Neighbour];
          expect(own).toBeGreaterThanOrEqual(least);
          expect(Math.abs(similarity - own)).toBeLessThan(TIE);
        }
      }
      expect(found.slice(20).map(([nearest]) => nearest?.position)).toEqual(
        Array.from({ length: 10 }, (_, at) => 100 + at),
      );
      expect(index.facts).toMatchObject({ name: kind.engine, indexed: 10_000 });
      // That the engine itself found them, and not the exact search beside it.
      if (kind.engine !== 'exact') expect(index.facts.recall).toBe(1);
      else expect(index.facts).not.toHaveProperty('recall');
    });

    it('gives the nearest first, and of equally near ones the one indexed first', async () => {
      const index = await open([vector(0, 1), vector(1, 0), vector(1, 1), vector(2, 0), vector(-1, 0), vector(5, 0)]);
      const found = await index.searchAll([vector(1, 0), vector(0, 7)], 4);
      expect(positions(found)).toEqual([
        [1, 3, 5, 2],
        [0, 2, 1, 3],
      ]);
      expect(found[0]?.map(({ similarity }) => similarity)).toEqual([1, 1, 1, expect.closeTo(Math.SQRT1_2, 6)]);
    });

    it.each([
      [1, 1],
      [3, 3],
      [50, 3],
    ])('asked for %d of 3 gives %d', async (k, count) => {
      const index = await open([vector(1, 0), vector(0, 1), vector(1, 1)]);
      const [found] = await index.searchAll([vector(1, 0)], k);
      expect(found).toHaveLength(count);
    });

    it('answers from one vector, and to no query', async () => {
      const index = await open([vector(1, 2, 3)]);
      expect(positions(await index.searchAll([vector(-1, 0, 0)], 10))).toEqual([[0]]);
      expect(await index.searchAll([], 10)).toEqual([]);
    });

    it('takes vectors of any length', async () => {
      const vectors = manyVectors(50, 16).map((one, at) => one.map((component) => component * 10 ** ((at % 7) - 3)));
      const index = await open(vectors);
      const queries = vectors.slice(0, 10).map((one) => one.map((component) => component * 1000));
      expect(positions(await index.searchAll(queries, 3))).toEqual(
        queries.map((query) => plainNearest(vectors, query, 3).map(({ position }) => position)),
      );
    });

    it('gives similarity 0 to and from what has no direction', async () => {
      const index = await open([vector(0, 0), vector(1, 0), vector(Number.NaN, 1), vector(-1, 0), vector(0, 1)]);
      const found = await index.searchAll([vector(1, 0), vector(0, 0), vector(Number.POSITIVE_INFINITY, 0)], 5);
      expect(positions(found)).toEqual([
        [1, 0, 2, 4, 3],
        [0, 1, 2, 3, 4],
        [0, 1, 2, 3, 4],
      ]);
      expect(found[0]?.map(({ similarity }) => similarity)).toEqual([1, 0, 0, 0, -1]);
      expect(found[1]?.every(({ similarity }) => similarity === 0)).toBe(true);
      // What is not sent to a server is not missing there.
      if (kind.engine !== 'exact') expect(index.facts.recall).toBe(1);
    });

    it('answers though no vector has a direction', async () => {
      const options = knnOptions({ ...kind.inputs(), validationEngine: kind.engine === 'exact' ? 'exact' : 'auto' });
      const index = await openKnn([vector(0, 0), vector(0, 0)], options);
      opened.push(index);
      expect(positions(await index.searchAll([vector(1, 0)], 5))).toEqual([[0, 1]]);
    });

    it('keeps apart sets, whatever their texts are', async () => {
      const texts = ['', 'a,b', 'ä\u0000🙂', '"*:~"', ' '.repeat(5000)];
      const indexes = await Promise.all(texts.map((text, at) => open([vector(1, at)], { texts: [text] })));
      for (const [at, index] of indexes.entries()) {
        const [[found] = []] = await index.searchAll([vector(1, at)], 3);
        expect(found).toEqual({ position: 0, similarity: expect.closeTo(1, 6) });
        expect(index.facts.indexed).toBe(1);
      }
    });

    it('searches twins and near twins apart as far as they are apart', async () => {
      const base = manyVectors(1, 32)[0] as Float32Array;
      const near = (by: number) => base.map((component, at) => (at === 0 ? component + by : component));
      const vectors = [near(0.5), base, near(0.2), base, near(0.01)];
      const index = await open(vectors);
      expect(positions(await index.searchAll([base], 5))).toEqual([[1, 3, 4, 2, 0]]);
    });

    it('closes, and closes again', async () => {
      const index = await open([vector(1, 0)]);
      await index.close();
      await index.close();
    });
  });
}
