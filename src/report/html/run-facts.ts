import { bytes, count, counted, duration, percent } from '../../base/wording';
import { TRUSTED } from '../../keys/trust-scope';
import { indexLine } from '../index-lines';
import { checkLine, shardLine } from '../plan-lines';
import { queueLine } from '../queue-lines';
import { type RunReport, settingsFromElsewhere } from '../run-report';
import { facts, section, table } from './figure';
import { foreign, html, type Markup, type Part } from './markup';

/** Of a setting or a part of the contract: enough to know it by. */
const VALUE_SHOWN = 300;
/** Warnings that are shown; report.json has all. */
const WARNINGS_SHOWN = 100;

export function warningsSection({ warnings }: RunReport): Markup | undefined {
  if (warnings.length === 0) return undefined;
  const more = warnings.length - WARNINGS_SHOWN;
  return section(
    'warnings',
    'Warnings',
    html`<ul class="warnings">${warnings
      .slice(0, WARNINGS_SHOWN)
      .map((warning) => html`<li>${foreign(warning)}</li>`)}</ul>`,
    more > 0 && html`<p class="muted">And ${count(more)} more, in report.json.</p>`,
  );
}

/** What ran, with which settings, and what decides its vectors. */
export function runSection(report: RunReport): Markup {
  return section(
    'run',
    'The run',
    facts(runFacts(report)),
    html`<details><summary>Settings</summary>${settingsTable(report)}</details>`,
    html`<details><summary>Embedding contract</summary>${contractTable(report)}</details>`,
  );
}

function runFacts(report: RunReport): (readonly [string, Part])[] {
  const { model, corpus, texts, trust, output, shard, queue, prediction, recomputed, index } = report;
  const [signer, ...accepted] = trust.keyIds;
  return [
    ['Mode', report.mode],
    ['Began', moment(report.started)],
    ['Took', duration(report.seconds)],
    ['embed-once', report.version],
    ['Model', html`${foreign(model.name)}, ${count(model.contract.dimensions)} dimensions`],
    ['Fingerprint', html`<code>${model.fingerprint}</code>`],
    ...(corpus ? [['Corpus', corpusText(corpus)] as const] : []),
    ['Unique texts', count(texts.unique)],
    ...(texts.truncated > 0 ? [['Cut to the model’s length', count(texts.truncated)] as const] : []),
    ...(queue ? [['Queue', foreign(queueLine(queue))] as const] : []),
    ...(shard ? [['Shard', foreign(shardLine(shard))] as const] : []),
    ...(prediction ? [['Predicted', foreign(checkLine(prediction))] as const] : []),
    ...(recomputed
      ? [
          [
            'Embedded again',
            `${count(recomputed.sampled)} of ${counted(recomputed.eligible, 'hit')}, ${count(recomputed.deviating)} deviating`,
          ] as const,
        ]
      : []),
    [
      'Trust scope',
      html`${trust.scope.name === TRUSTED ? TRUSTED : foreign(trust.scope.name)}: ${foreign(trust.scope.why)}`,
    ],
    ...(signer === undefined
      ? []
      : [['Signs with key', foreign([signer, ...accepted.map((key) => `accepts ${key}`)].join(', '))] as const]),
    ...(index ? [['Index', foreign(indexLine(index))] as const] : []),
    ...(output?.files ?? []).map((file) => ['Output', html`${foreign(file.path)}, ${bytes(file.bytes)}`] as const),
  ];
}

/** `2025-01-02 03:04:05 UTC`. */
export function moment(iso: string): string {
  return `${iso.slice(0, 19).replace('T', ' ')} UTC`;
}

function corpusText(corpus: NonNullable<RunReport['corpus']>): string {
  return [
    `${counted(corpus.records, 'record')} in ${counted(corpus.files, 'file')}`,
    ...(corpus.blank > 0 ? [counted(corpus.blank, 'blank line')] : []),
    ...(corpus.skipped > 0 ? [`${counted(corpus.skipped, 'record')} skipped`] : []),
  ].join(', ');
}

function settingsTable(report: RunReport): Markup {
  const elsewhere = settingsFromElsewhere(report);
  const names = new Set(elsewhere.map(([name]) => name));
  const all = [...elsewhere, ...Object.entries(report.settings).filter(([name]) => !names.has(name))];
  return table(
    'Settings',
    [{ title: 'Input' }, { title: 'Value' }, { title: 'From' }],
    all.map(([name, { value, source }]) => [name, foreign(value === '' ? '–' : cut(value)), foreign(source)]),
  );
}

function contractTable({ model }: RunReport): Markup {
  const { files, ...parts } = model.contract;
  return table(
    'Embedding contract',
    [{ title: 'Part' }, { title: 'Value' }],
    [...Object.entries(parts), ...Object.entries(files)].map(([name, value]) => [
      foreign(name),
      html`<code>${cut(typeof value === 'string' && name in parts ? JSON.stringify(value) : shownPart(value))}</code>`,
    ]),
  );
}

function shownPart(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function cut(text: string): string {
  return text.length <= VALUE_SHOWN ? text : `${text.slice(0, VALUE_SHOWN - 1)}…`;
}

/** Figures that belong beside the verdict. */
export function headlineFacts(report: RunReport): Markup {
  const { texts, validation, warnings, queue } = report;
  const wrong = validation?.texts.filter(({ faults }) => faults.length > 0).length;
  return facts([
    ...(texts.unique > 0
      ? [
          [
            'Hits',
            html`${percent(texts.hitRate)} <span class="muted">${count(texts.hits)} of ${count(texts.unique)}</span>`,
          ] as const,
        ]
      : []),
    ...(report.mode === 'validate'
      ? []
      : [
          [
            'Embedded',
            html`${count(texts.embedded)} <span class="muted">${counted(texts.tokens, 'token')}</span>`,
          ] as const,
        ]),
    ...(queue
      ? [
          [
            'Messages',
            html`${count(queue.done)} done <span class="muted">${count(queue.dead)} put aside</span>`,
          ] as const,
        ]
      : []),
    ...(validation
      ? [
          [
            'Golden texts',
            html`${count(validation.texts.length)} <span class="muted">${count(wrong ?? 0)} with a fault</span>`,
          ] as const,
        ]
      : []),
    ['Time', duration(report.seconds)],
    ...(warnings.length > 0 ? [['Warnings', html`<a href="#warnings">${count(warnings.length)}</a>`] as const] : []),
  ]);
}
