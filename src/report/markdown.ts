import { visibleText } from './visible-text';

/** Text of others inside a table: what would end the cell or become markup is escaped. */
export function cell(text: string): string {
  return visibleText(text)
    .replace(/[\\`*_[\]|<>#~$]/g, '\\$&')
    .replace(/\s+/g, ' ');
}

/** A path in a table. In a code span nothing is escaped but what would end it, or the cell. */
export function code(text: string): string {
  return `\`${text.replace(/[`\r\n]/g, ' ').replaceAll('|', '\\|')}\``;
}

/**
 * The same text, of which GitHub makes no mention, reference or link: what others wrote calls nobody into a conversation. A word joiner, which
 * cannot be seen, stands where these would begin.
 */
export function unlinked(text: string): string {
  return text.replace(/[@#]|:(?=\/\/)|\bwww(?=\.)/gi, '$&\u2060');
}

/** Whole lines, as many as fit into so many bytes of UTF-8; then what is left out is told, and what was folded is closed. */
export function withinLimit(lines: readonly string[], most: number, rest: string): string {
  const text = lines.join('\n');
  if (Buffer.byteLength(text) <= most) return text;
  const kept: string[] = [];
  let bytes = 0;
  for (const line of text.split('\n')) {
    bytes += Buffer.byteLength(line) + 1;
    if (bytes > most) break;
    kept.push(line);
  }
  const count = (mark: string): number => kept.filter((line) => line.startsWith(mark)).length;
  const fence = count('```') % 2 === 1 ? ['```'] : [];
  const folded = Array.from({ length: count('<details') - count('</details>') }, () => '\n</details>');
  return [...kept, ...fence, ...folded, '', rest, ''].join('\n');
}
