import { describe, expect, it } from '@jest/globals';
import { MemoryCache } from '../../../src/cache/memory';
import { textKey } from '../../../src/keys/text-key';

const SPACE = { fingerprint: 'ab'.repeat(32), dimensions: 2 };

describe('MemoryCache', () => {
  it('drops the least recently used beyond its bounds', async () => {
    const cache = new MemoryCache(SPACE, 3 * 8);
    const entries = ['a', 'b', 'c', 'd'].map((text) => ({ key: textKey(text), vector: Float32Array.of(1, 2) }));
    await cache.putMany(entries.slice(0, 3));
    await cache.getMany([textKey('a')]);
    await cache.putMany(entries.slice(3));
    const { vectors } = await cache.getMany(entries.map(({ key }) => key));
    expect(vectors.map((vector) => vector !== undefined)).toEqual([true, false, true, true]);
  });

  it('holds a copy, so that the array a vector is a view of can go or change', async () => {
    const cache = new MemoryCache(SPACE);
    const rows = Float32Array.of(1, 2, 3, 4);
    await cache.putMany([{ key: textKey('a'), vector: rows.subarray(2) }]);
    rows.fill(0);
    const [vector] = (await cache.getMany([textKey('a')])).vectors;
    expect([...(vector as Float32Array)]).toEqual([3, 4]);
    expect(vector?.buffer.byteLength).toBe(8);
  });
});
