import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { StoredDtype, Vector } from '../../src/base/vector';
import type { SigningKeys } from '../../src/cache/signature';
import { roundToStored } from '../../src/cache/stored';
import type { Entry, VectorCache, VectorSpace } from '../../src/cache/vector-cache';
import { textKey } from '../../src/keys/text-key';
import { vectorOf as exactVectorOf, SPACE, texts } from '../../test-support/builders/vectors';

/** One kind of tier, and how the suite gets at it. */
export interface VectorCacheKind {
  readonly name: string;
  /** Opens what `reset` left; a second call sees what was stored through the first. */
  open(space: VectorSpace, overwrite: boolean): Promise<VectorCache>;
  /** Makes it empty. */
  reset(): Promise<void>;
  /** It is opened for one space and goes with its process, so that spaces and replacing do not arise. */
  readonly ofOneSpace?: true;
  /** How it stores components, fp32 where it is absent. */
  readonly dtype?: StoredDtype;
  /** What its entries are signed with; unsigned where it is absent. */
  readonly signingKeys?: SigningKeys;
  /** Changes the stored bytes of one text, in place. Absent where bytes are never stored. */
  tamper?(text: string, change: (stored: Buffer) => Buffer): Promise<void>;
}

/** What every kind of tier promises. Runs against the real thing. */
export function describeVectorCache(kind: VectorCacheKind): void {
  describe(kind.name, () => {
    const open: VectorCache[] = [];
    const { signingKeys } = kind;
    const own = { ...SPACE, ...(kind.dtype && { dtype: kind.dtype }), ...(signingKeys && { signingKeys }) };
    const payload = own.dimensions * (kind.dtype === 'fp16' ? 2 : 4);
    const vectorOf = (text: string): Vector => roundToStored(exactVectorOf(text), kind.dtype);
    const entryOf = (text: string, vector = vectorOf(text)): Entry => ({ key: textKey(text), vector });
    const opened = async (space: VectorSpace = own, overwrite = false): Promise<VectorCache> => {
      const cache = await kind.open(space, overwrite);
      if (!open.includes(cache)) open.push(cache);
      return cache;
    };

    beforeEach(() => kind.reset());
    afterEach(async () => {
      for (const cache of open.splice(0)) await cache.close();
    });

    it('has nothing at first', async () => {
      const cache = await opened();
      const { vectors, corrupt } = await cache.getMany(texts(3).map(textKey));
      expect(vectors).toEqual([undefined, undefined, undefined]);
      expect(corrupt).toBe(0);
    });

    it('gives back each vector bit for bit, in the order asked for, misses between them', async () => {
      const cache = await opened();
      const odd = roundToStored(
        Float32Array.from([-0, 1e-45, kind.dtype === 'fp16' ? 65_504 : 3.4e38, -1.5, 0.1, 7]),
        kind.dtype,
      );
      const stored = await cache.putMany([entryOf('a'), entryOf('odd', odd), entryOf('c')]);
      expect(stored.adopted.size).toBe(0);
      const { vectors } = await cache.getMany(['c', 'absent', 'odd', 'a'].map(textKey));
      expect(vectors).toEqual([vectorOf('c'), undefined, odd, vectorOf('a')]);
      expect(Object.is(vectors[2]?.[0], -0)).toBe(true);
    });

    it('asks and stores nothing without fault', async () => {
      const cache = await opened();
      expect((await cache.getMany([])).vectors).toEqual([]);
      expect((await cache.putMany([])).adopted.size).toBe(0);
    });

    it('holds more than one batch', async () => {
      const cache = await opened();
      const many = texts(5000);
      await cache.putMany(many.map((text) => entryOf(text)));
      const shuffled = [...many].reverse();
      const { vectors } = await cache.getMany(shuffled.map(textKey));
      expect(
        vectors.every((vector, index) => vector?.every((c, at) => c === vectorOf(shuffled[index] as string)[at])),
      ).toBe(true);
    });

    it('lets the first writer win, and tells the second what is there', async () => {
      const cache = await opened();
      await cache.putMany([entryOf('a')]);
      const late = Float32Array.from([9, 9, 9, 9, 9, 9]);
      const { adopted } = await cache.putMany([entryOf('new'), entryOf('a', late)]);
      expect([...adopted]).toEqual([[1, vectorOf('a')]]);
      expect((await cache.getMany(['a', 'new'].map(textKey))).vectors).toEqual([vectorOf('a'), vectorOf('new')]);
    });

    it('keeps its vectors although those given are changed afterwards', async () => {
      const cache = await opened();
      const vector = vectorOf('a').slice();
      await cache.putMany([entryOf('a', vector)]);
      vector.fill(0);
      expect((await cache.getMany([textKey('a')])).vectors).toEqual([vectorOf('a')]);
    });

    it('shows what was stored to whoever opens it next', async () => {
      const first = await opened();
      await first.putMany(texts(10).map((text) => entryOf(text)));
      const second = await opened();
      expect((await second.getMany([textKey('text 7')])).vectors).toEqual([vectorOf('text 7')]);
    });

    if (kind.ofOneSpace) return;

    it('keeps spaces apart', async () => {
      const cache = await opened();
      await cache.putMany([entryOf('a')]);
      const other = await opened({ ...own, fingerprint: 'cd'.repeat(32) });
      expect((await other.getMany([textKey('a')])).vectors).toEqual([undefined]);
    });

    it('keeps trust scopes apart', async () => {
      const trusted = await opened();
      const fork = await opened({ ...own, scope: 'pr-1' });
      const other = await opened({ ...own, scope: 'pr-2' });
      await trusted.putMany([entryOf('a')]);
      expect((await fork.putMany([entryOf('a'), entryOf('b')])).adopted.size).toBe(0);
      const found = async (cache: VectorCache) =>
        (await cache.getMany(['a', 'b'].map(textKey))).vectors.map((vector) => vector !== undefined);
      expect(await found(await opened())).toEqual([true, false]);
      expect(await found(fork)).toEqual([true, true]);
      expect(await found(other)).toEqual([false, false]);
    });

    it('replaces what is there when asked to', async () => {
      const cache = await opened();
      await cache.putMany([entryOf('a')]);
      const recaching = await opened(own, true);
      const fresh = Float32Array.from([1, 2, 3, 4, 5, 6]);
      expect((await recaching.putMany([entryOf('a', fresh)])).adopted.size).toBe(0);
      const later = await opened();
      expect((await later.getMany([textKey('a')])).vectors).toEqual([fresh]);
    });

    it('replaces what is there when a put says so, for the others too', async () => {
      const cache = await opened();
      await cache.putMany([entryOf('a'), entryOf('b')]);
      const fresh = Float32Array.from({ length: own.dimensions }, (_, at) => at + 1);
      const stored = await cache.putMany([entryOf('a', fresh), entryOf('c')], true);
      expect([stored.written, stored.adopted.size]).toEqual([2, 0]);
      for (const one of [cache, await opened()]) {
        expect((await one.getMany(['a', 'b', 'c'].map(textKey))).vectors).toEqual([
          fresh,
          vectorOf('b'),
          vectorOf('c'),
        ]);
      }
    });

    const { tamper } = kind;
    if (!tamper) return;

    const flipBit = (at: number) => (stored: Buffer) => {
      const changed = Buffer.from(stored);
      changed[at] = (changed[at] as number) ^ 4;
      return changed;
    };

    it.each([
      ['a bit flipped in the magic', flipBit(payload + 4)],
      ['a bit flipped in the version', flipBit(payload + 6)],
      ['a bit flipped in the dimensions', flipBit(payload + 1)],
      ['a bit flipped in the checksum', flipBit(payload + 9)],
      ['a bit flipped in the first component', flipBit(0)],
      ['a bit flipped in the last component', flipBit(payload - 1)],
      [
        'zeros for the last half',
        (stored: Buffer) => Buffer.concat([stored.subarray(0, stored.length / 2), Buffer.alloc(stored.length / 2)]),
      ],
    ])('counts %s as a miss, and overwrites it', async (_, change) => {
      const writer = await opened();
      await writer.putMany(texts(3).map((text) => entryOf(text)));
      await tamper('text 1', change);

      const cache = await opened();
      const lookup = await cache.getMany(texts(3).map(textKey));
      expect(lookup.corrupt).toBe(1);
      expect(lookup.vectors).toEqual([vectorOf('text 0'), undefined, vectorOf('text 2')]);

      expect((await cache.putMany([entryOf('text 1')])).adopted.size).toBe(0);
      const mended = await opened();
      const again = await mended.getMany(texts(3).map(textKey));
      expect(again.corrupt).toBe(0);
      expect(again.vectors).toEqual(texts(3).map((text) => vectorOf(text)));
    });

    it("refuses a vector that was stored under another text's name", async () => {
      const writer = await opened();
      await writer.putMany([entryOf('a'), entryOf('b')]);
      let ofA = Buffer.alloc(0);
      await tamper('a', (bytes) => {
        ofA = Buffer.from(bytes);
        return bytes;
      });
      await tamper('b', () => ofA);
      const cache = await opened();
      expect((await cache.getMany(['a', 'b'].map(textKey))).vectors).toEqual([vectorOf('a'), undefined]);
    });
  });
}
