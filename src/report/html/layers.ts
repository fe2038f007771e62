import { counted, measured } from '../../base/wording';
import type { Check, LayerVerdict, Validation } from '../../validation/validation';
import { some } from '../sections/validation';
import { badge } from './figure';
import { foreign, html, type Markup } from './markup';

/** Names of failing texts per check. The table of all texts has the rest. */
const NAMES_SHOWN = 5;

const QUESTIONS: Readonly<Record<LayerVerdict['layer'], string>> = {
  sanity: 'Are the vectors valid?',
  identity: 'Is each vector the approved one?',
  neighbourhood: 'Are the nearest texts the same?',
  required: 'Are required texts near, and forbidden ones not?',
  distribution: 'Do all vectors together look the same?',
};

/** Returns the checks of each layer with values, thresholds and blind spots. */
export function checksTable({ layers }: Validation): Markup {
  return html`<div class="scroll" role="region" aria-label="Layers and their checks" tabindex="0"><table class="checks">
<caption class="hidden">Layers and their checks</caption>
<thead><tr><th scope="col">Check</th><th scope="col" class="number">Value</th><th scope="col" class="number">Threshold</th><th scope="col">Verdict</th></tr></thead>
${layers.map(layerRows)}
</table></div>`;
}

function layerRows(layer: LayerVerdict): Markup {
  const { verdict, gates, why, checks } = layer;
  const remarks = [
    ...(why === undefined ? [] : [why]),
    ...(gates || verdict === 'skipped' ? [] : ['does not fail the run']),
  ];
  return html`<tbody>
<tr class="layer"><th scope="rowgroup" colspan="3"><span class="name">${layer.layer}</span> <span class="muted">${QUESTIONS[layer.layer]}</span>${
    remarks.length > 0 && html`<div class="muted">${foreign(remarks.map(sentence).join(' '))}</div>`
  }</th><td>${badgeOf(verdict, gates)}</td></tr>
${checks.map((check) => checkRow(check, layer))}
</tbody>
`;
}

function badgeOf(verdict: LayerVerdict['verdict'], gates: boolean): Markup {
  return badge(verdict === 'failed' && !gates ? 'warned' : verdict, verdict);
}

function checkRow(check: Check, { verdict, gates }: LayerVerdict): Markup {
  const { name, description, unseen, failing, bound, passed } = check;
  const [value, threshold] = measured(check.value, check.threshold);
  const skipped = verdict === 'skipped';
  return html`<tr><th scope="row"><span class="name">${foreign(name)}</span><div class="muted">${foreign(sentence(description))}</div>${
    unseen !== undefined && !skipped && html`<div class="unseen">Blind spot: ${foreign(sentence(unseen))}</div>`
  }${
    failing.length > 0 && html`<div>${counted(failing.length, 'text')}: ${foreign(some(failing, NAMES_SHOWN))}</div>`
  }</th><td class="number">${value}</td><td class="number"><abbr title="${bound}">${bound === 'at least' ? '≥' : '≤'}</abbr> ${threshold}</td><td>${
    skipped ? badge('skipped', 'not judged') : badgeOf(passed ? 'passed' : 'failed', gates)
  }</td></tr>
`;
}

/** Returns a text with a capital letter and a full stop. */
function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;
}
