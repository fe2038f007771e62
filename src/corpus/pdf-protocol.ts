import type { Fault } from './reader-thread';

/** A request to the worker, one at a time: open a document and close the last one, or read a page. */
export type PdfQuestion = { readonly bytes: Uint8Array | undefined } | { readonly page: number };

export type PdfAnswer =
  | { readonly pages: number }
  | {
      readonly text: string;
      /** Whether characters are missing from the text. */
      readonly lost: boolean;
      /** Whether a page without text still shows something. */
      readonly paints: boolean;
    }
  | Fault;
