/**
 * Keys of entries: `embed-once-1.<fingerprint>.<scope>.g<generation>.<slot>`, at most 151 characters, all in lower case and
 * without commas. The points keep scopes apart that begin alike: no scope has one in its name.
 *
 * A slot is 16 binary digits, drawn at random. They are binary so that asking by prefix can find all entries of a generation
 * with few questions, see listing.ts.
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

/** What tells an entry from others of its log. */
export interface EntryName {
  /** From 0. An entry of one generation may stand for many of those before. */
  readonly generation: number;
  readonly slot: string;
}

/** What the keys of a log begin with. */
export function logPrefix({ fingerprint, scope }: Log): string {
  return `${FORMAT}.${fingerprint}.${scope}.`;
}

/** What the keys of one generation begin with. */
export function generationPrefix(log: Log, generation: number): string {
  return `${logPrefix(log)}g${String(generation).padStart(GENERATION_DIGITS, '0')}.`;
}

export function keyOf(log: Log, { generation, slot }: EntryName): string {
  return generationPrefix(log, generation) + slot;
}

/** The name in a form for files: `g000012.0110100111010010`. */
export function shownName(name: EntryName): string {
  return keyOf({ fingerprint: '', scope: '' }, name).slice(logPrefix({ fingerprint: '', scope: '' }).length);
}

/** @returns undefined for what is not a name in that form */
export function parseName(shown: string): EntryName | undefined {
  const match = /^g(\d{6})\.([01]{16})$/.exec(shown);
  return match ? { generation: Number(match[1]), slot: match[2] as string } : undefined;
}

/** @returns undefined for the key of another log, or of something else */
export function nameIn(log: Log, key: string): EntryName | undefined {
  return key.startsWith(logPrefix(log)) ? parseName(key.slice(logPrefix(log).length)) : undefined;
}
