/**
 * Groups token sequences so that little is padded: sorted by length, cut where texts × tokens of the longest would
 * exceed the budget. A sequence that alone exceeds it is a batch of its own.
 * @param lengths of the sequences, in tokens
 * @returns positions into `lengths`, batch by batch, longest first so that the largest memory need comes at once
 */
export function batchesByLength(lengths: readonly number[], batchTokens: number): number[][] {
  const order = lengths.map((_, position) => position).sort((a, b) => (lengths[b] as number) - (lengths[a] as number));
  const batches: number[][] = [];
  let batch: number[] = [];
  let longest = 0;
  for (const position of order) {
    if (batch.length > 0 && (batch.length + 1) * longest > batchTokens) {
      batches.push(batch);
      batch = [];
    }
    if (batch.length === 0) longest = lengths[position] as number;
    batch.push(position);
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}
