import { visibleText } from './visible-text';

/** Returns text from outside for Markdown, escaped and in one line. */
export function cell(text: string): string {
  return visibleText(text)
    .replace(/[\\`*_[\]|<>#~$]/g, '\\$&')
    .replace(/\s+/g, ' ');
}

/** Returns a code span. Only characters that would end the span or its cell are escaped. */
export function code(text: string): string {
  return `\`${text.replace(/[`\r\n]/g, ' ').replaceAll('|', '\\|')}\``;
}

/**
 * Returns a text that GitHub does not turn into mentions, references or links, so a corpus cannot notify anyone. An invisible word joiner
 * breaks them.
 */
export function unlinked(text: string): string {
  return text.replace(/[@#]|:(?=\/\/)|\bwww(?=\.)/gi, '$&\u2060');
}

/** Returns the lines that fit into this many bytes of UTF-8, then the note, with open blocks closed. */
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
