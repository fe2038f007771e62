import { count, counted, fraction, percent } from '../../base/wording';
import type { Check, LayerVerdict, SimilarityFacts, Validation } from '../../validation/validation';
import { figure, section, table } from './figure';
import { foreign, html, type Markup } from './markup';

/** Pixels, from the top. */
const TOP = 26;
const BOTTOM = 176;
/** A single text among thousands is to be seen. */
const LEAST_HEIGHT = 3;
/** The picture reaches to the threshold unless that leaves less than a third of it to the texts. */
const LARGEST_STRETCH = 3;
const TICKS = 4;

/** How far present vectors are from approved ones, and where the line is. */
export function similaritySection(validation: Validation, similarity: SimilarityFacts): Markup {
  const identity = validation.layers.find(({ layer }) => layer === 'identity');
  const judged = identity !== undefined && identity.verdict !== 'skipped';
  const threshold = judged ? similarityCheck(identity)?.threshold : undefined;
  return section(
    'similarity',
    'Similarity to the approved vectors',
    html`<p>Least ${fraction(similarity.min)}, mean ${fraction(similarity.mean)}${threshold !== undefined && `, threshold ${threshold}`}.</p>`,
    !judged && identity?.why !== undefined && html`<p>Not judged: ${foreign(identity.why)}.</p>`,
    figure({
      id: 'similarity-figure',
      picture: histogram(similarity, threshold),
      caption: html`Golden texts by cosine similarity of the present vector to the approved one.${
        threshold !== undefined && ' Left of the line is below the threshold.'
      } Even a single text has a bar that can be seen.`,
      numbers: numbers(similarity, threshold),
    }),
  );
}

/** The check that holds each similarity against a threshold. */
function similarityCheck({ checks }: LayerVerdict): Check | undefined {
  return checks.find(({ name, bound }) => name.includes('similarity') && bound === 'at least');
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

/** @param across in percent; undefined where it is too far to the left to be shown */
function thresholdLine(threshold: number, across: number | undefined): Markup {
  const x = across ?? 0;
  const anchor = x < 50 ? 'start' : 'end';
  const label = across === undefined ? `threshold ${threshold} is further left` : `threshold ${threshold}`;
  const line = html`<line class="threshold" x1="${x.toFixed(3)}%" x2="${x.toFixed(3)}%" y1="${TOP - 6}" y2="${BOTTOM}"/>`;
  // Under the label of the axis, which stands to the left.
  return html`${across !== undefined && line}<text class="threshold" x="${x.toFixed(3)}%" dx="${anchor === 'start' ? 6 : -6}" y="${TOP + 14}" text-anchor="${anchor}">${label}</text>`;
}

function spoken(histogram: SimilarityFacts['histogram'], threshold: number | undefined): string {
  const total = histogram.reduce((sum, { texts }) => sum + texts, 0);
  const below = histogram.filter(({ to }) => threshold !== undefined && to <= threshold);
  const texts = below.reduce((sum, bin) => sum + bin.texts, 0);
  const tail = threshold === undefined ? '' : `; bars below the threshold ${threshold} hold ${count(texts)}`;
  return `Histogram of the similarity of ${counted(total, 'golden text')}${tail}`;
}

function numbers({ histogram, quantiles }: SimilarityFacts, threshold: number | undefined): Markup {
  return html`${table(
    'Similarities by steps',
    [
      { title: 'From', numeric: true },
      { title: 'To', numeric: true },
      { title: 'Texts', numeric: true },
    ],
    histogram
      .filter(({ texts }) => texts > 0)
      .map(({ from, to, texts }) => [from.toFixed(6), to.toFixed(6), count(texts)]),
  )}
${table(
  'Quantiles of similarity',
  [
    { title: 'Share of texts below', numeric: true },
    { title: 'Similarity', numeric: true },
  ],
  quantiles.map(({ share, value }) => [percent(share), value.toFixed(6)]),
)}
${threshold !== undefined && html`<p>Threshold: ${threshold}.</p>`}`;
}
