import { usableText } from './fields';
import type { FormatContext } from './format';
import type { CorpusRecord } from './record';

/** What a document says of itself as a whole. */
export interface DocumentFacts {
  /** Of the document, in front of the part; its file, unless it names an id itself. */
  id: string;
  metadata: Record<string, unknown>;
}

/** A heading and what stands under it, until the next. */
interface Section {
  readonly line: number;
  /** Of the heading in the document; undefined before the first. */
  readonly anchor: string | undefined;
  /** From the outermost to its own. */
  readonly headings: readonly string[];
  readonly text: readonly string[];
}

/**
 * Cuts a document at its headings: a record a section, in which the heading comes first. This is where a document becomes
 * records; whoever cuts texts to the length of a model gets them with the path of headings they stand under.
 */
export class Sections {
  private readonly path: { level: number; heading: string }[] = [];
  private readonly anchors = new Map<string, number>();
  private readonly sections: Section[] = [];
  private text: string[] = [];
  private line = 1;
  private anchor: string | undefined;

  /** @param level from 1, the outermost, to 6 */
  heading(level: number, heading: string, line: number, anchor?: string): void {
    this.close();
    while (this.path.length > 0 && (this.path.at(-1)?.level ?? 0) >= level) this.path.pop();
    if (heading !== '') this.path.push({ level, heading });
    this.anchor = this.unique(anchor || slugOf(heading));
    this.line = line;
    this.text = heading === '' ? [] : [`${heading}\n\n`];
  }

  add(text: string): void {
    this.text.push(text);
  }

  /** One record a section; those with nothing in them are blank. */
  records(facts: DocumentFacts, context: FormatContext): CorpusRecord[] {
    this.close();
    // A document with nothing in it is accounted for all the same.
    if (this.sections.length === 0) context.blank();
    return this.sections.flatMap(({ line, anchor, headings, text: parts }) => {
      const where = () => (anchor === undefined ? 'the document' : `the section "${anchor}"`);
      const text = usableText(tidy(parts.join('')), line, context, where);
      if (text === undefined) return [];
      const metadata = { ...facts.metadata, ...(headings.length > 0 && { headings }) };
      const id = anchor === undefined ? facts.id : `${facts.id}#${anchor}`;
      const { source } = context;
      return [{ text, source, line, id, ...(Object.keys(metadata).length > 0 && { metadata }) }];
    });
  }

  private close(): void {
    const { line, anchor, text } = this;
    // Before the first heading there may be nothing at all, which is no section.
    if (anchor === undefined && this.sections.length === 0 && text.every((part) => part.trim() === '')) return;
    this.sections.push({ line, anchor, headings: this.path.map(({ heading }) => heading), text });
    this.text = [];
  }

  /** Names a second `usage` `usage-1`, as GitHub does. */
  private unique(anchor: string): string {
    for (;;) {
      const times = this.anchors.get(anchor) ?? 0;
      this.anchors.set(anchor, times + 1);
      if (times === 0) return anchor;
      const next = `${anchor}-${times}`;
      if (!this.anchors.has(next)) {
        this.anchors.set(next, 1);
        return next;
      }
    }
  }
}

/** The anchor that GitHub gives a heading: letters, digits, `_` and `-`, in lower case. */
function slugOf(heading: string): string {
  const slug = heading
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replaceAll(' ', '-');
  return slug || 'section';
}

/** No spaces before line ends, and no more than one empty line. */
function tidy(text: string): string {
  return text.replace(/[ \t]+(?=\n)/g, '').replace(/\n{3,}/g, '\n\n');
}
