import { count } from '../../base/wording';
import {
  type Cell,
  cutFor,
  type Fact,
  factsFor,
  isNumeric,
  isScalar,
  type List,
  type Scalar,
  type Section,
  type State,
  type Table,
  table,
  wordsOf,
} from '../sections/model';
import { foreign, html, Markup, type Part } from './markup';

/** Characters of a code, such as a part of the contract. */
const VALUE_SHOWN = 300;
/** Longer values span all columns. */
const COLUMN_WIDTH = 60;

/** Renders a fact that has no figure of its own. */
export type DrawFact = (fact: Fact) => Part;

/** Renders a section of the model. @param draw renders the visual facts */
export function sectionOf(one: Section, draw: DrawFact): Markup {
  const { id, title } = one;
  return html`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${content(factsFor(one, 'page'), draw)}
</section>
`;
}

/** Renders facts in their order. Figures in a row become one list of terms. @param level the level of headings */
export function content(facts: readonly Fact[], draw: DrawFact, level: 2 | 3 = 3): readonly Part[] {
  const parts: Part[] = [];
  let terms: Fact[] = [];
  const flush = (): void => {
    if (terms.length > 0) parts.push(termList(terms));
    terms = [];
  };
  for (const fact of facts) {
    if (isScalar(fact.value) && !fact.lead) terms.push(fact);
    else {
      flush();
      parts.push(block(fact, draw, level));
    }
  }
  flush();
  return parts;
}

function termList(facts: readonly Fact[]): Markup {
  return html`<dl class="facts">${facts.map(({ label, value }) => html`<div class="${wordsOf(value as Scalar).length > COLUMN_WIDTH ? 'wide' : 'narrow'}"><dt>${label}</dt><dd>${shown(value as Scalar)}</dd></div>`)}</dl>`;
}

function block(fact: Fact, draw: DrawFact, level: 2 | 3): Part {
  const { label, value, folded } = fact;
  if (isScalar(value)) return html`<p><strong>${label}:</strong> ${shown(value)}</p>`;
  if (value.kind !== 'list' && value.kind !== 'table') return draw(fact);
  const body = value.kind === 'table' ? tableOf(label || 'Table', value) : listOf(value);
  if (folded) return html`<details><summary>${label}</summary>${body}</details>`;
  const heading = new Markup(`h${level}`);
  return [label !== '' && html`<${heading}>${label}</${heading}>`, body];
}

function listOf(value: List): Part {
  const { shown: items, more } = cutFor(value.items, value.most, 'page');
  return [
    html`<ul class="items">${items.map(
      ({ text, details = [] }) =>
        html`<li>${foreign(text)}${details.length > 0 && html`<ul>${details.map((detail) => html`<li>${foreign(detail)}</li>`)}</ul>`}</li>`,
    )}</ul>`,
    left(more),
  ];
}

function tableOf(caption: string, value: Table): Part {
  const { shown: rows, more } = cutFor(value.rows, value.most, 'page');
  const kind = (at: number): Part => isNumeric(value, at) && html` class="number"`;
  return [
    html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table>
<caption class="hidden">${caption}</caption>
<thead><tr>${value.columns.map((title, at) => html`<th scope="col"${kind(at)}>${title}</th>`)}</tr></thead>
<tbody>${rows.map(
      (row) =>
        html`<tr>${row.map((cell, at) =>
          at === 0 ? html`<th scope="row"${kind(at)}>${shown(cell)}</th>` : html`<td${kind(at)}>${shown(cell)}</td>`,
        )}</tr>
`,
    )}</tbody></table></div>`,
    left(more),
  ];
}

function left(more: number): Part {
  return more > 0 && html`<p class="muted">And ${count(more)} more, in report.json.</p>`;
}

/** Renders a value and its note. */
function shown(value: Scalar): Part {
  if (value.kind === 'status')
    return [badge(value.state, value.word), value.text !== undefined && [' ', foreign(value.text)]];
  const words = wordsOf(value);
  const cut = words.length <= VALUE_SHOWN || value.kind !== 'code' ? words : `${words.slice(0, VALUE_SHOWN - 1)}…`;
  const main =
    value.kind === 'code' ? html`<code>${foreign(cut)}</code>` : value.kind === 'text' ? foreign(cut) : words;
  return [main, value.note !== undefined && html` <span class="muted">${foreign(value.note)}</span>`];
}

/** A table of the numbers behind a picture. */
export function numbers(caption: string, columns: readonly string[], rows: readonly (readonly Cell[])[]): Part {
  return tableOf(caption, table(columns, rows));
}

/** A picture, its caption, and the numbers behind it. */
export function figure(options: {
  readonly id: string;
  readonly picture: Markup;
  readonly caption: Part;
  readonly numbers: Part;
}): Markup {
  return html`<figure id="${options.id}">
${options.picture}
<figcaption>${options.caption}</figcaption>
<details><summary>The numbers behind this picture</summary>${options.numbers}</details>
</figure>`;
}

const SHAPES: Readonly<Record<State, string>> = {
  passed: 'M4 10.5 8.5 15 16 6',
  failed: 'M5 5 15 15M15 5 5 15',
  warned: 'M10 4V11.5M10 15V15.6',
  skipped: 'M5 10H15',
  neutral: 'M10 8.5V15M10 4.6V5',
};

/** A shape for each state, for readers who cannot tell its colour. A word beside it says the same. */
export function sign(state: State): Markup {
  return html`<svg class="sign ${state}" viewBox="0 0 20 20" aria-hidden="true" focusable="false"><circle cx="10" cy="10" r="10"/><path d="${SHAPES[state]}"/></svg>`;
}

export function badge(state: State, word: string): Markup {
  return html`<span class="badge ${state}">${sign(state)}${word}</span>`;
}
