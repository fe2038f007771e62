import type { VectorIndexForm } from '../inputs/values/vector-index';
import type { RedisReply } from './connection';
import { SCORE } from './search-commands';

/*
 * All that differs between servers and protocols in what a search module answers: RESP2 and RESP3, RediSearch in Redis Stack 7 and
 * Redis 8, Valkey-search. Maps come as lists of names and values, bulk strings as Buffers.
 */

interface FoundDocument {
  readonly name: string;
  /** In the metric of the index; NaN where the server gave none: the document is gone, or was not asked for. */
  readonly distance: number;
}

export interface Found {
  readonly documents: readonly FoundDocument[];
  /** What the server says besides, such as that its time was over. */
  readonly warnings: readonly string[];
}

/**
 * What FT.SEARCH found. In RESP2, and from Valkey in both protocols: a number, then names, each with a list of fields or, if the
 * document is gone, null; without fields only names. In RESP3: a map with `results`.
 * @throws Error if it is neither
 */
export function readFound(reply: RedisReply): Found {
  if (!Array.isArray(reply)) throw new Error('no answer to a search');
  if (typeof reply[0] === 'number') return { documents: documentsOf(reply.slice(1)), warnings: [] };
  const map = fieldsOf(reply);
  const results = map.get('results');
  if (!Array.isArray(results)) throw new Error('no answer to a search: there are no results in it');
  const documents = results.map((result: RedisReply) => {
    const fields = fieldsOf(result);
    return { name: String(fields.get('id')), distance: distanceIn(fields.get('extra_attributes')) };
  });
  return { documents, warnings: listOf(map.get('warning')).map(String) };
}

export interface IndexState {
  readonly documents: number;
  /** Whether there is more to come: documents are still being indexed. */
  readonly pending: boolean;
  /** How far it is with that, 0 to 1, where the server says so; else 0. */
  readonly share: number;
  /** Documents that could not be indexed, and why the last of them could not. */
  readonly failures: number;
  readonly lastFailure?: string;
}

/**
 * What FT.INFO says. Numbers are numbers, or strings of digits. RediSearch has `indexing`; Valkey-search has
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

/** The name of the index that FT.INFO speaks of, which was perhaps asked for by an alias. */
export function readIndexName(reply: RedisReply): string {
  return String(fieldsOf(reply).get('index_name') ?? '');
}

/** The names that FT._LIST gives, as a list or a set. */
export function readIndexNames(reply: RedisReply): string[] {
  return listOf(reply).map(String);
}

/** Whether an error says that there is no such index. RediSearch's FT.SEARCH, its FT.INFO and FT.DROPINDEX, and Valkey-search. */
export function saysNoIndex(message: string): boolean {
  return /no such index|unknown index name|index with name .* not found/i.test(message);
}

/** Whether an error says that the index is there already: RediSearch, and Valkey-search. */
export function saysIndexExists(message: string): boolean {
  return /index already exists|index .* already exists/i.test(message);
}

/** Whether an error says that the server does not know how to sort what it finds: Valkey-search, in its first versions. */
export function saysNoSorting(message: string): boolean {
  return /sortby/i.test(message);
}

/**
 * Cosine similarity of two vectors of length 1 whose distance is given: COSINE is 1 − cos, IP is 1 − their product, which is their
 * cosine, and L2 is the square of their distance, 2 − 2 cos.
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

/** By the name that was asked for, or the one that there is without. */
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
