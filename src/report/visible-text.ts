/**
 * Makes texts from outside safe to read in terminals, pages and tables: replaces control characters and lone surrogates, and shows characters
 * that change the text direction. Everything else stays.
 */
export function visibleText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/(?![\n\t])\p{Cc}/gu, '\uFFFD')
    .replace(
      /[\u202A-\u202E\u2066-\u2069]/g,
      (character) => `[U+${character.charCodeAt(0).toString(16).toUpperCase()}]`,
    );
}

/** Returns the beginning of a text in at most this many bytes of UTF-8, in whole characters. */
export function cutToBytes(text: string, limit: number): string {
  if (Buffer.byteLength(text) <= limit) return text;
  let bytes = 0;
  let end = 0;
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > limit - 3) break;
    end += character.length;
  }
  return `${text.slice(0, end)}…`;
}
