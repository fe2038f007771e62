/** Keys in the first batch: its reply stays below 1 MB for the usual models. */
export const FIRST_BATCH_KEYS = 512;
const LEAST_BATCH_KEYS = 16;
const MOST_BATCH_KEYS = 4096;
/** Bytes of values in one batch, at most: limits how long one command blocks the server's other clients. */
const MOST_BATCH_BYTES = 2 * 2 ** 20;
/** A tenth of the command deadline: a batch ten times slower than the last still meets it. */
const SLOW_BATCH_MS = 500;
/** A faster batch could be twice as large without being slow. */
const FAST_BATCH_MS = SLOW_BATCH_MS / 4;

/** Returns the maximum number of keys per batch for a value size in bytes. */
export function mostBatchKeys(valueBytes: number): number {
  return Math.max(1, Math.min(MOST_BATCH_KEYS, Math.floor(MOST_BATCH_BYTES / valueBytes)));
}

/** Size and duration of the last batch. */
export interface BatchOutcome {
  readonly keys: number;
  /** From sending to the last reply. */
  readonly milliseconds: number;
}

/**
 * Returns the number of keys for the next batches: halved after a slow batch, doubled after a fast full one.
 * @param most the result of `mostBatchKeys`
 */
export function nextBatchKeys(present: number, { keys, milliseconds }: BatchOutcome, most: number): number {
  if (milliseconds > SLOW_BATCH_MS) return Math.max(Math.min(LEAST_BATCH_KEYS, most), Math.floor(present / 2));
  if (milliseconds < FAST_BATCH_MS && keys >= present) return Math.min(most, present * 2);
  return Math.min(most, present);
}
