import { halfBits } from '../base/half-precision';
import type { Vector } from '../base/vector';
import type { VectorIndexForm } from '../inputs/values/vector-index';

type Words = (string | Buffer)[];

/** The field that holds the vector of a document, and the name of the distance in search results. */
const FIELD = 'v';
export const SCORE = 'score';
/** Neighbours per node, and candidates per node while the graph is built: the defaults of RediSearch and Valkey. */
const HNSW = { M: 16, EF_CONSTRUCTION: 200 };

/** https://redis.io/docs/latest/commands/ft.create/ */
export function createIndex(name: string, documents: string, form: VectorIndexForm, dimensions: number): Words {
  const field = [FIELD, ...vectorField(form, dimensions)];
  return ['FT.CREATE', name, 'ON', 'HASH', 'PREFIX', '1', documents, 'SCHEMA', ...field];
}

/** Returns the part of a schema that follows the name of a vector field. */
export function vectorField(form: VectorIndexForm, dimensions: number): string[] {
  const attributes = {
    TYPE: form.dtype.toUpperCase(),
    DIM: dimensions,
    DISTANCE_METRIC: form.metric.toUpperCase(),
    ...(form.algorithm === 'hnsw' && HNSW),
  };
  const words = Object.entries(attributes).flatMap(([attribute, value]) => [attribute, String(value)]);
  return ['VECTOR', form.algorithm.toUpperCase(), String(words.length), ...words];
}

export function storeDocument(name: string, vector: Vector, dtype: VectorIndexForm['dtype']): Words {
  return ['HSET', name, FIELD, vectorBytes(vector, dtype)];
}

export interface SearchOptions {
  readonly dtype: VectorIndexForm['dtype'];
  /** EF_RUNTIME: candidates that an HNSW search examines. */
  readonly effort?: number;
  /** Whether the server sorts the results; otherwise their order is undefined. */
  readonly sorted: boolean;
}

/**
 * https://redis.io/docs/latest/commands/ft.search/. Without LIMIT, the server returns ten results regardless of k; without
 * RETURN, it returns the vectors too; without DIALECT 2, KNN is a syntax error.
 */
export function searchNearest(index: string, query: Vector, k: number, options: SearchOptions): Words {
  const { dtype, effort, sorted } = options;
  const found = effort === undefined ? '' : ' EF_RUNTIME $effort';
  const parameters = ['q', vectorBytes(query, dtype), ...(effort === undefined ? [] : ['effort', String(effort)])];
  const question = `*=>[KNN ${k} @${FIELD} $q${found} AS ${SCORE}]`;
  const answer = [...(sorted ? ['SORTBY', SCORE] : []), 'RETURN', '1', SCORE, 'LIMIT', '0', String(k), 'DIALECT', '2'];
  return ['FT.SEARCH', index, question, 'PARAMS', String(parameters.length), ...parameters, ...answer];
}

/** Returns little-endian bytes, as RediSearch and vector sets require. */
export function vectorBytes(vector: Vector, dtype: VectorIndexForm['dtype']): Buffer {
  if (dtype === 'float32') return Buffer.from(vector.slice().buffer);
  return Buffer.from(Uint16Array.from(vector, halfBits).buffer);
}
