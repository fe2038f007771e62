import type { Inputs } from '../inputs/inputs';
import type { CorpusRecord } from './record';

/** How many skipped records are kept as examples for the report. */
export const SKIPPED_EXAMPLES = 10;

/** The inputs that formats use. */
export type FormatInputs = Pick<Inputs, 'textField' | 'idField' | 'csvHeader' | 'csvDelimiter' | 'markdownCode'>;

/** The context that a format gets with the bytes. */
export interface FormatContext {
  /** Name of the file, for messages. */
  readonly source: string;
  /** The original encoding, for messages. The bytes that a format gets are always UTF-8. */
  readonly encoding: string;
  readonly inputs: FormatInputs;
  /**
   * Reports an unusable record: throws CorpusError, or counts the record if `on-bad-record` is `skip`.
   * @param place of the record, in the unit of `CorpusFormat.counts`; undefined for a whole file
   */
  bad(place: number | undefined, reason: string): void;
  /** Counts an empty place. */
  blank(): void;
  /**
   * Reports progress. Formats that do not read a file from beginning to end call it before they yield records.
   * @param share of the file, 0 to 1, from which these records and all before them come
   */
  reach(share: number): void;
}

/** The bytes of a file, in order; also at any position if the file supports it. */
export interface CorpusBytes extends AsyncIterable<Buffer> {
  readonly random?: RandomAccess;
}

/** Bytes that can be read at any position. */
export interface RandomAccess {
  readonly bytes: number;
  /** @throws Error if some of the bytes are missing */
  slice(start: number, end: number): Promise<Buffer>;
}

/** A format of corpus files. Reads a stream of decompressed bytes; yields records in order, in batches. */
export interface CorpusFormat {
  readonly name: string;
  /** File extensions, with the dot. */
  readonly extensions: readonly string[];
  /** The unit in which `place` of a record counts, from 1. */
  readonly counts: 'line' | 'item' | 'row' | 'page';
  /** Whether the format is binary and so has no encoding. */
  readonly binary?: boolean;
  /** Returns the encoding that the first bytes of a file declare. */
  declaredEncoding?(start: Buffer): string | undefined;
  read(bytes: CorpusBytes, context: FormatContext): AsyncIterable<CorpusRecord[]>;
}
