import { count, fraction, percent } from '../base/wording';
import type { SimilarityFacts } from '../validation/validation';
import { cell } from './markdown';
import type { Origin, Similarities } from './sections/model';

/**
 * Pictures made of characters. GitHub's Markdown has neither inline SVG nor images by data URI. It renders Mermaid, but not in mails and
 * not on every installation.
 */

/** Squares of a bar, and characters of the longest bar of a histogram. */
const SQUARES = 25;
const BAR_LENGTH = 40;
/** Eighths of a character, from the left. */
const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];
/** Similarities closer than this look the same to people. */
const LEAST_SPREAD = 1e-6;

/** Cool colours for reused vectors, warm ones for embedded vectors: people of every colour vision tell blue from orange. */
const TIERS = ['🟦', '🟪', '🟩'] as const;
const OTHERS = { shared: '🟨', embedded: '🟧', missing: '⬜' } as const;

/** Returns the origin of vectors as a bar of squares and a legend, or nothing without texts. */
export function originPicture(origins: readonly Origin[]): string[] {
  const all = total(origins.map(({ texts }) => texts));
  if (all === 0) return [];
  const squares = shares(origins.map(({ texts }) => texts));
  const parts = origins.map(({ name, texts, role }, at) => {
    const square = role === 'tier' ? (TIERS[Math.min(at, TIERS.length - 1)] as string) : OTHERS[role];
    const label = role === 'tier' ? `found in ${cell(name)}` : name;
    return {
      bar: square.repeat(squares[at] as number),
      legend: `${square} ${count(texts)} ${label} (${percent(texts / all)})`,
    };
  });
  return [parts.map(({ bar }) => bar).join(''), '', parts.map(({ legend }) => legend).join(' · '), ''];
}

/** Returns the squares of each part: at least one, the rest by largest remainders. */
function shares(amounts: readonly number[]): number[] {
  const all = amounts.reduce((sum, amount) => sum + amount, 0);
  const exact = amounts.map((amount) => (amount / all) * SQUARES);
  const given = exact.map((share) => Math.max(1, Math.floor(share)));
  const change = (step: 1 | -1): void => {
    // The part furthest from its exact share.
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

/** Returns the histogram of similarities, from the lowest to 1. Steps without a text share a row. */
export function similarityPicture(value: Similarities): string[] {
  const { similarity, threshold, failed } = value;
  if (similarity.histogram.length === 0) return [];
  const told = `lowest ${fraction(similarity.min)}, mean ${fraction(similarity.mean)}${threshold === undefined ? '' : `, threshold ${threshold}`}`;
  if (1 - similarity.min < LEAST_SPREAD) return [`Similarity to the approved vectors: ${told}.`, ''];
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

/** @param threshold rows below it are marked */
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

/** Rounds down, so no text is below its own row. */
function floored(value: number, digits: number): string {
  return (Math.floor(value * 10 ** digits + 1e-6) / 10 ** digits).toFixed(digits);
}

/** Shows even a single text. */
function bar(share: number): string {
  if (share === 0) return '';
  const eighths = Math.max(1, Math.round(share * BAR_LENGTH * 8));
  return '█'.repeat(Math.floor(eighths / 8)) + EIGHTHS[eighths % 8];
}
