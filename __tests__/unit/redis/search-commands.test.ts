import { describe, expect, it } from '@jest/globals';
import { createIndex, searchNearest, storeDocument, vectorBytes } from '../../../src/redis/search-commands';

const VECTOR = Float32Array.of(1, -0.5);
const FLOATS = Buffer.from('0000803f000000bf', 'hex');
const HALVES = Buffer.from('003c00b8', 'hex');

describe('createIndex', () => {
  it('is FLAT over hashes with a prefix', () => {
    const form = { algorithm: 'flat', metric: 'cosine', dtype: 'float32' } as const;
    expect(createIndex('i', 'i:', form, 384).join(' ')).toBe(
      'FT.CREATE i ON HASH PREFIX 1 i: SCHEMA v VECTOR FLAT 6 TYPE FLOAT32 DIM 384 DISTANCE_METRIC COSINE',
    );
  });

  it.each([
    ['cosine', 'float32', 'COSINE', 'FLOAT32'],
    ['l2', 'float16', 'L2', 'FLOAT16'],
    ['ip', 'float32', 'IP', 'FLOAT32'],
  ] as const)('is HNSW with its attributes: %s, %s', (metric, dtype, spokenMetric, spokenType) => {
    expect(createIndex('i', 'i:', { algorithm: 'hnsw', metric, dtype }, 8).join(' ')).toBe(
      `FT.CREATE i ON HASH PREFIX 1 i: SCHEMA v VECTOR HNSW 10 TYPE ${spokenType} DIM 8 DISTANCE_METRIC ${spokenMetric} M 16 EF_CONSTRUCTION 200`,
    );
  });
});

describe('storeDocument', () => {
  it('has the vector as little-endian bytes', () => {
    expect(storeDocument('i:0', VECTOR, 'float32')).toEqual(['HSET', 'i:0', 'v', FLOATS]);
    expect(storeDocument('i:0', VECTOR, 'float16')).toEqual(['HSET', 'i:0', 'v', HALVES]);
  });
});

describe('searchNearest', () => {
  it('asks for k, sorted, without the vectors', () => {
    expect(searchNearest('i', VECTOR, 7, { dtype: 'float32', sorted: true })).toEqual([
      ...['FT.SEARCH', 'i', '*=>[KNN 7 @v $q AS score]', 'PARAMS', '2', 'q', FLOATS],
      ...['SORTBY', 'score', 'RETURN', '1', 'score', 'LIMIT', '0', '7', 'DIALECT', '2'],
    ]);
  });

  it('says how many nodes to look at, and leaves out the sorting where it has to', () => {
    expect(searchNearest('i', VECTOR, 7, { dtype: 'float16', effort: 200, sorted: false })).toEqual([
      ...[
        'FT.SEARCH',
        'i',
        '*=>[KNN 7 @v $q EF_RUNTIME $effort AS score]',
        'PARAMS',
        '4',
        'q',
        HALVES,
        'effort',
        '200',
      ],
      ...['RETURN', '1', 'score', 'LIMIT', '0', '7', 'DIALECT', '2'],
    ]);
  });
});

describe('vectorBytes', () => {
  it('is of the vector alone, where that is a view of more', () => {
    const view = Float32Array.of(9, 1, -0.5, 9).subarray(1, 3);
    expect(vectorBytes(view, 'float32')).toEqual(FLOATS);
    expect(vectorBytes(view, 'float16')).toEqual(HALVES);
  });
});
