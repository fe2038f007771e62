/**
 * The client of the cache service rarely throws: it writes the reason to its log and returns undefined or -1. These functions read
 * the lines of that log.
 */

/** Longer reasons are truncated. */
const LONGEST = 240;

/** Returns why a call failed, without a full stop and without URLs; undefined if no line has a reason, so the entry does not exist. */
export function reasonIn(lines: readonly string[]): string | undefined {
  const texts = lines.map(decoded);
  for (const form of REASONS) {
    for (const line of texts) {
      const reason = form.exec(line)?.[1];
      if (reason !== undefined) return shown(reason);
    }
  }
  return undefined;
}

/** Whether a save failed because the key already has an entry. */
export function saysTaken(lines: readonly string[]): boolean {
  return lines.some((line) => /Failed to reserve cache:.*(\(409\)|already exists|conflict)/i.test(line));
}

/** The most specific first: the client logs the reason of a failed reservation only at debug level. */
const REASONS = [
  /^::debug::Failed to reserve cache: (?:Error: )?(.*)/s,
  /^::(?:warning|error)::Failed to (?:save|restore): (.*)/s,
  /^Failed to (?:save|restore): (.*)/s,
  /^Cache (?:restore|save) skipped: (.*)/s,
  /^::(?:warning|error)::(.*)/s,
];

/** Decodes the escapes for line breaks in GitHub's workflow commands. */
function decoded(line: string): string {
  return line.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}

export function shown(reason: string): string {
  const text = reason
    .replace(/\b[a-z][a-z0-9+.-]*:\/\/\S+/gi, '<address>')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/\.+$/, '');
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
}
