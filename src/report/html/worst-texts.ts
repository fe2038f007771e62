import { count, excerpt, fraction, percent } from '../../base/wording';
import { neighbourChanges } from '../neighbour-changes';
import { FAULT_LENGTH, FAULTS_SHOWN } from '../sections/validation';
import type { RankedText } from '../worst-texts';
import { badge } from './figure';
import { foreign, html, type Markup, type Part } from './markup';
import { neighbourLists } from './neighbours';

/** The table of all texts has the others. */
const SHOWN = 20;
/** Texts without faults. */
const FAULTLESS_SHOWN = 3;
/** Unfolded from the start. */
const OPEN = 3;

/** Returns the texts to look at, with their neighbours then and now. */
export function worstCards(ranked: readonly RankedText[]): Part {
  const faulty = ranked.filter(({ faults }) => faults.length > 0);
  const shown = faulty.length > 0 ? faulty.slice(0, SHOWN) : ranked.slice(0, FAULTLESS_SHOWN);
  const more = faulty.length - shown.length;
  return [
    faulty.length === 0 && html`<p>No golden text has faults. These moved most.</p>`,
    shown.map((text, at) => card(text, at < OPEN)),
    more > 0 &&
      html`<p class="muted">And ${count(more)} more in <a href="#texts">the table of all golden texts</a>.</p>`,
  ];
}

function card(text: RankedText, open: boolean): Markup {
  const { name, excerpt: beginning, position, faults } = text;
  const where = position && `${position.source}${position.line === undefined ? '' : `:${position.line}`}`;
  return html`<article class="card">
<h3>${foreign(excerpt(name, 120))}</h3>
<p class="quote">${foreign(excerpt(beginning, 200))}</p>
${where !== undefined && html`<p class="muted">${foreign(where)}</p>`}
${faults.length > 0 && html`<ul class="faults">${faults.slice(0, FAULTS_SHOWN).map(({ layer, message }) => html`<li>${badge('failed', layer)} ${foreign(excerpt(message, FAULT_LENGTH))}</li>`)}</ul>`}
<p>${foreign(figures(text))}</p>
<details${open && html` open`}><summary>Neighbours, then and now</summary>
${neighbourLists(text)}
</details>
</article>
`;
}

function figures(text: RankedText): string {
  const { similarity, recall, approvedNeighbours } = text;
  const { kept } = neighbourChanges(text);
  return [
    ...(similarity === undefined ? [] : [`Similarity ${fraction(similarity)} to its approved vector`]),
    ...(recall === undefined
      ? []
      : [`${count(kept)} of ${count(approvedNeighbours.length)} neighbours kept (${percent(recall)})`]),
  ].join('; ');
}
