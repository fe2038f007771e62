import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { BlockTable, inDiskOrder, type Located } from '../../../src/cache/runner-blocks';
import type { Shard } from '../../../src/cache/shard';

const ENTRY_BYTES = 1000;
const [first, second] = [{ file: 'first' }, { file: 'second' }] as unknown as [Shard, Shard];

function located(ordinals: readonly number[]): Located {
  return inDiskOrder(Float64Array.from(ordinals), Uint32Array.from(ordinals.keys()), ordinals.length);
}

/** What is read for these ordinals: shard, start, end, and where in it each entry lies. */
function reads(table: BlockTable, ordinals: readonly number[]): [string, number, number, number[]][] {
  const wanted = located(ordinals);
  const offsets = new Float64Array(ordinals.length);
  return table.stretches(wanted, offsets).map(({ shard, start, end, from, to }) => {
    return [shard.file, start, end, [...offsets.subarray(from, to)].map((offset) => offset - start)];
  });
}

describe('inDiskOrder', () => {
  it('orders any ordinals, and keeps with each the position that asked for it', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(0xfffffffe)), (ordinals) => {
        const { ordinals: ordered, positions } = located(ordinals);
        expect([...ordered]).toEqual([...ordinals].sort((a, b) => a - b));
        expect([...positions].map((position) => ordinals[position])).toEqual([...ordered]);
        expect(new Set(positions).size).toBe(ordinals.length);
      }),
    );
  });

  it('takes only the first so many', () => {
    const { ordinals, positions } = inDiskOrder(Float64Array.from([5, 3, 0, 0]), Uint32Array.from([0, 3, 0, 0]), 2);
    expect([[...ordinals], [...positions]]).toEqual([
      [3, 5],
      [3, 0],
    ]);
  });
});

describe('BlockTable', () => {
  const table = new BlockTable();
  table.add(first, { count: 10, offset: 100, envelopeBytes: ENTRY_BYTES });
  table.add(first, { count: 10, offset: 10_500, envelopeBytes: ENTRY_BYTES });
  table.add(second, { count: 5000, offset: 30_000, envelopeBytes: ENTRY_BYTES });

  it('reads neighbours in one go, also over the small gap between blocks', () => {
    expect(reads(table, [8, 9, 10])).toEqual([['first', 8100, 11_500, [0, 1000, 2400]]]);
  });

  it('reads each shard for itself, also where offsets join', () => {
    expect(reads(table, [19, 20])).toEqual([
      ['first', 19_500, 20_500, [0]],
      ['second', 30_000, 31_000, [0]],
    ]);
  });

  it('does not read over a large gap', () => {
    expect(reads(table, [20, 52, 86])).toEqual([
      ['second', 30_000, 63_000, [0, 32_000]],
      ['second', 96_000, 97_000, [0]],
    ]);
  });

  it('reads at most a mebibyte at once', () => {
    const all = Array.from({ length: 5000 }, (_, at) => 20 + at);
    const stretches = reads(table, all);
    expect(stretches).toHaveLength(Math.ceil(5000 / 1048));
    expect(Math.max(...stretches.map(([, start, end]) => end - start))).toBeLessThanOrEqual(2 ** 20);
    expect(stretches.flatMap(([, , , entries]) => entries)).toHaveLength(5000);
  });

  it('reads an entry once for each time that it is asked for', () => {
    expect(reads(table, [3, 3])).toEqual([['first', 3100, 4100, [0, 0]]]);
  });

  it('says how many entries each shard has', () => {
    expect([...table.runs()]).toEqual([
      { shard: first, first: 0, count: 20 },
      { shard: second, first: 20, count: 5000 },
    ]);
    expect(table.entries).toBe(5020);
  });
});
