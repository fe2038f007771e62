/** The fields of a ledger under one name. */
export type LedgerFields = Readonly<Record<string, string>>;

/**
 * Small facts that runs store beside the vectors, for later runs and for the audit: contracts, counts, rates. No vector depends
 * on them, so a ledger never fails a run: unreadable names count as missing, and failed writes are dropped.
 */
export interface Ledger {
  /** Name of the tier that holds the ledger. */
  readonly tier: string;
  /** False after a failed answer: a missing name may then exist. */
  readonly answers: boolean;
  /** @returns undefined if the name is missing, or without an answer */
  read(name: string): Promise<LedgerFields | undefined>;
  /** Returns the names that begin with `start`, unordered; none without an answer. Slow: for the audit. */
  names(start: string): Promise<string[]>;
  /** Sets fields; other fields of the name stay. */
  write(name: string, fields: LedgerFields): Promise<void>;
  /** Adds integers to fields; missing fields count as 0. Runs may add concurrently. */
  add(name: string, amounts: Readonly<Record<string, number>>): Promise<void>;
  close(): Promise<void>;
}

/** Joins words with colons, as in `contract:3f2a…`. The words are valid in a Redis key and, encoded, in a file name. */
export function ledgerName(...words: readonly string[]): string {
  const bad = words.find((word) => !/^[\w.-]{1,128}$/.test(word));
  if (bad !== undefined) throw new RangeError(`${JSON.stringify(bad)} cannot be part of a ledger's name`);
  return words.join(':');
}
