/** Keys in the first batch: its reply is then below 1 MB for the usual models. */
export const FIRST_BATCH_KEYS = 512;
const LEAST_BATCH_KEYS = 16;
const MOST_BATCH_KEYS = 4096;
/** Values in one batch, at most: no longer than this are other clients of the server kept waiting by one command. */
const MOST_BATCH_BYTES = 2 * 2 ** 20;
/** A tenth of the command deadline: a batch ten times as slow as the last is still in time. */
const SLOW_BATCH_MS = 500;
/** From here on a batch could be twice as large without being slow. */
const FAST_BATCH_MS = SLOW_BATCH_MS / 4;

/** Keys that a batch may have at most, for values of so many bytes. */
export function mostBatchKeys(valueBytes: number): number {
  return Math.max(1, Math.min(MOST_BATCH_KEYS, Math.floor(MOST_BATCH_BYTES / valueBytes)));
}

/** How the last batch went. */
export interface BatchOutcome {
  readonly keys: number;
  /** From sending to the last reply. */
  readonly milliseconds: number;
}

/**
 * Keys for the batches to come: half of the present size after a slow batch, twice as many after a fast one that was full.
 * @param most as `mostBatchKeys` has it
 */
export function nextBatchKeys(present: number, { keys, milliseconds }: BatchOutcome, most: number): number {
  if (milliseconds > SLOW_BATCH_MS) return Math.max(Math.min(LEAST_BATCH_KEYS, most), Math.floor(present / 2));
  if (milliseconds < FAST_BATCH_MS && keys >= present) return Math.min(most, present * 2);
  return Math.min(most, present);
}
