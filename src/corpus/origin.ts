import type { CorpusBytes } from './format';

/** The place that the bytes of a source come from. */
export interface Origin {
  /** Name for messages: one line, without secrets. */
  readonly name: string;
  /** Size; undefined if it is unknown before reading. */
  readonly bytes: number | undefined;
  /** Changes with the content, if the server provides such a tag. */
  readonly tag?: string;
  /** @param count called with the number of bytes as they arrive, before they are decoded */
  open(count: (bytes: number) => void): CorpusBytes;
}

/** Escapes control characters: they could start a new line in the log, and with it a GitHub workflow command. */
export function shownName(name: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters must be escaped.
  return name.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
