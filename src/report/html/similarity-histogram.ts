import { count, counted, fraction, percent } from '../../base/wording';
import type { SimilarityFacts } from '../../validation/validation';
import type { Similarities } from '../sections/model';
import { figure, numbers } from './figure';
import { foreign, html, type Markup, type Part } from './markup';

/** Pixels, from the top. */
const TOP = 26;
const BOTTOM = 176;
/** A single text among thousands must be visible. */
const LEAST_HEIGHT = 3;
/** The picture includes the threshold unless the texts would get less than a third of it. */
const LARGEST_STRETCH = 3;
const TICKS = 4;

/** Returns the histogram of the similarities of present to approved vectors. */
export function similarityFigure(value: Similarities): Part {
  const { similarity, threshold, notJudged } = value;
  const line = `Lowest ${fraction(similarity.min)}, mean ${fraction(similarity.mean)}${threshold === undefined ? '' : `, threshold ${threshold}`}.`;
  return [
    html`<p>${line}</p>`,
    notJudged !== undefined && html`<p>Not judged: ${foreign(notJudged)}.</p>`,
    figure({
      id: 'similarity-figure',
      picture: histogram(similarity, threshold),
      caption: html`Golden texts by cosine similarity of the present vector to the approved one.${
        threshold !== undefined && ' Texts left of the line are below the threshold.'
      } Even a single text has a visible bar.`,
      numbers: numbersOf(similarity),
    }),
  ];
}

function histogram({ histogram }: SimilarityFacts, threshold: number | undefined): Markup {
  const first = histogram[0]?.from ?? 0;
  const last = histogram.at(-1)?.to ?? 1;
  const reaches = threshold !== undefined && last - threshold <= (last - first) * LARGEST_STRETCH;
  const start = reaches ? Math.min(first, threshold) : first;
  const across = (value: number) => (last === start ? 50 : ((value - start) / (last - start)) * 100);
  const most = Math.max(1, ...histogram.map(({ texts }) => texts));
  const digits = Math.min(9, Math.max(2, Math.ceil(-Math.log10(Math.max(last - start, 1e-9))) + 1));
  const bars = histogram
    .filter(({ texts }) => texts > 0)
    .map(({ from, to, texts }) => {
      const height = Math.max(LEAST_HEIGHT, (texts / most) * (BOTTOM - TOP));
      const below = threshold !== undefined && to <= threshold;
      const width = Math.max(0.4, across(to) - across(from));
      const x = Math.min(100 - width, across(from));
      return html`<rect class="${below ? 'below' : 'above'}" x="${x.toFixed(3)}%" y="${(BOTTOM - height).toFixed(1)}" width="${width.toFixed(3)}%" height="${height.toFixed(1)}"><title>${`${from.toFixed(digits)} to ${to.toFixed(digits)}: ${counted(texts, 'text')}`}</title></rect>`;
    });
  const ticks = Array.from({ length: TICKS + 1 }, (_, at) => {
    const share = at / TICKS;
    const anchor = at === 0 ? 'start' : at === TICKS ? 'end' : 'middle';
    return html`<text x="${share * 100}%" y="${BOTTOM + 18}" text-anchor="${anchor}">${(start + share * (last - start)).toFixed(digits)}</text>`;
  });
  return html`<svg class="histogram" role="img" aria-label="${spoken(histogram, threshold)}">
<line class="grid" x1="0" x2="100%" y1="${TOP}" y2="${TOP}"/><text x="0" y="${TOP - 8}">${counted(most, 'text')}</text>
${bars}
<line class="axis" x1="0" x2="100%" y1="${BOTTOM}" y2="${BOTTOM}"/>
${ticks}
${threshold !== undefined && thresholdLine(threshold, reaches ? across(threshold) : undefined)}
</svg>`;
}

/** @param across in percent; undefined if the threshold is too far to the left */
function thresholdLine(threshold: number, across: number | undefined): Markup {
  const x = across ?? 0;
  const anchor = x < 50 ? 'start' : 'end';
  const label = across === undefined ? `threshold ${threshold} is further left` : `threshold ${threshold}`;
  const line = html`<line class="threshold" x1="${x.toFixed(3)}%" x2="${x.toFixed(3)}%" y1="${TOP - 6}" y2="${BOTTOM}"/>`;
  // Below the label of the axis, which is on the left.
  return html`${across !== undefined && line}<text class="threshold" x="${x.toFixed(3)}%" dx="${anchor === 'start' ? 6 : -6}" y="${TOP + 14}" text-anchor="${anchor}">${label}</text>`;
}

function spoken(histogram: SimilarityFacts['histogram'], threshold: number | undefined): string {
  const total = histogram.reduce((sum, { texts }) => sum + texts, 0);
  const below = histogram.filter(({ to }) => threshold !== undefined && to <= threshold);
  const texts = below.reduce((sum, bin) => sum + bin.texts, 0);
  const tail = threshold === undefined ? '' : `; bars below the threshold ${threshold} hold ${count(texts)}`;
  return `Histogram of the similarity of ${counted(total, 'golden text')}${tail}`;
}

function numbersOf({ histogram, quantiles }: SimilarityFacts): Part {
  return [
    numbers(
      'Similarities by step',
      ['From', 'To', 'Texts'],
      histogram.filter(({ texts }) => texts > 0).map(({ from, to, texts }) => [from.toFixed(6), to.toFixed(6), texts]),
    ),
    numbers(
      'Quantiles of similarity',
      ['Share of texts below', 'Similarity'],
      quantiles.map(({ share, value }) => [percent(share), value.toFixed(6)]),
    ),
  ];
}
