import type { Token } from 'marked';
import { messageOf } from '../base/errors';
import { readDocument } from './document';
import type { CorpusFormat, FormatContext } from './format';
import { type FrontMatter, readFrontMatter } from './front-matter';
import { HtmlText } from './html-text';
import { type DocumentFacts, Sections } from './sections';

/** One record per heading, without markup. Front matter and the path of headings become metadata. */
export const markdownFormat: CorpusFormat = {
  name: 'markdown',
  extensions: ['.md', '.markdown', '.mdx'],
  counts: 'line',
  async *read(bytes, context) {
    const document = await readDocument(bytes, context);
    if (document === undefined) return;
    let frontMatter: FrontMatter;
    try {
      frontMatter = await readFrontMatter(document);
    } catch (error) {
      context.bad(1, messageOf(error));
      return;
    }
    const sections = await sectionsOf(frontMatter, context).catch((error: unknown) => {
      // The parser is recursive: deep nesting overflows its stack.
      context.bad(undefined, `the document cannot be parsed: ${messageOf(error)}`);
    });
    if (sections) yield sections.records(factsOf(frontMatter, context), context);
  },
};

async function sectionsOf({ body, lines }: FrontMatter, { inputs }: FormatContext): Promise<Sections> {
  const [{ Marked }, htmlparser2] = await Promise.all([import('marked'), import('htmlparser2')]);
  const marked = new Marked({ gfm: true });
  const sections = new Sections();
  let line = 1 + lines;
  // Markdown may contain HTML, so all of it is converted to HTML and has the same rules for text.
  const page = new HtmlText(htmlparser2, sections, inputs.markdownCode === 'keep', () => line);
  // Converts one token at a time to know the line of each.
  for (const token of marked.lexer(body) as Token[]) {
    page.take(marked.parser([token]));
    line += token.raw.split('\n').length - 1;
  }
  return sections;
}

function factsOf({ metadata }: FrontMatter, { inputs, source }: FormatContext): DocumentFacts {
  const { [inputs.idField]: id, ...rest } = metadata;
  return typeof id === 'string' || typeof id === 'number'
    ? { id: String(id), metadata: rest }
    : { id: source, metadata };
}
