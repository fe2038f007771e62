/**
 * Keys of entries: `embed-once-1.<fingerprint>.<scope>.g<generation>.<slot>`, at most 151 characters, all in lower case and
 * without commas. The points separate scopes with a common beginning, because no scope has a point in its name.
 *
 * A slot is 16 random binary digits. Binary digits let prefix queries find all entries of a generation with few requests, see
 * listing.ts.
 */
const FORMAT = 'embed-once-1';
export const SLOT_DIGITS = 16;
const GENERATION_DIGITS = 6;

/** All entries of one fingerprint and one scope. */
export interface Log {
  /** 64 hexadecimal digits. */
  readonly fingerprint: string;
  /** TRUSTED, or the name of an untrusted scope. */
  readonly scope: string;
}

/** Identifies an entry within its log. */
export interface EntryName {
  /** From 0. An entry can replace many of earlier generations. */
  readonly generation: number;
  readonly slot: string;
}

/** Returns the prefix of all keys of a log. */
export function logPrefix({ fingerprint, scope }: Log): string {
  return `${FORMAT}.${fingerprint}.${scope}.`;
}

/** Returns the prefix of all keys of one generation. */
export function generationPrefix(log: Log, generation: number): string {
  return `${logPrefix(log)}g${String(generation).padStart(GENERATION_DIGITS, '0')}.`;
}

export function keyOf(log: Log, { generation, slot }: EntryName): string {
  return generationPrefix(log, generation) + slot;
}

/** Returns the name as files store it: `g000012.0110100111010010`. */
export function shownName(name: EntryName): string {
  return keyOf({ fingerprint: '', scope: '' }, name).slice(logPrefix({ fingerprint: '', scope: '' }).length);
}

/** @returns undefined if the text is not a name in that form */
export function parseName(shown: string): EntryName | undefined {
  const match = /^g(\d{6})\.([01]{16})$/.exec(shown);
  return match ? { generation: Number(match[1]), slot: match[2] as string } : undefined;
}

/** @returns undefined if the key does not belong to the log */
export function nameIn(log: Log, key: string): EntryName | undefined {
  return key.startsWith(logPrefix(log)) ? parseName(key.slice(logPrefix(log).length)) : undefined;
}
