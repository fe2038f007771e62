import { describe, expect, it } from '@jest/globals';
import { fieldValue, parseSinkFields } from '../../../../src/inputs/values/sink-fields';

describe('sink-fields', () => {
  it('are names and kinds, with commas or on lines', () => {
    expect(parseSinkFields('page:numeric, headings:tag\n größe:text')).toEqual([
      { name: 'page', kind: 'numeric' },
      { name: 'headings', kind: 'tag' },
      { name: 'größe', kind: 'text' },
    ]);
    expect(parseSinkFields('')).toEqual([]);
  });

  it.each([
    ['page', /must be name:kind, with kind one of tag, numeric, text/],
    ['page:number', /must be name:kind/],
    ['a-b:tag', /must be name:kind/],
    ['1a:tag', /must be name:kind/],
    ['vector:tag', /names vector, which every document has anyway/],
    ['page:tag,page:text', /names page twice/],
  ])('%s are none', (raw, message) => {
    expect(() => parseSinkFields(raw)).toThrow(message);
  });

  it.each([
    ['numeric', 3, 3],
    ['numeric', '3.5', 3.5],
    ['numeric', 'three', undefined],
    ['numeric', ' ', undefined],
    ['numeric', '1e999', undefined],
    ['numeric', true, undefined],
    ['numeric', Number.NaN, undefined],
    ['tag', 'a,b', ['a,b']],
    ['tag', ['a', 2, true, null, {}, ''], ['a', '2', 'true']],
    ['tag', '', undefined],
    ['text', { a: 1 }, undefined],
    ['text', undefined, undefined],
  ] as const)('as %s, %j is %j', (kind, value, expected) => {
    expect(fieldValue(value, { name: 'x', kind })).toEqual(expected);
  });
});
