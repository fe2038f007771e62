import type { Position } from '../base/errors';

/** One text of the corpus, in the order in which it was read. */
export interface CorpusRecord {
  /** Trimmed, never empty, well-formed. */
  readonly text: string;
  /** Name of the source for messages: the file, or `stdin`. */
  readonly source: string;
  /** Number, from 1, of its first line, or of its item, row or page: see `CorpusFormat.counts`. */
  readonly line: number;
  /** From `id-field`; for a part of a document, the file and the part, such as `guide.md#install`. */
  readonly id?: string;
  /** All fields besides text and id, as in the corpus. */
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** Returns the id of a record; a record without one is named by its place. */
export function recordId(record: CorpusRecord): string {
  return record.id ?? `${record.source}:${record.line}`;
}

/** Returns a function that gives ids as JSON strings. It quotes the name of a source only once. */
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

/** Counts of everything read so far. */
export interface CorpusFacts {
  files: number;
  /** Size of all files as stored, so possibly compressed; undefined if the size of a source is unknown (stdin). */
  bytesTotal: number | undefined;
  bytesRead: number;
  records: number;
  /** Empty lines. */
  blank: number;
  /** Records left out by `on-bad-record: skip`. */
  skipped: number;
  /** The first few skipped records, with the reason. */
  readonly skippedExamples: { readonly position: Position; readonly reason: string }[];
  /** Number of records that were cut, and of their chunks; the outer `records` counts chunks. Absent if chunking is off. */
  chunked?: { records: number; chunks: number };
}
