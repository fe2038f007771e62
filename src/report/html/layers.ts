import { cited, count, counted, excerpt, fraction, measured } from '../../base/wording';
import type { Check, LayerVerdict, Validation } from '../../validation/validation';
import { badge, facts, section } from './figure';
import { foreign, html, type Markup } from './markup';

/** Names of failing texts beside a check; the worst texts and the table have the rest. */
const NAMES_SHOWN = 5;

const QUESTIONS: Readonly<Record<LayerVerdict['layer'], string>> = {
  sanity: 'Are these vectors at all?',
  identity: 'Is each vector the approved one?',
  neighbourhood: 'Is near what was near?',
  required: 'Is near what has to be, and nothing that must not?',
  distribution: 'Do all together look the same?',
};

/** Each layer, its checks, and how far both can be believed. */
export function layersSection(validation: Validation): Markup {
  return section(
    'layers',
    'What was checked',
    html`<p>Profile <strong>${validation.profile}</strong>: ${foreign(sentence(validation.profileReason))}</p>
<div class="scroll" role="region" aria-label="Layers and their checks" tabindex="0"><table class="checks">
<caption class="hidden">Layers and their checks</caption>
<thead><tr><th scope="col">Check</th><th scope="col" class="number">Value</th><th scope="col" class="number">Has to be</th><th scope="col">Verdict</th></tr></thead>
${validation.layers.map(layerRows)}
</table></div>`,
    facts([
      ['Golden set', goldenSet(validation)],
      [
        'Neighbours',
        `${count(validation.k)} nearest of each text, among ${validation.neighboursFrom === 'golden' ? 'the other golden texts' : 'all texts of the corpus'}`,
      ],
      ['Searched by', engine(validation)],
      ...(validation.notInCorpus.length > 0
        ? [['No longer in the corpus', foreign(names(validation.notInCorpus))] as const]
        : []),
    ]),
  );
}

function layerRows(layer: LayerVerdict): Markup {
  const remark = [
    ...(layer.why === undefined ? [] : [layer.why]),
    ...(layer.gates || layer.verdict === 'skipped' ? [] : ['does not close the gate']),
  ];
  return html`<tbody>
<tr class="layer"><th scope="rowgroup" colspan="3"><span class="name">${layer.layer}</span> <span class="muted">${QUESTIONS[layer.layer]}</span>${
    remark.length > 0 && html`<div class="muted">${foreign(remark.map(sentence).join(' '))}</div>`
  }</th><td>${badge(stateOf(layer))}</td></tr>
${layer.checks.map((check) => checkRow(check, layer))}
</tbody>
`;
}

function stateOf({ verdict, gates }: LayerVerdict): 'passed' | 'failed' | 'warned' | 'skipped' {
  return verdict === 'failed' && !gates ? 'warned' : verdict;
}

function checkRow(check: Check, layer: LayerVerdict): Markup {
  const [value, threshold] = measured(check.value, check.threshold);
  return html`<tr><th scope="row"><span class="name">${foreign(check.name)}</span><div class="muted">${foreign(sentence(check.description))}</div>${
    check.unseen !== undefined &&
    layer.verdict !== 'skipped' &&
    html`<div class="unseen">Could have gone unseen: ${foreign(sentence(check.unseen))}</div>`
  }${
    check.failing.length > 0 &&
    html`<div>${counted(check.failing.length, 'text')}: ${foreign(names(check.failing))}</div>`
  }</th><td class="number">${value}</td><td class="number">${boundSign(check)} ${threshold}</td><td>${checkBadge(check, layer)}</td></tr>
`;
}

/** What a layer that was skipped found by the way is told, and not judged. */
function checkBadge({ passed }: Check, { verdict, gates }: LayerVerdict): Markup {
  if (verdict === 'skipped') return badge('skipped', 'not judged');
  return badge(passed ? 'passed' : gates ? 'failed' : 'warned');
}

function boundSign({ bound }: Check): Markup {
  return html`<abbr title="${bound}">${bound === 'at least' ? '≥' : '≤'}</abbr>`;
}

function names(all: readonly string[]): string {
  const shown = all.slice(0, NAMES_SHOWN).map((name) => excerpt(name));
  const more = all.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${count(more)} more` : cited(shown);
}

function goldenSet({ goldenSet, texts }: Validation): Markup {
  const { path, version, approvedAt, approvedCommit, model } = goldenSet;
  const parts = [
    ...(version === undefined ? [] : [`version ${version}`]),
    counted(texts.length, 'text'),
    ...(approvedAt === undefined ? [] : [`approved ${approvedAt.slice(0, 10)}`]),
    ...(approvedCommit === undefined ? [] : [`at commit ${approvedCommit.slice(0, 12)}`]),
    ...(model === undefined ? [] : [`with ${model}`]),
  ];
  return html`${foreign(path)}, ${foreign(parts.join(', '))}`;
}

function engine({ engine }: Validation): Markup {
  const recall =
    engine.recall === undefined
      ? ''
      : `, recall ${fraction(engine.recall)} against an exact search of the same vectors`;
  return html`${engine.name}: ${foreign(engine.description)}, ${counted(engine.indexed, 'vector')}${recall}${
    engine.reason !== undefined && html` <span class="muted">(${foreign(engine.reason)})</span>`
  }`;
}

/** With a capital and a full stop, whether it has them or not. */
function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;
}
