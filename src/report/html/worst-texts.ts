import { count, excerpt, fraction, percent } from '../../base/wording';
import { neighbourChanges } from '../neighbour-changes';
import type { RankedText } from '../worst-texts';
import { badge, section } from './figure';
import { foreign, html, type Markup } from './markup';
import { neighbourLists } from './neighbours';

/** The table below has the others. */
const SHOWN = 20;
/** Where nothing is wrong, so many are enough to see that. */
const SHOWN_OF_FAULTLESS = 3;
/** Shown in full from the start. */
const OPEN = 3;
/** Of a text, and of each: enough to see what is wrong. */
const FAULTS_SHOWN = 5;
const FAULT_LENGTH = 300;

/** The texts that somebody has to look at, with what was near them and what is now. */
export function worstSection(ranked: readonly RankedText[]): Markup {
  const faulty = ranked.filter(({ faults }) => faults.length > 0);
  const shown = faulty.length > 0 ? faulty.slice(0, SHOWN) : ranked.slice(0, SHOWN_OF_FAULTLESS);
  const more = faulty.length - shown.length;
  return section(
    'worst',
    faulty.length > 0 ? 'Worst texts' : 'Least similar texts',
    faulty.length === 0 && html`<p>No golden text has a fault. These moved most.</p>`,
    shown.map((text, at) => card(text, at < OPEN)),
    more > 0 &&
      html`<p class="muted">And ${count(more)} more with a fault, in <a href="#texts">the table of all golden texts</a>.</p>`,
  );
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
