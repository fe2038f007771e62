import { visibleText } from '../visible-text';

/** Safe HTML. Only this folder creates it. */
export class Markup {
  constructor(readonly source: string) {}
}

export type Part = Markup | string | number | false | undefined | readonly Part[];

/** Returns HTML in which every part is escaped unless it is Markup. Attributes need double quotes. */
export function html(pieces: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(pieces.map((piece, at) => piece + sourceOf(parts[at])).join(''));
}

/** Characters of a text from outside. report.json has the rest. */
const MOST_CHARACTERS = 2000;

/** Returns a text from outside, escaped, cut, and isolated from the direction of the text around it. */
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
