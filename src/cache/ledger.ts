/** What a ledger holds under one name. */
export type LedgerFields = Readonly<Record<string, string>>;

/**
 * Small facts that runs leave beside the vectors, for later runs and for the audit: contracts, counts, rates. No vector depends
 * on them, so a ledger never fails a run: what cannot be read is not there, and what cannot be written is not kept.
 */
export interface Ledger {
  /** Of the tier beside whose vectors it lies. */
  readonly tier: string;
  /** False once it gave no answer: then nothing can be said about what is not there. */
  readonly answers: boolean;
  /** @returns undefined if there is nothing under the name, or no answer */
  read(name: string): Promise<LedgerFields | undefined>;
  /** Names there are that begin with `start`, in no order; none if there is no answer. Slow: for the audit. */
  names(start: string): Promise<string[]>;
  /** Sets fields; others under the name stay. */
  write(name: string, fields: LedgerFields): Promise<void>;
  /** Adds whole numbers to fields, which count as 0 if they are not there. Runs may add at once. */
  add(name: string, amounts: Readonly<Record<string, number>>): Promise<void>;
  close(): Promise<void>;
}

/** Words, separated by colons, such as `contract:3f2a…`: what may stand in a key and, encoded, in the name of a file. */
export function ledgerName(...words: readonly string[]): string {
  const bad = words.find((word) => !/^[\w.-]{1,128}$/.test(word));
  if (bad !== undefined) throw new RangeError(`${JSON.stringify(bad)} cannot be part of a ledger's name`);
  return words.join(':');
}
