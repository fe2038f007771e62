/**
 * Texts of a corpus are written by anybody, and people read them in terminals, pages and tables. Control characters, lone surrogates and what
 * turns the direction of the text around it are put in the open; everything else stays as it is.
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

/** The beginning of a text, at most as long as this in UTF-8, and never half a character. */
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
