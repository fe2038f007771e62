import type { Inputs } from '../inputs/inputs';
import type { CorpusRecord } from './record';

/** How many skipped records are kept as examples for the report. */
export const SKIPPED_EXAMPLES = 10;

/** What formats are told about how to read. */
export type FormatInputs = Pick<Inputs, 'textField' | 'idField' | 'csvHeader' | 'csvDelimiter' | 'markdownCode'>;

/** What a format is given besides the bytes. */
export interface FormatContext {
  /** The file, as people know it. */
  readonly source: string;
  /** In which text is written, as people know it. What a format gets is UTF-8 all the same. */
  readonly encoding: string;
  readonly inputs: FormatInputs;
  /**
   * A record that cannot be used: throws CorpusError, or counts it where `on-bad-record` is `skip`.
   * @param place of the record, in what `counts` of the format says; undefined for a whole file
   */
  bad(place: number | undefined, reason: string): void;
  /** A place with nothing in it. */
  blank(): void;
  /**
   * Told by a format that does not read a file from its beginning to its end, before it gives records.
   * @param share of the file, 0 to 1, that these and all before them come from
   */
  reach(share: number): void;
}

/** The bytes of a file, in order, or from anywhere where the file can be read from anywhere. */
export interface CorpusBytes extends AsyncIterable<Buffer> {
  readonly random?: RandomAccess;
}

/** Bytes that can be read from anywhere. */
export interface RandomAccess {
  readonly bytes: number;
  /** @throws Error if they are not there, or not as many */
  slice(start: number, end: number): Promise<Buffer>;
}

/** A kind of corpus file. Reads a stream of decompressed bytes; yields records in order, some at a time. */
export interface CorpusFormat {
  readonly name: string;
  /** Of file names, with the dot. */
  readonly extensions: readonly string[];
  /** What `place` of a record counts, from 1. */
  readonly counts: 'line' | 'item' | 'row' | 'page';
  /** Whether it is no text, so that it has no encoding. */
  readonly binary?: boolean;
  /** The encoding that the first bytes of a file declare. */
  declaredEncoding?(start: Buffer): string | undefined;
  read(bytes: CorpusBytes, context: FormatContext): AsyncIterable<CorpusRecord[]>;
}
