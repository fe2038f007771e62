/** Confidence of all reported bounds. */
const CONFIDENCE = 0.95;

/** Arithmetic mean; 0 for an empty list. */
export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Inner product. @param a as long as `b`, or longer */
export function dot(a: Readonly<ArrayLike<number>>, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < b.length; at++) sum += (a[at] as number) * (b[at] as number);
  return sum;
}

/**
 * Returns the value that a share of all values are below, interpolated: definition 7 of Hyndman and Fan 1996, NumPy's
 * default.
 * @param sorted ascending, at least one
 */
export function quantile(sorted: Readonly<ArrayLike<number>>, share: number): number {
  const at = (sorted.length - 1) * share;
  const below = sorted[Math.floor(at)] as number;
  return below + (at - Math.floor(at)) * ((sorted[Math.ceil(at)] as number) - below);
}

/**
 * Returns the largest failure rate compatible with the observed failures: the exact one-sided upper bound of Clopper and
 * Pearson (Biometrika 1934), the p at which so few failures have a chance of 1 − confidence. For no failures it is
 * 1 − (1 − confidence)^(1/trials), about 3 / trials for 95 %: the rule of three.
 * @returns 0 to 1; 1 without trials
 */
export function failureBound(failures: number, trials: number, confidence = CONFIDENCE): number {
  if (failures >= trials) return 1;
  let [low, high] = [failures / trials, 1];
  // 60 bisections exhaust the precision of a double.
  for (let round = 0; round < 60; round++) {
    const middle = (low + high) / 2;
    if (binomialAtMost(failures, trials, middle) > 1 - confidence) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Returns the chance of at most so many failures, each with the chance p, 0 < p < 1. In logarithms: with many trials the terms are tiny. */
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

/** Words the share of texts that a check of each text may have missed: `with 95 % confidence, fewer than 3.0 % of texts drifted`. */
export function unseenShare(failures: number, texts: number, happened = 'drifted'): string {
  const bound = (failureBound(failures, texts) * 100).toFixed(1);
  return `with ${CONFIDENCE * 100}% confidence, fewer than ${bound}% of texts ${happened}`;
}
