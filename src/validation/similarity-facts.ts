import { mean, quantile } from './statistics';
import type { SimilarityFacts } from './validation';

const SHARES = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99];
/** Most bars in a chart. */
const MOST_BARS = 20;
/** The width of bars is a power of ten times one of these, so they end at round numbers. */
const STEPS = [1, 2, 5];

/** @param similarities of present to approved vectors, at least one */
export function similarityFacts(similarities: readonly number[]): SimilarityFacts {
  const sorted = Float64Array.from(similarities, (value) => Math.min(1, value)).sort();
  return {
    min: sorted[0] as number,
    mean: Math.min(1, mean(similarities)),
    quantiles: SHARES.map((share) => ({ share, value: quantile(sorted, share) })),
    histogram: histogram(sorted),
  };
}

/** Returns bars of equal width up to 1, as narrow as MOST_BARS allows. A similarity between two bars counts in the upper one. */
function histogram(sorted: Float64Array): SimilarityFacts['histogram'] {
  const least = sorted[0] as number;
  const width = widthOf(1 - least);
  // Counts whole steps down from 1: sums of widths would not end at exactly 1.
  const bars = Math.max(1, Math.ceil((1 - least) / width - 1e-9));
  const counts = new Array<number>(bars).fill(0);
  for (const value of sorted) {
    const bar = Math.min(bars - 1, Math.floor((1 - value) / width + 1e-9));
    counts[bars - 1 - bar] = (counts[bars - 1 - bar] as number) + 1;
  }
  const end = (steps: number): number => Number((1 - steps * width).toPrecision(12));
  return counts.map((texts, bar) => ({ from: end(bars - bar), to: end(bars - bar - 1), texts }));
}

/** At least a millionth: float32 is no more precise. */
function widthOf(span: number): number {
  for (let power = -6; ; power++) {
    const step = STEPS.find((one) => one * 10 ** power * MOST_BARS >= span - 1e-12);
    if (step !== undefined) return step * 10 ** power;
  }
}
