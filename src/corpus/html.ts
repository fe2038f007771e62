import { messageOf } from '../base/errors';
import { readDocument } from './document';
import type { CorpusFormat } from './format';
import { HtmlText } from './html-text';
import { Sections } from './sections';

/** One record per heading, as text. */
export const htmlFormat: CorpusFormat = {
  name: 'html',
  extensions: ['.html', '.htm', '.xhtml'],
  counts: 'line',
  declaredEncoding(start) {
    const declaration = /<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]{1,40})/i.exec(start.toString('latin1'))?.[1];
    // If the declaration is readable as ASCII, the text is not UTF-16. Browsers assume UTF-8 as well.
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

/** Returns a function that gives the line, from 1, of a position in the text. Positions must not decrease. */
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
