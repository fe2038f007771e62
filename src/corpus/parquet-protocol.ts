import type { Fault } from './reader-thread';

/**
 * What the thread is asked, one thing at a time: to open a file of so many bytes, where the text and the id are at these paths, for
 * its next rows, or to let go of it.
 */
export type ParquetQuestion =
  | { readonly open: number; readonly texts: readonly string[] }
  | { readonly next: true }
  | { readonly close: true };

export type ParquetAnswer =
  /** Of the schema, a struct before its fields; and how many rows there are. */
  | { readonly columns: readonly string[]; readonly all: number }
  | {
      /** As JSON can hold them. */
      readonly rows: readonly Readonly<Record<string, unknown>>[];
      /** Which of them hold a string that is not UTF-8; these have no fields. */
      readonly notText: readonly number[];
    }
  | { readonly end: true }
  | Fault;
