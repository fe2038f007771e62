import type { Position } from '../base/errors';

/** One text of the corpus, in the order in which it was read. */
export interface CorpusRecord {
  /** Trimmed, never empty, well-formed. */
  readonly text: string;
  /** As its format shows it to people: the file, or `stdin`. */
  readonly source: string;
  /** Counts from 1: the line where it begins, or the item, row or page; what `counts` of its format says. */
  readonly line: number;
  /** From `id-field`; or, of a part of a document, the file and the part, such as `guide.md#install`. */
  readonly id?: string;
  /** Fields beside text and id, as the corpus gives them. */
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** The record's id; a record without one is named by its place. */
export function recordId(record: CorpusRecord): string {
  return record.id ?? `${record.source}:${record.line}`;
}

/** Gives ids as JSON strings, quoting what all records of a source share only once. */
export function idQuoter(): (record: CorpusRecord) => string {
  let source: string | undefined;
  let quoted = '';
  return (record) => {
    if (record.id !== undefined) return JSON.stringify(record.id);
    if (record.source !== source) {
      source = record.source;
      quoted = JSON.stringify(source).slice(0, -1);
    }
    return `${quoted}:${record.line}"`;
  };
}

/** What reading has come across so far. */
export interface CorpusFacts {
  files: number;
  /** Of all files, compressed as they are; undefined when a source does not say (stdin). */
  bytesTotal: number | undefined;
  bytesRead: number;
  records: number;
  /** Lines with nothing in them. */
  blank: number;
  /** Left out by `on-bad-record: skip`. */
  skipped: number;
  /** The first few of those, with the reason. */
  readonly skippedExamples: { readonly position: Position; readonly reason: string }[];
  /** Records that were cut, and into how many: `records` counts those. Absent where none is to be cut. */
  chunked?: { records: number; chunks: number };
}
