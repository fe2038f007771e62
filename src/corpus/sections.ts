import { usableText } from './fields';
import type { FormatContext } from './format';
import type { CorpusRecord } from './record';

/** The id and the metadata of a whole document. */
export interface DocumentFacts {
  /** Prefix of the ids of its parts: its own id if it declares one, else its file. */
  id: string;
  metadata: Record<string, unknown>;
}

/** A heading and the text under it, up to the next heading. */
interface Section {
  readonly line: number;
  /** Anchor of the heading; undefined before the first heading. */
  readonly anchor: string | undefined;
  /** Path of headings, from the outermost to its own. */
  readonly headings: readonly string[];
  readonly text: readonly string[];
}

/**
 * Cuts a document at its headings into one record per section, which begins with the heading. Records carry the path of
 * headings above them; chunking cuts long sections further.
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

  /** Returns one record per section; empty sections count as blank. */
  records(facts: DocumentFacts, context: FormatContext): CorpusRecord[] {
    this.close();
    // An empty document counts as blank too.
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
    // No section begins before the first heading if no text does.
    if (anchor === undefined && this.sections.length === 0 && text.every((part) => part.trim() === '')) return;
    this.sections.push({ line, anchor, headings: this.path.map(({ heading }) => heading), text });
    this.text = [];
  }

  /** Makes anchors unique as GitHub does: a second `usage` becomes `usage-1`. */
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

/** Returns the anchor that GitHub gives a heading: letters, digits, `_` and `-`, in lower case. */
function slugOf(heading: string): string {
  const slug = heading
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replaceAll(' ', '-');
  return slug || 'section';
}

/** Removes spaces before line ends, and all but one of consecutive empty lines. */
function tidy(text: string): string {
  return text.replace(/[ \t]+(?=\n)/g, '').replace(/\n{3,}/g, '\n\n');
}
