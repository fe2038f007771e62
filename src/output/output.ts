import { OutputError } from '../base/errors';
import type { EmbeddingContract, Fingerprint } from '../keys/embedding-contract';
import type { ResolvedWindow } from '../resolve/window';

/** A destination for vectors. Rows arrive in corpus order, each record once. */
export interface Output {
  write(window: ResolvedWindow): Promise<void>;
  /**
   * Gives the files their final names, under which nothing exists before.
   * @throws OutputError if the number of rows is not `records`
   */
  finish(records: number): Promise<OutputFacts>;
  /** Removes everything written. */
  discard(): Promise<void>;
}

export interface OutputFacts {
  readonly format: string;
  /** The main file first. */
  readonly files: readonly { readonly path: string; readonly bytes: number }[];
  readonly rows: number;
  /** Only for a sharded output, whose only other file is its manifest. */
  readonly shards?: { readonly count: number; readonly bytes: number };
}

/** The origin of a file's vectors, stored in the file for its readers. */
export interface Provenance {
  readonly fingerprint: Fingerprint;
  readonly contract: EmbeddingContract;
}

/** Guards against vectors lost on the way: the number of rows must equal the number of records, or the run fails. */
export function checkRows(rows: number, records: number): void {
  if (rows !== records) {
    throw new OutputError(
      `${records} records were read, but ${rows} rows were written. This is a bug in embed-once; please report it.`,
    );
  }
}
