import { messageOf } from '../base/errors';

/** A longer block is not front matter but text between two horizontal rules. */
const MOST_CHARACTERS = 64 * 1024;

/** The block before a document, between two lines of three dashes. */
export interface FrontMatter {
  readonly metadata: Record<string, unknown>;
  /** The document after the front matter. */
  readonly body: string;
  /** Number of lines of the front matter. */
  readonly lines: number;
}

/** @throws Error if it is not YAML or not a mapping */
export async function readFrontMatter(document: string): Promise<FrontMatter> {
  const none = { metadata: {}, body: document, lines: 0 };
  const opening = /^---[ \t]*\r?\n/.exec(document);
  if (!opening) return none;
  const head = document.slice(0, MOST_CHARACTERS);
  const closing = /\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/.exec(head.slice(opening[0].length - 1));
  if (!closing) return none;
  const end = opening[0].length - 1 + closing.index;
  const metadata = await parse(document.slice(opening[0].length, Math.max(end, opening[0].length)));
  const body = document.slice(end + closing[0].length);
  return { metadata, body, lines: document.slice(0, end + closing[0].length).split('\n').length - 1 };
}

async function parse(yaml: string): Promise<Record<string, unknown>> {
  const { parse } = await import('yaml');
  let value: unknown;
  try {
    // A round trip through JSON rejects values that metadata cannot hold, such as a cycle of aliases.
    value = JSON.parse(JSON.stringify(parse(yaml, { logLevel: 'error' }) ?? {}));
  } catch (error) {
    const line = /at line (\d+)/.exec(messageOf(error))?.[1];
    throw new Error(`the front matter cannot be read as YAML${line ? `, at its line ${line}` : ''}`, { cause: error });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error('the front matter is YAML but not a mapping');
  }
  return value as Record<string, unknown>;
}
