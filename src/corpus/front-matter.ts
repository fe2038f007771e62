import { messageOf } from '../base/errors';

/** More is no front matter, but a document between two rules. */
const MOST_CHARACTERS = 64 * 1024;

/** What stands before a document, between two lines of three dashes. */
export interface FrontMatter {
  readonly metadata: Record<string, unknown>;
  /** What follows it. */
  readonly body: string;
  /** That the front matter takes. */
  readonly lines: number;
}

/** @throws Error if it is not YAML, or nothing that could be metadata */
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
    // Written and read once more: what is no JSON, such as a circle of aliases, cannot be kept as metadata.
    value = JSON.parse(JSON.stringify(parse(yaml, { logLevel: 'error' }) ?? {}));
  } catch (error) {
    const line = /at line (\d+)/.exec(messageOf(error))?.[1];
    throw new Error(`the front matter cannot be read as YAML${line ? `, at its line ${line}` : ''}`, { cause: error });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error('the front matter is YAML, but has no names with values');
  }
  return value as Record<string, unknown>;
}
