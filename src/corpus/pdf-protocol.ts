import type { Fault } from './reader-thread';

/** What the worker is asked, one thing at a time: to open a document in the place of the last, or to read a page. */
export type PdfQuestion = { readonly bytes: Uint8Array | undefined } | { readonly page: number };

export type PdfAnswer =
  | { readonly pages: number }
  | {
      readonly text: string;
      /** Whether characters are missing from it. */
      readonly lost: boolean;
      /** Of a page without text: whether there is something to be seen on it. */
      readonly paints: boolean;
    }
  | Fault;
