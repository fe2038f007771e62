import type { TextVerdict, Validation } from '../validation/validation';

export interface RankedText extends TextVerdict {
  /** Its place in the golden set, from 0. */
  readonly at: number;
}

/**
 * Returns all golden texts, the worst first: those with faults, then by similarity to the approved vector, then by kept neighbours.
 * Similarities mean nothing across models, so neighbours come first there.
 */
export function worstFirst({ texts, profile }: Pick<Validation, 'texts' | 'profile'>): RankedText[] {
  const similarity = (a: RankedText, b: RankedText) => (a.similarity ?? 1) - (b.similarity ?? 1);
  const neighbours = (a: RankedText, b: RankedText) =>
    (a.recall ?? 1) - (b.recall ?? 1) || (a.rankBiasedOverlap ?? 1) - (b.rankBiasedOverlap ?? 1);
  const [first, second] = profile === 'cross-model' ? [neighbours, similarity] : [similarity, neighbours];
  return texts
    .map((text, at) => ({ ...text, at }))
    .sort(
      (a, b) => Number(b.faults.length > 0) - Number(a.faults.length > 0) || first(a, b) || second(a, b) || a.at - b.at,
    );
}

/** Returns the number of golden texts with faults. */
export function faulty({ texts }: Pick<Validation, 'texts'>): number {
  return texts.filter(({ faults }) => faults.length > 0).length;
}
