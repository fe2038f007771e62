import type { Fault } from './reader-thread';

/**
 * A request to the thread, one at a time: open a file of `open` bytes with the text and the id at the paths `texts`, return the next
 * rows, or close the file.
 */
export type ParquetQuestion =
  | { readonly open: number; readonly texts: readonly string[] }
  | { readonly next: true }
  | { readonly close: true };

export type ParquetAnswer =
  /** Names in the schema, a struct before its fields, and the number of rows. */
  | { readonly columns: readonly string[]; readonly all: number }
  | {
      /** Rows as JSON values. */
      readonly rows: readonly Readonly<Record<string, unknown>>[];
      /** Indices of rows with a string that is not UTF-8; these rows have no fields. */
      readonly notText: readonly number[];
    }
  | { readonly end: true }
  | Fault;
