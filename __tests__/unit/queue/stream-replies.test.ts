import { describe, expect, it } from '@jest/globals';
import { claimedEntries, pendingEntries, readEntries } from '../../../src/queue/stream-replies';

const ENTRY = ['1-0', ['type', 'texts', 'texts', '[]']];
const READ = [
  {
    entry: '1-0',
    fields: new Map([
      ['type', 'texts'],
      ['texts', '[]'],
    ]),
  },
];

describe('replies about streams', () => {
  it('are read as either protocol packs them, with strings or Buffers', () => {
    expect(readEntries(null)).toEqual([]);
    expect(readEntries([['stream', [ENTRY]]])).toEqual(READ);
    expect(readEntries(['stream', [ENTRY]])).toEqual(READ);
    const buffers = [
      Buffer.from('stream'),
      [[Buffer.from('1-0'), ['type', 'texts', 'texts', '[]'].map((word) => Buffer.from(word))]],
    ];
    expect(readEntries(buffers)).toEqual(READ);
    expect(() => readEntries('OK')).toThrow('unexpected reply');
  });

  it('leave out entries that were deleted', () => {
    expect(claimedEntries(['0-0', [ENTRY, null, ['2-0', null]], ['3-0']])).toEqual({ cursor: '0-0', entries: READ });
    expect(claimedEntries(['5-0', []])).toEqual({ cursor: '5-0', entries: [] });
  });

  it('name who holds what, and how often it was delivered', () => {
    expect(pendingEntries([['1-0', 'a', 12, 3]])).toEqual([{ consumer: 'a', deliveries: 3 }]);
    expect(pendingEntries([])).toEqual([]);
  });
});
