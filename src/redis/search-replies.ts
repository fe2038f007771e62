import type { VectorIndexForm } from '../inputs/values/vector-index';
import type { RedisReply } from './connection';
import { SCORE } from './search-commands';

/*
 * Handles all differences in search replies between protocols (RESP2 and RESP3) and servers (RediSearch in Redis Stack 7 and
 * Redis 8, Valkey-search). Maps arrive as lists of names and values, bulk strings as Buffers.
 */

interface FoundDocument {
  readonly name: string;
  /** In the metric of the index; NaN if the reply has none: the document is gone, or the search did not request fields. */
  readonly distance: number;
}

export interface Found {
  readonly documents: readonly FoundDocument[];
  /** Warnings of the server, such as a timeout. */
  readonly warnings: readonly string[];
}

/**
 * Reads the reply to FT.SEARCH. In RESP2, and from Valkey in both protocols, it is a number, then names, each followed by a list
 * of fields, or by null if the document is gone; without fields, only names. In RESP3, it is a map with `results`.
 * @throws Error if the reply has neither form
 */
export function readFound(reply: RedisReply): Found {
  if (!Array.isArray(reply)) throw new Error('not a search reply: it is not a list');
  if (typeof reply[0] === 'number') return { documents: documentsOf(reply.slice(1)), warnings: [] };
  const map = fieldsOf(reply);
  const results = map.get('results');
  if (!Array.isArray(results)) throw new Error('not a search reply: it has no results');
  const documents = results.map((result: RedisReply) => {
    const fields = fieldsOf(result);
    return { name: String(fields.get('id')), distance: distanceIn(fields.get('extra_attributes')) };
  });
  return { documents, warnings: listOf(map.get('warning')).map(String) };
}

export interface IndexState {
  readonly documents: number;
  /** Whether documents are still being indexed. */
  readonly pending: boolean;
  /** The share of documents indexed, 0 to 1; 0 if the server does not report it. */
  readonly share: number;
  /** Documents that could not be indexed. */
  readonly failures: number;
  readonly lastFailure?: string;
}

/**
 * Reads the reply to FT.INFO. Numbers come as numbers or as strings of digits. RediSearch has `indexing`; Valkey-search has
 * `backfill_in_progress` and a queue.
 */
export function readIndexState(reply: RedisReply): IndexState {
  const info = fieldsOf(reply);
  const count = (name: string): number => Number(info.get(name) ?? 0);
  const errors = fieldsOf(info.get('Index Errors') ?? []);
  const failures = Math.max(count('hash_indexing_failures'), Number(errors.get('indexing failures') ?? 0));
  const lastFailure = errors.get('last indexing error');
  return {
    documents: count('num_docs'),
    pending: ['indexing', 'backfill_in_progress', 'mutation_queue_size'].some((name) => count(name) > 0),
    share: count('percent_indexed'),
    failures,
    ...(failures > 0 && lastFailure !== undefined && { lastFailure: String(lastFailure) }),
  };
}

/** Reads the name of the index from a reply to FT.INFO; the command may have named an alias. */
export function readIndexName(reply: RedisReply): string {
  return String(fieldsOf(reply).get('index_name') ?? '');
}

/** Reads the names from a reply to FT._LIST, a list or a set. */
export function readIndexNames(reply: RedisReply): string[] {
  return listOf(reply).map(String);
}

/** Whether an error means that the index does not exist. Covers RediSearch's FT.SEARCH, FT.INFO and FT.DROPINDEX, and Valkey-search. */
export function saysNoIndex(message: string): boolean {
  return /no such index|unknown index name|index with name .* not found/i.test(message);
}

/** Whether an error means that the index exists already, in RediSearch or Valkey-search. */
export function saysIndexExists(message: string): boolean {
  return /index already exists|index .* already exists/i.test(message);
}

/** Whether an error means that the server cannot sort results, as in the first versions of Valkey-search. */
export function saysNoSorting(message: string): boolean {
  return /sortby/i.test(message);
}

/**
 * Returns the cosine similarity of two vectors of length 1 from their distance: COSINE is 1 − cos, IP is 1 − their dot product,
 * which equals the cosine, and L2 is the square of their distance, 2 − 2 cos.
 */
export function similarityOf(distance: number, metric: VectorIndexForm['metric']): number {
  return metric === 'l2' ? 1 - distance / 2 : 1 - distance;
}

/** Names, each followed by its fields, by null, or by nothing. */
function documentsOf(elements: readonly RedisReply[]): FoundDocument[] {
  const documents: FoundDocument[] = [];
  for (let at = 0; at < elements.length; at++) {
    const next = elements[at + 1];
    const hasFields = next === null || Array.isArray(next);
    documents.push({ name: String(elements[at]), distance: distanceIn(hasFields ? next : undefined) });
    if (hasFields) at++;
  }
  return documents;
}

/** Reads the distance by the name that the search requested, or by the server's default name. */
function distanceIn(fields: RedisReply | undefined): number {
  if (!Array.isArray(fields)) return Number.NaN;
  const map = fieldsOf(fields);
  const score = map.get(SCORE) ?? map.get('__v_score');
  return score === undefined ? Number.NaN : Number(String(score));
}

function fieldsOf(reply: RedisReply): ReadonlyMap<string, RedisReply> {
  const list = listOf(reply);
  const fields = new Map<string, RedisReply>();
  for (let at = 0; at + 1 < list.length; at += 2) fields.set(String(list[at]), list[at + 1] as RedisReply);
  return fields;
}

function listOf(reply: RedisReply | undefined): readonly RedisReply[] {
  return Array.isArray(reply) ? reply : [];
}
