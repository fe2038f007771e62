/** Two slips in a long name are a typo; in a short name they make a different name. */
const MOST_SLIPS = 2;
const LETTERS_A_SLIP = 3;

/** Returns the closest known name: spelled differently, shortened, lengthened, or mistyped. Undefined if none is close. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const bare = name.toLowerCase().replaceAll(/[-_]/g, '');
  const alike = known.find(
    (one) =>
      one.replaceAll('-', '') === bare || (name !== '' && one.startsWith(name)) || (one !== '' && name.startsWith(one)),
  );
  if (alike !== undefined) return alike;
  const slips = known
    .filter((one) => Math.abs(one.length - name.length) <= MOST_SLIPS)
    .map((one) => ({ one, slips: slipsBetween(name, one) }))
    .filter((near) => near.slips <= Math.min(MOST_SLIPS, Math.floor(near.one.length / LETTERS_A_SLIP)))
    .sort((a, b) => a.slips - b.slips);
  return slips[0]?.one;
}

/** Counts the letters to add, drop, replace, or swap with a neighbour: the optimal string alignment distance. */
function slipsBetween(a: string, b: string): number {
  let [before, row]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = Number(row[j - 1]) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let least = Math.min(Number(next[j - 1]) + 1, Number(row[j]) + 1, replaced);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, Number(before[j - 2]) + 1);
      next.push(least);
    }
    [before, row] = [row, next];
  }
  return Number(row[b.length]);
}
