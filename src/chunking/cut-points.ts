/**
 * Least distance between two anchors, and between an anchor and either end, as a share of the largest chunk. A larger share makes
 * chunks fuller, but leaves more gaps between anchors that are too long for one chunk.
 */
const ANCHOR_SHARE = 1 / 3;
/** Least size of a chunk within such a gap, as a share of the largest chunk. */
const LEAST_SHARE = 1 / 4;
/** Largest size of a piece, as a share of the largest chunk. Larger pieces could leave no boundary in the range searched for a cut. */
export const PIECE_SHARE = 1 / 4;

/**
 * Chooses where to cut a text by the text at each boundary, not by earlier cuts. An edit therefore moves only the cuts near it.
 *
 * An anchor is a boundary that is better than all others within a third of a chunk on both sides; text further away has no influence.
 * The text is always cut at anchors. A gap between two anchors that is too long for a chunk is cut from left to right, each time at the
 * best boundary that leaves a chunk neither too short nor too long: an edit may move all cuts in its gap, but none beyond the next anchor.
 *
 * @param tokens of each piece
 * @param priorities of the boundary before each piece; larger is better
 * @param most tokens of a chunk
 * @returns indices of the pieces that begin a chunk, the first piece included
 */
export function cutPoints(tokens: readonly number[], priorities: readonly number[], most: number): number[] {
  const sums = new Float64Array(tokens.length + 1);
  for (let at = 0; at < tokens.length; at++) sums[at + 1] = (sums[at] as number) + (tokens[at] as number);
  const cuts = [0];
  if ((sums[tokens.length] as number) <= most) return cuts;
  const anchors = anchorsOf(sums, priorities, most * ANCHOR_SHARE);
  for (const anchor of [...anchors, tokens.length]) {
    divide(sums, priorities, cuts, anchor, most);
    if (anchor < tokens.length) cuts.push(anchor);
  }
  return cuts;
}

/** Returns the boundaries that are the best within `reach` on both sides; ties go to the first. Both ends of the text beat all others. */
function anchorsOf(sums: Float64Array, priorities: readonly number[], reach: number): number[] {
  const last = priorities.length;
  const beaten = new Uint8Array(last);
  const distance = (a: number, b: number): number => (sums[b] as number) - (sums[a] as number);
  // Boundaries that no later one has beaten yet, best first.
  let waiting: number[] = [];
  for (let at = 1; at < last; at++) {
    while (waiting.length > 0 && (priorities[waiting.at(-1) as number] as number) < (priorities[at] as number))
      waiting.pop();
    if (distance(waiting.at(-1) ?? 0, at) <= reach) beaten[at] = 1;
    waiting.push(at);
  }
  waiting = [];
  for (let at = last - 1; at >= 1; at--) {
    while (waiting.length > 0 && (priorities[waiting.at(-1) as number] as number) <= (priorities[at] as number))
      waiting.pop();
    if (distance(at, waiting.at(-1) ?? last) <= reach) beaten[at] = 1;
    waiting.push(at);
  }
  const anchors: number[] = [];
  for (let at = 1; at < last; at++) if (beaten[at] === 0) anchors.push(at);
  return anchors;
}

/** Cuts the gap between the last cut and `to` until no part is too long. Ties go to the last boundary, which makes chunks fuller. */
function divide(sums: Float64Array, priorities: readonly number[], cuts: number[], to: number, most: number): void {
  const least = most * LEAST_SHARE;
  let from = cuts.at(-1) as number;
  while (from + 1 < to && (sums[to] as number) - (sums[from] as number) > most) {
    const start = sums[from] as number;
    const end = Math.min(start + most, (sums[to] as number) - least);
    let best = -1;
    let furthest = from + 1;
    for (let at = from + 1; at < to && (sums[at] as number) <= start + most; at++) {
      furthest = at;
      const inside = (sums[at] as number) >= start + least && (sums[at] as number) <= end;
      if (inside && (best < 0 || (priorities[at] as number) >= (priorities[best] as number))) best = at;
    }
    from = best < 0 ? furthest : best;
    cuts.push(from);
  }
}
