import { decimalArray } from '../base/decimal';
import type { Inputs } from '../inputs/inputs';
import { fieldValue, type SinkField } from '../inputs/values/sink-fields';
import { vectorBytes, vectorField } from '../redis/search-commands';
import type { RedisIndexNames } from './redis-index-names';
import type { SinkDocument } from './sink';

type Words = (string | Buffer)[];

/** Separates the tags in a field of a hash: a character that texts do not use. */
const TAG_SEPARATOR = '\x1f';
const TAG = ['TAG', 'SEPARATOR', TAG_SEPARATOR, 'CASESENSITIVE'];

/** Sets and removes fields atomically. ARGV: the number of fields to remove, their names, then names and values to set. */
const REPLACE =
  "redis.call('HSET', KEYS[1], unpack(ARGV, ARGV[1] + 2)) return redis.call('HDEL', KEYS[1], unpack(ARGV, 2, ARGV[1] + 1))";

/** The settings for writing and indexing documents. */
export interface RedisDocumentForm {
  readonly document: Inputs['sinkDocument'];
  readonly fields: readonly SinkField[];
  readonly vector: Inputs['sinkVectorIndex'];
}

/** Stores documents in Redis. Each command replaces one document atomically, regardless of earlier content. */
export interface RedisDocuments {
  /** The schema of the index, without its vector field. */
  readonly schema: readonly string[];
  write(key: string, document: SinkDocument): Words;
  /** Reads one field of a document, as `value` understands it. */
  ask(key: string, field: 'digest' | 'source'): Words;
  value(reply: unknown): string | undefined;
}

/**
 * https://redis.io/docs/latest/commands/ft.create/
 * @param empty whether there are no documents yet; otherwise the server scans all its keys for documents
 */
export function createIndex(
  { generation, documents }: RedisIndexNames,
  form: RedisDocumentForm,
  dimensions: number,
  empty: boolean,
): Words {
  const on = ['ON', form.document.toUpperCase(), 'PREFIX', '1', documents, ...(empty ? ['SKIPINITIALSCAN'] : [])];
  const path = form.document === 'json' ? ['$.vector', 'AS', 'vector'] : ['vector'];
  const vector = [...path, ...vectorField(form.vector, dimensions)];
  return ['FT.CREATE', generation, ...on, 'SCHEMA', ...documentsOf(form).schema, ...vector];
}

export function documentsOf(form: RedisDocumentForm): RedisDocuments {
  return form.document === 'json' ? jsonDocuments(form) : hashDocuments(form);
}

function hashDocuments({ fields, vector }: RedisDocumentForm): RedisDocuments {
  const optional = ['record', 'metadata', ...fields.map(({ name }) => name)];
  return {
    schema: ['id', 'source', 'record']
      .flatMap((name) => [name, ...TAG])
      .concat('text', 'TEXT')
      .concat(fields.flatMap((field) => [field.name, ...kindWords(field)])),
    write(key, document) {
      const values = new Map<string, string | Buffer>([
        ['id', document.id],
        ['text', document.text],
        ['source', document.source],
        ['digest', document.digest],
        ['vector', vectorBytes(document.vector, vector.dtype)],
      ]);
      if (document.record !== undefined) values.set('record', document.record);
      if (document.metadata) values.set('metadata', JSON.stringify(document.metadata));
      for (const field of fields) {
        const value = fieldValue(document.metadata?.[field.name], field);
        if (value === undefined) continue;
        const between = field.kind === 'text' ? ' ' : TAG_SEPARATOR;
        values.set(field.name, typeof value === 'number' ? String(value) : value.join(between));
      }
      const absent = optional.filter((name) => !values.has(name));
      const all = [...values].flat();
      if (absent.length === 0) return ['HSET', key, ...all];
      return ['EVAL', REPLACE, '1', key, String(absent.length), ...absent, ...all];
    },
    ask: (key, field) => ['HGET', key, field],
    value: (reply) => (reply === null ? undefined : String(reply)),
  };
}

function jsonDocuments({ fields }: RedisDocumentForm): RedisDocuments {
  return {
    schema: ['id', 'source', 'record']
      .flatMap((name) => [`$.${name}`, 'AS', name, 'TAG', 'CASESENSITIVE'])
      .concat('$.text', 'AS', 'text', 'TEXT')
      .concat(
        fields.flatMap((field) => {
          // Quoted, because a path allows only ASCII letters in a bare name, and an index silently skips fields whose path it cannot parse.
          const path = `$["${field.name}"]${field.kind === 'tag' ? '[*]' : ''}`;
          const kind = field.kind === 'tag' ? ['TAG', 'CASESENSITIVE'] : [field.kind.toUpperCase()];
          return [path, 'AS', field.name, ...kind];
        }),
      ),
    write(key, { id, text, source, record, digest, metadata, vector }) {
      const values = fields.flatMap((field) => {
        const value = fieldValue(metadata?.[field.name], field);
        if (value === undefined) return [];
        return [[field.name, field.kind === 'text' ? (value as readonly string[]).join(' ') : value]];
      });
      const own = { id, text, source, ...(record !== undefined && { record }), digest, ...(metadata && { metadata }) };
      const all = JSON.stringify({ ...own, ...Object.fromEntries(values) });
      return ['JSON.SET', key, '$', `${all.slice(0, -1)},"vector":${decimalArray(vector)}}`];
    },
    ask: (key, field) => ['JSON.GET', key, `$.${field}`],
    value: (reply) => (reply === null ? undefined : (JSON.parse(String(reply)) as string[])[0]),
  };
}

function kindWords({ kind }: SinkField): readonly string[] {
  return kind === 'tag' ? TAG : [kind.toUpperCase()];
}
