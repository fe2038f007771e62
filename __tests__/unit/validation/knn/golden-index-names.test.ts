import { describe, expect, it } from '@jest/globals';
import { type IndexedSet, indexNames, ofThisScope } from '../../../../src/validation/knn/golden-index-names';
import { unitRows } from '../../../../src/validation/knn/unit-rows';

const rows = (...components: number[]) => unitRows([Float32Array.from(components)]);
const SET: IndexedSet = {
  prefix: 'eo1',
  texts: ['a', 'b'],
  fingerprint: 'ab'.repeat(32),
  rows: rows(1, 2),
  kind: 'flat',
};

describe('indexNames', () => {
  it('has the texts, the fingerprint and the vectors, and nothing to read', () => {
    const names = indexNames(SET);
    expect(names.index).toMatch(/^eo1:golden:[0-9a-f]{16}:abababababababab:[0-9a-f]{16}$/);
    expect(names.documents).toBe(`${names.index}:`);
    expect(names.index.startsWith(names.set)).toBe(true);
    expect(indexNames({ ...SET })).toEqual(names);
  });

  it.each<[string, Partial<IndexedSet>, boolean]>([
    ['texts', { texts: ['b', 'a'] }, false],
    ['texts that join alike', { texts: ['a', 'b', ''] }, false],
    ['vectors', { rows: rows(1, 3) }, true],
    ['form', { kind: 'hnsw' }, true],
    ['fingerprint', { fingerprint: 'cd'.repeat(32) }, true],
  ])('is another with other %s', (_, change, sameSet) => {
    const [one, other] = [indexNames(SET), indexNames({ ...SET, ...change })];
    expect(other.index).not.toBe(one.index);
    expect(other.set === one.set).toBe(sameSet);
  });

  it('carries an untrusted scope as the other names do, for one pattern of an ACL', () => {
    const { index, used } = indexNames({ ...SET, scope: 'pr-12' });
    for (const name of [index, used]) expect(name).toMatch(/^eo1:[^~]*:~pr-12:/);
  });
});

describe('ofThisScope', () => {
  const trusted = indexNames(SET);
  const untrusted = indexNames({ ...SET, scope: 'pr-1' });
  const all = [trusted.index, untrusted.index, 'idx:products', 'eo2:golden:x'];

  it('leaves others alone', () => {
    expect(ofThisScope(all, trusted)).toEqual([trusted.index]);
    expect(ofThisScope(all, untrusted)).toEqual([untrusted.index]);
    expect(ofThisScope(all, indexNames({ ...SET, scope: 'pr-12' }))).toEqual([]);
  });
});
