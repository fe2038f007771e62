import { describe, expect, it } from '@jest/globals';
import { MetadataColumns, splitMetadata } from '../../../src/output/metadata-columns';
import { corpusRecord } from '../../../test-support/builders/resolved-window';

const recordsOf = (...metadata: (Record<string, unknown> | undefined)[]) =>
  metadata.map((fields) => corpusRecord('a', fields && { metadata: fields }));

describe('MetadataColumns', () => {
  it('makes columns of fields that hold strings, numbers or booleans throughout, in the order in which they come', () => {
    const columns = new MetadataColumns().decide(
      recordsOf({ page: 1, nested: { a: 1 }, list: [1] }, undefined, { title: 'x', page: 0.5, ok: true, empty: null }),
    );
    expect(columns).toEqual([
      { name: 'page', type: 'number' },
      { name: 'title', type: 'string' },
      { name: 'ok', type: 'boolean' },
    ]);
  });

  it('makes none of a field whose type changes, but takes null as missing', () => {
    const columns = new MetadataColumns().decide(recordsOf({ a: 1, b: null }, { a: '1', b: 'x' }, { a: 2, b: null }));
    expect(columns).toEqual([{ name: 'b', type: 'string' }]);
  });

  it('makes none of names that a table has already, by whatever case, or that say nothing', () => {
    const columns = new MetadataColumns().decide(
      recordsOf({ Vector: 1, ID: 1, text: 1, metadata: 1, Page: 1, page: 1, '': 1 }),
    );
    expect(columns).toEqual([{ name: 'Page', type: 'number' }]);
  });

  it('makes a hundred at most', () => {
    const fields = Object.fromEntries(Array.from({ length: 150 }, (_, at) => [`f${at}`, at]));
    expect(new MetadataColumns().decide(recordsOf(fields))).toHaveLength(100);
  });

  it('stays as it was decided', () => {
    const columns = new MetadataColumns();
    expect(columns.columns).toEqual([]);
    columns.decide(recordsOf({ a: 1 }));
    expect(columns.decide(recordsOf({ b: 1 }))).toEqual([{ name: 'a', type: 'number' }]);
    expect(columns.columns).toEqual([{ name: 'a', type: 'number' }]);
  });
});

describe('splitMetadata', () => {
  const columns = [
    { name: 'page', type: 'number' },
    { name: 'title', type: 'string' },
  ] as const;

  it.each([
    [undefined, [null, null], null],
    [{ page: 1, title: 'x' }, [1, 'x'], null],
    [{ page: '1', title: 'x' }, [null, 'x'], '{"page":"1"}'],
    [{ page: null, tags: ['a'], more: null }, [null, null], '{"tags":["a"],"more":null}'],
    [{}, [null, null], null],
  ])('of %j has the values of columns, and the rest as JSON', (metadata, values, rest) => {
    expect(splitMetadata(metadata, columns)).toEqual({ values, rest });
  });

  it('takes nothing that an object has by nature for a field', () => {
    expect(splitMetadata({ a: 1 }, [{ name: 'constructor', type: 'string' }]).values).toEqual([null]);
  });
});
