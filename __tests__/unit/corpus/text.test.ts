import { describe, expect, it } from '@jest/globals';
import { textFormat } from '../../../src/corpus/text';
import { collect, pieces, recordingContext } from '../../../test-support/builders/format-context';

describe('textFormat', () => {
  it('makes a record of each line that holds something, trimmed, with its line number', async () => {
    const context = recordingContext();
    const records = await collect(
      textFormat.read(pieces('one\r\n\n  two  words \n \t\u001f\u0085\nthr', 'ee'), context),
    );
    expect(records).toEqual([
      { text: 'one', source: 'corpus.jsonl', line: 1 },
      { text: 'two  words', source: 'corpus.jsonl', line: 3 },
      { text: 'three', source: 'corpus.jsonl', line: 5 },
    ]);
    expect(context.blanks).toBe(2);
  });

  it('leaves out a line that is not UTF-8, and does not count it as blank', async () => {
    const context = recordingContext();
    const records = await collect(textFormat.read(pieces('a\n', Buffer.from([0xff, 0x0a]), 'c\n'), context));
    expect(records.map(({ text, line }) => [text, line])).toEqual([
      ['a', 1],
      ['c', 3],
    ]);
    expect([context.bads.length, context.blanks]).toEqual([1, 0]);
  });
});
