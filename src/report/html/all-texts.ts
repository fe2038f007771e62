import { count, counted, excerpt, fraction } from '../../base/wording';
import type { Layer } from '../../inputs/values/choices';
import type { Validation } from '../../validation/validation';
import type { RankedText } from '../worst-texts';
import { islandElement, islandOf } from './data-island';
import { badge } from './figure';
import { foreign, html, type Markup, type Part } from './markup';
import { neighbourTemplates } from './neighbours';

const MEASURES = [
  { name: 'similarity', title: 'Similarity', about: 'Cosine similarity to the approved vector' },
  { name: 'recall', title: 'Recall', about: 'Share of approved neighbours that are still near' },
  { name: 'jaccard', title: 'Jaccard', about: 'Neighbours in both lists, as a share of those in either' },
  { name: 'rankBiasedOverlap', title: 'RBO', about: 'Rank-biased overlap of both lists of neighbours' },
] as const;

/** Rows without the script. */
const SHOWN = 200;

/** Returns the table of all golden texts. With the script, readers can search, filter, sort and open them. */
export function allTexts(validation: Validation, ranked: readonly RankedText[]): Part {
  const island = islandOf(ranked);
  const shown = Math.min(SHOWN, island.texts.length);
  const left = ranked.length - island.texts.length;
  const still = ranked.length - shown;
  return [
    controls(validation),
    html`<p id="found" role="status" class="muted">${
      still > 0
        ? `The worst ${count(shown)} of ${counted(ranked.length, 'text')}.`
        : `${counted(ranked.length, 'text')}, the worst first.`
    }</p>
<div class="scroll" role="region" aria-label="All golden texts" tabindex="0"><table id="all" class="texts">
<caption class="hidden">All golden texts</caption>
<thead><tr><th scope="col" data-sort="name">Text</th>${MEASURES.map(
      ({ name, title, about }) =>
        html`<th scope="col" class="number ${name}" data-sort="${name}" title="${about}">${title}</th>`,
    )}<th scope="col" data-sort="faults">Faults</th></tr></thead>
<tbody>${ranked.slice(0, shown).map(row)}</tbody>
</table></div>
<nav class="pages" aria-label="Pages of the table" hidden><button type="button" id="previous">Previous</button><span id="page"></span><button type="button" id="next">Next</button></nav>
${left > 0 && html`<p class="muted">${counted(left, 'more text')} would make this page too large. report.json has them.</p>`}
<template id="row">${row()}</template>
<template id="fault">${badge('failed', '')}</template>
${neighbourTemplates()}
${islandElement(island)}`,
  ];
}

/** Hidden until the script runs, because they do nothing without it. */
function controls({ layers }: Validation): Markup {
  const judged = layers.filter(({ verdict }) => verdict !== 'skipped').map(({ layer }) => layer);
  return html`<form class="controls" id="controls" hidden>
<label>Search <input type="search" id="search" autocomplete="off"></label>
<label>Show <select id="filter"><option value="all">all texts</option><option value="faulty">with faults</option>${judged.map(
    (layer) => html`<option value="${layer}">with a fault in ${layer}</option>`,
  )}</select></label>
<button type="button" id="reset">Reset</button>
</form>`;
}

function row(text?: RankedText): Markup {
  const layers = new Set<Layer>(text?.faults.map(({ layer }) => layer));
  return html`<tr${text && html` id="text-${text.at}"`}><th scope="row"><strong>${foreign(excerpt(text?.name ?? '', 80))}</strong> <span class="muted">${foreign(excerpt(text?.excerpt ?? '', 120))}</span></th>${MEASURES.map(
    ({ name }) => html`<td class="number ${name}">${shownMeasure(text?.[name])}</td>`,
  )}<td class="faults">${[...layers].map((layer) => badge('failed', layer))}</td></tr>
`;
}

function shownMeasure(value: number | undefined): string {
  return value === undefined ? '–' : fraction(value);
}
