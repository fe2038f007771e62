import { visibleText } from '../visible-text';

/** HTML that may stand in a page as it is. Only `html` and what is written in this folder make it. */
export class Markup {
  constructor(readonly source: string) {}
}

export type Part = Markup | string | number | false | undefined | readonly Part[];

/** A piece of HTML. Whatever is put into it is escaped, unless it is Markup; attributes have to be in double quotes. */
export function html(pieces: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(pieces.map((piece, at) => piece + sourceOf(parts[at])).join(''));
}

/** Characters of a text of others: nobody reads more here, and report.json has all. */
const MOST_CHARACTERS = 2000;

/** Text of others: escaped, not endless, and its direction kept from what stands around it. */
export function foreign(text: string): Markup {
  return html`<bdi>${text.length <= MOST_CHARACTERS ? text : `${text.slice(0, MOST_CHARACTERS - 1)}…`}</bdi>`;
}

function sourceOf(part: Part): string {
  if (part instanceof Markup) return part.source;
  if (part === undefined || part === false) return '';
  if (typeof part === 'number') return String(part);
  return typeof part === 'string' ? escapeHtml(part) : part.map(sourceOf).join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return visibleText(text).replace(/[&<>"']/g, (character) => ENTITIES[character] as string);
}
