import { halfBits } from '../base/half-precision';
import type { Vector } from '../base/vector';
import type { VectorIndexForm } from '../inputs/values/vector-index';

type Words = (string | Buffer)[];

/** The field of a document that holds its vector, and the name that a search gives to distances. */
const FIELD = 'v';
export const SCORE = 'score';
/** Neighbours of a node in HNSW, and how many are looked at for each when it is built: what RediSearch takes by itself, and Valkey. */
const HNSW = { M: 16, EF_CONSTRUCTION: 200 };

/** https://redis.io/docs/latest/commands/ft.create/ */
export function createIndex(name: string, documents: string, form: VectorIndexForm, dimensions: number): Words {
  const field = [FIELD, ...vectorField(form, dimensions)];
  return ['FT.CREATE', name, 'ON', 'HASH', 'PREFIX', '1', documents, 'SCHEMA', ...field];
}

/** What follows the name of a field of vectors in a schema. */
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
  /** EF_RUNTIME: nodes of HNSW that are looked at. */
  readonly effort?: number;
  /** Whether the server may be asked to sort; else the results come in any order. */
  readonly sorted: boolean;
}

/**
 * https://redis.io/docs/latest/commands/ft.search/. LIMIT, since ten results come without it whatever k is; RETURN, since the
 * vectors themselves come without it; DIALECT 2, since KNN is a syntax error without it.
 */
export function searchNearest(index: string, query: Vector, k: number, options: SearchOptions): Words {
  const { dtype, effort, sorted } = options;
  const found = effort === undefined ? '' : ' EF_RUNTIME $effort';
  const parameters = ['q', vectorBytes(query, dtype), ...(effort === undefined ? [] : ['effort', String(effort)])];
  const question = `*=>[KNN ${k} @${FIELD} $q${found} AS ${SCORE}]`;
  const answer = [...(sorted ? ['SORTBY', SCORE] : []), 'RETURN', '1', SCORE, 'LIMIT', '0', String(k), 'DIALECT', '2'];
  return ['FT.SEARCH', index, question, 'PARAMS', String(parameters.length), ...parameters, ...answer];
}

/** Little-endian, as RediSearch and vector sets want it. */
export function vectorBytes(vector: Vector, dtype: VectorIndexForm['dtype']): Buffer {
  if (dtype === 'float32') return Buffer.from(vector.slice().buffer);
  return Buffer.from(Uint16Array.from(vector, halfBits).buffer);
}
