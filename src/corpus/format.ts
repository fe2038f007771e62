import type { Inputs } from '../inputs';
import type { CorpusRecord } from './record';

/** How many skipped records are kept as examples for the report. */
export const SKIPPED_EXAMPLES = 10;

/** What a format is given besides the bytes. */
export interface FormatContext {
  /** The file, as people know it. */
  readonly source: string;
  readonly inputs: Pick<Inputs, 'textField' | 'idField'>;
  /** A record that cannot be used: throws CorpusError, or counts it where `on-bad-record` is `skip`. */
  bad(line: number, reason: string): void;
  /** A line with nothing in it. */
  blank(): void;
}

/** A kind of corpus file. Reads a stream of decompressed bytes; yields records in order, some at a time. */
export interface CorpusFormat {
  readonly name: string;
  /** Of file names, with the dot. */
  readonly extensions: readonly string[];
  read(bytes: AsyncIterable<Buffer>, context: FormatContext): AsyncIterable<CorpusRecord[]>;
}
