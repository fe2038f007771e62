import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { htmlFormat } from '../../../src/corpus/html';
import { collect, pieces, recordingContext } from '../../../test-support/builders/format-context';

async function read(content: string | Buffer) {
  const context = recordingContext();
  const records = await collect(htmlFormat.read(pieces(content), context));
  return { records, bads: context.bads, blanks: context.blanks };
}

async function textOf(html: string): Promise<string> {
  return (await read(html)).records.map(({ text }) => text).join('\n---\n');
}

describe('htmlFormat', () => {
  it('makes a record of each heading, named by its anchor', async () => {
    const { records } = await read(`<!doctype html>
<html lang="de"><head><title>A &amp;
 page</title><style>p { color: red }</style></head>
<body><p>Before.</p>
<h1 id="top">One <em>heading</em></h1><p>Text.</p>
<h2>Über uns</h2><p>More.</p></body></html>`);
    const page = { title: 'A & page', language: 'de' };
    expect(records).toEqual([
      { text: 'Before.', source: 'corpus.jsonl', line: 1, id: 'corpus.jsonl', metadata: page },
      {
        text: 'One heading\n\nText.',
        source: 'corpus.jsonl',
        line: 5,
        id: 'corpus.jsonl#top',
        metadata: { ...page, headings: ['One heading'] },
      },
      {
        text: 'Über uns\n\nMore.',
        source: 'corpus.jsonl',
        line: 6,
        id: 'corpus.jsonl#über-uns',
        metadata: { ...page, headings: ['One heading', 'Über uns'] },
      },
    ]);
  });

  it.each([
    ['<p>a\n  b</p><p>c</p>', 'a b\n\nc'],
    ['a<br>b<br/>c', 'a\nb\nc'],
    ['<ul><li>a</li><li><p>b</p></li></ul>', '- a\n- b'],
    ['<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>', 'a\tb\n1\t2'],
    ['<pre>  a\n    b</pre>', 'a\n    b'],
    ['a <b>b</b>c <i> d </i> e', 'a bc d e'],
    ['a<script>x < y</script><style>z</style><!-- c --><template>t</template>b', 'ab'],
    ['&lt;p&gt; &eacute; &#x1F600; x&nbsp;x', '<p> é 😀 x\u00a0x'],
    ['<img alt="a cat" src="x">', 'a cat'],
    ['<P>UPPER</P>', 'UPPER'],
    ['<p>never <b>closed', 'never closed'],
    ['no tags at all', 'no tags at all'],
    ['<h1>a</h2><p>b</p>', 'a b'],
    ['1 < 2 and 3 > 2', '1 < 2 and 3 > 2'],
  ])('reads %s as %j', async (html, text) => {
    expect(await textOf(html)).toBe(text);
  });

  it('finds the encoding that a page declares', () => {
    const declared = (html: string) => htmlFormat.declaredEncoding?.(Buffer.from(html));
    expect(declared('<meta charset="windows-1252">')).toBe('windows-1252');
    expect(declared("<meta http-equiv='Content-Type' content='text/html; charset=ISO-8859-2'>")).toBe('ISO-8859-2');
    expect(declared('<meta charset=utf-16>')).toBe('utf-8');
    expect(declared('<p>charset=koi8-r</p>')).toBeUndefined();
  });

  it('refuses a page that is nested deeper than anybody nests', async () => {
    const { records, bads } = await read(`a${'<div>'.repeat(100_000)}`);
    expect(records).toEqual([]);
    expect(bads).toEqual([{ line: undefined, reason: expect.stringContaining('nested deeper than 5000 levels') }]);
  });

  it('never fails, and gives each part a name of its own', async () => {
    const piece = fc.constantFrom(
      ...[
        '<h1>',
        '</h1>',
        '<h2 id="a">',
        '</h2>',
        '<p>',
        '</p>',
        '<pre>',
        '</pre>',
        '<li>',
        '<td>',
        '<script>',
        '</script>',
      ],
      ...[
        '<!--',
        '-->',
        '<![CDATA[',
        ']]>',
        '<',
        '>',
        '&',
        '&amp;',
        '"',
        'text ',
        'a',
        '\n',
        '<title>',
        '</title>',
        '\u0000',
        '<br',
      ],
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 40 }), async (parts) => {
        const { records, bads } = await read(parts.join(''));
        expect(bads).toEqual([]);
        expect(new Set(records.map(({ id }) => id)).size).toBe(records.length);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['open tags', '<div>'.repeat(4900)],
    ['attributes', `<a ${'b="c" '.repeat(100_000)}>x`],
    ['headings', '<h1>x</h1>'.repeat(50_000)],
    ['half entities', '&#'.repeat(100_000)],
  ])('takes no more than seconds for a page of %s', async (_, content) => {
    // Of the processor: others may be at work.
    const started = process.cpuUsage();
    await read(content);
    const { user, system } = process.cpuUsage(started);
    expect((user + system) / 1000).toBeLessThan(5000);
  });
});
