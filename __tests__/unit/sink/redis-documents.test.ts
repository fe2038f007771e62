import { describe, expect, it } from '@jest/globals';
import { parseSinkFields } from '../../../src/inputs/values/sink-fields';
import { createIndex, documentsOf, type RedisDocumentForm } from '../../../src/sink/redis-documents';
import { redisIndexNames } from '../../../src/sink/redis-index-names';
import { sinkDocument } from '../../../src/sink/sink-document';
import { corpusRecord } from '../../../test-support/builders/resolved-window';

const form = (document: RedisDocumentForm['document'], algorithm: 'flat' | 'hnsw' = 'hnsw'): RedisDocumentForm => ({
  document,
  fields: parseSinkFields('page:numeric, headings:tag, about:text'),
  vector: { algorithm, metric: 'cosine', dtype: 'float32' },
});
const names = redisIndexNames({ index: 'docs', generation: 'docs:g' });
const document = sinkDocument(
  corpusRecord('text', {
    id: 'a',
    metadata: { page: 3, headings: ['A', 'B,C'], about: ['x', 'y'], other: { deep: 1 } },
  }),
  Float32Array.of(0.5, -1e-7),
  false,
);
const bare = sinkDocument(corpusRecord('text', { id: 'a', metadata: { page: 'three' } }), Float32Array.of(1, 2), false);

describe('documents in Redis', () => {
  it('are indexed as hashes', () => {
    const tag = ['TAG', 'SEPARATOR', '\x1f', 'CASESENSITIVE'];
    expect(createIndex(names, form('hash'), 384, true)).toEqual([
      ...['FT.CREATE', 'docs:g', 'ON', 'HASH', 'PREFIX', '1', 'docs:g:doc:', 'SKIPINITIALSCAN', 'SCHEMA'],
      ...['id', ...tag, 'source', ...tag, 'record', ...tag, 'text', 'TEXT'],
      ...['page', 'NUMERIC', 'headings', ...tag, 'about', 'TEXT'],
      ...['vector', 'VECTOR', 'HNSW', '10', 'TYPE', 'FLOAT32', 'DIM', '384', 'DISTANCE_METRIC', 'COSINE'],
      ...['M', '16', 'EF_CONSTRUCTION', '200'],
    ]);
  });

  it('are indexed as JSON', () => {
    const words = createIndex(names, form('json', 'flat'), 8, false).join(' ');
    expect(words).toBe(
      'FT.CREATE docs:g ON JSON PREFIX 1 docs:g:doc: SCHEMA $.id AS id TAG CASESENSITIVE $.source AS source TAG CASESENSITIVE $.record AS record TAG CASESENSITIVE $.text AS text TEXT $["page"] AS page NUMERIC $["headings"][*] AS headings TAG CASESENSITIVE $["about"] AS about TEXT $.vector AS vector VECTOR FLAT 6 TYPE FLOAT32 DIM 8 DISTANCE_METRIC COSINE',
    );
  });

  it('are hashes, without what was there before, in one command', () => {
    const { write } = documentsOf(form('hash'));
    const [command, , ...words] = write('k', document);
    expect([command, ...words.slice(0, 4)]).toEqual(['EVAL', '1', 'k', '1', 'record']);
    const fields = new Map(Array.from({ length: 9 }, (_, at) => [String(words[4 + 2 * at]), words[5 + 2 * at]]));
    expect(Object.fromEntries(fields)).toMatchObject({
      id: 'a',
      page: '3',
      headings: 'A\x1fB,C',
      about: 'x y',
      source: 'corpus.txt',
    });
    expect(JSON.parse(String(fields.get('metadata')))).toEqual(document.metadata);
    expect(fields.get('vector')).toEqual(Buffer.from(Float32Array.of(0.5, -1e-7).buffer));
    expect(write('k', bare).slice(2, 9)).toEqual(['1', 'k', '4', 'record', 'page', 'headings', 'about']);
  });

  it('are JSON', () => {
    const { write, value } = documentsOf(form('json'));
    const [command, key, path, json] = write('k', document);
    expect([command, key, path]).toEqual(['JSON.SET', 'k', '$']);
    const stored = JSON.parse(String(json));
    expect(stored).toMatchObject({
      id: 'a',
      page: 3,
      headings: ['A', 'B,C'],
      about: 'x y',
      metadata: document.metadata,
    });
    expect(Float32Array.from(stored.vector)).toEqual(document.vector);
    expect(JSON.parse(String(write('k', bare)[3]))).not.toHaveProperty('page');
    expect([value(Buffer.from('["abc"]')), value(Buffer.from('[]')), value(null)]).toEqual([
      'abc',
      undefined,
      undefined,
    ]);
  });
});
