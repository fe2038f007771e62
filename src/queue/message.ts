import { createHash } from 'node:crypto';
import { MessageFault } from '../base/errors';
import { counted } from '../base/wording';
import { shownName } from '../corpus/origin';
import { shownAddress } from '../inputs/values/address';
import type { ShardChoice } from '../inputs/values/shard';
import { objectsMadeBy } from './s3-event';

/** A task for a worker. docs/queues.md lists the fields. */
export type QueueMessage = ShardMessage | DocumentMessage | TextsMessage;

/** A shard of a plan, and the corpus that the plan was made from. */
export interface ShardMessage {
  readonly kind: 'shard';
  readonly plan: string;
  readonly shard: ShardChoice;
  /** As in the input `corpus`. */
  readonly corpus: readonly string[];
}

/** A file or an object. */
interface DocumentMessage {
  readonly kind: 'document';
  /** A path, or an address that begins with https or s3. */
  readonly source: string;
}

export interface TextsMessage {
  readonly kind: 'texts';
  readonly texts: readonly string[];
}

/** Fields of every kind. `id` prevents adding a message twice; `tries` counts failed attempts. */
const COMMON_FIELDS = ['type', 'id', 'tries'];

/** The fields of each kind, and how to parse them. */
const KINDS: Readonly<
  Record<QueueMessage['kind'], { fields: readonly string[]; parse(fields: Fields): QueueMessage }>
> = {
  shard: {
    fields: ['plan', 'shard', 'corpus'],
    parse: (fields) => ({
      kind: 'shard',
      plan: wordIn(fields, 'plan'),
      shard: shardIn(fields),
      corpus: listIn(fields, 'corpus'),
    }),
  },
  document: { fields: ['source'], parse: (fields) => ({ kind: 'document', source: wordIn(fields, 'source') }) },
  texts: { fields: ['texts'], parse: (fields) => ({ kind: 'texts', texts: listIn(fields, 'texts') }) },
};

/** The type of a notification that S3 sends when objects are created or removed. Its field `event` holds the original text. */
export const S3_EVENT = 's3-event';

/** The fields of a queue entry, by name. */
export type Fields = ReadonlyMap<string, string>;

/**
 * Reads the messages of an entry: one message, or one document per object that an S3 event reports as created, possibly none.
 * @throws MessageFault if the entry is neither
 */
export function parseMessages(fields: Fields): QueueMessage[] {
  if (fields.get('type') !== S3_EVENT) return [parseMessage(fields)];
  checkNames(fields, S3_EVENT, ['event']);
  const sources = objectsMadeBy(wordIn(fields, 'event'));
  if (!sources) throw new MessageFault('it is neither a message with a type nor an event of S3');
  return sources.map((source) => ({ kind: 'document', source }));
}

/** @throws MessageFault if the fields are not a valid message */
export function parseMessage(fields: Fields): QueueMessage {
  const type = fields.get('type') ?? '';
  if (!Object.hasOwn(KINDS, type)) {
    throw new MessageFault(`it has no type that a worker knows: ${[...Object.keys(KINDS), S3_EVENT].join(', ')}`);
  }
  const kind = KINDS[type as QueueMessage['kind']];
  checkNames(fields, type, kind.fields);
  return kind.parse(fields);
}

function checkNames(fields: Fields, type: string, known: readonly string[]): void {
  const strangers = [...fields.keys()].filter((name) => !COMMON_FIELDS.includes(name) && !known.includes(name));
  if (strangers.length > 0) throw new MessageFault(`a ${type} has no fields ${namesOf(strangers)}`);
}

/** The fields of a message, without its id. */
export function fieldsOf(message: QueueMessage): Map<string, string> {
  const { kind, ...values } = message;
  const fields = new Map([['type', kind as string]]);
  for (const [name, value] of Object.entries(values as Record<string, string | readonly string[] | ShardChoice>)) {
    if (typeof value === 'string') fields.set(name, value);
    else fields.set(name, 'number' in value ? `${value.number}/${value.of}` : JSON.stringify(value));
  }
  return fields;
}

/**
 * Returns the id of a message, a hash of its fields and content.
 * @param content identifies the content of its files, so a changed file gets a new id
 */
export function messageId(message: QueueMessage, content: string): string {
  return createHash('sha256')
    .update(JSON.stringify([...fieldsOf(message), content]))
    .digest('hex')
    .slice(0, 32);
}

/** Describes a message for logs and reports, without texts and without signatures of addresses. */
export function shownMessage(message: QueueMessage): string {
  switch (message.kind) {
    case 'shard':
      return `shard ${message.shard.number}/${message.shard.of} of ${shownName(message.plan)}`;
    case 'document':
      return `document ${shownName(shownAddress(message.source))}`;
    case 'texts':
      return counted(message.texts.length, 'text');
  }
}

function wordIn(fields: Fields, name: string): string {
  const value = fields.get(name) ?? '';
  if (value.trim() === '') throw new MessageFault(`field ${name} is missing or empty`);
  return value;
}

function shardIn(fields: Fields): ShardChoice {
  const match = /^(\d{1,9})\/(\d{1,9})$/.exec(wordIn(fields, 'shard'));
  const [number, of] = [Number(match?.[1]), Number(match?.[2])];
  if (!match || number < 1 || number > of) throw new MessageFault('field shard is not i/n with i from 1 to n');
  return { number, of };
}

function listIn(fields: Fields, name: string): string[] {
  let list: unknown;
  try {
    list = JSON.parse(wordIn(fields, name));
  } catch (error) {
    if (error instanceof MessageFault) throw error;
    // The parser's own message contains a part of the value.
    throw new MessageFault(`field ${name} is no JSON`);
  }
  if (!Array.isArray(list) || list.length === 0 || !list.every((one) => typeof one === 'string')) {
    throw new MessageFault(`field ${name} is no JSON array of strings with one or more in it`);
  }
  return list;
}

/** Lists the first few names that are safe to show; a sender can use any string as a name. */
function namesOf(names: readonly string[]): string {
  const shown = names.filter((name) => /^[\w.-]{1,40}$/.test(name)).slice(0, 5);
  return shown.length === names.length ? shown.join(', ') : [...shown, 'and others'].join(', ');
}
