import { messageOf } from '../base/errors';
import { readDocument } from './document';
import type { CorpusFormat } from './format';
import { HtmlText } from './html-text';
import { Sections } from './sections';

/** A page as text, a record a heading. */
export const htmlFormat: CorpusFormat = {
  name: 'html',
  extensions: ['.html', '.htm', '.xhtml'],
  counts: 'line',
  declaredEncoding(start) {
    const declaration = /<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]{1,40})/i.exec(start.toString('latin1'))?.[1];
    // Bytes in which this can be read are not UTF-16: browsers take it for UTF-8, too.
    return declaration && /^utf-?16/i.test(declaration) ? 'utf-8' : declaration;
  },
  async *read(bytes, context) {
    const [html, htmlparser2] = await Promise.all([readDocument(bytes, context), import('htmlparser2')]);
    if (html === undefined) return;
    const sections = new Sections();
    const page = new HtmlText(htmlparser2, sections, context.inputs.markdownCode === 'keep', lineCounter(html));
    try {
      page.take(html);
    } catch (error) {
      context.bad(undefined, `the document cannot be parsed: ${messageOf(error)}`);
      return;
    }
    yield sections.records({ id: context.source, metadata: { ...page.facts } }, context);
  },
};

/** Tells the line, from 1, of positions in a text. They must not go back. */
function lineCounter(text: string): (position: number) => number {
  let line = 1;
  let from = 0;
  return (position) => {
    for (let at = text.indexOf('\n', from); at >= 0 && at < position; at = text.indexOf('\n', from)) {
      line++;
      from = at + 1;
    }
    return line;
  };
}
