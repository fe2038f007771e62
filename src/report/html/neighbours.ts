import { excerpt, fraction } from '../../base/wording';
import type { TextVerdict } from '../../validation/validation';
import { type NeighbourChange, neighbourChanges } from '../neighbour-changes';
import { foreign, html, type Markup } from './markup';

/** Characters of a neighbour's text, about two lines. The script has the same limit. */
const EXCERPT = 80;

const FATES = {
  kept: { sign: '=', word: 'kept' },
  gone: { sign: '−', word: 'gone' },
  new: { sign: '+', word: 'new' },
} as const;

/** Returns both lists side by side. A sign and a word mark each change, so nobody depends on colour. */
export function neighbourLists(text: Pick<TextVerdict, 'approvedNeighbours' | 'presentNeighbours'>): Markup {
  const { approved, present } = neighbourChanges(text);
  return html`<div class="lists">
${list('approved', 'When approved', approved)}
${list('present', 'Now', present)}
</div>`;
}

function list(name: string, title: string, neighbours: readonly NeighbourChange[]): Markup {
  return html`<div><p class="list-title">${title}</p><ol class="${name}">${neighbours.map(neighbourItem)}</ol>${
    neighbours.length === 0 && html`<p class="muted">None.</p>`
  }</div>`;
}

function neighbourItem({ fate, place, otherPlace, name, excerpt: text, similarity }: NeighbourChange): Markup {
  const { sign, word } = FATES[fate];
  const moved = otherPlace === undefined || otherPlace === place ? word : `${word}, ${placed(otherPlace)}`;
  return html`<li class="${fate}"><span class="place">${place}</span><span class="fate"><span class="mark" aria-hidden="true">${sign}</span> <span class="word">${moved}</span></span><span class="who"><strong>${foreign(excerpt(name))}</strong></span><span class="number">${fraction(similarity)}</span><span class="text">${foreign(excerpt(text, EXCERPT))}</span></li>`;
}

function placed(otherPlace: number): string {
  return `there ${otherPlace}`;
}

/** Returns the templates from which the script builds the lists of other texts. */
export function neighbourTemplates(): Markup {
  const blank: NeighbourChange = { fate: 'kept', place: 0, name: '', excerpt: '', similarity: 0 };
  return html`<template id="lists">${neighbourLists({ approvedNeighbours: [], presentNeighbours: [] })}</template>
<template id="neighbour">${neighbourItem(blank)}</template>`;
}
