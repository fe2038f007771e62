import { describe, expect, it } from '@jest/globals';
import { hashOf, SegmentCounts } from '../../../src/embedder/segment-counts';

describe('SegmentCounts', () => {
  it('computes each segment once, wherever it stands', () => {
    const computed: string[] = [];
    const counts = new SegmentCounts((segment) => computed.push(segment));
    const get = (text: string, from = 0, to = text.length) => counts.get(text, from, to, hashOf(text, from, to));
    expect([get('ab'), get('xaby', 1, 3), get('b'), get('ab')]).toEqual([1, 1, 2, 1]);
    expect(computed).toEqual(['ab', 'b']);
  });

  it('tells segments of one hash apart', () => {
    const counts = new SegmentCounts((segment) => segment.charCodeAt(0));
    for (let time = 0; time < 2; time++)
      for (const segment of ['a', 'b', 'bc', 'ab'])
        expect(counts.get(segment, 0, segment.length, 7)).toBe(segment.charCodeAt(0));
  });

  it('keeps what it knows as it grows', () => {
    let computed = 0;
    const counts = new SegmentCounts((segment) => {
      computed++;
      return Number(segment);
    });
    for (let time = 0; time < 2; time++)
      for (let number = 0; number < 50_000; number++) {
        const text = String(number);
        if (counts.get(text, 0, text.length, hashOf(text, 0, text.length)) !== number) throw new Error(text);
      }
    expect(computed).toBe(50_000);
  });
});
