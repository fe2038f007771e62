import { describe, expect, it } from '@jest/globals';
import type { CorpusRecord } from '../../../src/corpus/record';
import { sinkDocument } from '../../../src/sink/sink-document';
import { corpusRecord } from '../../../test-support/builders/resolved-window';

const VECTOR = Float32Array.of(1, 2);
const of = (overrides: Partial<CorpusRecord> = {}, vector = VECTOR, cut = false) =>
  sinkDocument(corpusRecord('text', { id: 'a', metadata: { page: 1 }, ...overrides }), vector, cut);

describe('a document', () => {
  it.each([
    ['text', { text: 'other' }],
    ['id', { id: 'b' }],
    ['source', { source: 'other.txt' }],
    ['metadata', { metadata: { page: 2 } }],
    ['no metadata', { metadata: {} }],
  ])('has another digest with another %s', (_, overrides) => {
    expect(of(overrides).digest).not.toBe(of().digest);
    expect(of().digest).toBe(of().digest);
  });

  it('has another digest with another vector, also one that is part of a larger buffer', () => {
    expect(of({}, Float32Array.of(1, 2.0000002)).digest).not.toBe(of().digest);
    expect(of({}, Float32Array.of(9, 1, 2, 9).subarray(1, 3)).digest).toBe(of().digest);
  });

  it('does not change where only its line, or the position of a chunk does', () => {
    expect(of({ line: 7 })).toEqual(of());
    const chunk = (start: number) => ({
      metadata: { page: 1, chunk: { record: 'guide', index: start, start, end: start + 9 } },
    });
    expect(of(chunk(3), VECTOR, true)).toEqual(of(chunk(4), VECTOR, true));
    expect(of(chunk(3), VECTOR, true)).toMatchObject({ record: 'guide', metadata: { page: 1 } });
    // A field of the corpus, where nothing is cut.
    expect(of(chunk(3))).toMatchObject({ metadata: { chunk: { index: 3 } } });
    expect(of(chunk(3)).record).toBeUndefined();
  });

  it('stands with those of its source, and is named by its place without an id', () => {
    expect(of({ id: 'x' }).place.slice(0, 16)).toBe(of().place.slice(0, 16));
    expect(of({ source: 'b.txt' }).place.slice(0, 16)).not.toBe(of().place.slice(0, 16));
    expect(of().place).toMatch(/^[0-9a-f]{32}$/);
    const { id: _, ...record } = corpusRecord('text', { id: 'a', line: 7 });
    expect(sinkDocument(record, VECTOR, false).id).toBe('corpus.txt:7');
  });
});
