/**
 * The client of the cache service throws hardly anything: it says what happened in its log, and gives back nothing, or -1. These
 * read the lines of that log.
 */

/** Longer reasons are cut. */
const LONGEST = 240;

/** Why it gave nothing; undefined if no line says so, which means that there is nothing. Without a full stop, and without URLs. */
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

/** Whether a save failed because there is an entry of that key. */
export function saysTaken(lines: readonly string[]): boolean {
  return lines.some((line) => /Failed to reserve cache:.*(\(409\)|already exists|conflict)/i.test(line));
}

/** The one that says most first: what a reservation failed of is only told to those who debug. */
const REASONS = [
  /^::debug::Failed to reserve cache: (?:Error: )?(.*)/s,
  /^::(?:warning|error)::Failed to (?:save|restore): (.*)/s,
  /^Failed to (?:save|restore): (.*)/s,
  /^Cache (?:restore|save) skipped: (.*)/s,
  /^::(?:warning|error)::(.*)/s,
];

/** As GitHub's commands write what would end a line. */
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
