/** Fewer characters are not worth a session's turn: about 250 tokens, from which on a batch computes at full speed. */
const SMALLEST_PART = 1_000;

/**
 * Cuts texts into parts of about equal work for sessions that compute side by side, each of texts of like length.
 * @param lengths of the texts, in characters
 * @param most parts, of which there are fewer where they would be small
 * @returns positions into `lengths`, part by part, longest texts first
 */
export function partsByLength(lengths: readonly number[], most: number): number[][] {
  const order = lengths.map((_, position) => position).sort((a, b) => (lengths[b] as number) - (lengths[a] as number));
  const total = lengths.reduce((sum, length) => sum + length, 0);
  const count = Math.max(1, Math.min(most, Math.floor(total / SMALLEST_PART)));
  const parts: number[][] = [];
  let before = 0;
  for (const position of order) {
    // A text belongs to the part in which it begins.
    const at = Math.min(Math.floor((before * count) / Math.max(total, 1)), parts.length, count - 1);
    const part = parts[at];
    if (part) part.push(position);
    else parts.push([position]);
    before += lengths[position] as number;
  }
  return parts;
}
