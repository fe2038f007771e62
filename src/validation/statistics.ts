/** Confidence of every bound that is told. */
const CONFIDENCE = 0.95;

/** Arithmetic mean; 0 of nothing. */
export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * The value that a share of all are below, interpolated between neighbours: definition 7 of Hyndman and Fan 1996, which NumPy takes
 * too.
 * @param sorted ascending, at least one
 */
export function quantile(sorted: Readonly<ArrayLike<number>>, share: number): number {
  const at = (sorted.length - 1) * share;
  const below = sorted[Math.floor(at)] as number;
  return below + (at - Math.floor(at)) * ((sorted[Math.ceil(at)] as number) - below);
}

/**
 * The largest share of failures that still is compatible with what was seen: the exact one-sided upper bound of Clopper and
 * Pearson (Biometrika 1934), the p at which so few failures have a chance of 1 − confidence. For no failures it is
 * 1 − (1 − confidence)^(1/trials), about 3 / trials for 95 %: the rule of three.
 * @returns 0 to 1; 1 where nothing was tried
 */
export function failureBound(failures: number, trials: number, confidence = CONFIDENCE): number {
  if (failures >= trials) return 1;
  let [low, high] = [failures / trials, 1];
  // Halved until doubles tell no more.
  for (let round = 0; round < 60; round++) {
    const middle = (low + high) / 2;
    if (binomialAtMost(failures, trials, middle) > 1 - confidence) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The chance of at most so many failures, each with the chance p, 0 < p < 1. Terms are kept as logarithms: of many trials they are tiny. */
function binomialAtMost(failures: number, trials: number, p: number): number {
  const odds = Math.log(p) - Math.log1p(-p);
  let term = trials * Math.log1p(-p);
  let sum = Math.exp(term);
  for (let count = 0; count < failures; count++) {
    term += Math.log((trials - count) / (count + 1)) + odds;
    sum += Math.exp(term);
  }
  return sum;
}

/** What could have gone unseen, beside a check of each text: `with 95 % confidence, fewer than 3.0 % of texts drifted`. */
export function unseenShare(failures: number, texts: number, happened = 'drifted'): string {
  const bound = (failureBound(failures, texts) * 100).toFixed(1);
  return `with ${CONFIDENCE * 100}% confidence, fewer than ${bound}% of texts ${happened}`;
}
