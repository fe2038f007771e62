import { lengthOf, type Vector } from '../../base/vector';
import { mean } from '../statistics';
import type { Check } from '../validation';
import { domainAuc } from './domain-classifier';
import { check, type Findings, skip } from './findings';

/** With fewer texts, statistics say little. */
const LEAST_TEXTS = 10;
/** Largest change of the mean length, relative to it. */
const LENGTH_CHANGE = 0.01;
/** Largest distance between both means, relative to the mean length. */
const MEAN_DISTANCE = 0.01;
/** Evidently's: distance from which a component counts as drifted, and share of such components above which the whole does. */
const COMPONENT_DISTANCE = 0.1;
const DRIFTED_SHARE = 0.2;
/** Evidently's lower bound for the standard deviation, for components that hardly vary. */
const LEAST_DEVIATION = 1e-3;
/** Evidently's: an area under the ROC curve above this is drift. */
const AUC = 0.55;

const ALIKE = 'detects a shift that many vectors share, not vectors that swapped places';

/**
 * Checks whether the vectors as a whole are distributed as approved: small changes of every vector add up here.
 * @param approved one per text, of the same length as `present`
 */
export function checkDistribution(approved: readonly Vector[], present: readonly Vector[]): Findings {
  if (approved.length < LEAST_TEXTS) return skip(`fewer than ${LEAST_TEXTS} texts, too few for a distribution`);
  const before = mean(approved.map(lengthOf));
  const most = (about: Omit<Check, 'bound' | 'passed' | 'failing'>): Check => check({ ...about, bound: 'at most' });
  const checks = [
    most({
      name: 'length',
      description: 'Relative change of the mean length of vectors.',
      value: Math.abs(mean(present.map(lengthOf)) - before) / before,
      threshold: LENGTH_CHANGE,
    }),
    most({
      name: 'mean',
      description: 'Distance between the mean present and the mean approved vector, relative to the mean length.',
      value: distance(meanVector(approved), meanVector(present)) / before,
      threshold: MEAN_DISTANCE,
      unseen: ALIKE,
    }),
    most({
      name: 'drifted components',
      description: `Share of components whose values moved by ${COMPONENT_DISTANCE} standard deviations or more (Wasserstein distance).`,
      value: driftedComponents(approved, present),
      threshold: DRIFTED_SHARE,
      unseen: ALIKE,
    }),
    ...(isTelling(approved.length)
      ? [
          most({
            name: 'classifier AUC',
            description:
              'How well a linear classifier tells present from approved vectors: 0.5 is chance, 1 is always.',
            value: domainAuc(approved, present),
            threshold: AUC,
            unseen: ALIKE,
          }),
        ]
      : []),
  ];
  return { checks, faults: [] };
}

/**
 * Whether there are enough texts for the classifier. For m test texts that it cannot tell apart, the area under its curve varies
 * around 0.5 with a standard error of √((2m + 1) / 12m²) (Mann and Whitney 1947); if that exceeds the drift threshold, the number
 * says nothing. This takes 135 texts.
 */
export function isTelling(texts: number): boolean {
  const asked = texts - (texts >> 1);
  return Math.sqrt((2 * asked + 1) / (12 * asked * asked)) <= AUC - 0.5;
}

/**
 * Returns the share of components that drifted, as Evidently's `ratio` method defines it: the Wasserstein distance between a
 * component's values before and after, divided by the standard deviation before, is at least COMPONENT_DISTANCE
 * (github.com/evidentlyai/evidently, embedding_drift_methods.py and wasserstein_distance_norm.py).
 */
export function driftedComponents(approved: readonly Vector[], present: readonly Vector[]): number {
  const dimensions = approved[0]?.length ?? 0;
  let drifted = 0;
  for (let component = 0; component < dimensions; component++) {
    const before = Float64Array.from(approved, (vector) => vector[component] as number).sort();
    const after = Float64Array.from(present, (vector) => vector[component] as number).sort();
    if (wasserstein(before, after) / Math.max(deviation(before), LEAST_DEVIATION) >= COMPONENT_DISTANCE) drifted++;
  }
  return drifted / dimensions;
}

/** First Wasserstein distance of two sorted samples of equal size: the mean distance of values of equal rank. */
function wasserstein(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += Math.abs((a[at] as number) - (b[at] as number));
  return sum / a.length;
}

/** Population standard deviation, as NumPy's std. */
function deviation(values: Float64Array): number {
  const centre = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / values.length);
}

function meanVector(vectors: readonly Vector[]): Float64Array {
  const sum = new Float64Array(vectors[0]?.length ?? 0);
  for (const vector of vectors)
    for (let at = 0; at < sum.length; at++) sum[at] = (sum[at] as number) + (vector[at] as number);
  return sum.map((value) => value / vectors.length);
}

function distance(a: Float64Array, b: Float64Array): number {
  return Math.hypot(...a.map((value, at) => value - (b[at] as number)));
}
