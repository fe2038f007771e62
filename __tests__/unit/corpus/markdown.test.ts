import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { FormatInputs } from '../../../src/corpus/format';
import { markdownFormat } from '../../../src/corpus/markdown';
import { collect, pieces, recordingContext } from '../../../test-support/builders/format-context';

async function read(content: string | Buffer, inputs: Partial<FormatInputs> = {}) {
  const context = recordingContext(inputs);
  const records = await collect(markdownFormat.read(pieces(content), context));
  return { records, bads: context.bads, blanks: context.blanks };
}

const GUIDE = `---
title: Guide
tags: [a, b]
---

Before any heading.

# Guide *one*

Some **bold** text, a [link](https://example.com/x), an ![image of a cat](cat.png), \`code\` &amp; 1 < 2.

## Install

- first
- second item
  over two lines

\`\`\`sh
npm install   x
  indented
\`\`\`

| a | b |
|---|---|
| 1 | 2 |

## Install

Again.<br>Next line.

Other
=====
End.
`;

describe('markdownFormat', () => {
  it('makes a record of each heading, with the path of headings, the line, and what the front matter says', async () => {
    const { records, bads } = await read(GUIDE);
    expect(bads).toEqual([]);
    const front = { title: 'Guide', tags: ['a', 'b'] };
    expect(records.map(({ id, line, metadata }) => [id, line, metadata])).toEqual([
      ['corpus.jsonl', 1, front],
      ['corpus.jsonl#guide-one', 8, { ...front, headings: ['Guide one'] }],
      ['corpus.jsonl#install', 12, { ...front, headings: ['Guide one', 'Install'] }],
      ['corpus.jsonl#install-1', 27, { ...front, headings: ['Guide one', 'Install'] }],
      ['corpus.jsonl#other', 31, { ...front, headings: ['Other'] }],
    ]);
  });

  it('takes markup off', async () => {
    const { records } = await read(GUIDE);
    expect(records.map(({ text }) => text)).toEqual([
      'Before any heading.',
      'Guide one\n\nSome bold text, a link, an image of a cat, code & 1 < 2.',
      'Install\n\n- first\n- second item over two lines\n\nnpm install   x\n  indented\n\na\tb\n1\t2',
      'Install\n\nAgain.\nNext line.',
      'Other\n\nEnd.',
    ]);
  });

  it('leaves blocks of code out where they are to be dropped, but not code in a sentence', async () => {
    const { records } = await read('# A\n\nuse `x`\n\n```\nblock\n```\n\n    indented\n\nend\n', {
      markdownCode: 'drop',
    });
    expect(records.map(({ text }) => text)).toEqual(['A\n\nuse x\n\nend']);
  });

  it('names parts by the id of the front matter, if it has one', async () => {
    const { records } = await read('---\nid: 7\nkind: x\n---\na\n# B\nc\n');
    expect(records.map(({ id, metadata }) => [id, metadata])).toEqual([
      ['7', { kind: 'x' }],
      ['7#b', { kind: 'x', headings: ['B'] }],
    ]);
  });

  it.each([
    ['---\na: [\n---\ntext', 'the front matter cannot be read as YAML, at its line'],
    ['---\n- a\n---\ntext', 'the front matter is YAML but not a mapping'],
    [
      `---\na: &a [x,x]\n${Array.from({ length: 9 }, (_, at) => `b${at}: &b${at} [${`*${at ? `b${at - 1}` : 'a'},`.repeat(20)}]`).join('\n')}\n---\ntext`,
      'the front matter cannot be read as YAML',
    ],
  ])('does not use a document whose front matter is bad', async (content, reason) => {
    const { records, bads } = await read(content);
    expect(records).toEqual([]);
    expect(bads).toEqual([{ line: 1, reason: expect.stringContaining(reason) }]);
  });

  it.each([
    ['---\n---\ntext', 'text'],
    ['---\r\na: 1\r\n---\r\ntext\r\n', 'text'],
    ['---\nno end of it', 'no end of it'],
    ['a\n---\nb: 1\n---\n', undefined],
  ])('tells front matter from rules: %j', async (content, text) => {
    const { records, bads } = await read(content);
    expect(bads).toEqual([]);
    if (text !== undefined) expect(records.map((record) => record.text)).toEqual([text]);
    else expect(records.length).toBeGreaterThan(0);
  });

  it('does not lose what follows a tag that is never closed', async () => {
    const { records } = await read('Use the <template> tag.\n\nAnd <script> too.\n\nThen go on.\n\n# Next\n\nend\n');
    expect(records.map(({ text }) => text).join('\n')).toMatch(/Then go on\..*Next.*end/s);
  });

  it('counts a heading without text and without anything under it as blank', async () => {
    const { records, blanks } = await read('#\n\n# A\n');
    expect([records.map(({ text }) => text), blanks]).toEqual([['A'], 1]);
  });

  it('names the line that is not UTF-8, and uses nothing of the document', async () => {
    const { records, bads } = await read(Buffer.concat([Buffer.from('a\nb '), Buffer.from([0xff, 0xff])]));
    expect(records).toEqual([]);
    expect(bads).toEqual([{ line: 2, reason: 'the line is not valid UTF-8, from column 3 on' }]);
  });

  it('counts an empty file as blank, and refuses one that is too long', async () => {
    expect(await read('')).toEqual({ records: [], bads: [], blanks: 1 });
    const { bads } = await read(Buffer.alloc(2 ** 24 + 1, 'a'));
    expect(bads).toEqual([{ line: undefined, reason: 'the document is longer than 16 MiB' }]);
  });

  it('keeps every word of paragraphs and headings', async () => {
    const word = fc.stringMatching(/^[a-z]{3,8}$/);
    const block = fc.oneof(
      fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join(' ')),
      fc.tuple(fc.integer({ min: 1, max: 6 }), word).map(([level, heading]) => `${'#'.repeat(level)} ${heading}`),
      fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.map((item) => `* ${item}`).join('\n')),
      fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => `> ${words.join('\n> ')}`),
      word.map((code) => `\`\`\`\n${code}\n\`\`\``),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(block, { maxLength: 10 }), async (blocks) => {
        const document = blocks.join('\n\n');
        const { records, bads } = await read(document);
        expect(bads).toEqual([]);
        const words = (text: string) => text.match(/[a-z]+/g) ?? [];
        expect(words(records.map(({ text }) => text).join(' '))).toEqual(words(document));
        expect(new Set(records.map(({ id }) => id)).size).toBe(records.length);
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    ['brackets', '['.repeat(20_000)],
    ['stars', '*a '.repeat(20_000)],
    ['quotes', '> '.repeat(2000)],
    ['ticks', '`a``'.repeat(10_000)],
    ['tags', '<a '.repeat(20_000)],
    ['lists', Array.from({ length: 200 }, (_, at) => `${' '.repeat(at * 2)}- a`).join('\n')],
    ['links', '[a]('.repeat(10_000)],
    ['underscores', '_'.repeat(50_000)],
    ['entities', '&'.repeat(50_000)],
    ['table cells', `${'|'.repeat(5000)}\n${'|-'.repeat(5000)}|\n`],
  ])('takes no more than seconds for a document of %s', async (_, content) => {
    // Of the processor: others may be at work.
    const started = process.cpuUsage();
    const { records, bads, blanks } = await read(content);
    expect(records.length + bads.length + blanks).toBe(1);
    const { user, system } = process.cpuUsage(started);
    expect((user + system) / 1000).toBeLessThan(5000);
  });
});
