import type * as Htmlparser2 from 'htmlparser2';
import type { Sections } from './sections';

/** Elements whose content is not visible text. */
const UNSEEN = namesIn('script style template noscript svg math iframe object canvas select');
/** Elements that begin on a new line and end with an empty one. */
const PARAGRAPHS = namesIn(
  'address article aside blockquote body details div dl fieldset figure footer form header hgroup hr main nav ol p pre section table ul',
);
/** Elements that begin on a new line. */
const LINES = namesIn('br caption dd dt figcaption legend li option summary tr');
const HEADING = /^h[1-6]$/;

/** The parser's time per tag grows with the number of open tags. */
const MOST_NESTED = 5000;

/** Metadata that a page declares. */
export interface PageFacts {
  title?: string;
  language?: string;
}

/** Extracts the text of HTML, piece by piece, and adds it to the sections. */
export class HtmlText {
  readonly facts: PageFacts = {};
  private parser: Htmlparser2.Parser | undefined;
  private unseen: string[] = [];
  private heading: { level: number; text: string; line: number; anchor: string | undefined } | undefined;
  private title: string | undefined;
  private pre = 0;
  private depth = 0;
  /** Number of line ends to write before the next text; ignored at the beginning of a section. */
  private breaks = 0;
  private space = false;
  private begun = false;
  private marked = false;
  private tabbed = false;

  /** @param code whether to keep the text of `pre` */
  constructor(
    private readonly htmlparser2: typeof Htmlparser2,
    private readonly sections: Sections,
    private readonly code: boolean,
    /** Returns the line of the source for a position in the HTML. */
    private readonly lineOf: (position: number) => number,
  ) {}

  /**
   * Takes a page, or a part of one. Elements still open at its end are closed.
   * @throws Error if its tags are nested too deep
   */
  take(html: string): void {
    this.parser = new this.htmlparser2.Parser(
      {
        onopentag: (name, attributes) => this.open(name, attributes),
        ontext: (text) => this.text(text),
        onclosetag: (name) => this.close(name),
      },
      { decodeEntities: true, lowerCaseTags: true },
    );
    this.parser.end(html);
    this.unseen = [];
    this.depth = 0;
    if (this.heading) this.endHeading();
  }

  private open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (++this.depth > MOST_NESTED) throw new Error(`its tags are nested deeper than ${MOST_NESTED} levels`);
    if (this.unseen.length > 0 || UNSEEN.has(name) || (name === 'pre' && !this.code)) {
      this.unseen.push(name);
      return;
    }
    if (name === 'html' && attributes.lang) this.facts.language = attributes.lang;
    if (name === 'title') this.title = '';
    if (HEADING.test(name) && !this.heading) {
      const line = this.lineOf(this.parser?.startIndex ?? 0);
      this.heading = { level: Number(name[1]), text: '', line, anchor: attributes.id };
      this.space = false;
    }
    if (name === 'pre') this.pre++;
    if (PARAGRAPHS.has(name)) this.breakLine(2);
    else if (LINES.has(name)) this.breakLine(1);
    if (name === 'li') this.mark('-');
    if (name === 'img' && attributes.alt) this.text(attributes.alt);
  }

  private close(name: string): void {
    this.depth--;
    if (this.unseen.length > 0) {
      const at = this.unseen.lastIndexOf(name);
      if (at >= 0) this.unseen.length = at;
      return;
    }
    if (name === 'title' && this.title !== undefined) {
      const title = this.title.replace(/\s+/g, ' ').trim();
      if (title !== '') this.facts.title ??= title;
      this.title = undefined;
    }
    if (this.heading && name === `h${this.heading.level}`) this.endHeading();
    if (name === 'pre') this.pre--;
    if (name === 'td' || name === 'th') this.emit('\t');
    if (PARAGRAPHS.has(name)) this.breakLine(2);
    else if (LINES.has(name) && name !== 'br') this.breakLine(1);
  }

  private text(text: string): void {
    if (this.unseen.length > 0) return;
    if (this.title !== undefined) this.title += text;
    else if (this.pre > 0 && !this.heading) this.emit(text);
    else {
      const words = text.replace(/[ \t\r\n\f]+/g, ' ');
      const bare = words.replace(/^ | $/g, '');
      if (words.startsWith(' ')) this.space = true;
      if (bare === '') return;
      this.emit(bare);
      this.space = words.endsWith(' ');
    }
  }

  private emit(text: string): void {
    const gap = this.breaks > 0 ? '\n'.repeat(this.breaks) : this.space && !this.tabbed ? ' ' : '';
    if (this.heading) this.heading.text += this.heading.text === '' ? text : gap.replace(/\n+/, ' ') + text;
    else this.sections.add(this.begun ? gap + text : text);
    if (!this.heading) this.begun = true;
    this.breaks = 0;
    this.space = false;
    this.marked = false;
    this.tabbed = text === '\t';
  }

  /** Writes the marker of a list item, on the same line as its text. */
  private mark(sign: string): void {
    this.emit(sign);
    this.space = true;
    this.marked = true;
  }

  private breakLine(count: number): void {
    if (this.marked) return;
    this.breaks = Math.max(this.breaks, count);
    this.space = false;
  }

  private endHeading(): void {
    const heading = this.heading;
    if (!heading) return;
    this.heading = undefined;
    this.sections.heading(heading.level, heading.text.trim(), heading.line, heading.anchor);
    this.begun = false;
    this.breaks = 0;
    this.space = false;
  }
}

function namesIn(list: string): ReadonlySet<string> {
  return new Set(list.split(' '));
}
