import { describe, expect, it } from '@jest/globals';
import { fieldsOf, messageId, parseMessage, type QueueMessage, shownMessage } from '../../../src/queue/message';

const MESSAGES: readonly QueueMessage[] = [
  { kind: 'document', source: 'docs/a b.pdf' },
  { kind: 'shard', plan: 'output/plan.jsonl', shard: { number: 2, of: 8 }, corpus: ['a.txt', 's3://b/c.jsonl'] },
  { kind: 'texts', texts: ['one', ' two\n'] },
];

const faultOf = (fields: Record<string, string>): string => {
  try {
    parseMessage(new Map(Object.entries(fields)));
  } catch (error) {
    return (error as Error).message;
  }
  return '';
};

describe('a message', () => {
  it.each(MESSAGES)('of kind $kind is read as it was written', (message) => {
    expect(parseMessage(fieldsOf(message))).toEqual(message);
    expect(parseMessage(new Map([...fieldsOf(message), ['id', 'x'], ['tries', '2']]))).toEqual(message);
  });

  it('is named by what it asks for, and by what its files hold', () => {
    const ids = MESSAGES.flatMap((message) => ['a', 'b'].map((content) => messageId(message, content)));
    expect(new Set(ids).size).toBe(ids.length);
    expect(messageId({ kind: 'document', source: 'a' }, 'x')).toBe(messageId({ kind: 'document', source: 'a' }, 'x'));
  });

  it.each([
    [{}, 'it has no type that a worker knows: shard, document, texts, s3-event'],
    [{ type: 'constructor' }, 'it has no type that a worker knows: shard, document, texts, s3-event'],
    [{ type: 'document' }, 'field source is missing or empty'],
    [{ type: 'document', source: 'a', plan: 'b' }, 'a document has no fields plan'],
    [{ type: 'document', source: 'a', 'a\nb': 'b', c: '' }, 'a document has no fields c, and others'],
    [{ type: 'shard', plan: 'a', shard: '3/2', corpus: '["a"]' }, 'field shard is not i/n with i from 1 to n'],
    [
      { type: 'shard', plan: 'a', shard: '1/2', corpus: '[]' },
      'field corpus is no JSON array of strings with one or more in it',
    ],
    [{ type: 'texts', texts: '["secret' }, 'field texts is no JSON'],
    [{ type: 'texts', texts: '[1]' }, 'field texts is no JSON array of strings with one or more in it'],
  ])('is refused as %j without any of its values', (fields, fault) => {
    expect(faultOf(fields)).toBe(fault);
  });

  it('is shown without texts, signatures and control characters', () => {
    const shown = [
      { kind: 'texts', texts: ['secret'] },
      { kind: 'document', source: 'https://user:secret@host/a.pdf?signature=secret' },
      { kind: 'document', source: 'a\n::error::b' },
    ] satisfies QueueMessage[];
    expect(shown.map(shownMessage)).toEqual(['1 text', 'document https://host/a.pdf', 'document a\\u000a::error::b']);
  });
});
