import { Refusal } from '../../base/errors';
import { trimText } from '../../corpus/lines';
import { shownName } from '../../corpus/origin';
import type { CorpusRecord } from '../../corpus/record';
import { type ShardChoice, shardIn } from '../../inputs/values/shard';

/** A document, as it came. */
export interface EventDocument {
  /** Names its records; the extension decides the format. */
  readonly name: string;
  readonly content: Buffer;
}

/** The content of an event that is to be embedded. */
export type EmbedRequest = {
  /** Whether the answer holds vectors beside their keys. */
  readonly vectors: boolean;
} & (
  | { readonly kind: 'records'; readonly records: readonly CorpusRecord[] }
  | { readonly kind: 'documents'; readonly documents: readonly EventDocument[] }
  | { readonly kind: 'shard'; readonly shard: ShardChoice }
);

const KINDS = ['texts', 'records', 'documents', 'shard'] as const;

type Fields = Readonly<Record<string, unknown>>;

/**
 * @param most the limit of records per event
 * @throws Refusal with 422 for unusable content, 413 for too much of it; names fields and positions, never texts
 */
export function requestOf(data: unknown, most: number): EmbedRequest {
  const fields = objectOf(data, 'The data');
  for (const name of Object.keys(fields)) {
    if (name !== 'vectors' && !(KINDS as readonly string[]).includes(name)) {
      throw new Refusal(422, `The data has a field that is not known. Known are vectors, ${KINDS.join(', ')}.`);
    }
  }
  const { vectors = false } = fields;
  if (typeof vectors !== 'boolean') throw new Refusal(422, 'vectors: has to be true or false.');
  const given = KINDS.filter((name) => fields[name] !== undefined);
  if (given.length !== 1) throw new Refusal(422, `The data has to have exactly one of ${KINDS.join(', ')}.`);
  switch (given[0]) {
    case 'texts':
      return { vectors, kind: 'records', records: listOf(fields, 'texts', most).map(recordOfText) };
    case 'records':
      return { vectors, kind: 'records', records: listOf(fields, 'records', most).map(recordOfItem) };
    case 'documents':
      return { vectors, kind: 'documents', documents: listOf(fields, 'documents', most).map(documentOf) };
    default:
      if (vectors) throw new Refusal(422, 'vectors: cannot be true with a shard, whose vectors are left in the tiers.');
      return { vectors, kind: 'shard', shard: shardOf(fields.shard) };
  }
}

function listOf(fields: Fields, name: string, most: number): unknown[] {
  const list = fields[name];
  if (!Array.isArray(list) || list.length === 0)
    throw new Refusal(422, `${name}: has to be an array that is not empty.`);
  if (list.length > most) throw new Refusal(413, `${name}: there are ${list.length}, and an event may have ${most}.`);
  return list;
}

function recordOfText(value: unknown, index: number): CorpusRecord {
  return { text: textOf(value, `texts[${index}]`), source: 'event', line: index + 1 };
}

function recordOfItem(value: unknown, index: number): CorpusRecord {
  const { id, text } = objectOf(value, `records[${index}]`);
  if (typeof id !== 'string' || id === '') throw new Refusal(422, `records[${index}].id: has to be a string.`);
  return { id, text: textOf(text, `records[${index}].text`), source: 'event', line: index + 1 };
}

function documentOf(value: unknown, index: number): EventDocument {
  const { name, content, contentBase64 } = objectOf(value, `documents[${index}]`);
  if (typeof name !== 'string' || name === '') throw new Refusal(422, `documents[${index}].name: has to be a string.`);
  const [given, encoding] = content === undefined ? [contentBase64, 'base64' as const] : [content, 'utf8' as const];
  if (typeof given !== 'string' || (content !== undefined && contentBase64 !== undefined)) {
    throw new Refusal(422, `documents[${index}]: has to have content or contentBase64, a string.`);
  }
  return { name: shownName(name), content: Buffer.from(given, encoding) };
}

function shardOf(value: unknown): ShardChoice {
  try {
    const shard = typeof value === 'string' ? shardIn(value) : undefined;
    if (shard) return shard;
  } catch {}
  throw new Refusal(422, 'shard: has to be i/n with i from 1 to n, such as "2/8".');
}

function textOf(value: unknown, name: string): string {
  if (typeof value !== 'string') throw new Refusal(422, `${name}: has to be a string.`);
  if (!value.isWellFormed()) throw new Refusal(422, `${name}: has half a character in it, a lone surrogate.`);
  const text = trimText(value);
  if (text === '') throw new Refusal(422, `${name}: is blank.`);
  return text;
}

function objectOf(value: unknown, name: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Refusal(422, `${name}: has to be an object.`);
  }
  return value as Fields;
}
