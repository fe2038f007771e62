import type { CorpusBytes } from './format';

/** Where the bytes of a source come from. */
export interface Origin {
  /** As people know it: on one line, and without what may be secret. */
  readonly name: string;
  /** Undefined where that is not known before they are read. */
  readonly bytes: number | undefined;
  /** Changes with what it holds, where a server says such a thing. */
  readonly tag?: string;
  /** @param count told of bytes as they come, before anything is made of them */
  open(count: (bytes: number) => void): CorpusBytes;
}

/** Control characters would break a line of the log in two, and begin a command of GitHub's there. */
export function shownName(name: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is to be shown otherwise.
  return name.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
