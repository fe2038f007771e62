import { unseenShare } from '../statistics';
import { check, type Fault, type Findings } from './findings';

/** Cosines that differ by less are equal: float32 is no more precise. */
const ROUNDING = 1e-6;

/** One golden text, its present vector compared with approved ones. */
export interface Identified {
  readonly name: string;
  /** Cosine similarity of the present vector to the approved one, −1 to 1; 0 if the present one is unusable. */
  readonly similarity: number;
  /** The golden text whose approved vector is nearest to the present one. */
  readonly nearest?: { readonly name: string; readonly similarity: number };
}

/**
 * Checks that each text is still itself: its present vector must be nearest to its own approved vector, or to an equally near
 * one, and at least `threshold` similar to its own.
 */
export function checkIdentity(texts: readonly Identified[], threshold: number): Findings {
  const faults: Fault[] = [];
  const others: string[] = [];
  const below: Identified[] = [];
  for (const [position, text] of texts.entries()) {
    const { name, similarity, nearest } = text;
    if (!(similarity >= threshold)) {
      below.push(text);
      faults.push({ position, message: `similarity ${similarity.toFixed(4)} is below ${threshold}` });
    }
    if (!nearest || nearest.similarity <= similarity + ROUNDING) continue;
    others.push(name);
    faults.push({
      position,
      message: `nearest to the approved vector of ${nearest.name} (${nearest.similarity.toFixed(4)}), not to its own (${similarity.toFixed(4)})`,
    });
  }
  const worst = below.sort((a, b) => a.similarity - b.similarity).map(({ name }) => name);
  const checks = [
    check({
      name: 'self@1',
      description: 'Share of texts whose present vector is nearest to their own approved vector.',
      value: 1 - others.length / texts.length,
      threshold: 1,
      bound: 'at least',
      failing: others,
      unseen: unseenShare(others.length, texts.length, 'became another text'),
    }),
    check({
      name: 'similarity',
      description: 'Lowest cosine similarity of a present vector to the approved one.',
      value: texts.reduce((least, { similarity }) => Math.min(least, similarity), 1),
      threshold,
      bound: 'at least',
      failing: worst,
      unseen: unseenShare(worst.length, texts.length, `have a similarity below ${threshold}`),
    }),
  ];
  return { checks, faults };
}
