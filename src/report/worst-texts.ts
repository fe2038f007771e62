import type { TextVerdict, Validation } from '../validation/validation';

export interface RankedText extends TextVerdict {
  /** Its place in the golden set, from 0. */
  readonly at: number;
}

/** All golden texts, the worst first: those with faults, then by similarity to the approved vector, then by neighbours that are left. */
export function worstFirst({ texts }: Pick<Validation, 'texts'>): RankedText[] {
  return texts
    .map((text, at) => ({ ...text, at }))
    .sort(
      (a, b) =>
        Number(b.faults.length > 0) - Number(a.faults.length > 0) ||
        (a.similarity ?? 1) - (b.similarity ?? 1) ||
        (a.recall ?? 1) - (b.recall ?? 1) ||
        a.at - b.at,
    );
}

export function faulty({ texts }: Pick<Validation, 'texts'>): number {
  return texts.filter(({ faults }) => faults.length > 0).length;
}
