/** In characters: about 250 tokens, the least at which a batch computes at full speed. */
const SMALLEST_PART = 1_000;

/**
 * Splits texts into parts of about equal work for parallel sessions. Texts in a part have similar lengths.
 * @param lengths of the texts, in characters
 * @param most highest number of parts; fewer if they would be small
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
