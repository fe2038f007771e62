import { OutputError } from '../base/errors';
import type { EmbeddingContract, Fingerprint } from '../keys/embedding-contract';
import type { ResolvedWindow } from '../resolve/window';

/** Where the vectors go. Rows come in corpus order, each record once. */
export interface Output {
  write(window: ResolvedWindow): Promise<void>;
  /**
   * Gives the files their final names. Until then nothing stands under them.
   * @throws OutputError if there are not `records` rows
   */
  finish(records: number): Promise<OutputFacts>;
  /** Removes what was written. */
  discard(): Promise<void>;
}

export interface OutputFacts {
  readonly format: string;
  /** The main file first. */
  readonly files: readonly { readonly path: string; readonly bytes: number }[];
  readonly rows: number;
  /** Of a sharded output, whose only other file is its manifest. */
  readonly shards?: { readonly count: number; readonly bytes: number };
}

/** What a file says of the vectors in it, so that a reader knows what made them. */
export interface Provenance {
  readonly fingerprint: Fingerprint;
  readonly contract: EmbeddingContract;
}

/** The last line of defence against a vector that is lost on the way: lines in are rows out, or the run fails. */
export function checkRows(rows: number, records: number): void {
  if (rows !== records) {
    throw new OutputError(
      `${records} records were read and ${rows} rows written. This is a fault of embed-once: please report it.`,
    );
  }
}
