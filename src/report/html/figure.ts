import { html, type Markup, type Part } from './markup';

/** Columns of numbers stand to the right, and their digits below each other. */
export interface Column {
  readonly title: string;
  readonly numeric?: boolean;
}

/** A table of facts. The first cell of a row names it. */
export function table(caption: string, columns: readonly Column[], rows: readonly (readonly Part[])[]): Markup {
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table>
<caption class="hidden">${caption}</caption>
<thead><tr>${columns.map(({ title, numeric }) => html`<th scope="col"${kind(numeric)}>${title}</th>`)}</tr></thead>
<tbody>${rows.map(
    (row) =>
      html`<tr>${row.map((cell, at) =>
        at === 0
          ? html`<th scope="row"${kind(columns[at]?.numeric)}>${cell}</th>`
          : html`<td${kind(columns[at]?.numeric)}>${cell}</td>`,
      )}</tr>
`,
  )}</tbody></table></div>`;
}

function kind(numeric: boolean | undefined): Markup | undefined {
  return numeric ? html` class="number"` : undefined;
}

/** A picture with what it shows, and the numbers behind it one click away. */
export function figure(options: {
  readonly id: string;
  readonly picture: Markup;
  readonly caption: Part;
  readonly numbers: Markup;
}): Markup {
  return html`<figure id="${options.id}">
${options.picture}
<figcaption>${options.caption}</figcaption>
<details><summary>The numbers behind this picture</summary>${options.numbers}</details>
</figure>`;
}

export function section(id: string, title: string, ...content: readonly Part[]): Markup {
  return html`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${content}
</section>
`;
}

/** Names with their values. */
export function facts(pairs: readonly (readonly [name: string, value: Part])[]): Markup {
  return html`<dl class="facts">${pairs.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

const STATES = {
  passed: { shape: 'M4 10.5 8.5 15 16 6', word: 'passed' },
  failed: { shape: 'M5 5 15 15M15 5 5 15', word: 'failed' },
  warned: { shape: 'M10 4V11.5M10 15V15.6', word: 'failed' },
  skipped: { shape: 'M5 10H15', word: 'skipped' },
  neutral: { shape: 'M10 8.5V15M10 4.6V5', word: 'done' },
} as const;

export type State = keyof typeof STATES;

/** A shape for each state beside its colour, for whom colours are alike. The word beside it says the same. */
export function sign(state: State): Markup {
  return html`<svg class="sign ${state}" viewBox="0 0 20 20" aria-hidden="true" focusable="false"><circle cx="10" cy="10" r="10"/><path d="${STATES[state].shape}"/></svg>`;
}

/** @param word in place of the usual one */
export function badge(state: State, word: string = STATES[state].word): Markup {
  return html`<span class="badge ${state}">${sign(state)}${word}</span>`;
}
