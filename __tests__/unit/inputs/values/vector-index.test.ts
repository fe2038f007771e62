import { describe, expect, it } from '@jest/globals';
import { parseVectorIndex, vectorIndexWords } from '../../../../src/inputs/values/vector-index';

describe('parseVectorIndex', () => {
  it.each([
    [[], 'flat,cosine,float32'],
    [['hnsw'], 'hnsw,cosine,float32'],
    [['float16', 'l2'], 'flat,l2,float16'],
    [['ip', 'flat', 'float32'], 'flat,ip,float32'],
  ])('takes %j for %s', (words, expected) => {
    expect(vectorIndexWords(parseVectorIndex(words))).toBe(expected);
  });

  it.each([
    [['svs'], 'must consist of the words flat, hnsw, cosine, l2, ip, float32, float16, and svs is not one'],
    [['flat', 'hnsw'], 'contains both flat and hnsw'],
    [['l2', 'cosine'], 'contains both cosine and l2'],
  ])('refuses %j', (words, message) => {
    expect(() => parseVectorIndex(words)).toThrow(message);
  });
});
