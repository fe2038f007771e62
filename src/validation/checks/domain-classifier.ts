import { lengthOf, type Vector } from '../../base/vector';
import { randomOf, shuffle } from '../random';
import { dot, mean } from '../statistics';

/** Defaults of scikit-learn's SGDClassifier, which Evidently uses. */
const ALPHA = 1e-4;
const TOLERANCE = 1e-3;
const PATIENCE = 5;
/** scikit-learn allows 1,000 rounds; vectors that need more than this to be told apart hardly differ. */
const MOST_ROUNDS = 100;
/** Evidently's random_state. */
const SEED = 42;

interface Row {
  readonly vector: Vector;
  /** True for approved vectors, Evidently's reference. */
  readonly approved: boolean;
}

/**
 * Returns how well a linear classifier tells approved from present vectors, as the area under its ROC curve: 0.5 for chance, 1 for
 * always. Evidently's `model` method: logistic regression by stochastic gradient descent, trained on one half, tested on the other
 * (github.com/evidentlyai/evidently, embedding_drift_methods.py). Two things differ: both vectors of a text are in the same half,
 * so the classifier cannot learn the texts themselves; and all vectors are scaled by one number to a mean length of 1, as the
 * learning rate expects. Deterministic.
 * @param approved one per text, of the same length as `present`; at least four
 */
export function domainAuc(approved: readonly Vector[], present: readonly Vector[]): number {
  const random = randomOf(SEED);
  const order = shuffle([...approved.keys()], random);
  const rows = (positions: readonly number[]): Row[] =>
    positions.flatMap((at) => [
      { vector: approved[at] as Vector, approved: true },
      { vector: present[at] as Vector, approved: false },
    ]);
  const half = order.length >> 1;
  const score = train(rows(order.slice(0, half)), 1 / (mean(approved.map(lengthOf)) || 1), random);
  const asked = rows(order.slice(half));
  const scores = asked.map(({ vector }) => score(vector));
  return areaUnderCurve(
    scores.filter((_, at) => asked[at]?.approved),
    scores.filter((_, at) => !asked[at]?.approved),
  );
}

/** Stochastic gradient descent with Bottou's step sizes, as scikit-learn's learning_rate "optimal". @returns a function that scores a vector */
function train(rows: Row[], scale: number, random: () => number): (vector: Vector) => number {
  const weights = new Float64Array(rows[0]?.vector.length ?? 0);
  let bias = 0;
  // The true weights are `factor` times `weights`, so a step of regularization is one multiplication.
  let factor = 1;
  const score = (vector: Vector): number => bias + factor * scale * dot(vector, weights);
  const typical = Math.sqrt(1 / Math.sqrt(ALPHA));
  let step = 1 / (typical * ALPHA);
  let [best, waited] = [Number.POSITIVE_INFINITY, 0];
  for (let round = 0; round < MOST_ROUNDS && waited < PATIENCE; round++) {
    let loss = 0;
    for (const { vector, approved } of shuffle(rows, random)) {
      const rate = 1 / (ALPHA * step++);
      const sign = approved ? 1 : -1;
      const margin = sign * score(vector);
      loss += margin > 0 ? Math.log1p(Math.exp(-margin)) : Math.log1p(Math.exp(margin)) - margin;
      const gradient = -sign / (1 + Math.exp(margin));
      factor *= Math.max(0, 1 - rate * ALPHA);
      if (factor < 1e-9) factor = fold(weights, factor);
      const change = (rate * gradient * scale) / factor;
      for (let at = 0; at < weights.length; at++) {
        weights[at] = (weights[at] as number) - change * (vector[at] as number);
      }
      bias -= rate * gradient;
    }
    loss /= rows.length;
    waited = loss > best - TOLERANCE ? waited + 1 : 0;
    best = Math.min(best, loss);
  }
  return score;
}

/** Multiplies the factor into the weights. @returns the new factor, 1 */
function fold(weights: Float64Array, factor: number): number {
  for (let at = 0; at < weights.length; at++) weights[at] = (weights[at] as number) * factor;
  return 1;
}

/** Returns the chance that one of `higher` outscores one of `lower`; ties count half (Mann and Whitney). */
export function areaUnderCurve(higher: readonly number[], lower: readonly number[]): number {
  const all = [...higher.map((score) => ({ score, wanted: 1 })), ...lower.map((score) => ({ score, wanted: 0 }))];
  all.sort((a, b) => a.score - b.score);
  let ranks = 0;
  for (let from = 0; from < all.length; ) {
    let to = from;
    let wanted = 0;
    while (to < all.length && all[to]?.score === all[from]?.score) wanted += all[to++]?.wanted ?? 0;
    // Equal scores share the mean of their ranks, which count from 1.
    ranks += (wanted * (from + 1 + to)) / 2;
    from = to;
  }
  return (ranks - (higher.length * (higher.length + 1)) / 2) / (higher.length * lower.length);
}
