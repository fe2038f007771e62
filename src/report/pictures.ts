import { count, fraction, percent } from '../base/wording';
import type { SimilarityFacts, Validation } from '../validation/validation';
import { cell } from './markdown';
import type { RunReport } from './run-report';

/**
 * Pictures of characters. GitHub's Markdown has no inline SVG and no images by data URI, and shows Mermaid only where its viewer is:
 * not in mails, and not on every installation.
 */

/** Squares of a bar, and characters of the longest bar of a histogram. */
const SQUARES = 25;
const BAR_LENGTH = 40;
/** Eighths of a character, from the left. */
const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];
/** Similarities closer than this are one, for people. */
const LEAST_SPREAD = 1e-6;

/** What is reused is cool, what is computed warm: blue and orange differ for all eyes. */
const REUSED = ['🟦', '🟪', '🟩'] as const;
const SHARED = '🟨';
const COMPUTED = '🟧';
const MISSING = '⬜';

interface Part {
  readonly square: string;
  readonly label: string;
  readonly texts: number;
}

/** Where the vectors of all different texts came from, as a bar of squares and what they mean. Empty where there was no text. */
export function originPicture({ texts, tiers }: Pick<RunReport, 'texts' | 'tiers'>): string[] {
  // In the order in which tiers are asked; a tier without facts comes last.
  const order = tiers.map(({ name }) => name);
  const rank = (tier: string): number => (order.includes(tier) ? order.indexOf(tier) : order.length);
  const reused = Object.entries(texts.hitsByTier).sort(([a], [b]) => rank(a) - rank(b));
  const parts: Part[] = [
    ...reused.map(([tier, hits], at) => ({
      square: REUSED[Math.min(at, REUSED.length - 1)] as string,
      label: `found in ${cell(tier)}`,
      texts: hits,
    })),
    { square: SHARED, label: 'embedded by another run meanwhile', texts: texts.sharedByOthers },
    { square: COMPUTED, label: 'embedded', texts: texts.embedded },
    { square: MISSING, label: 'missing', texts: Math.max(0, texts.misses - texts.embedded - texts.sharedByOthers) },
  ].filter((part) => part.texts > 0);
  const all = parts.reduce((sum, part) => sum + part.texts, 0);
  if (all === 0) return [];
  const squares = shares(parts.map((part) => part.texts));
  const legend = parts.map(
    (part) => `${part.square} ${count(part.texts)} ${part.label} (${percent(part.texts / all)})`,
  );
  return [parts.map(({ square }, at) => square.repeat(squares[at] as number)).join(''), '', legend.join(' · '), ''];
}

/** Shares of the squares that add up to all of them: at least one each, the rest by largest remainders. */
function shares(amounts: readonly number[]): number[] {
  const all = amounts.reduce((sum, amount) => sum + amount, 0);
  const exact = amounts.map((amount) => (amount / all) * SQUARES);
  const given = exact.map((share) => Math.max(1, Math.floor(share)));
  const change = (step: 1 | -1): void => {
    // Who is furthest from what it should have, and can give or take one.
    const [at] = [...given.keys()]
      .filter((one) => step > 0 || (given[one] as number) > 1)
      .sort((a, b) => step * (left(b) - left(a)));
    given[at as number] = (given[at as number] as number) + step;
  };
  const left = (at: number): number => (exact[at] as number) - (given[at] as number);
  for (let sum = total(given); sum !== SQUARES; sum = total(given)) change(sum < SQUARES ? 1 : -1);
  return given;
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** How far present vectors are from approved ones, in rows from the least similarity to 1, steps without a text drawn together; empty where that was not compared. */
export function similarityPicture({ similarity, layers }: Pick<Validation, 'similarity' | 'layers'>): string[] {
  if (!similarity || similarity.histogram.length === 0) return [];
  const threshold = thresholdIn(layers);
  const told = `least ${fraction(similarity.min)}, mean ${fraction(similarity.mean)}${threshold === undefined ? '' : `, threshold ${threshold}`}`;
  if (1 - similarity.min < LEAST_SPREAD) return [`Similarity to the approved vectors: ${told}.`, ''];
  const failed = layers.some(({ layer, verdict }) => layer === 'identity' && verdict === 'failed');
  return [
    `<details${failed ? ' open' : ''}><summary>Similarity to the approved vectors: ${told}</summary>`,
    '',
    '```text',
    ...histogramRows(similarity.histogram, threshold),
    '```',
    '',
    '</details>',
    '',
  ];
}

/** @param threshold marks the rows below it */
function histogramRows(histogram: SimilarityFacts['histogram'], threshold: number | undefined): string[] {
  const [first, last] = [histogram[0]?.from ?? 0, histogram.at(-1)?.to ?? 1];
  const digits = Math.min(9, Math.max(2, Math.ceil(-Math.log10(Math.max(last - first, 1e-9))) + 2));
  const most = Math.max(1, ...histogram.map(({ texts }) => texts));
  const width = Math.max(5, count(most).length);
  const rows = histogram.flatMap(({ from, to, texts }, at) => {
    if (texts === 0) return at > 0 && histogram[at - 1]?.texts === 0 ? [] : ['  …'];
    const below = threshold !== undefined && to <= threshold ? '✗' : ' ';
    return [`${below} ${floored(from, digits)}  ${count(texts).padStart(width)}  ${bar(texts / most)}`];
  });
  const across = threshold === undefined ? '' : `   ✗ below ${threshold}`;
  return [`  ${'from'.padEnd(digits + 2)}  ${'texts'.padStart(width)}${across}`, ...rows];
}

/** Never rounded up, so that no text is below the row that it is in. */
function floored(value: number, digits: number): string {
  return (Math.floor(value * 10 ** digits + 1e-6) / 10 ** digits).toFixed(digits);
}

/** Any text at all is to be seen. */
function bar(share: number): string {
  if (share === 0) return '';
  const eighths = Math.max(1, Math.round(share * BAR_LENGTH * 8));
  return '█'.repeat(Math.floor(eighths / 8)) + EIGHTHS[eighths % 8];
}

/** Against which each similarity is held; undefined where that was not judged. */
function thresholdIn(layers: Validation['layers']): number | undefined {
  const identity = layers.find(({ layer }) => layer === 'identity');
  if (!identity || identity.verdict === 'skipped') return undefined;
  return identity.checks.find(({ name, bound }) => name.includes('similarity') && bound === 'at least')?.threshold;
}
