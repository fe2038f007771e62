import { describe, expect, it } from '@jest/globals';
import { cell, unlinked, withinLimit } from '../../../src/report/markdown';

describe('unlinked', () => {
  it.each(['@octocat', '#12', 'acme/docs#12', 'https://example.com', 'www.example.com', 'a@example.com'])(
    'keeps GitHub from making anything of %s',
    (text) => {
      const shown = unlinked(cell(text));
      expect(shown).not.toMatch(/[@#]\w|:\/\/|www\./);
      expect(shown.replace(/[\u2060\\]/g, '')).toBe(text);
    },
  );
});

describe('withinLimit', () => {
  it('cuts by whole lines, and closes what was open', () => {
    const lines = [
      '<details open><summary>x</summary>',
      '',
      '```text',
      'a'.repeat(60),
      'b'.repeat(60),
      '```',
      '</details>',
    ];
    expect(withinLimit(lines, 120, 'rest')).toBe(
      `${[...lines.slice(0, 4), '```', '', '</details>', '', 'rest', ''].join('\n')}`,
    );
    expect(withinLimit(lines, 1000, 'rest')).toBe(lines.join('\n'));
  });
});
